"""Long work that reports its progress and can be stopped: runs in one thread, watched from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class StoppedError(Exception):
    """The work was cancelled."""


class Work:
    """Progress and cancellation of a long task: `done` of `total` bytes or lines; `total` is 0 until it is known.

    `on_progress` is called after each step, in the thread of the task.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.on_progress: Callable[[], None] = lambda: None
        self._is_stopped = False

    def cancel(self) -> None:
        """Request a stop; the task raises StoppedError at its next step."""
        self._is_stopped = True

    def _advance(self, count: int) -> None:
        """Add `count` bytes to `done` and report. Raises StoppedError after `cancel`."""
        if self._is_stopped:
            raise StoppedError
        self.done += count
        self.on_progress()
