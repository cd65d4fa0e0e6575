"""Finding records: those of a period with a category or an alarm sign, in the order of a column.

The work is cut into small pieces, between which other threads get their turn.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from core.records.columns import Column, matching
from core.records.index import Days
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.records.index import RecordIndex
    from core.records.period import Period
    from core.vocabulary import Category

_PIECE: Final = 16 * 1024
"""Records looked at between two turns of other threads: about a millisecond."""


class Order(NamedTuple):
    """The column that records are sorted by, and whether the highest, or the newest, comes first."""

    column: Column = Column.TIME
    descending: bool = True


NEWEST_FIRST: Final = Order()


class Rows(Protocol):
    """Records in the order of a list."""

    days: Days

    def __len__(self) -> int: ...

    def position(self, row: int) -> int:
        """Return the position in the index of the record in `row`."""

    def row(self, position: int) -> int | None:
        """Return the row of the record at `position`; None if the list lacks it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of a search: `only` and `hidden` are offsets of lines; None of a condition leaves it open."""

    period: Period
    category: Category | None = None
    alarm: bool | None = None
    order: Order = NEWEST_FIRST
    only: Sequence[int] | None = None
    hidden: Sequence[int] = ()


class Found:
    """The records found. `days` are their days if they are in the order of entry, else none."""

    def __init__(self, positions: array[int], order: Order, days: Days) -> None:
        self.days = days
        self._positions = positions
        self._by_entry = order.column is Column.TIME
        self._backwards = self._by_entry and order.descending

    def __len__(self) -> int:
        return len(self._positions)

    def position(self, row: int) -> int:
        """Return the position in the index of the record in `row`."""
        return self._positions[len(self) - 1 - row if self._backwards else row]

    def row(self, position: int) -> int | None:
        """Return the row of the record at `position`; None if it was not found."""
        if not self._by_entry:
            try:
                return self._positions.index(position)
            except ValueError:
                return None
        place = bisect_left(self._positions, position)
        if place == len(self) or self._positions[place] != position:
            return None
        return len(self) - 1 - place if self._backwards else place


class Finding(Work):
    """A search in an index, in the thread that calls `run`; the index may grow meanwhile."""

    def __init__(self, index: RecordIndex, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted
        self._columns = index.columns
        self._runs = list(index.runs(wanted.period))
        self._only = None if wanted.only is None else index.positions(wanted.only)
        self._hidden = index.positions(wanted.hidden)
        self._table = matching(wanted.category, alarm=wanted.alarm)
        self.total = sum(stop - start for _, start, stop in self._runs)
        if wanted.order.column is not Column.TIME:
            self.total *= 2

    def run(self) -> Found:
        """Return the rows found. Raises StoppedError."""
        order = self.wanted.order
        found, days, counts = array("I"), array("i"), array("q")
        for day, first, last in self._runs:
            before = len(found)
            for start in range(first, last, _PIECE):
                stop = min(last, start + _PIECE)
                found.extend(compress(range(start, stop), self._mask(start, stop)))
                self._advance(stop - start)
            if len(found) > before:
                days.append(day)
                counts.append(len(found) - before)
        if order.column is not Column.TIME:
            return Found(self._sorted(found), order, Days())
        steps = slice(None, None, -1 if order.descending else 1)
        return Found(found, order, Days(zip(days[steps], counts[steps], strict=True)))

    def _mask(self, start: int, stop: int) -> bytearray:
        mask = self._columns.mask(self._table, start, stop)
        if self._only is not None:
            those = bytearray(stop - start)
            for position in _within(self._only, start, stop):
                those[position - start] = mask[position - start]
            mask = those
        for position in _within(self._hidden, start, stop):
            mask[position - start] = 0
        return mask

    def _sorted(self, found: array[int]) -> array[int]:
        """Return the positions in the order of a column; of equal ones the newest comes first.

        The values are few, so that each has a list of its own.
        """
        key = self._columns.key(self.wanted.order.column)
        lists: defaultdict[float, array[int]] = defaultdict(lambda: array("I"))
        for start in range(0, len(found), _PIECE):
            piece = found[start : start + _PIECE]
            for position in piece:
                lists[key(position)].append(position)
            self._advance(len(piece))
        result = array("I")
        for value in sorted(lists, reverse=self.wanted.order.descending):
            result.extend(lists[value][::-1])
        return result


def _within(positions: list[int], start: int, stop: int) -> Iterable[int]:
    return positions[bisect_left(positions, start) : bisect_left(positions, stop)]
