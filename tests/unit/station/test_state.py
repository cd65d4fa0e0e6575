"""The phases of a station: the transition and the effects of each event. No test here touches a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load as load_model
from core.journal.health import Health
from core.journal.reader import START
from core.notes.notes import Notes
from core.records.find import Target
from core.records.record import encode, new_record
from core.report.report import Tally
from core.station import state
from core.station.load import Load
from core.station.recount import Change
from core.station.snapshot import Snapshot
from core.station.state import Draft, First, Merging, Reading, Ready, Unread, step
from tests.stations import READINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.station.state import Phase
    from tests.conftest import Clock


def a_snapshot() -> Snapshot:
    return Snapshot(Tally(), Health(), Notes([]), START, 0)


FOUND, OTHER = a_snapshot(), a_snapshot()
NOTES = Notes([])


@pytest.fixture
def load(tmp_path: Path) -> Load:
    return Load(tmp_path / "predicciones.log", 0)


@pytest.fixture
def draft(clock: Clock) -> Draft:
    prediction = load_model().predict(READINGS[0])
    record = new_record(prediction, clock(), "8f3a01c2")
    return Draft(prediction, record, encode(record))


@pytest.fixture
def change(draft: Draft) -> Change:
    return Change(Target("key", draft.record, 0), "seguimientos.log", None, b"line\n")


PHASES: dict[str, Callable[[Load], Phase]] = {
    "unread": lambda _: Unread(),
    "unread, with notes": lambda _: Unread(NOTES),
    "reading": Reading,
    "reading, with notes": lambda load: Reading(load, NOTES),
    "reading, with a first result": lambda load: Reading(load, First(FOUND, FOUND)),
    "ready": lambda _: Ready(FOUND),
    "merging": lambda _: Merging(),
}
every_phase = pytest.mark.parametrize("name", PHASES)


@every_phase
def test_a_saved_record_is_counted_and_waits_for_a_load_that_runs(name: str, load: Load, draft: Draft) -> None:
    before = PHASES[name](load)
    after, effects = step(before, state.Saved(draft))
    assert effects == (state.Count(draft), state.WriteSidecar(state.CHECKPOINT_EVERY))
    if isinstance(before, Reading):
        assert after == Reading(load, before.known, (draft,))
    else:
        assert after is before


def test_a_saved_note_asks_for_a_sidecar_at_once(change: Change) -> None:
    assert step(Ready(FOUND), state.Saved(change))[1] == (state.Count(change), state.WriteSidecar(1))


def test_what_is_counted_takes_the_place_of_the_snapshot(load: Load, draft: Draft) -> None:
    assert step(Ready(FOUND), state.Counted(OTHER)) == (Ready(OTHER), ())
    reading = Reading(load, First(FOUND, FOUND), (draft,))
    assert step(reading, state.Counted(OTHER)) == (Reading(load, First(FOUND, OTHER), (draft,)), ())
    for phase in (Ready(FOUND), reading):
        assert step(phase, state.Counted(None)) == (Unread(FOUND.notes), ())


@every_phase
def test_a_load_that_is_due_keeps_the_notes_only_where_these_alone_are_known(name: str, load: Load) -> None:
    before = PHASES[name](load)
    keeps = name in ("unread, with notes", "reading, with notes")
    forgotten = before if isinstance(before, Merging) else Unread()
    assert step(before, state.LoadDue(is_changed=False)) == (
        (before, ()) if keeps else (forgotten, (state.Forget(),))
    )
    assert step(before, state.LoadDue(is_changed=True)) == (forgotten, (state.Forget(),))


@every_phase
def test_a_load_begins_with_the_notes_that_are_known(name: str, load: Load) -> None:
    before = PHASES[name](load)
    assert step(before, state.LoadBegun(load)) == (Reading(load, state.notes_of(before)), ())


@pytest.mark.parametrize("known", [None, NOTES, First(OTHER, OTHER)])
def test_a_result_is_taken_over_and_what_waited_is_counted(
    load: Load, draft: Draft, change: Change, known: Notes | First | None
) -> None:
    after, effects = step(Reading(load, known, (draft, change)), state.Found(load, FOUND))
    assert after == Reading(load, First(FOUND, FOUND), (draft, change))
    assert effects == (state.TakeOver(load, FOUND), state.Count(draft), state.Count(change))


def test_the_same_result_is_taken_over_once(load: Load) -> None:
    reading = Reading(load, First(FOUND, OTHER))
    assert step(reading, state.Found(load, FOUND)) == (reading, ())


def test_a_load_that_ends_leaves_all_counted(load: Load) -> None:
    after, effects = step(Reading(load, First(FOUND, OTHER)), state.LoadEnded(load))
    assert after == Ready(OTHER)
    assert effects == (state.RemoveSidecar(only_after_drop=True), state.WriteSidecar(state.CHECKPOINT_EVERY))


@pytest.mark.parametrize("notes", [None, NOTES])
def test_a_load_that_ends_without_a_result_is_due_again(load: Load, notes: Notes | None) -> None:
    assert step(Reading(load, notes), state.LoadEnded(load)) == (Unread(notes), ())


@every_phase
def test_a_load_that_fails_is_due_again(name: str, load: Load) -> None:
    before = PHASES[name](load)
    expected = (Unread(), (state.Forget(),)) if isinstance(before, Reading) else (before, ())
    assert step(before, state.LoadFailed(load)) == expected


@every_phase
def test_an_outdated_load_changes_nothing(name: str, load: Load, tmp_path: Path) -> None:
    before, outdated = PHASES[name](load), Load(tmp_path / "predicciones.log", 0)
    for event in (state.Found(outdated, OTHER), state.LoadEnded(outdated), state.LoadFailed(outdated)):
        assert step(before, event) == (before, ())


@every_phase
def test_a_change_drops_all_but_a_restore(name: str, load: Load) -> None:
    before = PHASES[name](load)
    after = before if isinstance(before, Merging) else Unread()
    assert step(before, state.Changed()) == (after, (state.Forget(),))


@every_phase
def test_a_record_that_cannot_be_read_counts_against_what_was_checked(name: str, load: Load) -> None:
    before = PHASES[name](load)
    if isinstance(before, Ready):
        assert step(before, state.Unreadable(is_changed=False)) == (Unread(), (state.Forget(),))
        expected = (Unread(), (state.Forget(), state.RemoveSidecar()))
        assert step(before, state.Unreadable(is_changed=True)) == expected
    else:
        assert step(before, state.Unreadable(is_changed=True)) == (before, ())


@every_phase
def test_a_restore_counts_nothing_until_it_ends(name: str, load: Load) -> None:
    restoring, effects = step(PHASES[name](load), state.MergeBegun())
    assert (restoring, effects) == (Merging(), (state.Forget(),))
    assert step(restoring, state.MergeEnded()) == (Unread(), (state.Forget(),))


@every_phase
def test_what_a_phase_knows(name: str, load: Load) -> None:
    phase = PHASES[name](load)
    has_snapshot = name in ("reading, with a first result", "ready")
    assert state.snapshot_of(phase) is (FOUND if has_snapshot else None)
    expected = FOUND.notes if has_snapshot else NOTES if name.endswith("with notes") else None
    assert state.notes_of(phase) is expected
