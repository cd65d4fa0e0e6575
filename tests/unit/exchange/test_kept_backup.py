"""A backup is never replaced by one that has less: by record and by void, in any order and spelling."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from core.cli import words
from core.errors import BackupKeptError, ReadError, SaveFailure
from core.exchange.backup import Backup
from core.journal.reader import CHUNK
from core.notes import voids
from core.notes.voids import Action, Event
from core.records.record import Record, encode
from core.refusals import BackupRefusal
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.system.work import StoppedError
from core.vocabulary import Reason
from tests.samples import BARE, a_line

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from core.exchange.manifest import Manifest
    from tests.conftest import Clock

    Run = Callable[..., subprocess.CompletedProcess[bytes]]


def event(number: int) -> bytes:
    key = f"{number:032x}"
    return voids.encode(Event("2025-11-13 22:31:10", "-05:00", key, key, Action.VOID, Reason.OTHER))


class Pc:
    """A data folder, and a stick on which there is always the same file."""

    def __init__(self, data_dir: Path, stick: Path, clock: Clock) -> None:
        self.data_dir = data_dir
        self.file = stick / "copia.zip"
        self._clock = clock
        data_dir.mkdir()
        stick.mkdir()

    def has(self, *records: bytes, events: tuple[bytes, ...] = ()) -> None:
        (self.data_dir / "predicciones.log").write_bytes(b"".join(records))
        (self.data_dir / "anulaciones.log").write_bytes(b"".join(events))

    def work(self) -> Backup:
        return Backup(self.data_dir, self.file, self._clock())

    def back_up(self) -> Manifest:
        return self.work().run()

    def kept(self) -> BackupKeptError:
        before = self.file.read_bytes()
        with pytest.raises(BackupKeptError) as caught:
            self.back_up()
        assert self.file.read_bytes() == before
        assert [path.name for path in self.file.parent.iterdir()] == ["copia.zip"]
        assert caught.value.path == self.file
        return caught.value


@pytest.fixture
def pc(data_dir: Path, tmp_path: Path, clock: Clock) -> Pc:
    return Pc(data_dir, tmp_path / "memoria", clock)


def counts(error: BackupKeptError) -> tuple[int, int]:
    return error.missing.get(LOG_NAME, 0), error.missing.get(RETRACTIONS_NAME, 0)


def test_what_has_only_grown_replaces_its_backup(pc: Pc) -> None:
    pc.has(a_line(1), BARE)
    pc.back_up()
    pc.has(a_line(1), BARE, a_line(2), events=(event(1),))
    pc.back_up()
    pc.has(a_line(1), BARE, a_line(2), BARE, events=(event(1), event(2)))
    assert pc.back_up().archivos[0].registros == 4


def test_records_of_which_nobody_here_knows_are_not_replaced(pc: Pc) -> None:
    pc.has(*map(a_line, range(40)))
    pc.back_up()
    pc.has(a_line(100))
    assert counts(pc.kept()) == (40, 0)
    pc.has(*map(a_line, range(3)), a_line(100))
    assert counts(pc.kept()) == (37, 0)


def test_it_goes_by_the_record_and_not_by_order_damage_or_place(pc: Pc) -> None:
    pc.has(a_line(1), b"torn\n", a_line(2), BARE, a_line(1))
    pc.back_up()
    pc.has(a_line(3), BARE, a_line(2), a_line(1))
    pc.back_up()
    pc.has(a_line(3), b"torn\n", a_line(2), a_line(1))
    assert counts(pc.kept()) == (1, 0)


def test_other_data_under_an_id_that_is_here_are_not_replaced(pc: Pc) -> None:
    pc.has(a_line(1), a_line(2))
    pc.back_up()
    pc.has(a_line(2), a_line(1).replace(b"38.0", b"39.0").replace(b"crc", b"x"))
    kept = pc.kept()
    assert (counts(kept), kept.conflicts) == ((0, 0), 1)
    assert "registros con datos distintos de los de aquí (1); use otro nombre" in words.backup_kept(kept)
    pc.has(a_line(2), encode(Record("2025-11-13 22:31:10", 39.0, 120, 90, "NO ENFERMO", id=f"{1:032x}")), a_line(1))
    pc.back_up()


def test_of_equal_records_without_an_id_it_counts_how_many(pc: Pc) -> None:
    pc.has(BARE, BARE, BARE)
    pc.back_up()
    pc.has(a_line(1), BARE)
    assert counts(pc.kept()) == (2, 0)
    pc.has(a_line(1), BARE, BARE, BARE)
    pc.back_up()


def test_voids_of_which_nobody_here_knows_are_not_replaced(pc: Pc) -> None:
    pc.has(a_line(1), a_line(2), events=(event(1), event(2)))
    pc.back_up()
    pc.has(a_line(1), a_line(2), events=(event(2), b"torn\n"))
    assert counts(pc.kept()) == (0, 1)
    (pc.data_dir / "anulaciones.log").unlink()
    assert counts(pc.kept()) == (0, 2)
    pc.has(a_line(1), a_line(2), events=(event(2), event(1)))
    pc.back_up()


@pytest.mark.parametrize("content", [b"", b"la lista de compras", b"PK" + b"x" * 100])
def test_what_is_no_backup_is_replaced(pc: Pc, content: bytes) -> None:
    pc.file.write_bytes(content)
    pc.has(a_line(1))
    pc.back_up()
    assert zipfile.is_zipfile(pc.file)


@pytest.mark.parametrize("place", [0.3, 0.5, 0.999])
def test_a_damaged_one_is_not_replaced(pc: Pc, place: float) -> None:
    pc.has(*map(a_line, range(2000)))
    pc.back_up()
    content = bytearray(pc.file.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    pc.file.write_bytes(content)
    pc.has(a_line(5000))
    assert pc.kept().refusal is BackupRefusal.DAMAGED


def test_one_of_which_only_the_settings_are_damaged_is_not_replaced(pc: Pc) -> None:
    pc.has(a_line(1), a_line(2))
    (pc.data_dir / "ajustes.json").write_bytes(b'{"language":"en"}\n')
    pc.back_up()
    with zipfile.ZipFile(pc.file) as archive:
        inside = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(pc.file, "w") as archive:
        for name, content in inside.items():
            archive.writestr(name, content.replace(b"en", b"es") if name == "ajustes.json" else content)
    pc.has(a_line(2))
    assert pc.kept().refusal is BackupRefusal.DAMAGED


@pytest.mark.parametrize("record", [a_line(1), a_line(2)])
def test_one_whose_checksum_alone_is_wrong_is_not_replaced(pc: Pc, record: bytes) -> None:
    rewrite(pc, {"archivos": [{"nombre": "predicciones.log", "bytes": len(a_line(1)), "sha256": "0" * 64}]})
    pc.has(record)
    assert pc.kept().refusal is BackupRefusal.DAMAGED


def test_one_whose_records_are_here_to_the_byte_is_replaced_though_its_settings_are_damaged(pc: Pc) -> None:
    rewrite(pc, {})
    with zipfile.ZipFile(pc.file) as archive:
        manifest = json.loads(archive.read("manifiesto.json"))
    manifest["archivos"].append({"nombre": "ajustes.json", "bytes": 2, "sha256": "0" * 64})
    with zipfile.ZipFile(pc.file, "w") as archive:
        archive.writestr("predicciones.log", a_line(1))
        archive.writestr("ajustes.json", b"{}")
        archive.writestr("manifiesto.json", json.dumps(manifest))
    pc.has(a_line(1), a_line(2))
    assert pc.back_up().archivos[0].registros == 2


def rewrite(pc: Pc, changes: dict[str, object], flags: int = 0) -> None:
    """Leave a backup of one record whose manifest says something else."""
    pc.has(a_line(1))
    (pc.data_dir / "anulaciones.log").unlink()
    manifest = json.loads(zipfile.ZipFile(pc.work().run() and pc.file).read("manifiesto.json")) | changes
    with zipfile.ZipFile(pc.file, "w") as archive:
        archive.writestr("predicciones.log", a_line(1))
        archive.writestr("manifiesto.json", json.dumps(manifest))
        for info in archive.infolist():
            info.flag_bits |= flags


def test_one_of_a_newer_program_is_not_replaced(pc: Pc) -> None:
    rewrite(pc, {"version": 3})
    assert pc.kept().refusal is BackupRefusal.NEWER


def test_one_with_a_password_is_not_replaced(pc: Pc) -> None:
    rewrite(pc, {}, flags=1)
    assert pc.kept().refusal is BackupRefusal.PACKED


def test_one_that_cannot_be_read_is_not_replaced(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    pc.has(a_line(1))
    pc.back_up()
    before = pc.file.read_bytes()

    def fail(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("zipfile._EndRecData", fail)
    with pytest.raises(ReadError) as caught:
        pc.back_up()
    assert (caught.value.failure, caught.value.path) == (SaveFailure.DEVICE, pc.file)
    assert pc.file.read_bytes() == before


def test_a_journal_that_goes_while_it_is_compared_is_said(pc: Pc) -> None:
    pc.has(a_line(1), events=(event(1),))
    pc.back_up()
    work = pc.work()
    voids_path = pc.data_dir / "anulaciones.log"
    work.on_progress = lambda: voids_path.unlink(missing_ok=True)
    with pytest.raises(ReadError) as caught:
        work.run()
    assert (caught.value.failure, caught.value.path) == (SaveFailure.GONE, voids_path)


@pytest.mark.parametrize("parts", [1, 3, 12, 17])
def test_it_tells_how_far_it_is_and_can_be_stopped_while_it_compares(pc: Pc, parts: int) -> None:
    pc.has(*map(a_line, range(2000)))
    pc.back_up()
    pc.has(*map(a_line, reversed(range(2000))))
    before = pc.file.read_bytes()
    work = pc.work()
    told: list[float] = []

    def tell() -> None:
        told.append(work.done / work.total)
        if len(told) == parts:
            work.cancel()

    work.on_progress = tell
    with pytest.raises(StoppedError):
        work.run()
    assert pc.file.read_bytes() == before
    assert 2000 * len(a_line(1)) > 3 * CHUNK
    work = pc.work()
    work.run()
    assert work.done == work.total


def test_on_the_command_line(run_program: Run, tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "copia.zip"
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(a_line(1) + a_line(2))
    assert run_program("respaldar", "--salida", str(path)).returncode == 0
    before = path.read_bytes()
    (data_dir / "predicciones.log").write_bytes(a_line(2))
    done = run_program("respaldar", "--salida", str(path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"predictor-medico: no se reemplazó {path}: esa copia tiene registros que no están aquí (1); use otro "
        "nombre, o restáurela primero\n"
    )
    assert path.read_bytes() == before
    assert run_program("restaurar", str(path)).returncode == 0
    assert run_program("respaldar", "--salida", str(path)).returncode == 0


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (None, "esa copia tiene anulaciones que no están aquí (3); use otro nombre, o restáurela primero"),
        (
            BackupRefusal.NEWER,
            "la copia de seguridad es de una versión más nueva del programa; use otro nombre",
        ),
        (BackupRefusal.DAMAGED, "la copia de seguridad está incompleta o dañada; use otro nombre"),
        (
            BackupRefusal.PACKED,
            "está comprimida de una forma que no se puede leer, o tiene contraseña; use otro nombre",
        ),
    ],
)
def test_the_other_words(tmp_path: Path, refusal: BackupRefusal | None, said: str) -> None:
    kept = BackupKeptError(tmp_path, refusal=refusal) if refusal else BackupKeptError(tmp_path, {RETRACTIONS_NAME: 3})
    assert words.backup_kept(kept) == f"no se reemplazó {tmp_path}: {said}"
