"""A record that is voided or reinstated while there is a report: it is made right without reading the whole log.

Only the days of that record are counted anew, from the part of the log that has them: usually a few kilobytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core import lines, voids

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from core.find import Target
    from core.reason import Reason
    from core.record import Record
    from core.report import Tally
    from core.voids import Event, Voids

READ_AT_MOST: Final = 4 * 1024 * 1024
"""How many bytes of the log may be read for it in the window's thread: some 50 ms."""


@dataclass(frozen=True, slots=True)
class Change:
    """A record, what happened to it, and the line that says so."""

    target: Target
    event: Event
    line: bytes

    @classmethod
    def new(cls, target: Target, reason: Reason | None, now: datetime) -> Change:
        """Return the change that voids a record, or with no reason reinstates it."""
        event = voids.new_event(target.key, reason, now)
        return cls(target, event, voids.encode(event))

    def apply(self, log: Path, end: int, tally: Tally, known: Voids) -> bool:
        """Make the tally of the log's first `end` bytes and what is known of the voids right.

        Returns False, and leaves the tally wrong, if too much of the log would have to be read. Raises ReadError.
        """
        known.apply(self.event)
        known.mark = known.mark.after(self.line)
        for offset, _ in self.target.places:
            if self.event.motivo is None:
                known.places.pop(offset, None)
            else:
                known.places[offset] = self.target.key
        return all(self._recount(day, log, end, tally, known) for day in {day for _, day in self.target.places})

    def _recount(self, day: str, log: Path, end: int, tally: Tally, known: Voids) -> bool:
        offsets = [offset for offset, of_day in self.target.places if of_day == day]
        offsets += tally.span(day) or ()
        first, last = min(offsets), max(offsets)
        if last - first > READ_AT_MOST:
            return False

        def records() -> Iterator[tuple[Record, int]]:
            for line in lines.read(log, end, lines.Mark(0, first, 0)):
                if line.offset > last:
                    return
                if line.record is not None and line.record.day == day and line.offset not in known.places:
                    yield line.record, line.offset

        tally.recount(day, records())
        return True
