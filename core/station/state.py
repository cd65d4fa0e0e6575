"""The phases of a station's knowledge of its files, and the transitions between them by events. Does no IO.

`step` returns the next phase, and the effects that the station then carries out in order; `Count` tells its outcome
in an event of its own.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec.structs import replace

from core.clinical.model import Prediction
from core.notes.notes import Notes
from core.records.find import Target
from core.records.record import Record
from core.station.load import Load
from core.station.recount import Change
from core.station.snapshot import Snapshot


class Draft(msgspec.Struct, frozen=True):
    """A prediction with its record and line; `Station.save` is idempotent for it.

    `corrects` is the record that it replaces, None if there is none.
    """

    prediction: Prediction
    record: Record
    line: bytes
    corrects: Target | None = None


# Phases


class Unread(msgspec.Struct, frozen=True):
    """Nothing is counted; a load is due. `notes` are known if only the log has to be counted again."""

    notes: Notes | None = None


class First(msgspec.Struct, frozen=True):
    """The result of a load that still checks the log: as found, and with the entries saved since its start."""

    found: Snapshot
    snapshot: Snapshot


class Reading(msgspec.Struct, frozen=True):
    """A load is running. `known` are notes from before, or its first result; `pending` are entries saved since."""

    load: Load
    known: Notes | First | None = None
    pending: tuple[Draft | Change, ...] = ()


class Ready(msgspec.Struct, frozen=True):
    """All is counted."""

    snapshot: Snapshot


class Merging(msgspec.Struct, frozen=True):
    """Entries of other files are being appended; nothing is counted until that ends."""


Phase = Unread | Reading | Ready | Merging

# Events


class Saved(msgspec.Struct, frozen=True):
    """An entry was appended to its journal, and nobody else has written to any."""

    entry: Draft | Change


class Counted(msgspec.Struct, frozen=True):
    """An entry is in the snapshot; None if the log has to be counted again."""

    snapshot: Snapshot | None


class LoadDue(msgspec.Struct, frozen=True):
    """A load is to begin; `is_changed` if journals have changed since they were read."""

    is_changed: bool


class LoadBegun(msgspec.Struct, frozen=True):
    """A load has begun."""

    load: Load


class Found(msgspec.Struct, frozen=True):
    """A load has a result, the first or another one."""

    load: Load
    result: Snapshot


class LoadEnded(msgspec.Struct, frozen=True):
    """A load has ended, with or without a result."""

    load: Load


class LoadFailed(msgspec.Struct, frozen=True):
    """A load has raised an error."""

    load: Load


class Changed(msgspec.Struct, frozen=True):
    """A file has changed since it was read or written."""


class Unreadable(msgspec.Struct, frozen=True):
    """A record of the report cannot be read; `is_changed` if something else stands in its place."""

    is_changed: bool


class MergeBegun(msgspec.Struct, frozen=True):
    """Entries of other files are going to be appended: of a backup, or an import."""


class MergeEnded(msgspec.Struct, frozen=True):
    """That has ended, successful or not."""


Event = (
    Saved
    | Counted
    | LoadDue
    | LoadBegun
    | Found
    | LoadEnded
    | LoadFailed
    | Changed
    | Unreadable
    | MergeBegun
    | MergeEnded
)

# Effects


class Count(msgspec.Struct, frozen=True):
    """Add an entry to the snapshot and the notes, as far as these are known."""

    entry: Draft | Change


class TakeOver(msgspec.Struct, frozen=True):
    """Tell the ledgers, and the comparison with the last session, of a load's result."""

    load: Load
    result: Snapshot


class Forget(msgspec.Struct, frozen=True):
    """Drop all other cached results of reading."""


class RemoveSidecar(msgspec.Struct, frozen=True):
    """Remove the sidecar, as it may refer to a missing record; or only if a drop since the last session is shown."""

    only_after_drop: bool = False


class WriteSidecar(msgspec.Struct, frozen=True):
    """Write the sidecar if it lacks so many lines."""

    least: int


Effect = Count | TakeOver | Forget | RemoveSidecar | WriteSidecar

CHECKPOINT_EVERY: Final = 100
"""Number of records missing in the sidecar at which it is written again; notes are written at once."""


def step(phase: Phase, event: Event) -> tuple[Phase, tuple[Effect, ...]]:  # noqa: PLR0911 - one return an event
    """Return the phase after an event, and the effects to carry out."""
    match event:
        case Saved(entry):
            after = replace(phase, pending=(*phase.pending, entry)) if isinstance(phase, Reading) else phase
            return after, (Count(entry), WriteSidecar(CHECKPOINT_EVERY if isinstance(entry, Draft) else 1))
        case Counted(snapshot):
            return _counted(phase, snapshot), ()
        case Unreadable(is_changed):
            if not isinstance(phase, Ready):
                return phase, ()  # the load is still checking the sidecar
            return Unread(), (Forget(), RemoveSidecar()) if is_changed else (Forget(),)
        case Changed():
            return phase if isinstance(phase, Merging) else Unread(), (Forget(),)
        case MergeBegun():
            return Merging(), (Forget(),)
        case MergeEnded():
            return Unread(), (Forget(),)
        case _:
            return _step_of_load(phase, event)


def _step_of_load(  # noqa: PLR0911 - one return an event
    phase: Phase, event: LoadDue | LoadBegun | Found | LoadEnded | LoadFailed
) -> tuple[Phase, tuple[Effect, ...]]:
    match event:
        case LoadDue(is_changed):
            if is_changed or notes_of(phase) is None or snapshot_of(phase) is not None:
                return step(phase, Changed())
            return phase, ()
        case LoadBegun(load):
            return Reading(load, notes_of(phase)), ()
        case _ if not isinstance(phase, Reading) or phase.load is not event.load:
            return phase, ()  # outdated
        case Found(load, result):
            if isinstance(phase.known, First) and phase.known.found is result:
                return phase, ()
            return replace(phase, known=First(result, result)), (TakeOver(load, result), *map(Count, phase.pending))
        case LoadEnded():
            snapshot = snapshot_of(phase)
            if snapshot is None:
                return Unread(notes_of(phase)), ()
            return Ready(snapshot), (RemoveSidecar(only_after_drop=True), WriteSidecar(CHECKPOINT_EVERY))
        case _:  # LoadFailed
            return step(phase, Changed())


def _counted(phase: Phase, snapshot: Snapshot | None) -> Phase:
    if snapshot is None:
        return Unread(notes_of(phase))
    if isinstance(phase, Reading) and isinstance(phase.known, First):
        return replace(phase, known=replace(phase.known, snapshot=snapshot))
    return Ready(snapshot)


def snapshot_of(phase: Phase) -> Snapshot | None:
    """Return the phase's snapshot; None if nothing is counted."""
    match phase:
        case Ready(snapshot) | Reading(known=First(snapshot=snapshot)):
            return snapshot
        case _:
            return None


def notes_of(phase: Phase) -> Notes | None:
    """Return the phase's notes; None if they are not known."""
    snapshot = snapshot_of(phase)
    if snapshot is not None:
        return snapshot.notes
    match phase:
        case Unread(notes) | Reading(known=notes):
            return None if isinstance(notes, First) else notes
        case _:
            return None
