"""An index of all records, in about 22 bytes each: their offsets, what they are found by, and those of a period.

The records stay in the log and are read when shown. Consecutive records of one day form a run and a view is a list of
runs, so the cost of a view depends on the number of days, not of records.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from core.journal import reader
from core.records import batch, lines
from core.records.columns import Columns
from core.records.record import classify
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from core.clinical.alarms import AlarmRules
    from core.journal.reader import Block
    from core.records.period import Period
    from core.records.record import Record


class RecordIndex:
    """Offsets of the records' lines, in order of entry. A record's position is its number from 0."""

    def __init__(self, rules: AlarmRules | None = None) -> None:
        self.columns = Columns(rules)
        self._offsets = array("q")
        self._run_days = array("i")
        self._run_starts = array("q")
        self._mark = reader.START
        self._end = 0

    def __len__(self) -> int:
        return len(self._offsets)

    @property
    def end(self) -> int:
        """The length of the log's prefix that the index covers, in bytes."""
        return self._end

    def offset(self, position: int) -> int:
        """Return the offset of a record's line."""
        return self._offsets[position]

    def position(self, offset: int) -> int | None:
        """Return the position of the record whose line begins at `offset`; None if there is none."""
        position = bisect_left(self._offsets, offset)
        return position if position < len(self) and self._offsets[position] == offset else None

    def read(self, log: Path, position: int) -> Record:
        """Read a record. Raises ReadError, CHANGED if its line holds no record any more."""
        end = self._offsets[position + 1] if position + 1 < len(self) else self._end
        return lines.record_at(log, self._offsets[position], end)

    def read_all(self, log: Path, positions: Iterable[int]) -> Iterator[tuple[int, Record]]:
        """Yield records by position, in the given order. Raises ReadError as `read`."""
        for position in positions:
            yield position, self.read(log, position)

    def follow(self, log: Path, end: int) -> Iterator[int]:
        """Extend the index to the log's first `end` bytes; yield the offset after each block. Raises ReadError."""
        self._forget_behind(self._mark.offset)  # an unfinished last line is read again
        for block in reader.blocks(log, end, self._mark):
            self._take(block)
            self._mark = block.end
            yield block.end.offset
        self._end = end

    def view(self, period: Period, hidden: Iterable[int] = ()) -> View:
        """Return the records of a period except those at the offsets `hidden`, newest first."""
        gone = self.positions(hidden)
        starts, stops, days, counts = array("q"), array("q"), array("i"), array("q")
        for day, first, last in self.runs(period):
            for start, stop in _without(gone, first, last):
                if stops and stops[-1] == start:
                    stops[-1] = stop
                else:
                    starts.append(start)
                    stops.append(stop)
                days.append(day)
                counts.append(stop - start)
        return View(starts, stops, Days(zip(reversed(days), reversed(counts), strict=True)))

    def count_alarms(self, period: Period, hidden: Iterable[int] = ()) -> int:
        """Return how many records of a period have an alarm sign, except those at the offsets `hidden`."""
        return self.columns.count_alarms(self.view(period, hidden).runs)

    def runs(self, period: Period) -> Iterator[tuple[int, int, int]]:
        """Yield the runs of a period's records: its day as an ordinal, first position and end."""
        first = date.min if period.first is None else period.first
        last = date.max if period.last is None else period.last
        stops = [*self._run_starts, len(self)][1:]
        for day, start, stop in zip(self._run_days, self._run_starts, stops, strict=True):
            if first.toordinal() <= day <= last.toordinal():
                yield day, start, stop

    def positions(self, offsets: Iterable[int]) -> list[int]:
        """Return the positions of the records at some offsets, in ascending order."""
        return sorted(position for offset in offsets if (position := self.position(offset)) is not None)

    def _take(self, block: Block) -> None:
        found = batch.decode(block)
        if found is None:
            for line in block.entries(classify):
                if line.entry is not None:
                    self._begin_run(line.entry.day)
                    self._offsets.append(line.offset)
                    self.columns.add((line.entry,))
            return
        self.columns.add(found.records)
        offsets = found.offsets(0, 0, len(found))
        for day, start, stop in found.runs:
            self._begin_run(day)
            self._offsets.extend(offsets[start:stop])

    def _begin_run(self, day: str) -> None:
        number = date.fromisoformat(day).toordinal()
        if not self._run_days or self._run_days[-1] != number:
            self._run_days.append(number)
            self._run_starts.append(len(self))

    def _forget_behind(self, offset: int) -> None:
        while self._offsets and self._offsets[-1] >= offset:
            self._offsets.pop()
        while self._run_starts and self._run_starts[-1] >= len(self):
            self._run_starts.pop()
            self._run_days.pop()
        self.columns.keep(len(self))


