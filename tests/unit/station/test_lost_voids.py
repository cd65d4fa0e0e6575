"""Voids that are lost while a station uses them, or were before: told, and never written over."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from core.errors import SaveError, SaveFailure
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Reason
from tests import stations
from tests.retractions import assert_right, events, path_of, save, target
from tests.stations import loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.station.station import Station

pytestmark = pytest.mark.usefixtures("few")


not_on_windows = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")


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
