"""The health of a log as read: the number of lines that are records, and the damaged ones."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec.structs import replace

from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.journal.entry import Sealed
    from core.journal.reader import LineOf


@dataclass(slots=True)
class Health:
    """Counts of the lines of a journal, by kind.

    `damaged_count` is the number of damaged lines and of `holes` (NULs before a record), of which `damaged` has the
    first `listed`.

    `copies` has the offsets, ascending, of lines that repeat an earlier id and do not count as records. `conflicts`
    is the number of those with other values; `copied` has the first `listed`.
    """

    verified: int = 0
    unverified: int = 0
    blank: int = 0
    damaged: list[LineOf[Sealed]] = field(default_factory=list)
    damaged_count: int = 0
    holes: int = 0
    copies: array[int] = field(default_factory=lambda: array("q"))
    conflicts: int = 0
    copied: list[LineOf[Sealed]] = field(default_factory=list)
    listed: int = 0

    @property
    def records(self) -> int:
        """Number of records that count."""
        return self.verified + self.unverified

    @property
    def lines(self) -> int:
        """Number of lines of all kinds."""
        return self.records + self.blank + self.damaged_count - self.holes + len(self.copies)

    @property
    def damage_mark(self) -> str:
        """Text that changes when other lines are damaged; "" without damage."""
        return _mark(self.damaged_count, (line.offset for line in self.damaged))

    @property
    def copies_mark(self) -> str:
        """Text that changes when other lines are copies or conflicts; "" without them."""
        return _mark(len(self.copies), (*self.copies[: self.listed], self.conflicts))

    def is_copy(self, offset: int) -> bool:
        """Return whether the line that begins at `offset` repeats an earlier id."""
        place = bisect_left(self.copies, offset)
        return place < len(self.copies) and self.copies[place] == offset

    def add(self, line: LineOf[Sealed]) -> None:
        """Count one line."""
        if line.kind is LineKind.VALID:
            self.verified += 1
        elif line.kind is LineKind.UNVERIFIED:
            self.unverified += 1
        elif line.kind is LineKind.BLANK:
            self.blank += 1
        elif line.kind.is_repeated:
            self.copies.append(line.offset)
            self.conflicts += line.kind is LineKind.CONFLICT
            if len(self.copied) < self.listed:
                self.copied.append(replace(line, hole=0))
        if (damage := line.damage()) is not None:
            self.damaged_count += 1
            self.holes += damage.kind is LineKind.HOLE
            if len(self.damaged) < self.listed:
                self.damaged.append(damage)


def _mark(count: int, numbers: Iterable[int]) -> str:
    return f"{count}+{crc32(repr(list(numbers)).encode()):08x}" if count else ""
