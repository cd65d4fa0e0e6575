"""A backup is whole or absent; restoring adds the missing entries only, repeatedly, from any PC."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import struct
import tempfile
import threading
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import BackupRefusedError, NoteRefusedError, NothingToBackUpError, ReadError, SaveError, SaveFailure
from core.exchange import archive as archive_module
from core.exchange import backup as backup_module
from core.exchange import buffered
from core.exchange.backup import Backup
from core.exchange.known import Counts, KeySet
from core.exchange.restore import Restored
from core.journal import reader, writer
from core.notes import voids
from core.notes.voids import Action, Event
from core.records import find
from core.records.period import Period
from core.records.record import Record, encode
from core.refusals import BackupRefusal
from core.station.station import Station
from core.system import disk, establishment
from core.system.establishment import Establishment
from core.system.paths import LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME
from core.system.work import StoppedError
from core.vocabulary import Reason
from tests import samples, stations
from tests.samples import READING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.clinical.model import Model

BARE = samples.BARE.rstrip()
OTHER_BARE = BARE.replace(b"2025-11-14", b"2025-11-13")

ALMOST_A_ZIP = b"PK\3\4" + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, 0, 0, 0)


def a_line(number: int, name: str | None = None) -> bytes:
    return samples.a_line(number if name is None else name).rstrip()


def an_event(number: int, key: str, reason: Reason | None = Reason.OTHER) -> bytes:
    action = Action.REINSTATE if reason is None else Action.VOID
    return voids.encode(Event("2025-11-13 22:31:10", "-05:00", f"{number:032x}", key, action, reason))[:-1]


def text(*contents: bytes) -> bytes:
    return b"".join(content + b"\n" for content in contents)


def restored(records: int = 0, known: int = 0, events: int = 0, events_known: int = 0, **more: Any) -> Restored:
    """Return the counts of a restoring."""
    added = {LOG_NAME: records, RETRACTIONS_NAME: events, VERDICTS_NAME: 0}
    there = {LOG_NAME: known, RETRACTIONS_NAME: events_known, VERDICTS_NAME: 0}
    return Restored(added, there, **more)


class Clinic:
    """A PC with the program."""

    def __init__(self, data_dir: Path, model: Model, clock: Callable[[], datetime]) -> None:
        self.station = Station(data_dir, model, clock, "ventana")
        self.data_dir = data_dir
        self.log = self.station.log
        self.voids = data_dir / "anulaciones.log"
        self.clock = clock

    def write(self, *records: bytes, events: tuple[bytes, ...] = ()) -> None:
        self.station.close()
        self.data_dir.mkdir(exist_ok=True)
        self.log.write_bytes(text(*records))
        if events:
            self.voids.write_bytes(text(*events))

    def restart(self) -> None:
        self.station.close()
        self.station = Station(self.data_dir, self.station.model, self.clock, "ventana")

    def back_up(self, name: str = "copia.zip") -> Path:
        path = self.data_dir.parent / name
        Backup(self.data_dir, path, self.clock()).run()
        return path

    def restore(self, source: Path) -> Restored:
        work = self.station.begin_restore(source)
        try:
            return work.run()
        finally:
            self.station.finish_merge()

    def records(self) -> list[bytes]:
        return self.log.read_bytes().split(b"\n")[:-1]

    def events(self) -> list[bytes]:
        return self.voids.read_bytes().split(b"\n")[:-1] if self.voids.exists() else []


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of lines of each write of a journal."""
    written: list[int] = []
    append = writer.Journal.append_all

    def append_and_tell(journal: writer.Journal[Any], lines: list[bytes], last: Any = None) -> int:
        written.append(len(lines))
        return append(journal, lines, last)

    monkeypatch.setattr(writer.Journal, "append_all", append_and_tell)
    return written


@pytest.fixture
def clinics(tmp_path: Path, model: Model, clock: Callable[[], datetime]) -> Iterator[Callable[[], Clinic]]:
    made: list[Clinic] = []

    def make() -> Clinic:
        made.append(Clinic(tmp_path / f"pc{len(made)}", model, clock))
        return made[-1]

    yield make
    for clinic in made:
        clinic.station.close()


@pytest.fixture
def here(clinics: Callable[[], Clinic]) -> Clinic:
    return clinics()


@pytest.fixture
def there(clinics: Callable[[], Clinic]) -> Clinic:
    return clinics()


def manifest(path: Path) -> dict[str, object]:
    with zipfile.ZipFile(path) as archive:
        found: dict[str, object] = json.loads(archive.read("manifiesto.json"))
        return found


