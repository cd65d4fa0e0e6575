"""Work that takes a while: tells how far it is, and can be told to stop. Run in one thread, watched from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class StoppedError(Exception):
    """The work was told to stop."""


class Work:
    """`done` of `total` are done, in bytes; `total` is 0 until it is known.

    `tell` is called whenever it has come further, in the thread that works.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.tell: Callable[[], None] = _tell_nobody
        self._is_stopped = False

    def cancel(self) -> None:
        """Make the work stop soon, with StoppedError."""
        self._is_stopped = True

    def _advance(self, count: int) -> None:
        """Count what is done. Raises StoppedError."""
        if self._is_stopped:
            raise StoppedError
        self.done += count
        self.tell()


def _tell_nobody() -> None:
    pass
