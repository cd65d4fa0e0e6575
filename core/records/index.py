"""An index of all records, newest first, in about eight bytes each: their offsets, and the records of a period.

The records stay in the log and are read when shown. Consecutive records of one day form a run and a view is a list of
runs, so the cost of a view depends on the number of days, not of records.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from core.errors import ReadError, SaveFailure
from core.journal import reader
from core.records import batch, lines
from core.records.record import classify
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from core.journal.reader import Block
    from core.records.period import Period
    from core.records.record import Record


class RecordIndex:
    """Offsets of the records' lines, in order of entry. A record's position is its number from 0."""

    def __init__(self) -> None:
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
        start = self._offsets[position]
        end = self._offsets[position + 1] if position + 1 < len(self) else self._end
        for line in lines.read(log, end, reader.Mark(0, start, 0)):
            if line.record is not None:
                return line.record
            break
        raise ReadError(SaveFailure.CHANGED, log)

    def follow(self, log: Path, end: int) -> Iterator[int]:
        """Extend the index to the log's first `end` bytes; yield the offset after each block. Raises ReadError."""
        self._forget_behind(self._mark.offset)  # an unfinished last line is read again
        for block in reader.blocks(log, end, self._mark):
            self._take(block)
            self._mark = block.end
            yield block.end.offset
        self._end = end

    def view(self, period: Period, hidden: Iterable[int] = ()) -> View:
        """Return the records of a period except those at the offsets `hidden`."""
        gone = sorted(position for offset in hidden if (position := self.position(offset)) is not None)
        starts, stops = array("q"), array("q")
        for start, stop in _without(gone, self._runs(period)):
            if stops and stops[-1] == start:
                stops[-1] = stop
            else:
                starts.append(start)
                stops.append(stop)
        return View(starts, stops)

    def _runs(self, period: Period) -> Iterator[tuple[int, int]]:
        first = date.min if period.first is None else period.first
        last = date.max if period.last is None else period.last
        stops = [*self._run_starts, len(self)][1:]
        for day, start, stop in zip(self._run_days, self._run_starts, stops, strict=True):
            if first.toordinal() <= day <= last.toordinal():
                yield start, stop

    def _take(self, block: Block) -> None:
        found = batch.decode(block)
        if found is None:
            for line in block.entries(classify):
                if line.record is not None:
                    self._begin_run(line.record.day)
                    self._offsets.append(line.offset)
            return
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


class View:
    """A selection of an index's records, newest first: row 0 is the last one."""

    def __init__(self, starts: array[int], stops: array[int]) -> None:
        self._starts = starts
        self._stops = stops
        self._ends = array("q")
        """The cumulative number of records at the end of each run."""
        for start, stop in zip(starts, stops, strict=True):
            self._ends.append(len(self) + stop - start)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

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

    def __init__(self, log: Path, end: int) -> None:
        super().__init__()
        self.total = end
        self._log = log

    def run(self) -> RecordIndex:
        """Read the log and return its index. Raises ReadError or StoppedError."""
        index = RecordIndex()
        for offset in index.follow(self._log, self.total):
            self._advance(offset - self.done)
        return index


def _without(gone: list[int], runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the runs with the positions in `gone` cut out of them."""
    for start, stop in runs:
        for position in gone[bisect_left(gone, start) : bisect_left(gone, stop)]:
            if start < position:
                yield start, position
            start = position + 1  # noqa: PLW2901 - what is left of the run
        if start < stop:
            yield start, stop
