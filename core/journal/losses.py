"""Entries of a journal that were counted once and are missing in a later reading.

A journal only grows, so every counted entry is found again at its place, unless the disk was unplugged, or the file
removed or replaced; a new file then goes on, and the number of missing entries is reported. They are not searched for
elsewhere, and no files are merged.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from core.system import disk

if TYPE_CHECKING:
    from pathlib import Path

    from core.journal.health import Health

_WITNESSES: Final = 256
"""Bytes at either end that identify a log: more than one line, and each line has an id of its own."""


class _Trace(msgspec.Struct, frozen=True, gc=False):
    """A log's prefix of `end` bytes: its numbers of records and lines, its first and its last bytes."""

    records: int = 0
    lines: int = 0
    end: int = 0
    head: bytes = b""
    tail: bytes = b""

    def after(self, line: bytes) -> _Trace:
        """Return the trace with one more record."""
        head = self.head + line[: _WITNESSES - len(self.head)]
        tail = (self.tail + line)[-_WITNESSES:]
        return _Trace(self.records + 1, self.lines + 1, self.end + len(line), head, tail)

    def is_in(self, log: Path) -> bool:
        """Return whether the log has the last bytes of this trace at their offset."""
        return _ends(log, self.end)[1] == self.tail

    def lost_in(self, log: Path, lines: int) -> int:
        """Return the number of this trace's records missing in the log, which has `lines` lines.

        A log with the same beginning and at least as many lines is the same one, damaged or repaired; one with fewer
        lines has lost its last records; a log with another beginning lacks all of them.
        """
        if not self.records or self.is_in(log):
            return 0
        head = _ends(log, self.end)[0]
        if head and self.head.startswith(head):
            return min(self.records, max(0, self.lines - lines))
        return self.records


class Lost(msgspec.Struct, frozen=True, gc=False):
    """The number of records missing in a journal, and how many times a loss was found."""

    records: int = 0
    times: int = 0


class Losses:
    """Detects losses: records of a journal that were counted and are missing in a later reading."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._counted = _Trace()
        self._gone: list[_Trace] = []
        self._times = 0

    @property
    def lost(self) -> Lost:
        """Records missing now; those that reappeared are excluded."""
        return Lost(sum(trace.records for trace in self._gone), self._times)

    def read(self, end: int, health: Health) -> None:
        """Process a new reading of the log's first `end` bytes, with their health."""
        head, tail = _ends(self._log, end)
        if len(tail) < min(end, _WITNESSES):
            return  # missing or unreadable again: left to the next reading
        self._gone = [trace for trace in self._gone if not trace.is_in(self._log)]
        lost = self._counted.lost_in(self._log, health.lines)
        if lost:
            self._gone.append(replace(self._counted, records=lost))
            self._times += 1
        self._counted = _Trace(health.records, health.lines, end, head, tail)

    def add(self, line: bytes, offset: int) -> None:
        """Count the next record of the log, if it begins at the end of the counted prefix."""
        if offset == self._counted.end:
            self._counted = self._counted.after(line)


def _ends(log: Path, end: int) -> tuple[bytes, bytes]:
    """Return the first and the last bytes of the log's first `end` bytes; fewer or none if the log is too short."""
    try:
        fd = disk.open_regular(log, os.O_RDONLY)
    except OSError:
        return b"", b""
    try:
        length = min(end, _WITNESSES)
        return disk.read_at(fd, 0, length), disk.read_at(fd, end - length, length)
    except OSError:
        return b"", b""
    finally:
        os.close(fd)
