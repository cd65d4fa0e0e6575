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
    """A journal whose one writer is whoever holds the lock of its directory.

    `health` is the state that the last reading found; `losses` are the entries that were read once and are gone.
    """

    def __init__(self, path: Path, codec: Codec[EntryT]) -> None:
        self.path = path
        self.codec = codec
        self.writer = Journal(path, codec.classify)
        self.health = Health()
        self.losses = Losses(path)
        # How the file looked when it was read, or written to by us; None if it is to be read.
        self._look: tuple[int, ...] | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the file is another than was read: another program has written to it, or replaced it."""
        return self._look is not None and disk.look(self.path) != self._look

    def begin_reading(self) -> None:
        """Note how the file looks before it is read."""
        self._look = disk.look(self.path)

    def finish_reading(self, end: int, health: Health) -> None:
        """Take in what reading the first `end` bytes has found."""
        self.health = health
        self.losses.read(end, health)

    def append(self, line: bytes, entry: EntryT | None = None) -> int:
        """Append the line of an entry and return its offset, as `Journal.append` does. Raises SaveError."""
        try:
            return self.writer.append(line, entry)
        finally:
            if self._look is not None:
                self._look = disk.look(self.path)

    def settle(self) -> None:
        """See that the file is on the disk, as `Journal.settle` does. Raises SaveError or ReadError."""
        try:
            self.writer.settle()
        finally:
            if self._look is not None:
                self._look = disk.look(self.path)

    def added(self, line: bytes, offset: int) -> None:
        """Note that the next entry of the file is known."""
        self.losses.add(line, offset)

    def forget(self) -> None:
        """Drop what is known of the file; the next reading and the next append take it as it is."""
        self._look = None
        self.writer.forget()

    def forget_look(self) -> None:
        """Drop how the file looked: it is to be read again."""
        self._look = None
