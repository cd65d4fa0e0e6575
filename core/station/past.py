"""Whether there is less than when the program ended last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from core.journal.reader import Mark

if TYPE_CHECKING:
    from core.station.snapshot import Snapshot


class Fewer(msgspec.Struct, frozen=True, gc=False):
    """A drop in the number of records since the last session, from `before`; of voided ones if `are_voided`.

    `voided` is the former number of voided records if both have dropped, else 0.
    """

    before: int
    are_voided: bool = False
    voided: int = 0


class Past(msgspec.Struct, frozen=True, gc=False):
    """Numbers of records and voided records, and the positions in both journals up to which they were counted."""

    records: int
    mark: Mark
    voided: int
    voids_mark: Mark

    @classmethod
    def of(cls, snapshot: Snapshot) -> Past:
        """Return the numbers of a snapshot."""
        return cls(snapshot.health.records, snapshot.mark, len(snapshot.voids.places), snapshot.voids.mark)

    def compare(self, now: Past) -> Fewer | None:
        """Return the drop from `self` to `now`, None if there is none; damaged or rewritten lines are no drop."""
        are_voided_fewer = now.voided < self.voided and _is_shorter(now.voids_mark, self.voids_mark)
        if now.records < self.records and _is_shorter(now.mark, self.mark):
            return Fewer(self.records, voided=self.voided if are_voided_fewer else 0)
        return Fewer(self.voided, are_voided=True) if are_voided_fewer else None


class Session:
    """Counts of this session's own changes, and `fewer`, a drop since the last session.

    `fewer` is set by the first reading, and None again once the entries are back.
    """

    def __init__(self) -> None:
        self.fewer: Fewer | None = None
        self._is_first = True
        self._records = 0
        self._voided = 0

    def saved(self) -> None:
        """Count a record saved in this session."""
        self._records += 1

    def voided(self, *, is_taken_back: bool) -> None:
        """Count a voiding, or a reinstatement, of this session."""
        self._voided += -1 if is_taken_back else 1

    def compare(self, past: Past | None, snapshot: Snapshot) -> None:
        """Compare a reading with the last session; this session's own changes do not count as entries back."""
        now = Past.of(snapshot)
        if self._is_first:
            self._is_first = False
            self.fewer = None if past is None else past.compare(now)
        elif self.fewer is not None:
            there = now.voided - self._voided if self.fewer.are_voided else now.records - self._records
            if there >= self.fewer.before:
                self.fewer = None


def _is_shorter(now: Mark, before: Mark) -> bool:
    return now.offset < before.offset and now.lines < before.lines
