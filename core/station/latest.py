"""The last records of a period that count, read from the end of the log: no index of it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.journal import reader
from core.records import lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.records.period import Period
    from core.records.record import Record
    from core.station.station import Station

_AT_ONCE: Final = 32 * 1024
"""Bytes read at once, about 130 records."""

_MOST: Final = 256 * 1024
"""Bytes searched at most, about 1,000 records: a few milliseconds, also where none of them counts."""


def latest(station: Station, period: Period, most: int) -> list[Record]:
    """Return the last records of a period that count, the newest first, at most `most`; none before the first load.

    Only about the last 256 KiB of the log are searched. Raises ReadError.
    """
    notes, health = station.notes, station.health
    found: list[Record] = []
    if notes is None:
        return found
    first = "" if period.first is None else period.first.isoformat()
    last = "9999-12-31" if period.last is None else period.last.isoformat()
    for offset, record in _backwards(station.log, station.end):
        if len(found) >= most:
            break
        if first <= record.day <= last and not health.is_copy(offset) and notes.retraction(offset) is None:
            found.append(record)
    return found


def _backwards(log: Path, end: int) -> Iterator[tuple[int, Record]]:
    """Yield the offsets and records of the log's first `end` bytes, the last one first."""
    stop, length = end, _AT_ONCE
    while stop > max(0, end - _MOST):
        start = max(0, stop - length)
        read = list(lines.read(log, stop, reader.Mark(0, start, 0)))
        behind = read[0].offset + read[0].length if start and read else start  # the first line may lack its beginning
        if start and behind >= stop:
            length *= 2
            continue
        for line in reversed(read):
            if line.offset >= behind and line.entry is not None:
                yield line.offset, line.entry
        stop = behind
