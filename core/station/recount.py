"""A record that is retracted or reinstated while there is a report: corrected without reading the whole log.

Of its day only this can change that the report does not know by itself: which record is now the first of that
category, and which is the last but four. Each is looked for in the log from where the other one stood, and most times
is a few lines away, however far the day's lines are spread: those of two clinics stand one behind the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from core.journal import reader
from core.records import lines

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.journal.health import Health
    from core.notes.decisions import Statement
    from core.notes.notes import Notes
    from core.records.find import Target
    from core.records.record import Record
    from core.report.report import Tally

READ_AT_MOST: Final = 4 * 1024 * 1024
"""Most bytes of the log searched in the window's thread for one record: some 60 ms each way."""

READ_AT_FIRST: Final = 4 * 1024
"""First range of the backward search, in bytes: some lines; quadrupled while nothing is found."""


class _TooFarError(Exception):
    """The record is not within READ_AT_MOST bytes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A new note about a record: its journal's file name, the note and its line."""

    target: Target
    journal: str
    note: Any
    line: bytes

    @classmethod
    def new(cls, target: Target, statement: Statement[Any], now: datetime, notes: Notes) -> Change:
        """Return the change that says something about a record."""
        fold = notes.folds[statement.journal]
        note = statement.make(target.key, now, fold.decisions.unreplaced(target.key))
        return cls(target, statement.journal, note, fold.kind.codec.encode(note))

    def apply(self, notes: Notes) -> None:
        """Apply the change to the notes."""
        notes.apply(self.journal, self.note, self.line, self.target.offset)

    def recount(self, log: Path, end: int, tally: Tally, notes: Notes, health: Health) -> bool:
        """Apply the change to the tally of the log's first `end` bytes; the notes have it already.

        Returns False, or raises ReadError, if the tally is invalid now and must be counted again.
        """
        record, offset = self.target.record, self.target.offset
        if offset >= end:
            return False
        if self.target.key not in notes.retracted:
            tally.insert(record, offset)
            return True
        around = _Around(log, end, notes, health)
        try:
            tally.remove(
                record, offset, partial(around.following, record, offset), partial(around.preceding, record.day)
            )
        except _TooFarError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Around:
    """Searches the log near an offset for records that count: neither retracted nor copies."""

    log: Path
    end: int
    notes: Notes
    health: Health

    def following(self, record: Record, offset: int) -> int:
        """Return the offset of the next record of the same day and category. Raises _TooFarError."""
        stop = min(self.end, offset + READ_AT_MOST)
        for line in lines.read(self.log, stop, reader.Mark(0, offset, 0)):
            if line.entry is not None and self._counts(line, record.day) and line.entry.resultado == record.resultado:
                return line.offset
        raise _TooFarError

    def preceding(self, day: str, offset: int) -> int:
        """Return the offset of the day's last record before `offset`. Raises _TooFarError."""
        length = READ_AT_FIRST
        while True:
            start = max(0, offset - length)
            whole = islice(lines.read(self.log, offset, reader.Mark(0, start, 0)), 1 if start else 0, None)
            found = [line.offset for line in whole if self._counts(line, day)]
            if found:
                return found[-1]
            if not start or length >= READ_AT_MOST:
                raise _TooFarError
            length *= 4

    def _counts(self, line: lines.Line, day: str) -> bool:
        if line.entry is None or line.entry.day != day:
            return False
        return self.notes.retraction(line.offset) is None and not self.health.is_copy(line.offset)
