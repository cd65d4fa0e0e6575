"""Progress of long work at a terminal, and stopping it by a signal."""

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
    """Cancel `work` on Ctrl+C inside the block, and show its progress on stderr if that is a terminal.

    The progress line is erased on success; on failure it stays above the error message.
    """
    with interrupt.asking(work.cancel), _line_of(work, what) as line:
        if line is not None:
            work.on_progress = line.show
        yield


@contextlib.contextmanager
def shown(what: str) -> Iterator[None]:
    """Name the running step on stderr inside the block, as `attended` does, without a percentage."""
    with _line_of(None, what) as line:
        if line is not None:
            line.show()
        yield


@contextlib.contextmanager
def _line_of(work: Work | None, what: str) -> Iterator[_Line | None]:
    """Yield a line of the terminal, None if stderr is none; at the end erase it, or leave it if something failed."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    line = _Line(work, what, sys.stderr)
    try:
        yield line
    except BaseException:
        line.leave()
        raise
    line.clear()


class _Line:
    """One line of a terminal, rewritten in place."""

    def __init__(self, work: Work | None, what: str, terminal: TextIO) -> None:
        self._work = work
        self._what = what
        self._terminal = terminal
        self._text = ""

    def show(self) -> None:
        """Rewrite the line if the percentage has changed; without work there is none."""
        text = self._what
        if self._work is not None:
            text += f" {min(100, 100 * self._work.done // (self._work.total or 1)):3} %"
        if text != self._text:
            self._text = text
            answers.show(self._terminal, f"\r{text}")

    def leave(self) -> None:
        """Move to the next line, if anything was shown."""
        if self._text:
            answers.show(self._terminal, "\n")

    def clear(self) -> None:
        """Erase the line."""
        answers.show(self._terminal, f"\r{' ' * len(self._text)}\r")
