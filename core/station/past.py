"""A drop in the number of records since the last session."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from core.journal.reader import Mark
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.station.snapshot import Snapshot


class Count(msgspec.Struct, frozen=True, gc=False):
    """A number of records, counted in a journal up to a position: all records, or those for which a note stands."""

    records: int
    mark: Mark

    def is_drop_from(self, before: Count) -> bool:
        """Return whether this is a drop; damaged or rewritten lines are none."""
        is_shorter = self.mark.offset < before.mark.offset and self.mark.lines < before.mark.lines
        return self.records < before.records and is_shorter


def counts_of(snapshot: Snapshot) -> dict[str, Count]:
    """Return the count of each journal, by file name, of a snapshot."""
    notes = snapshot.notes
    return {
        LOG_NAME: Count(snapshot.health.records, snapshot.mark),
        **{name: Count(notes.standing(name), mark) for name, mark in notes.marks.items()},
    }


def drops(before: Mapping[str, Count], now: Mapping[str, Count]) -> dict[str, int]:
    """Return the former number of records of each journal that has fewer now."""
    return {name: count.records for name, count in before.items() if name in now and now[name].is_drop_from(count)}


class Session:
    """The changes of this session, and `drops` since the last one: the former numbers of records by journal.

    `drops` is set by the first reading; a journal leaves it once its entries are back. `generation` is incremented
    when the log is found changed; within one generation the log is only appended to.
    """

    def __init__(self) -> None:
        self.generation = 0
        self.drops: dict[str, int] = {}
        self._is_first = True
        self._changes: Counter[str] = Counter()

    def changed(self, name: str, by: int) -> None:
        """Add this session's change to the count of a journal."""
        self._changes[name] += by

    def compare(self, past: Mapping[str, Count] | None, snapshot: Snapshot) -> None:
        """Compare a reading with the last session; this session's own changes do not count as entries back."""
        now = counts_of(snapshot)
        if self._is_first:
            self._is_first = False
            self.drops = drops(past or {}, now)
        else:
            self.drops = {
                name: before
                for name, before in self.drops.items()
                if now[name].records - self._changes[name] < before
            }
