"""Whether there is less than when the program ended last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from core.journal.reader import Mark

if TYPE_CHECKING:
    from core.station.snapshot import Snapshot


class Fewer(msgspec.Struct, frozen=True, gc=False):
    """A drop in the number of records, or of voided ones, since the last session: `before` is how many there were.

    `voided` is how many were voided, where these are fewer too and the records are spoken of.
    """

    before: int
    are_voided: bool = False
    voided: int = 0


class Past(msgspec.Struct, frozen=True, gc=False):
    """Numbers of records and of voided records, and the places in log and voids up to which they were counted."""

    records: int
    mark: Mark
    voided: int
    voids_mark: Mark

    @classmethod
    def of(cls, snapshot: Snapshot) -> Past:
        """Return the numbers of a snapshot."""
        return cls(snapshot.health.records, snapshot.mark, len(snapshot.voids.places), snapshot.voids.mark)

    def compare(self, now: Past) -> Fewer | None:
        """Return what is fewer now. A line that was damaged, or written anew, is not gone."""
        are_voided_fewer = now.voided < self.voided and _is_shorter(now.voids_mark, self.voids_mark)
        if now.records < self.records and _is_shorter(now.mark, self.mark):
            return Fewer(self.records, voided=self.voided if are_voided_fewer else 0)
        return Fewer(self.voided, are_voided=True) if are_voided_fewer else None


class Session:
    """What this program has added since its start; `fewer` is what the last session had and is not there.

    It is known from the first reading on, and None again when it came back.
    """

    def __init__(self) -> None:
        self.fewer: Fewer | None = None
        self._is_first = True
        self._records = 0
        self._voided = 0

    def saved(self) -> None:
        """Count a record of this program."""
        self._records += 1

    def voided(self, *, is_taken_back: bool) -> None:
        """Count a record that this program has voided, or reinstated."""
        self._voided += -1 if is_taken_back else 1

    def compare(self, past: Past | None, snapshot: Snapshot) -> None:
        """Compare a reading with the last session; own records and voids are nothing that came back."""
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
