"""What a station knows of its files, as phases, and how it goes from one to the next. Does no IO.

`Unread` and `Reading` may know the voids although nothing is counted: after a voided record whose report has to be
counted again, log and voids are as they were read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.clinical.model import Prediction
    from core.notes.voids import Voids
    from core.records.record import Record
    from core.station.load import Load
    from core.station.recount import Change
    from core.station.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Draft:
    """A prediction with the record that it will be. Saved once, however often `Station.save` is called with it."""

    prediction: Prediction
    record: Record
    line: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing is counted; a load is due."""

    voids: Voids | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A load is under way. `pending` was saved since it began; `snapshot` is its first result with that."""

    load: Load
    voids: Voids | None = None
    found: Snapshot | None = None
    snapshot: Snapshot | None = None
    pending: tuple[Draft | Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """All is counted."""

    snapshot: Snapshot

    @property
    def voids(self) -> Voids:
        """Which records are voided."""
        return self.snapshot.voids


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup is being restored; nothing is counted until it ends."""

    voids: None = None


Phase = Unread | Reading | Ready | Restoring


def began(phase: Phase, load: Load) -> Reading:
    """Return the phase when a load has begun."""
    return Reading(load, phase.voids)


def found(phase: Reading, found: Snapshot) -> Reading:
    """Return the phase when the load has a result; what is pending is not in it yet."""
    return replace(phase, voids=found.voids, found=found, snapshot=found)


def saved(phase: Phase, entry: Draft | Change) -> Phase:
    """Return the phase when an entry was saved while a load may be under way."""
    return replace(phase, pending=(*phase.pending, entry)) if isinstance(phase, Reading) else phase


def counted(phase: Phase, snapshot: Snapshot | None) -> Phase:
    """Return the phase with another snapshot; with none, all has to be counted again, but the voids are known."""
    if snapshot is None:
        return Unread(phase.voids)
    return replace(phase, snapshot=snapshot) if isinstance(phase, Reading) else Ready(snapshot)


def snapshot_of(phase: Phase) -> Snapshot | None:
    """Return what is counted; None if nothing is."""
    return phase.snapshot if isinstance(phase, Reading | Ready) else None


def ended(phase: Reading) -> Phase:
    """Return the phase when the load has ended with a result."""
    return Unread(phase.voids) if phase.snapshot is None else Ready(phase.snapshot)
