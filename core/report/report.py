"""The report: counts by category, the last five records, the last time; updated by a record or built from the log.

Counts are kept by day, so that any period is answered without reading the log again. "First" and "last" always mean
the order of entry, never the clock: a wrong clock does not reorder the log.
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
"""Number of latest predictions in a report."""

_COLUMN: Final = {category.value: column for column, category in enumerate(Category)}
_ROW: Final = 2 * len(_COLUMN) + LAST
_EMPTY_ROW: Final = array("q", [0] * (_ROW - LAST) + [-1] * LAST)
_DAY_LENGTH: Final = len("2026-11-23")
_PACKED_ROW: Final = _ROW * _EMPTY_ROW.itemsize + _DAY_LENGTH
_MOST_LATE: Final = 100
"""Number of records that may be added before a restored state has to be unpacked."""


class Report(NamedTuple):
    """Counts of a period.

    `counts`: by category, in order of first occurrence, without zeros; `last`: the last five records, oldest first;
    `days`: by date and category, for days with records; `alarms`: records with an alarm sign, None if not counted.
    """

    counts: Mapping[str, int]
    last: tuple[Record, ...]
    days: Mapping[str, Mapping[str, int]]
    alarms: int | None = None

    @property
    def total(self) -> int:
        """Number of predictions."""
        return sum(self.counts.values())

    @property
    def last_time(self) -> str | None:
        """Local time of the last prediction entered, `2025-11-14 22:31:10`; None if there is none."""
        return self.last[-1].fecha if self.last else None


class Tally:
    """Counts of all records by day: a table of fifteen numbers a day, small enough for the checkpoint.

    Each record has an order that grows with entry: its number, or the offset of its line. The table holds the orders
    of the last five of each day; `fetch` reads the record of an order that is not cached. `fetch` raises ReadError,
    and so does `report`.
    """

    def __init__(self, fetch: Callable[[int], Record] | None = None) -> None:
        self.total = 0
        self.count_alarms: Callable[[Period], int] | None = None
        """Counts the records of a period that have an alarm sign, for the reports; without it they have no count."""
        self._fetch = fetch
        self._rows: dict[str, int] = {}
        # A row: the five counts, the order of the first record of each category, the orders of the last five records.
        self._table = array("q")
        self._at_hand: dict[int, Record] = {}
        # The state given to `restore` until it is unpacked, and the records added since.
        self._packed: bytes | memoryview | None = None
        self._late: list[tuple[Record, int]] = []

    def add(self, record: Record, order: int | None = None) -> None:
        """Count the next record in order of entry."""
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
        """Count the next records, all of one day; `orders(start, stop)` returns the orders of those indexes."""
        row = self._row(day)
        for category, count in Counter(categories).items():
            first = -1
            if not self._table[row + _COLUMN[category]]:
                index = categories.index(category)
                first = orders(index, index + 1)[0]
            self._count(row, category, count, first)
        self._append(row, orders(max(0, len(categories) - LAST), len(categories)))

    def insert(self, record: Record, order: int) -> None:
        """Count a record at any place in the order, such as a reinstated one."""
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
        """Take a counted record out.

        `following` returns the order of the next record of its day and category, `preceding` that of the last record
        of its day before a given order. Each is called only if such a record exists and is needed.
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
        """Return the table and its days as bytes for `restore`."""
        self._unpack()
        return self._table.tobytes() + "".join(self._rows).encode()

    def restore(self, state: bytes | memoryview, total: int) -> None:
        """Load the state of another tally, unpacked lazily; `total` is its number of records.

        Raises ValueError if the length does not fit.
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
            if day:  # empty if all of its records are retracted
                days[name] = day
            last.extend(self._table[row + _ROW - LAST : row + _ROW])
        return Report(
            {category: counts[category] for category in sorted(counts, key=first.__getitem__)},
            tuple(map(self._record, sorted(order for order in last if order >= 0)[-LAST:])),
            days,
            None if self.count_alarms is None else self.count_alarms(period),
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
        """Append orders to a day's last five and drop the oldest beyond five."""
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
