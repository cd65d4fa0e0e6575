"""One journal of a data directory, with all that belongs to it: codec, writer, health, and losses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from core.journal.entry import EntryT
from core.journal.health import Health
from core.journal.losses import Losses
from core.journal.writer import Journal
from core.system import disk

if TYPE_CHECKING:
    from pathlib import Path

    from core.journal.entry import Codec


class Ledger(Generic[EntryT]):
    """A journal with its codec, writer, health and losses. The holder of the directory's lock is its only writer.

    `health` is that of the last reading; `losses` are entries that were read once and are missing now.
    """

    def __init__(self, path: Path, codec: Codec[EntryT]) -> None:
        self.path = path
        self.codec = codec
        self.writer = Journal(path, codec.classify)
        self.health = Health()
        self.losses = Losses(path)
        # Identity, size and mtime of the file at the last read or own write (`disk.look`); None before any read.
        self._look: tuple[int, ...] | None = None

    @property
    def is_changed(self) -> bool:
        """Whether another program has modified or replaced the file since it was read."""
        return self._look is not None and disk.look(self.path) != self._look

    def begin_reading(self) -> None:
        """Record the file's state before it is read, for `is_changed`."""
        self._look = disk.look(self.path)

    def finish_reading(self, end: int, health: Health) -> None:
        """Take over the health of the first `end` bytes and update the losses."""
        self.health = health
        self.losses.read(end, health)

    def append(self, line: bytes, entry: EntryT | None = None) -> int:
        """Append the line of an entry and return its offset, as `Journal.append` does. Raises SaveError."""
        try:
            return self.writer.append(line, entry)
        finally:
            if self._look is not None:
                self._look = disk.look(self.path)

    def sync(self) -> None:
        """Sync the file, as `Journal.sync` does. Raises SaveError or ReadError."""
        try:
            self.writer.sync()
        finally:
            if self._look is not None:
                self._look = disk.look(self.path)

    def added(self, line: bytes, offset: int) -> None:
        """Count the line of the next entry as read."""
        self.losses.add(line, offset)

    def forget(self) -> None:
        """Drop cached state; the next reading and the next append accept a changed file."""
        self._look = None
        self.writer.forget()

    def forget_look(self) -> None:
        """Drop the file's recorded state, before it is read again."""
        self._look = None