class TestBackingUp:
    def test_what_is_in_it(self, here: Clinic) -> None:
        here.write(a_line(1), BARE, b"torn", a_line(2), events=(an_event(1, f"{1:032x}"), b"?"))
        (here.data_dir / "ajustes.json").write_bytes(b'{"language":"en"}\n')
        establishment.save(here.data_dir, Establishment("05-001", "La Unión", "8f3a01c2"))
        path = here.back_up()
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            inside = {name: archive.read(name) for name in archive.namelist()}
        told = json.loads(inside.pop("manifiesto.json"))
        assert inside == {
            name: (here.data_dir / name).read_bytes()
            for name in ("predicciones.log", "anulaciones.log", "ajustes.json", "establecimiento.json")
        }
        assert told["establecimiento"] == {"codigo": "05-001", "nombre": "La Unión", "puesto": "8f3a01c2"}
        assert told["modelo"] == here.station.model.name
        assert told["formato"] == "predictor-medico/copia-de-seguridad"
        assert (told["version"], told["fecha"], told["zona"]) == (2, "2025-11-14 22:31:10", "-05:00")
        assert told["programa"]
        for file in told["archivos"]:
            content = inside[file["nombre"]]
            assert (file["bytes"], file["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        counts = [(file.get("registros"), file.get("lineas_danadas")) for file in told["archivos"]]
        assert counts == [(3, 1), (1, 1), (None, None), (None, None)]

    def test_it_is_packed(self, here: Clinic) -> None:
        here.write(*(a_line(number) for number in range(3000)))
        assert here.back_up().stat().st_size < here.log.stat().st_size / 5

    def test_it_is_for_this_user_alone_and_leaves_nothing_beside_it(self, here: Clinic) -> None:
        here.write(a_line(1))
        path = here.back_up()
        assert sorted(file.name for file in path.parent.iterdir()) == ["copia.zip", "pc0"]
        if os.name == "posix":
            assert path.stat().st_mode & 0o777 == 0o600

    def test_of_no_records_yet(self, here: Clinic, there: Clinic) -> None:
        here.station.open()
        path = here.back_up()
        assert manifest(path)["archivos"][0]["bytes"] == 0  # type: ignore[index]
        assert there.restore(path) == restored()

    def test_of_a_folder_that_has_gone(self, here: Clinic) -> None:
        with pytest.raises(NothingToBackUpError) as caught:
            here.back_up()
        assert (caught.value.failure, caught.value.path) == (SaveFailure.GONE, here.log)
        assert not (here.data_dir.parent / "copia.zip").exists()

    def test_what_killed_ones_left_is_removed(self, here: Clinic, clock: Callable[[], datetime]) -> None:
        here.write(a_line(1))
        folder = here.data_dir.parent
        long_ago = clock().timestamp() - backup_module.ABANDONED_S
        left = {".copia.zip.0123abcd.tmp": -60, ".copia[1].zip.0123abcd.tmp": -60}
        kept = {
            ".copia.zip.89abcdef.tmp": 60,  # somebody may still be writing to it
            ".copia.zip.mía.tmp": -60,
            ".otra.zip.0123abcd.tmp": -60,
            "copia.zip.tmp": -60,
        }
        for name, seconds in (left | kept).items():
            (folder / name).write_bytes(b"half")
            os.utime(folder / name, (long_ago + seconds, long_ago + seconds))
        here.back_up("copia.zip")
        here.back_up("copia[1].zip")
        assert {path.name for path in folder.iterdir()} == {*kept, "copia.zip", "copia[1].zip", "pc0"}

    def test_what_killed_ones_left_may_stay_where_it_cannot_be_removed(self, here: Clinic) -> None:
        here.write(a_line(1))
        left = here.data_dir.parent / ".copia.zip.0123abcd.tmp"
        left.mkdir()
        os.utime(left, (0, 0))
        assert here.back_up().exists()

    @pytest.mark.parametrize("content", [b"x" * (64 * 1024 + 1), None])
    def test_settings_that_nobody_could_read_stay_out(self, here: Clinic, content: bytes | None) -> None:
        here.write(a_line(1))
        path = here.data_dir / "ajustes.json"
        path.mkdir() if content is None else path.write_bytes(content)
        with zipfile.ZipFile(here.back_up()) as archive:
            assert archive.namelist() == ["predicciones.log", "manifiesto.json"]

    def test_a_log_that_cannot_be_read_leaves_the_old_backup(self, here: Clinic) -> None:
        here.write(a_line(1))
        path = here.back_up()
        old = path.read_bytes()
        here.log.unlink()
        here.log.mkdir()
        with pytest.raises(ReadError):
            here.back_up()
        assert path.read_bytes() == old
        assert sorted(file.name for file in path.parent.iterdir()) == ["copia.zip", "pc0"]

    @pytest.mark.parametrize("name", ["predicciones.log", "Anulaciones.log"])
    def test_the_journals_are_never_written_over(self, here: Clinic, name: str) -> None:
        here.write(a_line(1))
        with pytest.raises(SaveError) as caught:
            Backup(here.data_dir, here.data_dir / name, here.clock()).run()
        assert caught.value.failure is SaveFailure.PROTECTED
        assert here.records() == [a_line(1)]

    def test_while_records_are_saved_it_is_their_beginning(
        self, here: Clinic, there: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here.write(*(a_line(number) for number in range(3000)))
        before = here.log.read_bytes()
        read = os.read

        def save_and_read(fd: int, length: int) -> bytes:
            with monkeypatch.context() as patch:
                patch.setattr(os, "read", read)
                here.station.save(here.station.draft(READING))
            return read(fd, length)

        with monkeypatch.context() as patch:
            patch.setattr(backup_module.os, "read", save_and_read)
            path = here.back_up()
        assert len(here.records()) > 3005
        with zipfile.ZipFile(path) as archive:
            inside = archive.read("predicciones.log")
        assert inside.startswith(before)
        assert here.log.read_bytes().startswith(inside)
        assert inside.endswith(b"\n")
        assert there.restore(path).damaged_lines == 0

    def test_of_what_is_saved_and_voided_meanwhile_no_void_is_without_its_record(
        self, here: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here.write(a_line(1), events=(an_event(1, f"{1:032x}"),))
        measure = reader.size

        def measure_and_go_on(path: Path) -> int:
            end = measure(path)
            with monkeypatch.context() as patch:
                patch.setattr(reader, "size", measure)
                draft = here.station.draft(READING)
                here.station.save(draft)
                found = find.by_name(here.log, str(draft.record.id))
                assert found is not None
                stations.void(here.station, found, Reason.TEST)
            return end

        with monkeypatch.context() as patch:
            patch.setattr(reader, "size", measure_and_go_on)
            path = here.back_up()
        assert len(here.events()) > 2, "some were voided while each of the files was measured"
        with zipfile.ZipFile(path) as archive:
            records, events = (archive.read(name).splitlines() for name in ("predicciones.log", "anulaciones.log"))
        assert {json.loads(event)["registro"] for event in events} <= {json.loads(record)["id"] for record in records}

    def test_a_line_that_is_being_written_is_waited_for(self, here: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        here.write(a_line(1), a_line(2))
        whole = reader.size(here.log)
        sizes = [whole - 7]

        def size(path: Path) -> int:
            return sizes.pop(0) if sizes else path.stat().st_size

        monkeypatch.setattr(reader, "size", size)
        assert manifest(here.back_up())["archivos"][0]["bytes"] == whole  # type: ignore[index]

    def test_a_torn_tail_is_backed_up_as_it_is(self, here: Clinic) -> None:
        here.write(a_line(1))
        here.log.write_bytes(here.log.read_bytes() + b'{"fecha')
        with zipfile.ZipFile(here.back_up()) as archive:
            assert archive.read("predicciones.log") == here.log.read_bytes()

    def test_a_log_that_is_cut_meanwhile_is_said(self, here: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        here.write(a_line(1))
        whole, size = reader.size(here.log), reader.size
        monkeypatch.setattr(reader, "size", lambda path: whole + 9 if path == here.log else size(path))
        with pytest.raises(ReadError) as caught:
            here.back_up()
        assert caught.value.failure is SaveFailure.CHANGED
        assert not (here.data_dir.parent / "copia.zip").exists()

    def test_a_disk_that_fails_while_it_is_read(self, here: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
        here.write(a_line(1))

        def fail(_fd: int, _length: int) -> bytes:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(backup_module.os, "read", fail)
            with pytest.raises(ReadError) as caught:
                here.back_up()
        assert (caught.value.failure, caught.value.path) == (SaveFailure.DEVICE, here.log)

    def test_it_can_be_stopped_and_tells_how_far_it_is(self, here: Clinic) -> None:
        here.write(*(a_line(number) for number in range(3000)))
        path = here.data_dir.parent / "copia.zip"
        work = Backup(here.data_dir, path, here.clock())
        work.cancel()
        with pytest.raises(StoppedError):
            work.run()
        assert not path.exists()
        work = Backup(here.data_dir, path, here.clock())
        work.run()
        assert work.done == work.total == reader.size(here.log)

    def test_a_log_that_shrinks_to_nothing_can_be_restored_all_the_same(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), b"\0" * 3_000_000, a_line(2))
        path = here.back_up()
        assert path.stat().st_size > 3_000_000
        done = there.restore(path)
        assert (done.records_added, done.damaged_lines) == (2, 1)


class TestRestoring:
    def test_into_an_empty_pc(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), BARE, a_line(2), BARE, events=(an_event(1, f"{2:032x}"),))
        (here.data_dir / "ajustes.json").write_bytes(b'{"language":"en"}\n')
        done = there.restore(here.back_up())
        assert done == restored(
            4, 0, 1, 0, said={LOG_NAME: 0, RETRACTIONS_NAME: 1, VERDICTS_NAME: 0}, has_settings=True
        )
        for name in ("predicciones.log", "anulaciones.log", "ajustes.json"):
            assert (there.data_dir / name).read_bytes() == (here.data_dir / name).read_bytes()

    def test_twice_is_as_good_as_once(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), BARE, BARE, events=(an_event(1, f"{1:032x}"), an_event(2, f"{1:032x}", None)))
        path = here.back_up()
        there.restore(path)
        before = there.log.read_bytes(), there.voids.read_bytes()
        assert there.restore(path) == restored(0, 3, 0, 2)
        assert (there.log.read_bytes(), there.voids.read_bytes()) == before
        assert here.restore(path) == restored(0, 3, 0, 2)

    def test_what_was_said_of_a_record_on_the_way_does_not_count(self, here: Clinic, there: Clinic) -> None:
        key, other = f"{1:032x}", f"{2:032x}"
        records = a_line(1), a_line(2)
        before = an_event(1, key), an_event(2, key, None), an_event(3, key)
        here.write(*records, events=before)
        assert there.restore(here.back_up()) == restored(
            2, 0, 3, 0, said={LOG_NAME: 0, RETRACTIONS_NAME: 1, VERDICTS_NAME: 0}
        )
        later = an_event(4, key, None), an_event(5, other), an_event(6, other, None)
        here.write(*records, events=before + later)
        assert there.restore(here.back_up()) == restored(
            0, 2, 3, 3, taken_back={LOG_NAME: 0, RETRACTIONS_NAME: 1, VERDICTS_NAME: 0}
        )

    def test_what_is_here_stays_and_comes_first(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), BARE, BARE, a_line(2), BARE, OTHER_BARE, a_line(3, "otro-id"))
        there.write(a_line(9), BARE, a_line(2), a_line(3, "otro-id"), b"torn")
        done = there.restore(here.back_up())
        assert (done.records_added, done.records_known) == (4, 3)
        assert there.records() == [
            *(a_line(9), BARE, a_line(2), a_line(3, "otro-id"), b"torn"),
            *(a_line(1), BARE, BARE, OTHER_BARE),
        ]

    def test_lines_keep_their_bytes(self, here: Clinic, there: Clinic) -> None:
        odd = [BARE + b"\r", b"\xef\xbb\xbf" + OTHER_BARE, BARE.replace(b"}", b', "nota": "\xc3\xb1"}')]
        here.write(a_line(1), *odd, b"\0\0" + a_line(2))
        there.restore(here.back_up())
        assert there.records() == [a_line(1), *odd, a_line(2)]

    def test_a_record_behind_a_hole_is_taken_and_nothing_is_said_to_be_left(
        self, here: Clinic, there: Clinic
    ) -> None:
        here.write(a_line(0), b"\0" * 100 + a_line(1), events=(b"\0" * 9 + an_event(0, f"{1:032x}"),))
        done = there.restore(here.back_up())
        assert (done.records_added, done.added[RETRACTIONS_NAME], done.damaged_lines) == (2, 1, 0)
        assert there.records() == [a_line(0), a_line(1)]

    def test_damaged_lines_are_counted_and_left(self, here: Clinic, there: Clinic) -> None:
        flipped = a_line(2).replace(b"120", b"121")
        here.write(a_line(1), flipped, b"", b"?" * 70_000, a_line(3), events=(b"?", an_event(1, f"{1:032x}")))
        here.log.write_bytes(here.log.read_bytes() + b'{"fe')
        done = there.restore(here.back_up())
        assert (done.records_added, done.added[RETRACTIONS_NAME], done.damaged_lines) == (2, 1, 4)
        assert there.records() == [a_line(1), a_line(3)]

    def test_settings_that_are_here_stay(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1))
        (here.data_dir / "ajustes.json").write_bytes(b'{"language":"en"}\n')
        there.write(a_line(1))
        (there.data_dir / "ajustes.json").write_bytes(b'{"language":"es"}\n')
        assert not there.restore(here.back_up()).has_settings
        assert (there.data_dir / "ajustes.json").read_bytes() == b'{"language":"es"}\n'

    def test_settings_that_are_none_are_not_taken(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1))
        (here.data_dir / "ajustes.json").write_bytes(b"[]")
        assert not there.restore(here.back_up()).has_settings
        assert not (there.data_dir / "ajustes.json").exists()

    def test_two_pcs_come_to_the_same_records(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), BARE, BARE)
        there.write(a_line(2), BARE, OTHER_BARE)
        first, second = here.back_up("uno.zip"), there.back_up("dos.zip")
        here.restore(second)
        there.restore(first)
        assert (
            sorted(here.records())
            == sorted(there.records())
            == sorted([a_line(1), a_line(2), BARE, BARE, OTHER_BARE])
        )

    def test_an_id_that_stands_twice_in_the_backup_comes_once(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), a_line(1))
        assert there.restore(here.back_up()).records_added == 1

    def test_other_data_under_an_id_that_is_here_are_counted_and_not_taken(self, here: Clinic, there: Clinic) -> None:
        other_line = encode(Record("2025-11-13 22:31:10", 39.0, 120, 90, "ENFERMEDAD AGUDA", id=f"{1:032x}"))[:-1]
        spaced = b" " + BARE[:-1] + b', "id": "x"}'
        respelled = spaced.replace(b"38.0", b"38")
        here.write(other_line, other_line, a_line(1), a_line(2), spaced, a_line(3))
        source = here.back_up()
        there.write(a_line(1), respelled, a_line(2))
        assert there.restore(source) == restored(1, 3, conflicts=1)
        assert there.records() == [a_line(1), respelled, a_line(2), a_line(3)]
        assert there.restore(source).conflicts == 1
        assert here.restore(source).conflicts == 0, "both are here"

    def test_records_in_many_writes(
        self, here: Clinic, there: Clinic, batches: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buffered, "BATCH", 1000)
        key = f"{1:032x}"
        here.write(
            *(a_line(number) for number in range(1000)), events=tuple(an_event(number, key) for number in range(500))
        )
        done = there.restore(here.back_up())
        assert (done.records_added, done.added[RETRACTIONS_NAME]) == (1000, 500)
        assert len(batches) > 100
        assert there.log.read_bytes() == here.log.read_bytes()
        assert there.voids.read_bytes() == here.voids.read_bytes()


