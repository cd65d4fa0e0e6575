"""The report: counts by category, the last five, the last time; it grows by a record or is built from the journal.

Kept by day, so that every period is answered at once, without reading the journal again. "First" and "last" always
mean the order of entry, never the clock: a wrong clock does not reorder the log.
"""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.records.period import Period
    from core.records.record import Record

LAST: Final = 5
"""How many of the last predictions a report shows."""

_COLUMN: Final = {category.value: column for column, category in enumerate(Category)}
_ROW: Final = 2 * len(_COLUMN) + LAST
_EMPTY_ROW: Final = array("q", [0] * (_ROW - LAST) + [-1] * LAST)
_DAY_LENGTH: Final = len("2026-11-23")
_PACKED_ROW: Final = _ROW * _EMPTY_ROW.itemsize + _DAY_LENGTH
_MOST_LATE: Final = 100
"""How many records wait to be counted by day until somebody asks for the days."""


class Report(NamedTuple):
    """What happened in a period.

    `counts` has the categories that occur, in order of first occurrence; `last` the last five records, oldest first;
    `days` the counts of each day that has any, by date.
    """

    counts: Mapping[str, int]
    last: tuple[Record, ...]
    days: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        """Number of predictions."""
        return sum(self.counts.values())

    @property
    def last_time(self) -> str | None:
        """Local time of the last prediction entered, `2025-11-14 22:31:10`; None if there is none."""
        return self.last[-1].fecha if self.last else None


