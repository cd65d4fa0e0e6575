"""A record entered by mistake counts nowhere, stays in the log, and can be taken back; whatever happens meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import NoteRefusal, NoteRefusedError, ReadError, SaveError, SaveFailure
from core.exchange import export
from core.journal import reader
from core.journal.entry import CRC_LENGTH
from core.notes import voids
from core.notes.notes import Notes
from core.notes.voids import Action, Event
from core.records import find, lines
from core.records.key import digest, key_without_id
from core.records.period import Period
from core.records.record import Record, encode
from core.report.report import Tally
from core.station import checkpoint, recount, state
from core.system import disk
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Category, LineKind, Reason
from tests import stations
from tests.samples import BARE, RULES
from tests.stations import loaded, sidecar_kept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.notes.decisions import Statement
    from core.report.report import Report
    from core.station.load import Load
    from core.station.station import Station
    from tests.conftest import Clock


SPACED = BARE.replace(b"2025-11-14", b"2025-11-13").replace(b"{", b"{ ").replace(b"\n", b"\r\n")
pytestmark = pytest.mark.usefixtures("few")
not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")


def save(station: Station, number: int = 1) -> str:
    return str(stations.save(station, number).record.id)


def target(station: Station, name: str) -> find.Target:
    found = find.by_name(station.log, name)
    assert found is not None
    return found


def write_log(station: Station, content: bytes) -> None:
    """Put something into the log as another program would, while it is closed."""
    station.close()
    with station.log.open("ab") as file:
        file.write(content)
    station.open()


def naive(station: Station) -> tuple[Report, set[int], list[str]]:
    """Recount everything with no short cut: the report, the offsets of the voided lines, the records that count."""
    in_force: dict[str, str | None] = {}
    path = station.data_dir / "anulaciones.log"
    for line in path.read_bytes().split(b"\n") if path.exists() else []:
        kind, event = voids.classify(line)
        if event is not None:
            assert kind is LineKind.VALID
            in_force[event.registro] = event.motivo
    tally, seen, gone, kept = Tally(), {}, set(), []
    for line in lines.read(station.log):
        if line.entry is None:
            continue
        key = line.entry.id
        if key and key in seen:
            continue
        if key:
            seen[key] = 1
        else:
            content = digest(line.entry)
            seen[content] = seen.get(content, 0) + 1
            key = key_without_id(content, seen[content])
        if in_force.get(key) is None:
            tally.add(line.entry, line.offset)
            kept.append(line.entry.fecha)
        else:
            gone.add(line.offset)
    return tally.report(Period()), gone, kept


def assert_voids_right(station: Station) -> None:
    assert station.notes is not None
    assert set(station.notes.offsets) == naive(station)[1]
    assert stations.reasons(station.notes) == stations.voided(station.log)


def assert_right(station: Station) -> None:
    report = station.report(Period())
    truth, gone, kept = naive(station)
    assert report is not None
    assert list(report.counts.items()) == list(truth.counts.items())
    assert report.days == truth.days
    assert [encode(record) for record in report.last] == [encode(record) for record in truth.last]
    assert station.notes is not None
    assert set(station.notes.offsets) == gone
    assert station.end == station.log.stat().st_size
    csv = b"".join(export.records_csv(station.log, Period(), export.CsvFormat(decimal_comma=True), RULES)).decode(
        "utf-8-sig"
    )
    assert [row.partition(";")[0] for row in csv.splitlines()[1:]] == kept


A_DAY = 20
"""How many records a clinic has each day."""


def of_two_clinics(*, rare: bool = False) -> bytes:
    """Three days of two clinics, the one behind the other, as whoever merges two logs does it.

    With `rare` the first of a day is the only one of its category, and the second clinic has four on the first day.
    """
    content = []
    for clinic in "ab":
        for day in range(14, 17):
            for number in range(4 if rare and (clinic, day) == ("b", 14) else A_DAY):
                category = list(Category)[min(number, 1) if rare else number % 3].value
                time, key = f"2025-11-{day} 08:{number:02}:00", f"{clinic}{day}{number:029}"
                content.append(encode(Record(time, 38.0, 120, 90, category, "-05:00", key, "reglas-1", 4)))
    return b"".join(content)


LONGEST = max(map(len, of_two_clinics().splitlines(keepends=True)))


def events(station: Station) -> list[Event]:
    content = (station.data_dir / "anulaciones.log").read_bytes()
    return [event for line in content.split(b"\n") if (event := voids.classify(line)[1]) is not None]


class TestTheJournal:
    def test_an_event_as_it_stands_in_the_file(self, station: Station, clock: Clock) -> None:
        loaded(station)
        key = save(station)
        before = station.log.read_bytes()
        clock.advance(minutes=2)
        stations.void(station, target(station, key), Reason.TYPING_ERROR)
        clock.advance(minutes=1)
        stations.reinstate(station, target(station, key))
        first, second = map(json.loads, (station.data_dir / "anulaciones.log").read_text("utf-8").splitlines())
        assert list(first) == ["fecha", "zona", "id", "registro", "accion", "motivo", "tras", "crc"]
        assert (first["fecha"], first["zona"]) == ("2025-11-14 22:33:10", "-05:00")
        assert (first["registro"], first["accion"], first["motivo"]) == (key, "anular", "error de digitación")
        assert (second["registro"], second["accion"], second.get("motivo")) == (key, "restablecer", None)
        assert len({first["id"], second["id"], key}) == 3
        assert station.log.read_bytes() == before, "the log is never changed"

    def test_the_file_is_for_this_user_alone(self, station: Station) -> None:
        stations.void(station, target(station, save(station)), Reason.OTHER)
        if os.name == "posix":
            assert (station.data_dir / "anulaciones.log").stat().st_mode & 0o777 == 0o600

    def test_without_a_void_there_is_no_file(self, station: Station) -> None:
        save(station)
        loaded(station)
        assert not (station.data_dir / "anulaciones.log").exists()

    @pytest.mark.parametrize(
        "event",
        [
            Event(fecha="2025-02-30 10:00:00", zona="-05:00", id="e", registro="r", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="Bogotá", id="e", registro="r", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="-05:00", id="", registro="r", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="-05:00", id="e", registro="", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="-05:00", id="e", registro="r", accion=Action.VOID),
            Event("2025-02-03 10:00:00", "-05:00", "e", "r", Action.REINSTATE, Reason.TEST),
        ],
    )
    def test_what_is_no_event(self, event: Event) -> None:
        assert voids.classify(voids.encode(event)[:-1]) == (LineKind.WRONG_SHAPE, None)

    def test_an_event_without_its_checksum_or_with_a_flipped_bit_is_none(self) -> None:
        event = Event("2025-02-03 10:00:00", "-05:00", "e", "r", Action.VOID, Reason.TEST)
        line = voids.encode(event)[:-1]
        assert voids.classify(line)[0] is LineKind.VALID
        assert voids.classify(line[:-CRC_LENGTH] + b"}")[0] is LineKind.WRONG_SHAPE
        assert voids.classify(line.replace(b"prueba", b"prueba".upper()))[0] is LineKind.WRONG_SHAPE
        assert voids.classify(line.replace(b'"r"', b'"q"'))[0] is LineKind.BAD_CHECKSUM

    def test_a_torn_tail_is_sealed_by_the_next_void(self, station: Station) -> None:
        loaded(station)
        first, second = save(station), save(station)
        stations.void(station, target(station, first), Reason.TEST)
        station.close()
        path = station.data_dir / "anulaciones.log"
        path.write_bytes(path.read_bytes() + b'{"fecha":"2025')
        station.open()
        loaded(station)
        stations.void(station, target(station, second), Reason.TEST)
        assert station.needs_load, "somebody else's bytes came between"
        loaded(station)
        assert_right(station)
        read = Notes.read(station.data_dir)
        assert (len(read.retracted), read.health[RETRACTIONS_NAME].damaged_count) == (2, 1)

    def test_damaged_lines_are_listed_by_place_beside_those_of_the_log(self, station: Station) -> None:
        loaded(station)
        keys = [save(station), save(station)]
        for key in keys:
            stations.void(station, target(station, key), Reason.TEST)
        station.close()
        content = station.ledgers[RETRACTIONS_NAME].path.read_bytes()
        second = content.index(b"\n") + 1
        station.ledgers[RETRACTIONS_NAME].path.write_bytes(
            content[:second] + content[second:].replace(b"prueba", b"pruebb")
        )
        loaded(station)
        (damaged,) = station.ledgers[RETRACTIONS_NAME].health.damaged
        assert (damaged.number, damaged.offset, damaged.kind) == (2, second, LineKind.WRONG_SHAPE)
        assert (station.ledgers[RETRACTIONS_NAME].health.damaged_count, station.health.damaged_count) == (1, 0)
        station.ledgers[RETRACTIONS_NAME].path.write_bytes(content)
        loaded(station)
        assert station.ledgers[RETRACTIONS_NAME].health.damaged == []

    def test_voids_that_cannot_be_read_are_not_taken_for_none(self, station: Station) -> None:
        save(station)
        (station.data_dir / "anulaciones.log").mkdir()
        with pytest.raises(ReadError):
            station.begin_load()
        assert station.needs_load
        with pytest.raises(ReadError):
            list(export.records_csv(station.log, Period(), export.CsvFormat(decimal_comma=True), RULES))


class TestTheReport:
    def test_a_voided_record_counts_nowhere_and_can_be_taken_back(self, station: Station) -> None:
        loaded(station)
        keys = [save(station, number) for number in range(7)]
        for key in (keys[6], keys[0], keys[3]):
            stations.void(station, target(station, key), Reason.DUPLICATE)
            assert not station.needs_load, "exact, without reading the log again"
            assert_right(station)
        report = station.report(Period())
        assert report is not None
        assert report.total == 4
        stations.reinstate(station, target(station, keys[6]))
        assert_right(station)
        assert not station.needs_load

    @pytest.mark.parametrize("number", range(6))
    def test_one_of_six_of_which_five_are_shown(self, station: Station, number: int) -> None:
        loaded(station)
        keys = [save(station) for _ in range(6)]
        stations.void(station, target(station, keys[number]), Reason.OTHER)
        assert not station.needs_load
        assert_right(station)

    def test_behind_nuls_that_a_crash_left(self, station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
        """Who looks back comes into the midst of them, and the line does not begin there."""
        lines_of_a_day = of_two_clinics().splitlines(keepends=True)[:A_DAY]
        lines_of_a_day[-6] = b"\0" * 1000 + lines_of_a_day[-6]
        write_log(station, b"".join(lines_of_a_day))
        loaded(station)
        monkeypatch.setattr(recount, "_READ_AT_FIRST", len(b"".join(lines_of_a_day[-6:-5])) - 500)
        for number in (A_DAY, A_DAY - 5):
            stations.void(station, target(station, f"linea:{number}"), Reason.OTHER)
            assert not station.needs_load
            assert_right(station)

    def test_the_only_one_of_its_kind_in_a_day(self, station: Station) -> None:
        loaded(station)
        keys = [save(station, number) for number in (0, 0, 3)]
        stations.void(station, target(station, keys[2]), Reason.OTHER)
        station.close()
        loading, found = station.begin_load(), []
        loading.run(lambda: found.append(loading.result))
        assert loading.result is found[0], "the sidecar says what the log does"

    def test_a_day_of_which_all_is_voided_is_no_day(self, station: Station, clock: Clock) -> None:
        loaded(station)
        only = save(station)
        clock.advance(days=1)
        save(station)
        stations.void(station, target(station, only), Reason.TEST)
        report = station.report(Period())
        assert report is not None
        assert list(report.days) == ["2025-11-15"]
        stations.reinstate(station, target(station, only))
        assert_right(station)

    def test_a_wrong_clock_spreads_a_day_over_the_log(self, station: Station, clock: Clock) -> None:
        loaded(station)
        keys = []
        for days in (0, 3, -3, 3, -3, 0, 0):
            clock.advance(days=days)
            keys.append(save(station, days))
        for key in keys:
            stations.void(station, target(station, key), Reason.OTHER)
            assert_right(station)

    def test_two_identical_lines_of_the_original_service(self, station: Station) -> None:
        write_log(station, BARE + SPACED + BARE + BARE)
        loaded(station)
        second = find.by_place(station.log, lines.record_at(station.log, len(BARE + SPACED)), len(BARE + SPACED))
        assert second == target(station, "linea:3") == target(station, second.key)
        stations.void(station, second, Reason.DUPLICATE)
        assert_right(station)
        station.close()
        station.open()
        loaded(station)
        assert_right(station)
        report = station.report(Period())
        assert report is not None
        assert report.total == 3
        assert station.notes is not None
        assert list(station.notes.offsets) == [len(BARE + SPACED)]

    def test_lines_without_an_id_in_an_otherwise_good_block(self, station: Station) -> None:
        idless = encode(Record("2025-11-14 22:31:10", 38.0, 120, 90, "ENFERMEDAD AGUDA"))
        write_log(station, idless * 3)
        key = save(station)
        loaded(station)
        stations.void(station, target(station, "linea:2"), Reason.OTHER)
        stations.void(station, target(station, key), Reason.OTHER)
        checkpoint.path_beside(station.log).unlink()
        loaded(station)
        assert_right(station)
        assert station.notes is not None
        assert set(station.notes.offsets) == {len(idless), 3 * len(idless)}

    def test_a_record_whose_line_was_copied_by_hand(self, station: Station, clock: Clock) -> None:
        key = save(station)
        write_log(station, station.log.read_bytes())
        clock.advance(days=1)
        save(station)
        loaded(station)
        stations.void(station, target(station, key), Reason.DUPLICATE)
        assert_right(station)
        report = station.report(Period())
        assert report is not None
        assert report.total == 1

    def test_identical_lines_behind_the_sidecar_are_numbered_right(self, station: Station) -> None:
        write_log(station, BARE * 3)
        loaded(station)
        stations.void(station, target(station, "linea:3"), Reason.OTHER)
        stations.reinstate(station, target(station, "linea:3"))
        stations.void(station, target(station, "linea:2"), Reason.OTHER)
        write_log(station, BARE * 2)
        loading = loaded(station)
        assert_right(station)
        assert loading.result is not None
        assert loading.result.fresh == 5, "the sidecar does not know their numbers"

    def test_the_first_report_is_right_where_a_void_waits_for_its_record(self, station: Station) -> None:
        write_log(station, BARE)
        content = digest(lines.record_at(station.log, 0))
        event = voids.void(Reason.OTHER).make(key_without_id(content, 2), station.clock(), ())
        path_of(station).write_bytes(voids.encode(event))
        before = station.begin_load()
        before.run()
        before.leave_checkpoint()
        write_log(station, BARE)
        shown: list[int] = []
        loading = station.begin_load()
        loading.run(lambda: shown.append(loading.tally.total))
        assert shown == [1]

    def test_a_voided_record_behind_the_sidecar_is_left_out_without_reading_all(self, station: Station) -> None:
        loaded(station)
        keys = [save(station) for _ in range(3)]
        stations.void(station, target(station, keys[1]), Reason.OTHER)
        write_log(station, encode(Record("2025-11-14 22:31:10", 38.0, 120, 90, "NO ENFERMO", id="new")))
        loading = loaded(station)
        assert_right(station)
        assert loading.result is not None
        assert loading.result.fresh == 1

    def test_lines_behind_the_sidecar_that_are_like_no_voided_one_are_read_alone(self, station: Station) -> None:
        write_log(station, BARE * 3)
        loaded(station)
        stations.void(station, target(station, "linea:1"), Reason.OTHER)
        write_log(station, SPACED)
        loading = loaded(station)
        assert loading.result is not None
        assert loading.result.fresh == 1
        assert_right(station)

    def test_the_sidecar_is_up_to_date_after_a_void(self, station: Station) -> None:
        loaded(station)
        keys = [save(station) for _ in range(5)]
        stations.void(station, target(station, keys[2]), Reason.TEST)
        loading = station.begin_load()
        loading.run()
        assert loading.result is not None
        assert loading.result.fresh == 0
        station.finish_load(loading)
        assert_right(station)

    def test_a_sidecar_of_before_the_void_is_not_believed(self, station: Station) -> None:
        loaded(station)
        keys = [save(station) for _ in range(5)]
        station.close()
        path = checkpoint.path_beside(station.log)
        old = path.read_bytes()
        station.open()
        stations.void(station, target(station, keys[2]), Reason.TEST)
        station.close()
        path.write_bytes(old)
        station.open()
        loading = loaded(station)
        assert loading.result is not None
        assert loading.result.fresh == 5
        assert_right(station)

    def test_of_two_clinics_in_one_log_none_is_read_again(
        self, station: Station, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(recount, "READ_AT_MOST", 10 * LONGEST)
        write_log(station, of_two_clinics())
        loaded(station)
        generation = station.generation
        first, last = 1, 2 * 3 * A_DAY
        numbers = [first, first + 1, A_DAY // 2, A_DAY, A_DAY + 1, last // 2, last // 2 + 1, last, last - 1, last - 6]
        for number in numbers:
            stations.void(station, target(station, f"linea:{number}"), Reason.DUPLICATE)
            assert not station.needs_load, number
            assert_right(station)
        for number in (numbers[4], *numbers[:4], *numbers[:4:-1]):
            stations.reinstate(station, target(station, f"linea:{number}"))
            assert not station.needs_load, number
            assert_right(station)
        assert station.generation == generation

    @pytest.mark.parametrize("number", [1, A_DAY], ids=["first of its kind", "last but four"])
    def test_where_too_much_would_have_to_be_read_the_report_alone_is_counted_again(
        self, station: Station, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        """The one after it, or before it, is among the lines of the other clinic."""
        monkeypatch.setattr(recount, "READ_AT_MOST", 2 * LONGEST)
        write_log(station, of_two_clinics(rare=True))
        loaded(station)
        generation = station.generation
        there = {number, A_DAY // 2}
        for one in there:
            stations.void(station, target(station, f"linea:{one}"), Reason.DUPLICATE)
        assert station.report(Period()) is None
        assert station.needs_load
        assert_voids_right(station)
        stations.reinstate(station, target(station, f"linea:{number}"))
        loading = station.begin_load()
        assert_voids_right(station)
        stations.void(station, target(station, f"linea:{A_DAY // 2 + 1}"), Reason.TEST)
        save(station)
        assert_voids_right(station)
        assert not station.needs_load
        loading.run()
        station.finish_load(loading)
        assert_right(station)
        assert station.generation == generation, "the log was not changed, so whoever has read it need not read again"

    @pytest.mark.parametrize("behind", ["log", "voids"])
    def test_what_was_changed_before_it_is_counted_again_is_read_again(
        self, station: Station, monkeypatch: pytest.MonkeyPatch, behind: str
    ) -> None:
        monkeypatch.setattr(recount, "READ_AT_MOST", 0)
        loaded(station)
        keys = [save(station) for _ in range(3)]
        stations.void(station, target(station, keys[0]), Reason.TEST)
        assert station.needs_load
        generation = station.generation
        with (station.log if behind == "log" else path_of(station)).open("ab") as file:
            file.write(BARE if behind == "log" else b"torn\n")
        loading = station.begin_load()
        assert station.generation > generation
        assert station.notes is None
        loading.run()
        station.finish_load(loading)
        assert_right(station)

    def test_a_line_that_somebody_else_copied_behind_our_back(self, station: Station) -> None:
        loaded(station)
        key = save(station)
        with station.log.open("ab") as file:
            file.write(station.log.read_bytes())
        stations.void(station, target(station, key), Reason.DUPLICATE)
        assert_voids_right(station)
        with pytest.raises(SaveError):
            save(station)
        loaded(station)
        assert_right(station)
        assert len(station.health.copies) == 1

    def test_a_log_that_cannot_be_read_just_then_is_loaded_again(
        self, station: Station, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        loaded(station)
        key = target(station, save(station))
        save(station)

        def fail_for_a_part(path: Path, end: int | None = None, start: reader.Mark = reader.START) -> object:
            if end is not None:
                raise ReadError(SaveFailure.DEVICE, path)
            return read(path, end, start)

        read = lines.read
        with monkeypatch.context() as patch:
            patch.setattr(lines, "read", fail_for_a_part)
            stations.void(station, key, Reason.TEST)
        assert station.needs_load
        loaded(station)
        assert_right(station)

    def test_a_void_while_the_log_is_read(self, station: Station) -> None:
        first, second = save(station, 1), save(station, 2)
        loading = station.begin_load()
        stations.void(station, target(station, first), Reason.TEST)
        loading.run(lambda: station.finish_load(loading))
        stations.void(station, target(station, second), Reason.TEST)
        station.finish_load(loading)
        assert_right(station)
        report = station.report(Period())
        assert report is not None
        assert report.total == 0


class TestRefusals:
    def test_what_is_so_already(self, station: Station) -> None:
        loaded(station)
        key = target(station, save(station))
        with pytest.raises(NoteRefusedError) as caught:
            stations.reinstate(station, key)
        assert (caught.value.refusal, str(caught.value)) == (NoteRefusal.NOT_RETRACTED, f"not_retracted: {key.key}")
        stations.void(station, key, Reason.TEST)
        with pytest.raises(NoteRefusedError) as caught:
            stations.void(station, key, Reason.OTHER)
        assert caught.value.refusal is NoteRefusal.ALREADY_RETRACTED
        assert len(events(station)) == 1

    def test_taking_back_where_nothing_was_voided_makes_no_file(self, station: Station) -> None:
        key = target(station, save(station))
        with pytest.raises(NoteRefusedError):
            stations.reinstate(station, key)
        assert not (station.data_dir / "anulaciones.log").exists()

    def test_what_is_so_already_is_said_only_when_it_is_on_the_disk(
        self, start: Callable[..., Station], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = start()
        key = save(first)
        stations.void(first, target(first, key), Reason.TEST)
        first.close()
        again = start()
        again.open()

        def fail(_fd: int) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_data", fail)
            with pytest.raises(SaveError) as caught:
                stations.void(again, target(again, key), Reason.TEST)
        assert (caught.value.failure, caught.value.path.name) == (SaveFailure.DEVICE, "anulaciones.log")
        with pytest.raises(NoteRefusedError):
            stations.void(again, target(again, key), Reason.TEST)

    def test_a_record_that_is_not_there_any_more(self, station: Station) -> None:
        key = target(station, save(station))
        station.close()
        station.log.write_bytes(BARE)
        with pytest.raises(SaveError):
            station.open()
        with pytest.raises(ReadError):
            stations.void(station, key, Reason.TEST)
        assert not (station.data_dir / "anulaciones.log").exists()

    def test_a_disk_that_fails_leaves_everything_as_it_was(
        self, station: Station, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_fd: int) -> None:
            raise OSError(28, "No space left on device")

        loaded(station)
        key = target(station, save(station))
        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_data", fail)
            with pytest.raises(SaveError) as caught:
                stations.void(station, key, Reason.TEST)
        assert caught.value.failure is SaveFailure.FULL
        assert caught.value.path.name == "anulaciones.log"
        assert_right(station)
        stations.void(station, key, Reason.TEST)
        assert len(events(station)) == 1
        assert_right(station)

    def test_voids_that_were_replaced_are_noticed(self, station: Station) -> None:
        loaded(station)
        first, second = (target(station, save(station)) for _ in range(2))
        stations.void(station, first, Reason.TEST)
        path = station.data_dir / "anulaciones.log"
        path.write_bytes(path.read_bytes() * 2)
        with pytest.raises(SaveError) as caught:
            stations.void(station, second, Reason.TEST)
        assert caught.value.failure is SaveFailure.CHANGED
        assert station.needs_load
        loaded(station)
        stations.void(station, second, Reason.TEST)
        assert_right(station)


@not_on_windows
def test_after_the_folder_was_put_back_a_voiding_is_taken_at_once(station: Station) -> None:
    """What was found at the log holds for the voids beside it too: nobody is refused twice for one change."""
    loaded(station)
    first, second = save(station), save(station)
    stations.void(station, target(station, first), Reason.TEST)
    elsewhere = station.data_dir.rename(station.data_dir.with_name("a un lado"))
    shutil.copytree(elsewhere, station.data_dir)
    with pytest.raises(SaveError):
        save(station)
    loaded(station)
    stations.void(station, target(station, second), Reason.TEST)
    assert [event.registro for event in events(station)] == [first, second]
    assert_right(station)


def path_of(station: Station) -> Path:
    return station.data_dir / "anulaciones.log"


def rewrite(station: Station, keep: slice) -> None:
    """Leave some lines of the journal of voids in it; its file stays the same."""
    content = path_of(station).read_bytes().splitlines(keepends=True)[keep]
    path_of(station).write_bytes(b"".join(content))


def away(station: Station) -> Path:
    return path_of(station).rename(station.data_dir / "a un lado")


def other_voids(station: Station) -> None:
    """Another file in its place, of the same length."""
    content = path_of(station).read_bytes()
    away(station)
    path_of(station).write_bytes(b"\n" * len(content))


def with_three_voided(start: Callable[..., Station], *, again: bool = False) -> tuple[Station, list[str]]:
    """A station with five records, the first three voided by it, or `again` by one before it."""
    station = start()
    station.open()
    loaded(station)
    keys = [save(station) for _ in range(5)]
    for key in keys[:3]:
        stations.void(station, target(station, key), Reason.TEST)
    if again:
        station.close()
        station = start()
        station.open()
        loaded(station)
    assert station.lost(RETRACTIONS_NAME).records == 0
    return station, keys


@not_on_windows
@pytest.mark.parametrize("again", [False, True], ids=["this program", "an earlier one"])
class TestLost:
    """The journal of voids goes while there is a report: that is found out, and how many events are gone."""

    @pytest.mark.parametrize("what", [away, lambda station: path_of(station).unlink(), other_voids])
    def test_at_the_next_record(
        self, start: Callable[..., Station], again: bool, what: Callable[..., object]
    ) -> None:
        station, keys = with_three_voided(start, again=again)
        what(station)
        keys.append(save(station))
        assert station.needs_load
        loaded(station)
        assert (station.lost(RETRACTIONS_NAME).records, station.lost(RETRACTIONS_NAME).times) == (3, 1)
        assert station.lost().records == 0
        assert_right(station)
        save(station)
        assert not station.needs_load, "it is found once"
        stations.void(station, target(station, keys[5]), Reason.TEST)
        assert events(station)[-1].registro == keys[5]
        loaded(station)
        assert (station.lost(RETRACTIONS_NAME).records, station.lost(RETRACTIONS_NAME).times) == (3, 1)
        assert_right(station)

    @pytest.mark.parametrize("what", [away, other_voids])
    def test_at_the_next_voiding_which_is_refused_once(
        self, start: Callable[..., Station], again: bool, what: Callable[..., object]
    ) -> None:
        station, keys = with_three_voided(start, again=again)
        what(station)
        there = path_of(station).read_bytes() if path_of(station).exists() else None
        with pytest.raises(SaveError) as caught:
            stations.void(station, target(station, keys[3]), Reason.TEST)
        assert (caught.value.failure, caught.value.path) == (SaveFailure.CHANGED, path_of(station))
        assert (path_of(station).read_bytes() if path_of(station).exists() else None) == there
        assert station.needs_load
        loaded(station)
        assert station.lost(RETRACTIONS_NAME).records == 3
        stations.void(station, target(station, keys[3]), Reason.TEST)
        assert_right(station)
        assert not station.needs_load

    @pytest.mark.parametrize("kept", [0, 1, 2])
    def test_a_part_of_it(self, start: Callable[..., Station], again: bool, kept: int) -> None:
        station, _ = with_three_voided(start, again=again)
        rewrite(station, slice(kept))
        save(station)
        loaded(station)
        assert station.lost(RETRACTIONS_NAME).records == 3 - kept
        assert_right(station)

    def test_it_is_there_again(self, start: Callable[..., Station], again: bool) -> None:
        station, _ = with_three_voided(start, again=again)
        elsewhere = away(station)
        save(station)
        loaded(station)
        elsewhere.rename(path_of(station))
        save(station)
        assert station.needs_load
        loaded(station)
        assert station.lost(RETRACTIONS_NAME).records == 0
        assert_right(station)

    def test_what_is_told_of_is_the_records_where_these_are_gone_too(
        self, start: Callable[..., Station], again: bool
    ) -> None:
        station, _ = with_three_voided(start, again=again)
        elsewhere = station.data_dir.rename(station.data_dir.with_name("a un lado"))
        with pytest.raises(SaveError):
            save(station)
        loaded(station)
        assert (station.lost().records, station.lost(RETRACTIONS_NAME).records) == (5, 0)
        station.data_dir.mkdir()
        shutil.copy(elsewhere / "predicciones.log", station.log)
        save(station)
        loaded(station)
        assert (station.lost().records, station.lost(RETRACTIONS_NAME).records) == (0, 3)

    def test_while_the_log_is_read(self, start: Callable[..., Station], again: bool) -> None:
        station, keys = with_three_voided(start, again=again)
        loading = station.begin_load()
        loading.run()
        away(station)
        with pytest.raises(SaveError):
            stations.void(station, target(station, keys[3]), Reason.TEST)
        station.finish_load(loading)
        assert station.needs_load
        loaded(station)
        assert station.lost(RETRACTIONS_NAME).records == 3
        assert_right(station)

    def test_a_voiding_never_goes_where_nobody_can_see_it(self, start: Callable[..., Station], again: bool) -> None:
        station, keys = with_three_voided(start, again=again)
        if again:
            stations.void(station, target(station, keys[4]), Reason.TEST)
        station.finish_merge()  # nothing is known of the voids then: the journal itself has to see it
        elsewhere = away(station)
        before = elsewhere.read_bytes()
        with pytest.raises(SaveError) as caught:
            stations.void(station, target(station, keys[3]), Reason.TEST)
        assert caught.value.failure is SaveFailure.GONE
        stations.void(station, target(station, keys[3]), Reason.TEST)
        assert elsewhere.read_bytes() == before
        assert [event.registro for event in events(station)] == [keys[3]]


class TestFewer:
    """An earlier program had counted more voided records than there are now: that is said once."""

    @pytest.fixture
    def closed(self, start: Callable[..., Station]) -> Station:
        station, _ = with_three_voided(start)
        station.close()
        return station

    @staticmethod
    def said(start: Callable[..., Station]) -> dict[str, int]:
        station = start()
        station.open()
        loaded(station)
        assert_right(station)
        assert station.lost(RETRACTIONS_NAME).records == 0
        station.close()
        return station.drops

    @pytest.mark.parametrize(
        "what",
        [
            lambda path: path.unlink(),
            lambda path: os.truncate(path, 0),
            lambda path: os.truncate(path, path.stat().st_size - 40),
        ],
        ids=["gone", "empty", "cut within a line"],
    )
    def test_by_the_next_one_alone(
        self, start: Callable[..., Station], closed: Station, what: Callable[[Path], None]
    ) -> None:
        what(path_of(closed))
        assert [self.said(start) for _ in range(3)] == [{RETRACTIONS_NAME: 3}, {}, {}]

    def test_what_this_program_voids_is_nothing_that_came_back(
        self, start: Callable[..., Station], closed: Station
    ) -> None:
        copied = closed.log.read_bytes().splitlines(keepends=True)[0]
        path_of(closed).unlink()
        closed.log.write_bytes(closed.log.read_bytes() + copied * 2)
        station = start()
        station.open()
        loaded(station)
        assert station.drops == {RETRACTIONS_NAME: 3}
        stations.void(station, target(station, "linea:1"), Reason.DUPLICATE)
        loaded(station)
        assert station.drops == {RETRACTIONS_NAME: 3}, "one record, however many lines"

    def test_not_where_it_was_taken_back(self, start: Callable[..., Station], closed: Station) -> None:
        command = start()  # reads nothing first, and leaves the sidecar as it was
        stations.reinstate(command, target(command, events(closed)[0].registro))
        command.close()
        assert not self.said(start)

    def test_not_where_what_is_gone_voided_nothing(self, start: Callable[..., Station], closed: Station) -> None:
        with path_of(closed).open("ab") as file:
            file.write(b"\n\n")
        assert not self.said(start)
        rewrite(closed, slice(3))
        assert not self.said(start)


class TestFinding:
    @pytest.mark.parametrize(
        "name", ["", "x", "linea:0", "linea:2", "linea:9", f"sin-id-{'0' * 32}-1", "sin-id-x-1", "sin-id-", "linea:١"]
    )
    def test_names_of_nothing(self, station: Station, name: str) -> None:
        assert find.by_name(station.log, name) is None
        write_log(station, BARE + b"torn\n" + BARE)
        assert find.by_name(station.log, name) is None

    def test_the_last_line_needs_no_newline(self, station: Station) -> None:
        write_log(station, BARE + b"\n" + SPACED[:-2])
        found = target(station, "linea:3")
        assert found.record.day == "2025-11-13"
        assert found == target(station, found.key)

    def test_a_number_too_high_for_identical_lines(self, station: Station) -> None:
        write_log(station, BARE)
        assert find.by_name(station.log, target(station, "linea:1").key[:-1] + "2") is None

    def test_far_down_in_a_long_log(self, station: Station) -> None:
        write_log(station, BARE * 3000)
        key = save(station)
        assert target(station, "linea:3001").key == key
        assert target(station, "linea:2500").key.endswith("-2500")

    @pytest.mark.parametrize("key", ["a\nb", "a\0b", 'a"b', "a\\b", "añb", "sin-id"])
    def test_an_id_that_is_written_with_escapes(self, station: Station, key: str) -> None:
        escaped = "".join(f"\\u{ord(letter):04x}" for letter in key).encode()
        write_log(station, BARE + BARE.replace(b"{", b'{"id": "%s", ' % escaped))
        write_log(station, encode(Record("2025-11-14 22:31:10", 38.0, 120, 90, "NO ENFERMO", id=key)))
        loaded(station)
        for name in ("linea:2", key):
            found = target(station, name)
            assert (found.key, found.offset) == (key, len(BARE))
            stations.void(station, found, Reason.TEST)
            assert_right(station)
            loaded(station)
            assert_right(station)
            stations.reinstate(station, found)
        with pytest.raises(NoteRefusedError) as refused:
            target(station, "linea:3")
        assert refused.value.refusal is NoteRefusal.COPY

    def test_a_time_that_is_written_with_escapes(self, station: Station) -> None:
        escaped = BARE.replace(b"2025-11-14 ", b"2025-11-14\\u0020")
        write_log(station, escaped * 3)
        for number in (1, 2, 3):
            found = target(station, f"linea:{number}")
            assert found.key.endswith(f"-{number}")
            assert found == target(station, found.key)
        loaded(station)
        stations.void(station, target(station, "linea:2"), Reason.TEST)
        assert_right(station)
        loaded(station)
        assert_right(station)

    def test_of_two_lines_with_one_id_the_first_is_the_record(self, station: Station) -> None:
        first = Record("2025-11-14 22:31:10", 38.0, 120, 90, "ENFERMEDAD AGUDA", id="x")
        write_log(station, encode(first) + encode(Record("2025-11-13 22:31:10", 37.0, 120, 90, "NO ENFERMO", id="x")))
        loaded(station)
        assert_right(station)
        assert (station.health.records, station.health.conflicts) == (1, 1)
        found = target(station, "linea:1")
        assert found == target(station, "x")
        stations.void(station, found, Reason.TEST)
        report = station.report(Period())
        assert report is not None
        assert report.counts == {}
        assert_right(station)

    @pytest.mark.parametrize(
        "content", [BARE, encode(Record("2025-11-14 22:31:10", 38, 120, 90, "NO ENFERMO", id="x"))]
    )
    def test_a_record_that_goes_while_it_is_looked_for(
        self, station: Station, monkeypatch: pytest.MonkeyPatch, content: bytes
    ) -> None:
        write_log(station, content)
        record = lines.record_at(station.log, 0)
        monkeypatch.setattr(reader, "blocks", lambda _log: iter(()))
        with pytest.raises(ReadError) as caught:
            find.by_place(station.log, record, 0)
        assert caught.value.failure is SaveFailure.CHANGED

    def test_a_name_with_a_lone_surrogate(self, station: Station) -> None:
        write_log(station, BARE)
        assert find.by_name(station.log, "\udcff") is None


def test_a_void_without_its_newline_counts_whatever_the_sidecar_says(start: Callable[..., Station]) -> None:
    first = start()
    first.open()
    loaded(first)
    key = save(first)
    first.close()
    second = start()
    stations.void(second, target(second, key), Reason.TEST)
    second.close()
    path = second.data_dir / "anulaciones.log"
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    station = start()
    station.open()
    loaded(station)
    assert_right(station)


class Shift:
    """What can happen in a shift, one method each."""

    def __init__(self, start: Callable[..., Station], clock: Clock, data: st.DataObject) -> None:
        self.start, self.clock, self.data = start, clock, data
        self.loading: Load | None = None
        self.station = start()
        self.station.open()

    def save(self) -> None:
        self.clock.advance(days=self.data.draw(st.sampled_from([0, 0, 0, 1, -1])))
        save(self.station, self.data.draw(st.integers(0, 3)))

    def write_without_id(self) -> None:
        write_log(self.station, self.data.draw(st.sampled_from([BARE, BARE * 2, SPACED, b"torn\n", b"\n"])))
        self.restart()

    def void(self) -> None:
        self._say(voids.void(Reason.OTHER))

    def reinstate(self) -> None:
        self._say(voids.reinstate())

    def _say(self, statement: Statement[Event]) -> None:
        places = [line.offset for line in lines.read(self.station.log) if line.entry is not None]
        if places:
            place = self.data.draw(st.sampled_from(places))
            chosen = find.by_place(self.station.log, lines.record_at(self.station.log, place), place)
            in_force = Notes.read(self.station.data_dir).retracted.get(chosen.key)
            if statement.refusal(in_force) is not None:
                with pytest.raises(NoteRefusedError):
                    self.station.note(chosen, statement)
            else:
                self.station.note(chosen, statement)
                if self.station.notes is not None:
                    assert_voids_right(self.station)

    def restart(self) -> None:
        self.station.close()
        self.station, self.loading = self.start(), None
        self.station.open()

    def kill(self) -> None:
        with sidecar_kept(self.station):
            self.station.close()
        self.restart()

    def tear_the_voids(self) -> None:
        self.station.close()
        path = self.station.data_dir / "anulaciones.log"
        if path.exists():
            size = path.stat().st_size
            path.write_bytes(path.read_bytes()[: self.data.draw(st.integers(max(0, size - 300), size))])
        self.restart()

    def load(self) -> None:
        loaded(self.station)

    def begin(self) -> None:
        self.loading = self.station.begin_load()

    def run(self) -> None:
        if self.loading is not None:
            loading, self.loading = self.loading, None
            loading.run(lambda: self.station.finish_load(loading))
            self.void()
            self.station.finish_load(loading)


happenings = (
    [Shift.save] * 3 + [Shift.void] * 3 + [Shift.reinstate, Shift.restart, Shift.kill, Shift.load, Shift.begin]
)
happenings += [Shift.run, Shift.write_without_id, Shift.tear_the_voids]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(steps=st.lists(st.sampled_from(happenings), min_size=3, max_size=16), data=st.data())
def test_whatever_happened_the_report_is_that_of_the_records_that_are_not_retracted(  # noqa: PLR0917 - fixtures
    start: Callable[..., Station],
    data_dir: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    steps: list[Callable[[Shift], None]],
    data: st.DataObject,
) -> None:
    shutil.rmtree(data_dir, ignore_errors=True)
    monkeypatch.setattr(state, "CHECKPOINT_EVERY", 2)
    monkeypatch.setattr(reader, "CHUNK", data.draw(st.sampled_from([300, 64 * 1024])))
    monkeypatch.setattr(recount, "READ_AT_MOST", data.draw(st.sampled_from([0, 600, 4 * 1024 * 1024])))
    monkeypatch.setattr(recount, "_READ_AT_FIRST", data.draw(st.sampled_from([50, 4 * 1024])))
    shift = Shift(start, clock, data)
    for step in steps:
        step(shift)
    if shift.station.report(Period()) is None:
        loaded(shift.station)
    assert_right(shift.station)
    shift.station.close()