class TestVoidsOfTwoPcs:
    KEY = f"{1:032x}"

    def events_after(self, there: Clinic, path: Path) -> list[bytes]:
        there.restore(path)
        return there.events()

    def test_of_what_both_decided_the_later_holds_on_both(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), events=(an_event(1, self.KEY), an_event(2, self.KEY, None)))
        there.write(a_line(1), events=(an_event(1, self.KEY), an_event(3, self.KEY, Reason.TEST)))
        mine, theirs = here.back_up("a.zip"), there.back_up("b.zip")
        assert there.restore(mine) == restored(0, 1, 1, 1)
        assert here.restore(theirs) == restored(0, 1, 1, 1, said={LOG_NAME: 0, RETRACTIONS_NAME: 1, VERDICTS_NAME: 0})
        for clinic in (here, there):
            assert stations.voided(clinic.log) == {self.KEY: Reason.TEST}, "of one instant, and the greater id"
        assert there.restore(here.back_up()) == restored(0, 1, 0, 3)

    def test_what_was_decided_later_there_is_taken_over(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), events=(an_event(1, self.KEY), an_event(2, self.KEY, None)))
        there.write(a_line(1), events=(an_event(1, self.KEY),))
        assert self.events_after(there, here.back_up()) == [an_event(1, self.KEY), an_event(2, self.KEY, None)]

    def test_an_older_backup_changes_nothing(self, here: Clinic) -> None:
        here.write(a_line(1), events=(an_event(1, self.KEY),))
        path = here.back_up()
        station = here.station
        found = find.by_name(here.log, self.KEY)
        assert found is not None
        stations.reinstate(station, found)
        here.restore(path)
        assert stations.voided(here.log) == {}

    def test_what_only_takes_back_does_nothing(self, here: Clinic, there: Clinic) -> None:
        here.write(a_line(1), events=(an_event(1, self.KEY, None), b"torn"))
        there.write(a_line(1), events=(an_event(2, f"{2:032x}"), b"torn"))
        there.restore(here.back_up())
        assert stations.voided(there.log) == {f"{2:032x}": Reason.OTHER}

    def test_one_of_identical_lines_stays_the_one(self, here: Clinic, there: Clinic) -> None:
        here.write(BARE, BARE, BARE)
        third = find.by_name(here.log, "linea:3")
        assert third is not None
        stations.void(here.station, third, Reason.DUPLICATE)
        there.write(BARE, a_line(1))
        there.restore(here.back_up())
        loading = there.station.begin_load()
        loading.run()
        there.station.finish_load(loading)
        assert there.station.notes is not None
        assert list(there.station.notes.offsets) == [there.log.read_bytes().rindex(BARE)]


