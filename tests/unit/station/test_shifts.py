"""Any sequence of events of a shift leaves the report of the records that are not retracted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import NoteRefusedError
from core.journal import reader
from core.notes import voids
from core.notes.notes import Notes
from core.records import find, lines
from core.records.period import Period
from core.station import recount, state
from core.vocabulary import Reason
from tests.retractions import SPACED, assert_right, assert_voids_right, save, write_log
from tests.samples import BARE
from tests.stations import Session, loaded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.notes.decisions import Statement
    from core.notes.voids import Event
    from core.station.station import Station
    from tests.conftest import Clock

pytestmark = pytest.mark.usefixtures("few")


class Shift(Session):
    """What can happen in a shift, one method each."""

    def __init__(self, start: Callable[..., Station], clock: Clock, data: st.DataObject) -> None:
        super().__init__(start)
        self.clock, self.data = clock, data
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

    def tear_the_voids(self) -> None:
        self.station.close()
        path = self.station.data_dir / "anulaciones.log"
        if path.exists():
            size = path.stat().st_size
            path.write_bytes(path.read_bytes()[: self.data.draw(st.integers(max(0, size - 300), size))])
        self.restart()

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
    monkeypatch.setattr(recount, "READ_AT_FIRST", data.draw(st.sampled_from([50, 4 * 1024])))
    shift = Shift(start, clock, data)
    for step in steps:
        step(shift)
    if shift.station.report(Period()) is None:
        loaded(shift.station)
    assert_right(shift.station)
    shift.station.close()
