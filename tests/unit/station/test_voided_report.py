"""The report of a station whose records are voided: right at once, with as little reading as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import ReadError, SaveError, SaveFailure
from core.journal import reader
from core.notes import voids
from core.records import find, lines
from core.records.key import digest, key_without_id
from core.records.period import Period
from core.records.record import Record, encode
from core.station import checkpoint, recount
from core.vocabulary import Category, Reason
from tests import stations
from tests.retractions import SPACED, assert_right, assert_voids_right, path_of, save, target, write_log
from tests.samples import BARE
from tests.stations import loaded

if TYPE_CHECKING:
    from pathlib import Path

    from core.station.station import Station
    from tests.conftest import Clock

pytestmark = pytest.mark.usefixtures("few")


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
        monkeypatch.setattr(recount, "READ_AT_FIRST", len(b"".join(lines_of_a_day[-6:-5])) - 500)
        for number in (A_DAY, A_DAY - 5):
            stations.void(station, target(station, f"linea:{number}"), Reason.OTHER)
            assert not station.needs_load
            assert_right(station)

    @pytest.mark.parametrize("number", range(1, 8))
    def test_beside_lines_that_repeat_another_one(self, station: Station, number: int) -> None:
        """A copy counts for nothing, the first line of its record for all."""
        once = of_two_clinics().splitlines(keepends=True)[:7]
        write_log(station, b"".join([*once[:2], once[0], *once[2:], once[5]]))
        loaded(station)
        line = number if number < 3 else number + 1  # line 3 is a copy
        stations.void(station, target(station, f"linea:{line}"), Reason.OTHER)
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
        shown: list[object] = []
        loading = station.begin_load()
        result = loading.run(lambda: shown.append(loading.result))
        assert shown == [result]
        assert result.tally.total == 1

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
