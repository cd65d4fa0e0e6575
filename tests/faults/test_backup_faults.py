"""Backups, restorings and voids that are killed, or whose disk fails: nothing half, nothing twice, and it goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from core.notes.notes import Notes
from core.system.paths import RETRACTIONS_NAME
from tests.samples import a_line

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")

RECORDS = 12_000
"""Some three megabytes: a restoring of three writes."""

WRITES = "write,pwrite64,fdatasync,fsync,rename,renameat,renameat2,read,pread64"


def program(data_dir: Path, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*before, sys.executable, "-m", "gui", "--data-dir", str(data_dir), *arguments],
        capture_output=True,
        timeout=300,
        check=False,
    )


def injected(strace: str, fault: str, path: Path | None = None) -> tuple[str, ...]:
    only = () if path is None else ("-P", str(path))
    return (strace, "-f", "-o", os.devnull, *only, "-e", f"trace={WRITES}", "-e", f"inject={fault}")


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with records and a void."""
    data_dir = tmp_path_factory.mktemp("otro")
    (data_dir / "predicciones.log").write_bytes(b"".join(map(a_line, range(RECORDS))))
    assert program(data_dir, "anular", f"{7:032x}", "--motivo", "prueba").returncode == 0
    return data_dir


@pytest.fixture(scope="module")
def copy(there: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    path = tmp_path_factory.mktemp("memoria") / "copia.zip"
    assert program(there, "respaldar", "--salida", str(path)).returncode == 0
    return path


def assert_same(data_dir: Path, there: Path) -> None:
    for name in ("predicciones.log", "anulaciones.log"):
        assert (data_dir / name).read_bytes() == (there / name).read_bytes()


@pytest.mark.parametrize("fault", ["fsync:signal=KILL", "rename,renameat,renameat2:signal=KILL"])
def test_a_backup_that_is_killed_leaves_the_old_one(there: Path, tmp_path: Path, strace: str, fault: str) -> None:
    stick = tmp_path / "memoria"
    stick.mkdir()
    path = stick / "copia.zip"
    path.write_bytes(b"la de ayer")
    assert program(there, "respaldar", "--salida", str(path), before=injected(strace, fault)).returncode != 0
    assert path.read_bytes() == b"la de ayer"
    assert program(there, "respaldar", "--salida", str(path)).returncode == 0
    assert zipfile.is_zipfile(path)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("fsync:error=EIO", "el disco dio un error"),
        ("fsync:error=ENOSPC", "el disco está lleno"),
        ("rename,renameat,renameat2:error=EROFS", "el disco es de solo lectura"),
    ],
)
def test_a_backup_that_the_disk_refuses_leaves_the_old_one(
    there: Path, tmp_path: Path, strace: str, *, fault: str, words: str
) -> None:
    stick = tmp_path / "memoria"
    stick.mkdir()
    path = stick / "copia.zip"
    path.write_bytes(b"la de ayer")
    done = program(there, "respaldar", "--salida", str(path), before=injected(strace, fault))
    assert (done.returncode, done.stdout) == (1, b"")
    assert words in done.stderr.decode()
    assert [file.name for file in stick.iterdir()] == ["copia.zip"]
    assert path.read_bytes() == b"la de ayer"


def test_a_backup_that_finds_no_room_leaves_the_old_one(there: Path, small_disk: Path) -> None:
    path = small_disk / "copia.zip"
    path.write_bytes(b"la de ayer")
    done = program(there, "respaldar", "--salida", str(path))
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().endswith("el disco está lleno\n")
    assert done.stderr.count(b"\n") == 1
    assert [file.name for file in small_disk.iterdir()] == ["copia.zip"]
    assert path.read_bytes() == b"la de ayer"


@pytest.mark.parametrize("when", [1, 2, 3])
@pytest.mark.parametrize("call", ["write", "fdatasync"])
def test_a_restoring_that_is_killed_goes_on(
    there: Path, copy: Path, data_dir: Path, strace: str, *, call: str, when: int
) -> None:
    log = data_dir / "predicciones.log"
    killed = program(
        data_dir, "restaurar", str(copy), before=injected(strace, f"{call}:signal=KILL:when={when}", log)
    )
    assert killed.returncode != 0
    assert (there / "predicciones.log").read_bytes().startswith(log.read_bytes())
    again = program(data_dir, "restaurar", str(copy))
    assert again.returncode == 0
    assert (
        json.loads(again.stdout)["registros_nuevos"] == RECORDS - json.loads(again.stdout)["registros_ya_presentes"]
    )
    assert_same(data_dir, there)


@pytest.mark.parametrize("name", ["anulaciones.log", "predicciones.log"])
def test_a_restoring_that_is_killed_is_ended_by_the_next_command(
    there: Path, copy: Path, data_dir: Path, strace: str, name: str
) -> None:
    fault = injected(strace, "write:signal=KILL", data_dir / name)
    assert program(data_dir, "restaurar", str(copy), before=fault).returncode != 0
    counted = program(data_dir, "reporte")
    assert counted.stdout == program(there, "reporte").stdout
    said = f"predictor-medico: se terminó la restauración de {copy}, que se había interrumpido\n"
    assert (counted.returncode, counted.stderr.decode()) == (0, said)
    assert_same(data_dir, there)
    assert program(data_dir, "reporte").stderr == b"", "said once"


