"""What there was when the program ended last, and whether there is less of it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from core.journal.reader import Mark

if TYPE_CHECKING:
    from core.journal.health import Health
    from core.notes.voids import Voids


class Fewer(msgspec.Struct, frozen=True, gc=False):
    """That there were so many records, or so many that were voided, and that there are fewer now.

    `voided` is how many were voided where fewer than that are now, and it is the records that are spoken of.
    """

    before: int
    are_voided: bool = False
    voided: int = 0


class Past(msgspec.Struct, frozen=True, gc=False):
    """How many records and voided records were counted, and the places in log and voids up to which that was."""

    records: int
    mark: Mark
    voided: int
    voids_mark: Mark

    @classmethod
    def of(cls, health: Health, mark: Mark, voids: Voids) -> Past:
        """Return it of what was read."""
        return cls(health.records, mark, len(voids.places), voids.mark)

    def compare(self, now: Past) -> Fewer | None:
        """Say what there is less of now. A line that was damaged is not gone, nor is one that was written anew."""
        are_voided_fewer = now.voided < self.voided and _is_shorter(now.voids_mark, self.voids_mark)
        if now.records < self.records and _is_shorter(now.mark, self.mark):
            return Fewer(self.records, voided=self.voided if are_voided_fewer else 0)
        return Fewer(self.voided, are_voided=True) if are_voided_fewer else None


def _is_shorter(now: Mark, before: Mark) -> bool:
    return now.offset < before.offset and now.lines < before.lines
