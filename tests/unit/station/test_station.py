"""The one way in: predict, save, report; the counts agree with the log."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.errors import ReadError, SaveError, SaveFailure
from core.records import find
from core.records import lines as lines_module
from core.records.period import Period
from core.report.report import Tally
from core.station import checkpoint, state
from core.station import station as station_module
from core.station.station import Draft, Load, Station
from core.system import disk
from core.system.lock import LOCK_NAME
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.vocabulary import Reason
from tests import stations
from tests.stations import READINGS, Session, loaded, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.report.report import Report
    from core.station.snapshot import Snapshot
    from tests.conftest import Clock


not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")


def failure_of(station: Station, draft: Draft) -> SaveFailure:
    with pytest.raises(SaveError) as caught:
        station.save(draft)
    return caught.value.failure


def in_log(station: Station) -> list[str]:
    return [line.entry.id for line in lines_module.read(station.log) if line.entry and line.entry.id]


def recount(station: Station) -> Report:
    tally, ids = Tally(), set()
    for line in lines_module.read(station.log):
        if line.entry is not None and (line.entry.id is None or line.entry.id not in ids):
            tally.add(line.entry)
            ids.add(line.entry.id)
    return tally.report(Period())


def assert_counted(station: Station) -> None:
    report = station.report(Period())
    truth = recount(station)
    assert report is not None
    assert (dict(report.counts), report.days) == (dict(truth.counts), truth.days)
    assert [one.id for one in report.last] == [one.id for one in truth.last]
    assert station.health.records == truth.total


def test_a_prediction_is_saved_and_found_in_the_report(station: Station) -> None:
    loaded(station)
    draft = save(station)
    report = station.report(Period())
    assert report is not None
    assert report.counts == {draft.prediction.category.value: 1}
    assert report.last == (draft.record,)
    assert station.health.verified == 1
    assert station.log.read_bytes() == draft.line


def test_it_holds_ten_things_at_most(station: Station) -> None:
    assert len(vars(station)) <= 10, sorted(vars(station))


def test_there_is_no_report_before_the_log_is_read(station: Station) -> None:
    assert station.report(Period()) is None
    assert station.needs_load
    save(station)
    assert station.report(Period()) is None
    loading = station.begin_load()
    assert not station.needs_load
    loading.run()
    station.finish_load(loading)
    assert_counted(station)


def test_what_is_saved_while_the_log_is_read_is_counted_once(station: Station) -> None:
    for number in range(3):
        save(station, number)
    loading = station.begin_load()
    save(station)
    loading.run(lambda: save(station))
    save(station)
    station.finish_load(loading)
    save(station)
    assert_counted(station)
    assert station.health.verified == 7


def test_the_first_result_of_a_load_can_be_shown_before_the_check_of_the_rest(start: Callable[..., Station]) -> None:
    first = start()
    first.open()
    loaded(first)
    for number in range(5):
        save(first, number)
    first.close()

    station = start()
    station.open()
    loading = station.begin_load()
    seen: list[int] = []

    def show() -> None:
        station.finish_load(loading)
        station.finish_load(loading)
        save(station)
        report = station.report(Period())
        assert report is not None
        seen.append(report.total)

    loading.run(show)
    save(station)
    station.finish_load(loading)
    assert seen == [6]
    assert result_fresh(loading) == 0
    assert_counted(station)


def result_fresh(loading: Load) -> int:
    assert loading.result is not None
    return loading.result.fresh


def test_a_report_that_the_check_refutes_is_replaced_with_nothing_lost(start: Callable[..., Station]) -> None:
    first = start()
    first.open()
    loaded(first)
    drafts = [save(first, number) for number in range(5)]
    first.close()
    with first.log.open("r+b") as file:
        file.write(b"x")

    station = start()
    station.open()
    loading = station.begin_load()

    def show() -> None:
        station.finish_load(loading)
        drafts.append(save(station))

    loading.run(show)
    drafts.append(save(station))
    station.finish_load(loading)
    assert_counted(station)
    assert in_log(station) == [draft.record.id for draft in drafts[1:]]
    assert station.health.damaged_count == 1


class EndsJustNow(Load):
    """A load whose thread comes to its last result right after it was asked for the first."""

    first: Snapshot | None = None

    @property
    def result(self) -> Snapshot | None:
        if self.first is None:
            return self._last
        first, self.first = self.first, None
        self.is_done = True
        return first

    @result.setter
    def result(self, found: Snapshot | None) -> None:
        self._last = found


def test_a_load_that_ends_while_its_first_result_is_taken_is_taken_to_its_end(
    start: Callable[..., Station], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start()
    first.open()
    loaded(first)
    for number in range(5):
        save(first, number)
    first.close()
    with first.log.open("r+b") as file:
        file.write(b"x")

    monkeypatch.setattr(station_module, "Load", EndsJustNow)
    station = start()
    station.open()
    loading = station.begin_load()
    assert isinstance(loading, EndsJustNow)
    found: list[Snapshot | None] = []
    loading.run(lambda: found.append(loading.result))
    loading.is_done, loading.first = False, found[0]
    station.finish_load(loading)
    station.finish_load(loading)
    assert_counted(station)
    assert station.health.damaged_count == 1


def test_a_load_that_failed_is_due_again(station: Station) -> None:
    save(station)
    failed = station.begin_load()
    station.drop_load(failed)
    assert station.needs_load
    under_way = station.begin_load()
    station.drop_load(failed)
    under_way.run()
    station.finish_load(under_way)
    assert_counted(station)


def test_an_outdated_or_unfinished_load_changes_nothing(station: Station) -> None:
    save(station)
    old = station.begin_load()
    old.run()
    new = station.begin_load()
    station.finish_load(old)
    station.finish_load(new)
    assert station.report(Period()) is None
    new.run()
    station.finish_load(new)
    station.finish_load(new)
    assert_counted(station)


def test_a_clock_that_went_back_is_said_and_the_record_kept(station: Station, clock: Clock) -> None:
    assert station.save(station.draft(READINGS[0]))
    clock.advance(hours=-1)
    assert not station.save(station.draft(READINGS[0]))
    assert station.save(station.draft(READINGS[0]))
    clock.advance(days=1)
    assert station.save(station.draft(READINGS[0]))
    assert len(in_log(station)) == 4


def test_a_clock_that_went_back_before_the_start_is_said(start: Callable[..., Station], clock: Clock) -> None:
    first = start()
    save(first)
    first.close()
    clock.advance(days=-1)
    station = start()
    station.open()
    assert not station.save(station.draft(READINGS[0]))


def test_a_directory_has_one_writer(start: Callable[..., Station]) -> None:
    window, command = start(), start("predecir")
    window.open()
    with pytest.raises(SaveError) as caught:
        command.open(0.05)
    assert (caught.value.failure, caught.value.holder) == (SaveFailure.IN_USE, f"ventana {os.getpid()}")
    draft = command.draft(READINGS[0])
    assert failure_of(command, draft) is SaveFailure.IN_USE
    window.close()
    command.save(draft)
    assert in_log(command) == [draft.record.id]


def test_it_closes_itself_in_a_with_statement(start: Callable[..., Station]) -> None:
    with start() as first:
        first.open()
    with start() as second:
        second.open()


def test_after_each_kind_of_failure_the_same_draft_is_saved_exactly_once(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(station)
    save(station)
    draft = station.draft(READINGS[2])

    def fail(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    real_write = os.write
    failures: list[tuple[object, str, object]] = [
        (os, "write", fail),
        (os, "write", lambda fd, data: real_write(fd, data[:9])),
        (disk, "sync_data", fail),
        (os, "lseek", fail),
        (type(station.log), "lstat", fail),
    ]
    for target, name, fault in failures:
        with monkeypatch.context() as patch:
            patch.setattr(target, name, fault)
            failure_of(station, draft)
        assert len(in_log(station)) == 1, name
        assert_counted(station)
    station.save(draft)
    assert in_log(station)[1:] == [draft.record.id]
    assert_counted(station)
    assert not station.needs_load


@pytest.mark.parametrize("damage", ["remove", "replace", "append", "shorten", "directory"])
@not_on_windows
def test_a_log_that_changed_behind_our_back_is_said_then_read_again(station: Station, damage: str) -> None:
    loaded(station)
    for number in range(3):
        save(station, number)
    lines = station.log.read_bytes().splitlines(keepends=True)
    if damage == "directory":
        shutil.rmtree(station.data_dir)
    elif damage == "append":
        with station.log.open("ab") as file:
            file.write(lines[0])
    elif damage == "shorten":
        os.truncate(station.log, len(lines[0]))
    else:
        station.log.unlink()
        if damage == "replace":
            station.log.write_bytes(lines[0])

    draft = station.draft(READINGS[3])
    expected = SaveFailure.GONE if damage in ("remove", "directory") else SaveFailure.CHANGED
    assert failure_of(station, draft) is expected
    assert station.report(Period()) is None
    assert station.needs_load
    station.save(draft)
    assert in_log(station)[-1] == draft.record.id
    loaded(station)
    assert_counted(station)


def test_a_directory_that_went_away_is_not_written_to_where_it_was(station: Station) -> None:
    if sys.platform == "win32":
        pytest.skip("a directory with open files cannot be moved there")
    save(station)
    elsewhere = station.data_dir.rename(station.data_dir.with_name("elsewhere"))
    before = (elsewhere / LOG_NAME).read_bytes()
    draft = station.draft(READINGS[1])
    assert failure_of(station, draft) is SaveFailure.GONE
    elsewhere.rename(station.data_dir)
    station.save(draft)
    assert station.log.read_bytes() == before + draft.line


def away(path: Path) -> Path:
    """Move a file or a directory to where nothing is, and return its new path."""
    here = len(list(path.parent.iterdir()))
    return path.rename(path.with_name(f"{path.name} {here}"))


def begun_with(station: Station, count: int) -> None:
    """So many records are saved, and the log is read."""
    loaded(station)
    for number in range(count):
        save(station, number)


def retried(station: Station) -> Draft:
    """A draft that is refused, for the log is not what it was, and is saved all the same at the second attempt."""
    draft = station.draft(READINGS[0])
    failure_of(station, draft)
    station.save(draft)
    loaded(station)
    return draft


def foreign_log(start: Callable[..., Station], data_dir: Path, count: int) -> bytes:
    """The log of another PC, with so many records."""
    other = start()
    other.open()
    begun_with(other, count)
    other.close()
    content = other.log.read_bytes()
    shutil.rmtree(data_dir)
    return content


class TestLost:
    """The station knows how many of the records that it had counted are not in the log any more."""

    @pytest.fixture
    def nine(self, station: Station) -> Station:
        begun_with(station, 9)
        assert station.lost().records == 0
        return station

    @not_on_windows
    @pytest.mark.parametrize("what", ["directory", "log"])
    def test_the_former_records_are_lost_when_a_new_log_is_begun(self, nine: Station, what: str) -> None:
        away(nine.data_dir if what == "directory" else nine.log)
        draft = retried(nine)
        assert nine.lost().records == 9
        assert in_log(nine) == [draft.record.id]
        assert_counted(nine)

    @not_on_windows
    def test_they_are_lost_before_anything_is_saved_anew(self, nine: Station) -> None:
        away(nine.data_dir)
        failure_of(nine, nine.draft(READINGS[0]))
        loaded(nine)
        assert nine.lost().records == 9
        assert not nine.data_dir.exists(), "reading makes nothing"

    @not_on_windows
    def test_they_stay_lost_while_others_are_saved(self, nine: Station) -> None:
        away(nine.log)
        retried(nine)
        for number in range(20):
            save(nine, number)
        loaded(nine)
        assert nine.lost().records == 9

    @not_on_windows
    @pytest.mark.parametrize("count", [0, 1, 9, 30])
    def test_another_log_with_however_many_records_has_not_the_former_ones(
        self, start: Callable[..., Station], data_dir: Path, count: int
    ) -> None:
        foreign = foreign_log(start, data_dir, count)
        nine = start()
        begun_with(nine, 9)
        away(nine.log)
        nine.log.write_bytes(foreign)
        retried(nine)
        assert nine.lost().records == 9
        assert len(in_log(nine)) == count + 1
        assert_counted(nine)

    @not_on_windows
    def test_a_copy_of_the_log_has_them(self, nine: Station) -> None:
        content = nine.log.read_bytes()
        away(nine.log)
        nine.log.write_bytes(content)
        retried(nine)
        assert nine.lost().records == 0
        assert len(in_log(nine)) == 10

    @pytest.mark.parametrize("kept", [1, 4, 8])
    def test_a_log_that_was_cut_has_lost_its_last_ones_for_good(self, nine: Station, kept: int) -> None:
        lines = nine.log.read_bytes().splitlines(keepends=True)
        os.truncate(nine.log, sum(map(len, lines[:kept])))
        failure_of(nine, nine.draft(READINGS[0]))
        loaded(nine)
        assert nine.lost().records == 9 - kept
        begun_with(nine, 12)
        loaded(nine)
        assert nine.lost().records == 9 - kept, "as long as before is not whole"

    def test_more_lines_may_be_gone_than_records(self, start: Callable[..., Station], data_dir: Path) -> None:
        data_dir.mkdir()
        station = start()
        station.log.write_bytes(b"\n" * 400)
        begun_with(station, 1)
        os.truncate(station.log, 300)
        failure_of(station, station.draft(READINGS[0]))
        loaded(station)
        assert station.lost().records == 1

    @pytest.mark.parametrize("place", [0, -3])
    def test_a_damaged_line_is_still_there(self, nine: Station, place: int) -> None:
        content = bytearray(nine.log.read_bytes())
        content[place] ^= 1
        nine.log.write_bytes(content)
        os.utime(nine.log, (1, 1))
        retried(nine)
        assert nine.health.damaged_count == 1
        assert nine.lost().records == 0

    def test_what_others_appended_takes_nothing_away(self, nine: Station) -> None:
        with nine.log.open("ab") as file:
            file.write(nine.log.read_bytes())
        retried(nine)
        assert nine.lost().records == 0

    @not_on_windows
    def test_nothing_is_lost_of_an_empty_log(self, station: Station) -> None:
        loaded(station)
        away(station.data_dir)
        retried(station)
        assert station.lost().records == 0

    @not_on_windows
    def test_they_are_back_with_their_directory(self, nine: Station) -> None:
        elsewhere = away(nine.data_dir)
        draft = nine.draft(READINGS[0])
        failure_of(nine, draft)
        loaded(nine)
        elsewhere.rename(nine.data_dir)
        nine.save(draft)
        assert nine.needs_load
        loaded(nine)
        assert nine.lost().records == 0
        assert len(in_log(nine)) == 10
        assert_counted(nine)

    @not_on_windows
    def test_what_was_saved_meanwhile_stays_where_it_is_and_is_what_is_lost_then(self, nine: Station) -> None:
        elsewhere = away(nine.data_dir)
        retried(nine)
        save(nine)
        assert nine.lost().records == 9
        assert nine.lost().times == 1
        meanwhile = away(nine.log)
        content = meanwhile.read_bytes()
        shutil.move(elsewhere / LOG_NAME, nine.log)
        retried(nine)
        assert (nine.lost().records, nine.lost().times) == (2, 2)
        assert len(in_log(nine)) == 10
        assert_counted(nine)
        assert meanwhile.read_bytes() == content
        away(nine.log)
        meanwhile.rename(nine.log)
        retried(nine)
        assert (nine.lost().records, nine.lost().times) == (10, 3)
        assert len(in_log(nine)) == 3

    @not_on_windows
    def test_two_logs_can_be_lost(self, nine: Station) -> None:
        nine.log.unlink()
        retried(nine)
        nine.log.unlink()
        retried(nine)
        assert nine.lost().records == 10
        assert len(in_log(nine)) == 1

    @not_on_windows
    def test_a_log_that_goes_while_it_is_read_is_lost(self, nine: Station) -> None:
        loading = nine.begin_load()
        loading.run()
        nine.log.unlink()
        nine.finish_load(loading)
        retried(nine)
        assert nine.lost().records == 9

    @not_on_windows
    def test_a_disk_that_does_not_answer_for_a_moment_has_lost_nothing(
        self, start: Callable[..., Station], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = start()
        first.open()
        begun_with(first, 9)
        first.close()
        station = start()
        station.open()

        def fail(*_arguments: object) -> bytes:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(disk, "read_at", fail)
            loaded(station)
        save(station)
        loaded(station)
        assert station.lost().records == 0
        station.log.unlink()
        retried(station)
        assert station.lost().records == 10


def cut(log: Path, keep: int) -> None:
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:keep]))


def replaced_by_an_older_copy(log: Path) -> None:
    content = log.read_bytes().splitlines(keepends=True)
    log.rename(log.with_name("a un lado"))
    log.write_bytes(b"".join(content[:5]))


class TestFewer:
    """The station knows, from the sidecar, that there were more records when the program ended, and says so once."""

    @staticmethod
    def ended(start: Callable[..., Station]) -> Station:
        station = start()
        station.open()
        begun_with(station, 9)
        station.close()
        return station

    @pytest.fixture
    def closed(self, start: Callable[..., Station]) -> Station:
        return self.ended(start)

    @staticmethod
    def said(start: Callable[..., Station]) -> dict[str, int]:
        station = start()
        station.open()
        loaded(station)
        assert_counted(station)
        assert station.lost().records == 0
        station.close()
        return station.drops

    @pytest.mark.parametrize(
        "what",
        [Path.unlink, lambda log: cut(log, 0), lambda log: cut(log, 8), replaced_by_an_older_copy],
        ids=["gone", "empty", "cut", "an older copy"],
    )
    def test_it_is_said_by_the_next_one_alone(
        self, start: Callable[..., Station], closed: Station, what: Callable[[Path], None]
    ) -> None:
        what(closed.log)
        assert [self.said(start) for _ in range(3)] == [{LOG_NAME: 9}, {}, {}]

    def test_it_is_said_of_another_log_with_fewer(self, start: Callable[..., Station], data_dir: Path) -> None:
        foreign = foreign_log(start, data_dir, 3)
        self.ended(start).log.write_bytes(foreign)
        assert [self.said(start), self.said(start)] == [{LOG_NAME: 9}, {}]

    def test_it_is_said_after_records_were_saved_by_a_command(
        self, start: Callable[..., Station], closed: Station
    ) -> None:
        closed.log.unlink()
        command = start("predecir")
        command.open()
        command.carry_on()
        save(command)
        command.close()
        assert [self.said(start), self.said(start)] == [{LOG_NAME: 9}, {}]

    def test_it_is_said_again_by_whoever_could_not_write(
        self, start: Callable[..., Station], closed: Station
    ) -> None:
        closed.log.unlink()
        reader = start()
        loaded(reader)
        assert reader.drops == {LOG_NAME: 9}
        reader.close()
        assert self.said(start) == {LOG_NAME: 9}

    def test_it_is_said_again_where_the_sidecar_cannot_be_removed(
        self, start: Callable[..., Station], closed: Station, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_path: Path, *_more: object, **_even_more: object) -> None:
            raise OSError(30, "Read-only file system")

        closed.log.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "unlink", fail)
            assert self.said(start) == {LOG_NAME: 9}
        assert self.said(start) == {LOG_NAME: 9}

    def test_of_records_and_of_voided_ones_both_are_said(self, start: Callable[..., Station], data_dir: Path) -> None:
        station = start()
        station.open()
        loaded(station)
        for _ in range(3):
            save(station)
        record = find.by_name(station.log, "linea:1")
        assert record is not None
        stations.void(station, record, Reason.OTHER)
        station.close()
        log, voids_log = station.log, data_dir / "anulaciones.log"
        log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:2]))
        voids_log.write_bytes(b"")
        assert self.said(start) == {LOG_NAME: 3, RETRACTIONS_NAME: 1}

    @not_on_windows
    def test_what_is_saved_since_is_nothing_that_came_back(
        self, start: Callable[..., Station], closed: Station
    ) -> None:
        away(closed.log)
        station = start()
        station.open()
        loaded(station)
        for _ in range(12):
            save(station)
        loaded(station)
        assert station.drops == {LOG_NAME: 9}

    @not_on_windows
    def test_it_is_taken_back_when_they_are_there_again(self, start: Callable[..., Station], closed: Station) -> None:
        elsewhere = away(closed.log)
        station = start()
        station.open()
        loaded(station)
        assert station.drops == {LOG_NAME: 9}
        elsewhere.rename(station.log)
        failure_of(station, station.draft(READINGS[0]))
        loaded(station)
        assert not station.drops
        station.log.unlink()
        save(station)
        loaded(station)
        assert (station.drops, station.lost().records) == ({}, 9), "it is said in one way"

    @not_on_windows
    def test_it_is_said_of_what_went_before_the_end_too_where_nothing_was_saved_since(
        self, start: Callable[..., Station], closed: Station
    ) -> None:
        station = start()
        station.open()
        loaded(station)
        closed.log.unlink()
        failure_of(station, station.draft(READINGS[0]))
        loaded(station)
        assert (station.drops, station.lost().records) == ({}, 9)
        station.close()
        assert [self.said(start), self.said(start)] == [{LOG_NAME: 9}, {}]

    @pytest.mark.parametrize(
        "write",
        [
            lambda content: content.replace(b"\n", b"\r\n"),
            lambda content: content.replace(b'"zona":"-05:00",', b""),
            lambda content: content[:-3] + b"x" + content[-2:],
            lambda content: content[:-1],
            lambda content: content.replace(b"\n", b" "),
            lambda content: content * 2,
            lambda content: content[::-1],
        ],
        ids=["CR", "a key less", "damaged", "no last newline", "glued", "twice", "nothing left of it"],
    )
    def test_it_is_not_said_of_a_log_that_was_changed_or_damaged(
        self, start: Callable[..., Station], closed: Station, write: Callable[[bytes], bytes]
    ) -> None:
        closed.log.write_bytes(write(closed.log.read_bytes()))
        station = start()
        station.open()
        loaded(station)
        assert not station.drops

    def test_it_is_not_said_of_blank_lines(self, start: Callable[..., Station], closed: Station) -> None:
        with closed.log.open("ab") as file:
            file.write(b"\n" * 50)
        assert not self.said(start)
        cut(closed.log, 9)
        assert not self.said(start)

    def test_it_is_not_said_of_the_whole_folder_of_an_earlier_day(
        self, start: Callable[..., Station], data_dir: Path, closed: Station
    ) -> None:
        earlier = shutil.copytree(data_dir, data_dir.with_name("copia"))
        closed.open()
        begun_with(closed, 9)
        closed.close()
        shutil.rmtree(data_dir)
        earlier.rename(data_dir)
        assert not self.said(start)

    @pytest.mark.parametrize("content", [b"", b"x" * 500, None])
    def test_it_is_not_said_without_a_whole_sidecar(
        self, start: Callable[..., Station], closed: Station, content: bytes | None
    ) -> None:
        path = checkpoint.path_beside(closed.log)
        path.write_bytes(path.read_bytes()[:-1] if content is None else content)
        closed.log.unlink()
        assert not self.said(start)


@not_on_windows
def test_a_lock_that_was_removed_is_taken_again_without_a_word(station: Station) -> None:
    loaded(station)
    (station.data_dir / LOCK_NAME).unlink()
    save(station)
    assert_counted(station)


def test_what_failed_to_be_removed_is_read_again(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(station)
    save(station)
    draft = station.draft(READINGS[2])

    def fail(*_arguments: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_data", fail)
        patch.setattr(os, "ftruncate", fail)
        failure_of(station, draft)
    loading = station.begin_load()  # counts the line that was not acknowledged
    station.save(draft)
    loading.run()
    station.finish_load(loading)
    assert station.needs_load
    loaded(station)
    assert_counted(station)
    assert in_log(station)[1:] == [draft.record.id]


def test_a_torn_tail_that_is_sealed_after_the_log_was_read_is_read_again(
    start: Callable[..., Station], data_dir: Path
) -> None:
    station = start()
    data_dir.mkdir()
    station.log.write_bytes(b'{"fecha":')
    loaded(station)
    assert station.health.damaged_count == 1
    save(station)
    assert station.needs_load
    loaded(station)
    assert_counted(station)
    assert station.health.damaged_count == 1


def test_the_sidecar_is_written_every_hundred_records_and_in_the_end(start: Callable[..., Station]) -> None:
    station = start()
    station.open()
    loaded(station)
    path = checkpoint.path_beside(station.log)
    for number in range(state.CHECKPOINT_EVERY - 1):
        save(station, number)
    assert not path.exists()
    save(station)
    assert read_lines(station) == 100
    save(station)
    assert read_lines(station) == 100
    station.close()
    assert read_lines(station) == 101

    again = start()
    again.open()
    assert result_fresh(loaded(again)) == 0
    before = path.stat().st_mtime_ns
    again.close()
    assert path.stat().st_mtime_ns == before, "nothing new, nothing written"


def read_lines(station: Station) -> int:
    found = checkpoint.read(station.log, station.log.stat().st_size)
    return 0 if found is None else found.mark.lines


def test_a_long_log_without_a_sidecar_gets_one_as_soon_as_it_is_read(start: Callable[..., Station]) -> None:
    first = start()
    for number in range(120):
        save(first, number)
    first.close()
    assert not checkpoint.path_beside(first.log).exists()
    reader = start()
    loaded(reader)
    assert not checkpoint.path_beside(first.log).exists(), "whoever does not hold the lock writes nothing"
    writer = start()
    writer.open()
    loaded(writer)
    assert read_lines(writer) == 120


def test_a_sidecar_that_cannot_be_written_costs_only_time(station: Station) -> None:
    loaded(station)
    checkpoint.path_beside(station.log).mkdir()
    save(station)
    station.close()
    station.open()
    loaded(station)
    assert_counted(station)


def test_no_sidecar_is_made_of_a_log_with_a_torn_tail(start: Callable[..., Station]) -> None:
    first = start()
    for number in range(3):
        save(first, number)
    first.close()
    station = start()
    with station.log.open("ab") as file:
        file.write(b"torn")
    loaded(station)
    station.open()
    station.close()
    assert not checkpoint.path_beside(station.log).exists()


def test_a_sidecar_whose_places_are_wrong_is_found_out_and_not_begun_again_with(
    start: Callable[..., Station],
) -> None:
    first = start()
    first.open()
    loaded(first)
    for number in range(3):
        save(first, number)
    first.close()
    forged = first.begin_load()
    forged.run()
    assert forged.result is not None
    assert forged.result.tally.report(Period()).total == 3
    content, day = bytearray(forged.result.tally.state()), len("2025-11-14")
    last = slice(len(content) - day - 8, len(content) - day)  # the place of the day's last record
    content[last] = (int.from_bytes(content[last], sys.byteorder) - 5).to_bytes(8, sys.byteorder)
    tally = Tally()
    tally.restore(bytes(content), 3)
    checkpoint.write(first.log, replace(forged.result, tally=tally))

    station = start()
    station.open()
    loading = station.begin_load()
    told: list[bool] = []

    def show() -> None:
        station.finish_load(loading)
        told.append(station.report(Period()) is None)

    loading.run(show)
    assert told == [True]
    assert not station.needs_load, "the sidecar is still being checked"
    station.finish_load(loading)
    assert station.report(Period()) is None
    assert station.needs_load
    loaded(station)
    assert_counted(station)


def test_a_report_whose_records_are_not_there_any_more_is_due_again(start: Callable[..., Station]) -> None:
    first = start()
    for number in range(10):  # so many are read at once, and their records only when asked for
        save(first, number)
    first.close()
    station = start()
    loaded(station)
    station.log.write_bytes(b"x" * station.log.stat().st_size)
    assert station.report(Period()) is None
    assert station.needs_load


def test_a_log_that_cannot_be_read_is_said(start: Callable[..., Station], data_dir: Path) -> None:
    station = start()
    loading = station.begin_load()
    (data_dir / LOG_NAME).mkdir(parents=True)
    with pytest.raises(ReadError):
        loading.run()
    station.finish_load(loading)
    assert station.report(Period()) is None
    with pytest.raises(ReadError):
        station.begin_load()
    assert station.report(Period()) is None
    assert station.needs_load


class Day(Session):
    """A day with the program: its events, one method each."""

    def __init__(self, start: Callable[..., Station], monkeypatch: pytest.MonkeyPatch, data: st.DataObject) -> None:
        super().__init__(start)
        self.monkeypatch = monkeypatch
        self.data = data
        self.acknowledged: list[str | None] = []
        self.hurt_at_all = False

    def save(self) -> None:
        draft = self.station.draft(READINGS[0])
        self.station.save(draft)
        self.acknowledged.append(draft.record.id)

    def save_after_a_failure(self) -> None:
        def fail(_fd: int) -> None:
            raise OSError(5, "Input/output error")

        draft = self.station.draft(READINGS[1])
        with self.monkeypatch.context() as patch:
            patch.setattr(disk, "sync_data", fail)
            failure_of(self.station, draft)
        self.station.save(draft)
        self.acknowledged.append(draft.record.id)

    def finish(self) -> None:
        if self.loading is not None:
            self.loading.run()
            self.station.finish_load(self.loading)

    def hurt(self) -> None:
        self.station.close()
        log = self.station.log
        if log.exists() and log.stat().st_size:
            content = bytearray(log.read_bytes())
            content[self.data.draw(st.integers(0, 10_000)) % len(content)] ^= 1
            log.write_bytes(content + self.data.draw(st.binary(max_size=5)))
            self.hurt_at_all = True
        self.restart()

    def tear_the_sidecar(self) -> None:
        path = checkpoint.path_beside(self.station.log)
        if path.exists():
            path.write_bytes(path.read_bytes()[: self.data.draw(st.integers(0, 300))])


happenings = [Day.save, Day.restart, Day.kill, Day.load, Day.begin, Day.finish, Day.hurt, Day.tear_the_sidecar]
happenings += [Day.save_after_a_failure, Day.save, Day.save]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(steps=st.lists(st.sampled_from(happenings), max_size=14), data=st.data())
def test_whatever_happened_what_is_reported_is_what_is_in_the_log(
    start: Callable[..., Station],
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    steps: list[Callable[[Day], None]],
    data: st.DataObject,
) -> None:
    shutil.rmtree(data_dir, ignore_errors=True)
    monkeypatch.setattr(state, "CHECKPOINT_EVERY", 2)
    day = Day(start, monkeypatch, data)
    for step in steps:
        step(day)
    if day.station.report(Period()) is None:
        loaded(day.station)
    assert_counted(day.station)
    assert day.station.lost().records == 0
    assert not day.station.drops
    if not day.hurt_at_all:
        assert in_log(day.station) == day.acknowledged
    day.station.close()
