"""A record that is voided or reinstated while there is a report: it is made right without reading the whole log.

Of its day only this can change that the report does not know by itself: which record is now the first of that
category, and which is the last but four. Each is looked for in the log from where the other one stood, and most times
is a few lines away, however far the day's lines are spread: those of two clinics stand one behind the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from core.journal import reader
from core.notes import voids
from core.records import lines

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.journal.health import Health
    from core.notes.voids import Event, Voids
    from core.records.find import Target
    from core.records.record import Record
    from core.report.report import Tally
    from core.vocabulary import Reason

READ_AT_MOST: Final = 4 * 1024 * 1024
"""Most bytes of the log searched in the window's thread for one record: some 60 ms each way."""

_READ_AT_FIRST: Final = 4 * 1024
"""First range of the backward search, in bytes: some lines; quadrupled while nothing is found."""


class _TooFarError(Exception):
    """The record is not within READ_AT_MOST bytes."""


@dataclass(frozen=True, slots=True)
class Change:
    """A voiding or reinstatement: the record, the event and the event's line."""

    target: Target
    event: Event
    line: bytes

    @classmethod
    def new(cls, target: Target, reason: Reason | None, now: datetime, known: Voids) -> Change:
        """Return the change that voids a record, or reinstates it if `reason` is None."""
        event = voids.new_event(target.key, reason, now, known)
        return cls(target, event, voids.encode(event))

    def note(self, known: Voids) -> None:
        """Apply the change to the voids."""
        known.apply(self.event)
        known.mark = known.mark.after(self.line)
        if self.event.motivo is None:
            known.places.pop(self.target.offset, None)
        else:
            known.places[self.target.offset] = self.target.key

    def recount(self, log: Path, end: int, tally: Tally, known: Voids, health: Health) -> bool:
        """Apply the change to the tally of the log's first `end` bytes; `known` has the change already.

        Returns False, or raises ReadError, if the tally is invalid now and must be counted again.
        """
        record, offset = self.target.record, self.target.offset
        if offset >= end:
            return False
        if self.event.motivo is None:
            tally.insert(record, offset)
            return True
        around = _Around(log, end, known, health)
        try:
            tally.remove(
                record, offset, partial(around.following, record, offset), partial(around.preceding, record.day)
            )
        except _TooFarError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class _Around:
    """Searches the log near an offset for records that count: neither voided nor copies."""

    log: Path
    end: int
    known: Voids
    health: Health

    def following(self, record: Record, offset: int) -> int:
        """Return the offset of the next record of the same day and category. Raises _TooFarError."""
        stop = min(self.end, offset + READ_AT_MOST)
        for line in lines.read(self.log, stop, reader.Mark(0, offset, 0)):
            if (
                line.record is not None
                and self._counts(line, record.day)
                and line.record.resultado == record.resultado
            ):
                return line.offset
        raise _TooFarError

    def preceding(self, day: str, offset: int) -> int:
        """Return the offset of the day's last record before `offset`. Raises _TooFarError."""
        length = _READ_AT_FIRST
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
        if line.record is None or line.record.day != day:
            return False
        return line.offset not in self.known.places and not self.health.is_copy(line.offset)