def test_a_restoring_that_is_killed_is_told_while_its_backup_is_not_there(
    there: Path, copy: Path, data_dir: Path, strace: str, tmp_path: Path
) -> None:
    stick = tmp_path / "memoria" / "copia.zip"
    stick.parent.mkdir()
    shutil.copy(copy, stick)
    fault = injected(strace, "write:signal=KILL:when=2", data_dir / "predicciones.log")
    assert program(data_dir, "restaurar", str(stick), before=fault).returncode != 0
    stick.rename(stick.with_name("otra.zip"))
    said = f"predictor-medico: la restauración de {stick} no terminó: restaure la misma copia otra vez\n"
    for _ in range(2):
        counted = program(data_dir, "reporte")
        assert (counted.returncode, counted.stderr.decode()) == (0, said)
        assert 0 < json.loads(counted.stdout)["total_por_categoria"]["ENFERMEDAD AGUDA"] < RECORDS
    assert program(data_dir, "restaurar", str(stick.with_name("otra.zip"))).stderr.decode() == said
    assert program(data_dir, "reporte").stderr == b""
    assert_same(data_dir, there)


@pytest.mark.parametrize("when", [1, 2, 3])
@pytest.mark.parametrize("fault", ["write:error=ENOSPC", "fdatasync:error=EIO"])
def test_a_restoring_whose_disk_fails_keeps_whole_lines_and_goes_on(
    there: Path, copy: Path, data_dir: Path, strace: str, *, fault: str, when: int
) -> None:
    log = data_dir / "predicciones.log"
    failed = program(data_dir, "restaurar", str(copy), before=injected(strace, f"{fault}:when={when}", log))
    assert (failed.returncode, failed.stdout) == (1, b"")
    assert failed.stderr.count(b"\n") == 1
    whole = log.read_bytes()
    assert (there / "predicciones.log").read_bytes().startswith(whole)
    assert whole.endswith(b"\n") == (when > 1)
    assert program(data_dir, "restaurar", str(copy)).returncode == 0
    assert_same(data_dir, there)


@pytest.mark.parametrize("when", [1, 2, 6, 20, 35])
def test_a_stick_that_is_pulled_out_loses_nothing(
    there: Path, copy: Path, data_dir: Path, strace: str, *, when: int
) -> None:
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(a_line(999_999))
    fault = injected(strace, f"read:error=EIO:when={when}+", copy)
    done = program(data_dir, "restaurar", str(copy), before=fault)
    assert (done.returncode, done.stdout) == (1, b"")
    assert str(copy) in done.stderr.decode()
    assert "el disco dio un error" in done.stderr.decode()
    whole = (data_dir / "predicciones.log").read_bytes()
    assert (a_line(999_999) + (there / "predicciones.log").read_bytes()).startswith(whole)
    assert program(data_dir, "restaurar", str(copy)).returncode == 0
    assert (data_dir / "predicciones.log").read_bytes() == a_line(999_999) + (there / "predicciones.log").read_bytes()


def test_a_real_disk_that_fills_up(there: Path, copy: Path, small_disk: Path) -> None:
    data_dir = small_disk / "datos"
    failed = program(data_dir, "restaurar", str(copy))
    assert (failed.returncode, failed.stdout) == (1, b"")
    assert failed.stderr.decode().endswith("el disco está lleno\n")
    assert (data_dir / "predicciones.log").read_bytes() == b""
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    assert program(data_dir, "restaurar", str(copy)).returncode == 0
    assert_same(data_dir, there)


KILLED_AT_ITS_SYNC = "fdatasync:signal=KILL:when=2"
"""The first sync is of the existing file."""


@pytest.mark.parametrize("fault", ["write:signal=KILL", KILLED_AT_ITS_SYNC, "write:error=ENOSPC"])
def test_a_void_that_was_not_acknowledged_can_be_made_again(
    there: Path, data_dir: Path, strace: str, fault: str
) -> None:
    shutil.copytree(there, data_dir)
    before = (data_dir / "predicciones.log").read_bytes()
    key = f"{8:032x}"
    path = data_dir / "anulaciones.log"
    failed = program(data_dir, "anular", key, "--motivo", "otro", before=injected(strace, fault, path))
    assert failed.returncode != 0
    assert failed.stdout == b""
    again = program(data_dir, "anular", key, "--motivo", "otro")
    was_kept = again.returncode == 2  # a line that was written whole, and killed before its answer
    assert was_kept == (fault == KILLED_AT_ITS_SYNC)
    read = Notes.read(data_dir)
    assert set(read.retracted) == {f"{7:032x}", key}
    assert read.health[RETRACTIONS_NAME].damaged_count == 0
    assert (data_dir / "predicciones.log").read_bytes() == before
