"""Lines buffered for the journals that one PC may have from another, each written with one sync for `BATCH` bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.notes import journals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.journal.writer import Journal

BATCH: Final = 1024 * 1024
"""Bytes written with one sync; a record saved meanwhile waits that long."""


class Buffered:
    """Lines for the journals with these `writers`, by the name of the file; with None nothing is written: a dry run.

    `written` counts the lines of each journal that were written, or would have been.
    """

    def __init__(self, writers: Mapping[str, Journal[Any]] | None) -> None:
        self.written = {kind.name: 0 for kind in journals.merged()}
        self._writers = writers
        self._lines: dict[str, list[bytes]] = {}
        self._lengths: dict[str, int] = {}

    def sync(self, *names: str) -> None:
        """Sync these journals, or all, before entries in them are called known. Raises SaveError or ReadError."""
        writers = self._writers or {}
        for name in writers.keys() & names if names else writers:
            writers[name].sync()

    def add(self, name: str, line: bytes) -> None:
        """Add a line to a journal. Raises SaveError."""
        self._lines.setdefault(name, []).append(line)
        self._lengths[name] = self._lengths.get(name, 0) + len(line)
        if self._lengths[name] >= BATCH:
            self._write(name)

    def write(self) -> None:
        """Write the remaining lines. Raises SaveError."""
        for name in list(self._lines):
            self._write(name)

    def _write(self, name: str) -> None:
        lines = self._lines.pop(name)
        self._lengths[name] = 0
        if self._writers is not None:
            self._writers[name].append_all(lines)
        self.written[name] += len(lines)
