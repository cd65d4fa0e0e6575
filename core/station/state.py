"""What a station knows of its files, as phases, and how it goes from one to the next. Does no IO.

`Unread` and `Reading` may know the notes although nothing is counted: after a retracted record whose report has
to be counted again, log and notes are as they were read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.clinical.model import Prediction
    from core.notes.notes import Notes
    from core.records.find import Target
    from core.records.record import Record
    from core.station.load import Load
    from core.station.recount import Change
    from core.station.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Draft:
    """A prediction with its record and line; `Station.save` is idempotent for it.

    `corrects` is the record that it replaces, None if there is none.
    """

    prediction: Prediction
    record: Record
    line: bytes
    corrects: Target | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing is counted; a load is due."""

    notes: Notes | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A load is running. `pending` has the entries saved since its start, `found` its first result.

    `snapshot` is `found` with the pending entries.
    """

    load: Load
    notes: Notes | None = None
    found: Snapshot | None = None
    snapshot: Snapshot | None = None
    pending: tuple[Draft | Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """All is counted."""

    snapshot: Snapshot

    @property
    def notes(self) -> Notes:
        """The notes."""
        return self.snapshot.notes


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup is being restored; nothing is counted until it ends."""

    notes: None = None


Phase = Unread | Reading | Ready | Restoring


def began(phase: Phase, load: Load) -> Reading:
    """Return the phase after a load has begun."""
    return Reading(load, phase.notes)


def found(phase: Reading, found: Snapshot) -> Reading:
    """Return the phase after the load has a result, still without the pending entries."""
    return replace(phase, notes=found.notes, found=found, snapshot=found)


def saved(phase: Phase, entry: Draft | Change) -> Phase:
    """Return the phase after an entry was saved; a running load gets it as pending."""
    return replace(phase, pending=(*phase.pending, entry)) if isinstance(phase, Reading) else phase


def counted(phase: Phase, snapshot: Snapshot | None) -> Phase:
    """Return the phase with a new snapshot; for None, Unread with the known notes."""
    if snapshot is None:
        return Unread(phase.notes)
    return replace(phase, snapshot=snapshot) if isinstance(phase, Reading) else Ready(snapshot)


def snapshot_of(phase: Phase) -> Snapshot | None:
    """Return the phase's snapshot; None if it has none."""
    return phase.snapshot if isinstance(phase, Reading | Ready) else None


def ended(phase: Reading) -> Phase:
    """Return the phase after the load has ended with a result."""
    return Unread(phase.notes) if phase.snapshot is None else Ready(phase.snapshot)
