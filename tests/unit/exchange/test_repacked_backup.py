"""A backup that a file manager has unpacked and packed again is the same backup; a trap is refused all the same."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from core.errors import BackupRefusedError
from core.exchange.archive import Archive
from core.refusals import BackupRefusal
from tests.samples import a_line

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping
    from pathlib import Path

LOG = b"".join(map(a_line, range(300)))
MANIFEST = json.dumps(
    {
        "formato": "predictor-medico/copia-de-seguridad",
        "version": 1,
        "programa": "1.0.0",
        "fecha": "2025-11-14 22:31:10",
        "zona": "-05:00",
        "archivos": [{"nombre": "predicciones.log", "bytes": len(LOG), "sha256": hashlib.sha256(LOG).hexdigest()}],
    }
).encode()
BACKUP = {"predicciones.log": LOG, "manifiesto.json": MANIFEST}

FINDER = {
    "copia/": b"",
    "copia/.DS_Store": b"\0\0\0\1Bud1",
    "__MACOSX/copia/._.DS_Store": b"\0\5\x16\7",
    "copia/predicciones.log": LOG,
    "__MACOSX/copia/._predicciones.log": b"\0\5\x16\7",
    "copia/manifiesto.json": MANIFEST,
    "__MACOSX/copia/._manifiesto.json": b"\0\5\x16\7",
    "__MACOSX/._copia": b"\0\5\x16\7",
}
EXPLORER = {"copia\\predicciones.log": LOG, "copia\\manifiesto.json": MANIFEST, "copia\\Thumbs.db": b"x"}
WINRAR = {"copia/copia/manifiesto.json": MANIFEST, "copia/copia/predicciones.log": LOG, "copia/desktop.ini": b"x"}
NAUTILUS = {"./predicciones.log": LOG, "./manifiesto.json": MANIFEST, "./.directory": b"x"}


def packed(path: Path, files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def log_in(path: Path) -> bytes:
    """The entries that a restore would take."""
    found = b""
    with Archive(path) as archive:
        archive.check(lambda _length: None)
        with archive.reader("predicciones.log") as read:
            while part := read(64 * 1024):
                found += part
    return found


def refusal(path: Path) -> BackupRefusal:
    with pytest.raises(BackupRefusedError) as caught:
        log_in(path)
    return caught.value.refusal


def test_the_log_can_be_had_as_it_is_compressed(tmp_path: Path) -> None:
    with Archive(packed(tmp_path / "copia.zip", BACKUP)) as archive, archive.packed("predicciones.log") as read:
        assert read is not None
        assert zlib.decompress(read(100) + read(len(LOG)) + read(1), wbits=-15) == LOG
        with archive.reader("predicciones.log") as whole:
            assert whole(len(LOG)) == LOG
    stored = packed(tmp_path / "sin comprimir.zip", BACKUP, zipfile.ZIP_STORED)
    with Archive(stored) as archive, archive.packed("predicciones.log") as read:
        assert read is None


@pytest.mark.parametrize(
    "files",
    [FINDER, EXPLORER, WINRAR, NAUTILUS, {**BACKUP, "léeme.txt": b"la copia del lunes"}],
    ids=["Finder", "Explorer", "WinRAR", "Nautilus", "a file of one's own"],
)
def test_what_file_managers_make_of_it(tmp_path: Path, files: dict[str, bytes]) -> None:
    assert log_in(packed(tmp_path / "copia.zip", files)) == LOG


def test_many_other_files_beside_it(tmp_path: Path) -> None:
    photos = {f"fotos/{number:04}.jpg": b"" for number in range(2000)}
    assert log_in(packed(tmp_path / "copia.zip", {**BACKUP, **photos})) == LOG


def test_the_longest_list_of_contents_that_is_read_takes_little_memory(tmp_path: Path) -> None:
    path = packed(tmp_path / "copia.zip", {**BACKUP, **{f"{number:x}/": b"" for number in range(20_000)}})
    tracemalloc.start()
    try:
        assert log_in(path) == LOG
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 32 << 20


def test_stored_as_it_is(tmp_path: Path) -> None:
    path = packed(tmp_path / "copia.zip", BACKUP, zipfile.ZIP_STORED)
    assert log_in(path) == LOG
    path.write_bytes(path.read_bytes().replace(b'"presion":120', b'"presion":121', 1))
    assert refusal(path) is BackupRefusal.DAMAGED


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_in_a_way_of_which_a_part_may_fill_the_memory(tmp_path: Path, compression: int) -> None:
    assert refusal(packed(tmp_path / "copia.zip", BACKUP, compression)) is BackupRefusal.PACKED


@pytest.mark.parametrize("comment", [b"hola", b"x" * 65_535, b"\0\0"])
def test_a_comment(tmp_path: Path, comment: bytes) -> None:
    path = packed(tmp_path / "copia.zip", BACKUP)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = comment
    assert log_in(path) == LOG


@pytest.mark.parametrize(
    "name", ["../predicciones.log", "/predicciones.log", "C:\\predicciones.log", "copia\\..\\x", "copia/..", "c:x"]
)
def test_paths_that_lead_out_of_a_folder(tmp_path: Path, name: str) -> None:
    assert refusal(packed(tmp_path / "copia.zip", {**BACKUP, name: b"x"})) is BackupRefusal.NOT_A_BACKUP


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["predicciones.log", "manifiesto.json", "otra/manifiesto.json"])
def test_two_of_one_kind(tmp_path: Path, second: str) -> None:
    path = packed(tmp_path / "copia.zip", BACKUP)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(second, BACKUP[second.removeprefix("otra/")])
    assert refusal(path) is BackupRefusal.NOT_A_BACKUP


def test_files_that_are_not_beside_the_manifest(tmp_path: Path) -> None:
    files = {"a/predicciones.log": LOG, "b/manifiesto.json": MANIFEST}
    assert refusal(packed(tmp_path / "copia.zip", files)) is BackupRefusal.DAMAGED


def test_a_bomb_in_a_folder(tmp_path: Path) -> None:
    files = {"copia/predicciones.log": bytes(30_000_000), "copia/manifiesto.json": MANIFEST}
    assert refusal(packed(tmp_path / "copia.zip", files)) is BackupRefusal.TOO_DENSE


def test_it_is_restored(
    tmp_path: Path, data_dir: Path, run_program: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    done = run_program("restaurar", str(packed(tmp_path / "copia.zip", FINDER)))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["registros_nuevos"] == 300
    assert (data_dir / "predicciones.log").read_bytes() == LOG
