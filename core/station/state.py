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
    """A prediction with its record and line; `Station.save` is idempotent for it."""

    prediction: Prediction
    record: Record
    line: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """Nothing is counted; a load is due."""

    voids: Voids | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A load is running. `pending` has the entries saved since its start, `found` its first result.

    `snapshot` is `found` with the pending entries.
    """

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
        """The voided records."""
        return self.snapshot.voids


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup is being restored; nothing is counted until it ends."""

    voids: None = None


Phase = Unread | Reading | Ready | Restoring


def began(phase: Phase, load: Load) -> Reading:
    """Return the phase after a load has begun."""
    return Reading(load, phase.voids)


def found(phase: Reading, found: Snapshot) -> Reading:
    """Return the phase after the load has a result, still without the pending entries."""
    return replace(phase, voids=found.voids, found=found, snapshot=found)


def saved(phase: Phase, entry: Draft | Change) -> Phase:
    """Return the phase after an entry was saved; a running load gets it as pending."""
    return replace(phase, pending=(*phase.pending, entry)) if isinstance(phase, Reading) else phase


def counted(phase: Phase, snapshot: Snapshot | None) -> Phase:
    """Return the phase with a new snapshot; for None, Unread with the known voids."""
    if snapshot is None:
        return Unread(phase.voids)
    return replace(phase, snapshot=snapshot) if isinstance(phase, Reading) else Ready(snapshot)


def snapshot_of(phase: Phase) -> Snapshot | None:
    """Return the phase's snapshot; None if it has none."""
    return phase.snapshot if isinstance(phase, Reading | Ready) else None


def ended(phase: Reading) -> Phase:
    """Return the phase after the load has ended with a result."""
    return Unread(phase.voids) if phase.snapshot is None else Ready(phase.snapshot)