class TestAnyNumberOfPcs:
    """PCs that exchange backups in any order all end up with the same journals."""

    @settings(max_examples=40)
    @given(data=st.data())
    def test_all_agree_in_the_end(self, model: Model, data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            clinics = [Clinic(Path(folder, f"pc{n}"), model, AnyClock(data)) for n in range(data.draw(_two_or_three))]
            for clinic in clinics:
                clinic.write(*(a_line(n) for n in range(2)), events=data.draw(_old_events))
            try:
                for _ in range(data.draw(st.integers(1, 8), "steps")):
                    self.do_something(data, clinics)
                for _ in clinics:
                    for one, other in itertools.permutations(clinics, 2):
                        other.restore(self.fresh_backup(one))
                results = [(stations.voided(clinic.log), counted(clinic)) for clinic in clinics]
                assert results.count(results[0]) == len(clinics)
                assert all(
                    clinic.restore(self.fresh_backup(clinics[0])).added[RETRACTIONS_NAME] == 0 for clinic in clinics
                )
            finally:
                for clinic in clinics:
                    clinic.station.close()

    @staticmethod
    def fresh_backup(clinic: Clinic) -> Path:
        (clinic.data_dir.parent / "copia.zip").unlink(missing_ok=True)  # the other PC's may have more, and is kept
        return clinic.back_up()

    def do_something(self, data: st.DataObject, clinics: list[Clinic]) -> None:
        clinic, other = (data.draw(st.sampled_from(clinics)) for _ in range(2))
        step = data.draw(st.sampled_from(["decide", "decide", "restore", "paste", "save"]))
        if step == "decide":
            found = find.by_name(clinic.log, f"{data.draw(st.integers(0, 1)):032x}")
            assert found is not None
            with contextlib.suppress(NoteRefusedError):
                if found.key in stations.voided(clinic.log):
                    stations.reinstate(clinic.station, found)
                else:
                    stations.void(clinic.station, found, data.draw(st.sampled_from(Reason)))
        elif step == "restore":
            clinic.restore(self.fresh_backup(other))
        elif step == "save":
            clinic.station.save(clinic.station.draft(READING))
        else:  # a conflict copy of the other PC, or of this one, put behind
            clinic.station.close()
            for name in ("predicciones.log", "anulaciones.log"):
                source, target = other.data_dir / name, clinic.data_dir / name
                if source.exists() and target.exists():
                    target.write_bytes(target.read_bytes() + source.read_bytes())
            clinic.restart()


_two_or_three = st.integers(2, 3)
_old_events = st.lists(st.integers(1, 6), max_size=3, unique=True).map(
    lambda numbers: tuple(an_event(n, f"{0:032x}", [Reason.OTHER, Reason.TEST, None][n % 3]) for n in numbers)
)


class AnyClock:
    """A clock that is wrong in any way."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def __call__(self) -> datetime:
        at = datetime(2025, 11, 14, 12, 0, 0, tzinfo=timezone(timedelta(hours=self.data.draw(st.integers(-12, 12)))))
        return at + timedelta(minutes=self.data.draw(st.integers(-2000, 2000)))


def counted(clinic: Clinic) -> dict[str, int]:
    loading = clinic.station.begin_load()
    loading.run()
    clinic.station.finish_load(loading)
    report = clinic.station.report(Period())
    assert report is not None
    return dict(report.counts)


class TestInTheMiddle:
    def test_whatever_ends_it_no_record_counts_that_is_voided_in_the_backup(
        self, here: Clinic, there: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        here.write(*(a_line(n) for n in range(4)), events=tuple(an_event(n, f"{n:032x}") for n in range(3)))
        path = here.back_up()
        append = writer.Journal.append_all
        for allowed in range(3):
            room = [allowed]

            def append_while_there_is_room(*arguments: object, room: list[int] = room) -> int:
                room[0] -= 1
                if room[0] < 0:
                    raise SaveError(SaveFailure.FULL, path)
                return append(*arguments)  # type: ignore[arg-type]

            with monkeypatch.context() as patch, contextlib.suppress(SaveError):
                patch.setattr(writer.Journal, "append_all", append_while_there_is_room)
                there.restore(path)
            assert counted(there) == ({"ENFERMEDAD AGUDA": 1} if allowed == 2 else {})

    def test_it_can_be_stopped_and_goes_on(
        self, here: Clinic, there: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buffered, "BATCH", 20_000)
        here.write(*(a_line(number) for number in range(3000)))
        path = here.back_up()
        work = there.station.begin_restore(path)
        append = writer.Journal.append_all

        def append_and_stop(*arguments: object) -> int:
            work.cancel()
            return append(*arguments)  # type: ignore[arg-type]

        with monkeypatch.context() as patch:
            patch.setattr(writer.Journal, "append_all", append_and_stop)
            with pytest.raises(StoppedError):
                work.run()
        there.station.finish_merge()
        already = len(there.records())
        assert work.done_so_far.records_added == already
        assert 0 < already < 3000
        assert there.restore(path).records_added == 3000 - already
        assert there.log.read_bytes() == here.log.read_bytes()

    def test_a_full_disk_keeps_whole_lines_and_it_goes_on(
        self, here: Clinic, there: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buffered, "BATCH", 20_000)
        here.write(*(a_line(number) for number in range(3000)))
        path = here.back_up()
        room = [3]
        write = os.write

        def write_while_there_is_room(fd: int, data: bytes) -> int:
            room[0] -= 1
            if room[0] < 0:
                raise OSError(28, "No space left on device")
            return write(fd, data)

        with monkeypatch.context() as patch:
            patch.setattr(writer.os, "write", write_while_there_is_room)
            with pytest.raises(SaveError) as caught:
                there.restore(path)
        assert caught.value.failure is SaveFailure.FULL
        already = there.records()
        assert already == here.records()[: len(already)]
        assert 0 < len(already) < 3000
        there.restore(path)
        assert there.log.read_bytes() == here.log.read_bytes()

    def test_records_saved_meanwhile_are_kept(
        self, here: Clinic, there: Clinic, batches: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(buffered, "BATCH", 2000)
        here.write(*(a_line(number) for number in range(1000)))
        work = there.station.begin_restore(here.back_up())
        assert not there.station.needs_load
        assert there.station.report(Period()) is None
        thread = threading.Thread(target=work.run)
        thread.start()
        saved = []
        while thread.is_alive() or not saved:
            draft = there.station.draft(READING)
            there.station.save(draft)
            saved.append(draft.line[:-1])
        thread.join()
        there.station.finish_merge()
        assert there.station.needs_load
        assert sorted(there.records()) == sorted([*here.records(), *saved])
        assert sum(lines > 1 for lines in batches) > 100, "it could be waited for that often"

    def test_voids_are_called_known_only_when_they_are_on_the_disk(
        self, here: Clinic, there: Clinic, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Who wrote them may have been killed before the sync."""
        event = an_event(1, f"{1:032x}")
        here.write(a_line(1), events=(event,))
        there.write(a_line(1), events=(event,))
        path = here.back_up()
        sync = disk.sync_data

        def fail_for_the_voids(fd: int) -> None:
            if os.path.sameopenfile(fd, voids_fd):
                raise OSError(5, "Input/output error")
            sync(fd)

        with there.voids.open("rb") as file, monkeypatch.context() as patch:
            voids_fd = file.fileno()
            patch.setattr(disk, "sync_data", fail_for_the_voids)
            with pytest.raises(SaveError) as caught:
                there.restore(path)
        assert (caught.value.failure, caught.value.path) == (SaveFailure.DEVICE, there.voids)
        assert there.restore(path) == restored(0, 1, 0, 1)

    def test_how_far_it_is(self, here: Clinic, there: Clinic) -> None:
        here.write(*(a_line(number) for number in range(1000)), events=(an_event(1, "x"),))
        work = there.station.begin_restore(here.back_up())
        work.run()
        assert work.done == work.total > 0


class Forged:
    """A backup that somebody has made up."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, bytes] = {"predicciones.log": text(a_line(1))}
        self.manifest: dict[str, object] = {
            "formato": "predictor-medico/copia-de-seguridad",
            "version": 1,
            "programa": "1.0.0",
            "fecha": "2025-11-14 22:31:10",
            "zona": "-05:00",
        }
        self.compression = zipfile.ZIP_DEFLATED

    def write(self, **changes: object) -> Path:
        self.manifest.setdefault("archivos", [self.entry(name) for name in self.files])
        self.manifest |= changes
        with zipfile.ZipFile(self.path, "w", self.compression) as archive:
            for name, content in self.files.items():
                archive.writestr(name, content)
            archive.writestr("manifiesto.json", json.dumps(self.manifest))
        return self.path

    def entry(self, name: str) -> dict[str, object]:
        content = self.files[name]
        return {"nombre": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@pytest.fixture
def forged(tmp_path: Path) -> Forged:
    return Forged(tmp_path / "ajena.zip")


class TestRefusals:
    def refusal(self, clinic: Clinic, path: Path) -> BackupRefusal:
        clinic.write(a_line(5))
        before = self.files(clinic)
        with pytest.raises(BackupRefusedError) as caught:
            clinic.restore(path)
        assert caught.value.path == path
        assert str(caught.value) == f"{caught.value.refusal}: {path}"
        assert clinic.records() == [a_line(5)]
        assert self.files(clinic) == before
        return caught.value.refusal

    def files(self, clinic: Clinic) -> list[str]:
        return sorted(file.name for file in clinic.data_dir.iterdir() if ".lock" not in file.name)

    def test_a_good_one_is_taken(self, here: Clinic, forged: Forged) -> None:
        assert here.restore(forged.write()).records_added == 1

    @pytest.mark.parametrize(
        "content", [b"", b"PK", b"hola\n" * 100, ALMOST_A_ZIP, b"\x89PNG\r\n\x1a\n" + b"\0" * 5000]
    )
    def test_what_is_no_zip(self, here: Clinic, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "foto.zip"
        path.write_bytes(content)
        assert self.refusal(here, path) is BackupRefusal.NOT_A_BACKUP

    def test_a_zip_of_something_else(self, here: Clinic, tmp_path: Path) -> None:
        path = tmp_path / "documento.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", "<w/>")
        assert self.refusal(here, path) is BackupRefusal.NOT_A_BACKUP

    def test_a_zip_of_very_many_files_is_not_even_listed(
        self, here: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "muchos.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(20):
                archive.writestr(f"{number:060000}.txt", b"")

        def not_needed(*_: object) -> object:
            raise AssertionError

        monkeypatch.setattr(archive_module.zipfile, "ZipFile", not_needed)
        assert self.refusal(here, path) is BackupRefusal.NOT_A_BACKUP

    @pytest.mark.parametrize(
        "changes",
        [
            {"formato": "otro"},
            {"version": 0},
            {"version": "1"},
            {"archivos": []},
            {"archivos": 3},
            {"programa": None},
        ],
    )
    def test_a_manifest_of_something_else(self, here: Clinic, forged: Forged, changes: dict[str, object]) -> None:
        assert self.refusal(here, forged.write(**changes)) is BackupRefusal.NOT_A_BACKUP

    def test_one_of_a_newer_version(self, here: Clinic, forged: Forged) -> None:
        assert self.refusal(here, forged.write(version=3, archivos="?")) is BackupRefusal.NEWER

    @pytest.mark.parametrize("name", ["virus.exe", "../predicciones.log", "predicciones.resumen", "/etc/passwd"])
    def test_files_that_do_not_belong_there(self, here: Clinic, forged: Forged, name: str) -> None:
        forged.files[name] = b"x"
        assert self.refusal(here, forged.write()) is BackupRefusal.NOT_A_BACKUP

    def test_a_file_that_the_manifest_does_not_know_is_not_taken(self, here: Clinic, forged: Forged) -> None:
        forged.files["ajustes.json"] = b"{}"
        only = [forged.entry("predicciones.log")]
        assert here.restore(forged.write(archivos=only)) == restored(1)
        assert not (here.data_dir / "ajustes.json").exists()

    def test_a_file_that_is_missing(self, here: Clinic, forged: Forged) -> None:
        forged.files["anulaciones.log"] = text(an_event(1, "x"))
        both = [forged.entry(name) for name in forged.files]
        del forged.files["anulaciones.log"]
        assert self.refusal(here, forged.write(archivos=both)) is BackupRefusal.DAMAGED

    def test_a_file_that_is_listed_twice(self, here: Clinic, forged: Forged) -> None:
        twice = [forged.entry("predicciones.log")] * 2
        assert self.refusal(here, forged.write(archivos=twice)) is BackupRefusal.NOT_A_BACKUP

    def test_settings_alone(self, here: Clinic, forged: Forged) -> None:
        forged.files = {"ajustes.json": b"{}"}
        assert self.refusal(here, forged.write()) is BackupRefusal.NOT_A_BACKUP

    @pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"bytes": 1}, {"bytes": -1}])
    def test_another_content_than_the_manifest_says(
        self, here: Clinic, forged: Forged, change: dict[str, object]
    ) -> None:
        entry = forged.entry("predicciones.log") | change
        assert self.refusal(here, forged.write(archivos=[entry])) is BackupRefusal.DAMAGED

    @pytest.mark.parametrize("name", ["predicciones.log", "manifiesto.json", "ajustes.json"])
    def test_a_bomb(self, here: Clinic, forged: Forged, name: str) -> None:
        if name == "manifiesto.json":
            forged.manifest["relleno"] = " " * 5_000_000
        else:
            forged.files[name] = b"\0" * 5_000_000
        assert self.refusal(here, forged.write()) is BackupRefusal.TOO_DENSE

    @pytest.mark.parametrize("method", [9, 98, 99])
    def test_a_compression_that_python_does_not_know(self, here: Clinic, forged: Forged, method: int) -> None:
        path = forged.write()
        content = bytearray(path.read_bytes())
        for signature, place in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
            struct.pack_into("<H", content, content.index(signature) + place, method)
        path.write_bytes(content)
        assert self.refusal(here, path) is BackupRefusal.PACKED

    def test_one_that_is_locked(self, here: Clinic, forged: Forged) -> None:
        path = forged.write()
        content = bytearray(path.read_bytes())
        for place in [content.index(b"PK\1\2") + 8, content.rindex(b"PK\1\2") + 8]:
            content[place] |= 1
        path.write_bytes(content)
        assert self.refusal(here, path) is BackupRefusal.PACKED

    def test_a_long_end_like_that_of_many_gigabytes(self, here: Clinic, forged: Forged) -> None:
        path = forged.write()
        content = path.read_bytes()
        *_, size, start, _ = struct.unpack("<4s4H2LH", content[-22:])
        names = content[start : start + size]
        tail = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, size, start)
        locator = struct.pack("<4sLQL", b"PK\6\7", 0, start + size, 1)
        path.write_bytes(content[:start] + names + tail + locator + content[-22:])
        assert here.restore(path).records_added == 1
        here.write()
        huge = tail.replace(struct.pack("<Q", size), struct.pack("<Q", 10**9), 1)
        path.write_bytes(content[:start] + names + huge + locator + content[-22:])
        assert self.refusal(here, path) is BackupRefusal.NOT_A_BACKUP

    def test_a_list_of_contents_that_leads_to_before_the_beginning(self, here: Clinic, forged: Forged) -> None:
        path = forged.write()
        content = bytearray(path.read_bytes())
        start = struct.unpack_from("<L", content, len(content) - 6)[0]
        struct.pack_into("<L", content, len(content) - 6, start + 10_000)
        path.write_bytes(content)
        assert self.refusal(here, path) is BackupRefusal.DAMAGED

    def test_every_truncation(self, here: Clinic, forged: Forged) -> None:
        forged.files["anulaciones.log"] = text(an_event(1, "x"))
        path = forged.write()
        content = path.read_bytes()
        for length in {0, 1, 3, 4, 10, 21, 22, len(content) - 1, *range(0, len(content), 37)}:
            path.write_bytes(content[:length])
            assert self.refusal(here, path) in (BackupRefusal.DAMAGED, BackupRefusal.NOT_A_BACKUP)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
    @given(data=st.data())
    def test_whatever_was_flipped_it_is_refused_or_it_is_the_same(
        self, here: Clinic, forged: Forged, data: st.DataObject
    ) -> None:
        forged.files["anulaciones.log"] = text(an_event(1, "x"))
        forged.files["predicciones.log"] = text(*(a_line(number) for number in range(40)))
        forged.manifest.pop("archivos", None)
        path = forged.write()
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 3))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(content)
        here.write()
        here.voids.unlink(missing_ok=True)
        here.restart()
        try:
            here.restore(path)
        except BackupRefusedError:
            assert here.records() == []
        else:
            assert here.log.read_bytes() == forged.files["predicciones.log"]

    @pytest.mark.parametrize("where", ["ZipExtFile.read", "_EndRecData"])
    def test_a_stick_that_is_pulled_out(
        self, here: Clinic, forged: Forged, monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        path = forged.write()

        def fail(*_: object) -> bytes:
            raise OSError(5, "Input/output error")

        monkeypatch.setattr(f"zipfile.{where}", fail)
        with pytest.raises(ReadError) as caught:
            here.restore(path)
        assert (caught.value.failure, caught.value.path) == (SaveFailure.DEVICE, path)

    def test_what_is_no_file(self, here: Clinic, tmp_path: Path) -> None:
        with pytest.raises(ReadError) as caught:
            here.restore(tmp_path / "no está.zip")
        assert caught.value.failure is SaveFailure.GONE
        with pytest.raises(ReadError) as caught:
            here.restore(tmp_path)
        assert caught.value.failure is SaveFailure.NOT_A_FILE

    @pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows")
    def test_a_link_to_a_backup_is_followed(self, here: Clinic, forged: Forged, tmp_path: Path) -> None:
        link = tmp_path / "enlace.zip"
        link.symlink_to(forged.write())
        assert here.restore(link).records_added == 1


class TestKnown:
    @given(texts=st.lists(st.text() | st.sampled_from(["0" * 32, "00" * 15 + "01", "A" * 32, "a" * 32])))
    def test_counts_are_counts(self, texts: list[str]) -> None:
        counts, keys = Counts(), KeySet()
        for number, one in enumerate(texts):
            before = texts[:number].count(one)
            assert counts.count(one) == before
            assert counts.add(one) == before + 1
            assert (keys.add(one) is None) == (before == 0)
            assert one in keys

    def test_neighbours_in_a_shard_are_not_mixed_up(self) -> None:
        keys = KeySet()
        first, second = f"{'12' * 14}0000", f"{'34' * 14}0000"
        assert keys.add(first, 0x3434343434343434) is None
        assert keys.add(second, -1) is None
        across = f"{'12' * 6}{'34' * 8}0000"
        assert across not in keys
        assert keys.add(across, 7) is None
        assert (keys.add(across), keys.add(second), keys.add(first)) == (7, -1, 0x3434343434343434)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    first=st.lists(st.sampled_from([a_line(1), a_line(2), a_line(3), BARE, OTHER_BARE, b"torn", b""]), max_size=8),
    second=st.lists(st.sampled_from([a_line(1), a_line(2), a_line(4), BARE, OTHER_BARE, b"torn", b""]), max_size=8),
)
def test_whatever_is_in_both_nothing_is_lost_and_nothing_is_doubled(
    tmp_path_factory: pytest.TempPathFactory,
    model: Model,
    clock: Callable[[], datetime],
    first: list[bytes],
    second: list[bytes],
) -> None:
    base = tmp_path_factory.mktemp("pcs")
    here, there = (Clinic(base / name, model, clock) for name in ("pc0", "pc1"))
    here.write(*first)
    there.write(*second)
    there.restore(here.back_up())
    there.station.close()
    records = there.records()
    assert records[: len(second)] == second
    for one in (a_line(1), a_line(2), a_line(3), a_line(4)):
        assert records.count(one) == (max(second.count(one), 1) if one in first + second else 0)
    for one in (BARE, OTHER_BARE):
        assert records.count(one) == max(first.count(one), second.count(one))
