"""Work that takes a while: tells how far it is, and can be told to stop. Run in one thread, watched from another."""

from __future__ import annotations


class StoppedError(Exception):
    """The work was told to stop."""


class Work:
    """`done` of `total` are done, in bytes; `total` is 0 until it is known."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._is_stopped = False

    def cancel(self) -> None:
        """Make the work stop soon, with StoppedError."""
        self._is_stopped = True

    def _advance(self, count: int) -> None:
        """Count what is done. Raises StoppedError."""
        if self._is_stopped:
            raise StoppedError
        self.done += count