class Days:
    """The days of a list of records: of each consecutive run of one day, the date, the first row and the count."""

    def __init__(self, runs: Iterable[tuple[int, int]] = ()) -> None:
        self._days = array("i")
        self.rows = array("q")
        """The first row of each day, in ascending order."""
        self._counts = array("q")
        row = 0
        for day, count in runs:
            if self._days and self._days[-1] == day:
                self._counts[-1] += count
            else:
                self._days.append(day)
                self.rows.append(row)
                self._counts.append(count)
            row += count

    def __len__(self) -> int:
        return len(self._days)

    def at(self, row: int) -> tuple[date, int] | None:
        """Return the date and the count of the day that begins at a row; None if none does."""
        place = bisect_left(self.rows, row)
        if place == len(self.rows) or self.rows[place] != row:
            return None
        return date.fromordinal(self._days[place]), self._counts[place]

    def nearest(self, day: date) -> tuple[date, int] | None:
        """Return the date and the first row of a day or, if it has none, of the nearest; None without any."""
        wanted = day.toordinal()
        place = min(range(len(self)), key=lambda place: abs(self._days[place] - wanted), default=None)
        return None if place is None else (date.fromordinal(self._days[place]), self.rows[place])


class View:
    """A selection of an index's records, newest first: row 0 is the last one. `days` are its days."""

    def __init__(self, starts: array[int], stops: array[int], days: Days) -> None:
        self.days = days
        self._starts = starts
        self._stops = stops
        self._ends = array("q")
        """The cumulative number of records at the end of each run."""
        for start, stop in zip(starts, stops, strict=True):
            self._ends.append(len(self) + stop - start)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @property
    def runs(self) -> Iterable[tuple[int, int]]:
        """The runs of positions, ascending: the first and the one after the last."""
        return zip(self._starts, self._stops, strict=True)

    def position(self, row: int) -> int:
        """Return the position of the record in `row`."""
        number = len(self) - 1 - row
        run = bisect_right(self._ends, number)
        return self._stops[run] - (self._ends[run] - number)

    def row(self, position: int) -> int | None:
        """Return the row of the record at `position`; None if the view lacks it."""
        run = bisect_right(self._stops, position)
        if run == len(self._stops) or position < self._starts[run]:
            return None
        return len(self) - (self._ends[run] - (self._stops[run] - position)) - 1


class Indexing(Work):
    """A task that indexes the log's first `end` bytes, in the thread that calls `run`."""

    def __init__(self, log: Path, end: int, rules: AlarmRules | None = None) -> None:
        super().__init__()
        self.total = end
        self._log = log
        self._rules = rules

    def run(self) -> RecordIndex:
        """Read the log and return its index. Raises ReadError or StoppedError."""
        index = RecordIndex(self._rules)
        for offset in index.follow(self._log, self.total):
            self._advance(offset - self.done)
        return index


def _without(gone: list[int], start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield a run with the positions in `gone` cut out of it."""
    for position in gone[bisect_left(gone, start) : bisect_left(gone, stop)]:
        if start < position:
            yield start, position
        start = position + 1
    if start < stop:
        yield start, stop