class Tally:
    """All records, added up by day: a table of fifteen numbers a day, small enough to be kept beside the log.

    Each record has an order, which grows from one added to the next: its number, or the offset of its line. Of the
    last five of each day the table holds the orders; `fetch` gets the record of an order whose record is not at hand.
    It raises ReadError, and so does `report`.
    """

    def __init__(self, fetch: Callable[[int], Record] | None = None) -> None:
        self.total = 0
        self._fetch = fetch
        self._rows: dict[str, int] = {}
        # A row: for each category how many there are and the order of the first, then the orders of the last five.
        self._table = array("q")
        self._at_hand: dict[int, Record] = {}
        # What `restore` was given and nothing has asked for yet, and the few records that were added since.
        self._packed: bytes | memoryview | None = None
        self._late: list[tuple[Record, int]] = []

    def add(self, record: Record, order: int | None = None) -> None:
        """Count one more record, the last one in order of entry."""
        order = self.total if order is None else order
        if self._packed is not None and len(self._late) < _MOST_LATE:
            self._late.append((record, order))
            self.total += 1
            return
        row = self._row(record.day)
        self._count(row, record.resultado, 1, order)
        self._append(row, [order])
        self._at_hand[order] = record

    def add_run(self, day: str, categories: Sequence[str], orders: Callable[[int, int], Sequence[int]]) -> None:
        """Count the next records, all of one day; `orders` says those of some of them, from `start` to `stop`."""
        row = self._row(day)
        for category, count in Counter(categories).items():
            first = -1
            if not self._table[row + _COLUMN[category]]:
                index = categories.index(category)
                first = orders(index, index + 1)[0]
            self._count(row, category, count, first)
        self._append(row, orders(max(0, len(categories) - LAST), len(categories)))

    def insert(self, record: Record, order: int) -> None:
        """Count a record that was left out, wherever it stands among the others."""
        row = self._row(record.day)
        column, end = row + _COLUMN[record.resultado], row + _ROW
        self._count(row, record.resultado, 1, order)
        self._table[column + len(_COLUMN)] = min(order, self._table[column + len(_COLUMN)])
        self._at_hand[order] = record
        dropped, *last = sorted([*self._table[end - LAST : end], order])
        self._at_hand.pop(dropped, None)
        self._table[end - LAST : end] = array("q", last)

    def remove(
        self, record: Record, order: int, following: Callable[[], int], preceding: Callable[[int], int]
    ) -> None:
        """Leave out a record that was counted.

        `following` says the order of the next record of its day and category, `preceding` that of the last one of
        its day before an order. They are asked only where there is such a record, and it has to be known.
        """
        row = self._row(record.day)
        column, end = row + _COLUMN[record.resultado], row + _ROW
        self._at_hand.pop(order, None)
        self.total -= 1
        self._table[column] -= 1
        if not self._table[column]:
            self._table[column + len(_COLUMN)] = 0
        elif self._table[column + len(_COLUMN)] == order:
            self._table[column + len(_COLUMN)] = following()
        last = self._table[end - LAST : end]
        if order in last:
            last.remove(order)
            are_more = sum(self._table[row : row + len(_COLUMN)]) >= LAST
            last.insert(0, preceding(last[0]) if are_more else -1)
            self._table[end - LAST : end] = last

    def state(self) -> bytes:
        """Return the table and the days, as `restore` takes them."""
        self._unpack()
        return self._table.tobytes() + "".join(self._rows).encode()

    def restore(self, state: bytes | memoryview, total: int) -> None:
        """Take over what another tally had; it is unpacked when it is first needed.

        Raises ValueError if this is no such state.
        """
        if len(state) % _PACKED_ROW:
            raise ValueError(len(state))
        self._packed = state
        self.total = total

    def report(self, period: Period) -> Report:
        """Return the report of a period."""
        self._unpack()
        counts: dict[str, int] = {}
        first: dict[str, int] = {}
        last: list[int] = []
        days: dict[str, dict[str, int]] = {}
        for name in sorted(filter(period.includes, self._rows)):
            row = self._rows[name]
            day: dict[str, int] = {}
            for category, column in _COLUMN.items():
                if count := self._table[row + column]:
                    day[category] = count
                    counts[category] = counts.get(category, 0) + count
                    order = self._table[row + len(_COLUMN) + column]
                    first[category] = min(first.get(category, order), order)
            if day:  # else all of its records are voided
                days[name] = day
            last.extend(self._table[row + _ROW - LAST : row + _ROW])
        return Report(
            {category: counts[category] for category in sorted(counts, key=first.__getitem__)},
            tuple(map(self._record, sorted(order for order in last if order >= 0)[-LAST:])),
            days,
        )

    def _unpack(self) -> None:
        if self._packed is None:
            return
        packed, late = self._packed, self._late
        self._packed, self._late = None, []
        end_of_table = len(packed) // _PACKED_ROW * _ROW * self._table.itemsize
        self._table.frombytes(packed[:end_of_table])
        days = str(packed[end_of_table:], "latin-1")
        names = (days[start : start + _DAY_LENGTH] for start in range(0, len(days), _DAY_LENGTH))
        self._rows = {name: number * _ROW for number, name in enumerate(names)}
        self.total -= len(late)
        for record, order in late:
            self.add(record, order)

    def _row(self, day: str) -> int:
        self._unpack()
        row = self._rows.get(day)
        if row is None:
            row = self._rows[day] = len(self._table)
            self._table.extend(_EMPTY_ROW)
        return row

    def _count(self, row: int, category: str, count: int, first: int) -> None:
        column = row + _COLUMN[category]
        if not self._table[column]:
            self._table[column + len(_COLUMN)] = first
        self._table[column] += count
        self.total += count

    def _append(self, row: int, orders: Sequence[int]) -> None:
        """Put these orders last in their day; the sixth from the end and those before it are needed no more."""
        end = row + _ROW
        last = self._table[end - LAST : end]
        last.extend(orders)
        for order in last[:-LAST]:
            self._at_hand.pop(order, None)
        self._table[end - LAST : end] = last[-LAST:]

    def _record(self, order: int) -> Record:
        if order in self._at_hand or self._fetch is None:
            return self._at_hand[order]
        return self._at_hand.setdefault(order, self._fetch(order))
