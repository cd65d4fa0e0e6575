"""What whoever waits for a work at the command line sees of it, and how they stop it."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from core.cli import answers
from core.system import interrupt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from core.system.work import Work


@contextlib.contextmanager
def attended(work: Work, what: str) -> Iterator[None]:
    """Meanwhile Ctrl+C makes `work` stop, and standard error says how far it is, if it is a terminal.

    The line goes when the work is done; where it fails or is stopped, it stays above what is said of that.
    """
    line = _Line(work, what, sys.stderr) if sys.stderr is not None and sys.stderr.isatty() else None
    if line is not None:
        work.tell = line.show
    with interrupt.asking(work.cancel):
        try:
            yield
        except BaseException:
            if line is not None:
                line.leave()
            raise
        if line is not None:
            line.clear()


class _Line:
    """One line of a terminal, rewritten in place."""

    def __init__(self, work: Work, what: str, terminal: TextIO) -> None:
        self._work = work
        self._what = what
        self._terminal = terminal
        self._text = ""

    def show(self) -> None:
        """Say how far the work is, if that is not what stands there."""
        percent = min(100, 100 * self._work.done // (self._work.total or 1))
        text = f"{self._what} {percent:3} %"
        if text != self._text:
            self._text = text
            answers.show(self._terminal, f"\r{text}")

    def leave(self) -> None:
        """Go to the next line."""
        if self._text:
            answers.show(self._terminal, "\n")

    def clear(self) -> None:
        """Take the line away."""
        answers.show(self._terminal, f"\r{' ' * len(self._text)}\r")
