"""Ctrl+C: an end with one status and no traceback, whenever it comes."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING, NoReturn

from core.system.status import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def end_at_once() -> None:
    """From now on Ctrl+C ends the program on the spot, unless it was started so that Ctrl+C is ignored.

    There is next to nothing to tidy up; a KeyboardInterrupt amid imports, or in what Qt calls, would be a traceback.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """Meanwhile Ctrl+C is a KeyboardInterrupt, so that a file that is half written is taken away.

    The window has Ctrl+C its own way, and so has `asking`; then, in whatever thread, this does nothing.
    """
    if signal.getsignal(signal.SIGINT) is not _end:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, _end)


@contextlib.contextmanager
def asking(stop: Callable[[], None]) -> Iterator[None]:
    """Meanwhile Ctrl+C, or the system's request to end (SIGTERM), calls `stop`; the second one ends the program.

    One that the program was started to ignore is ignored.
    """
    was_asked = False

    def ask(number: int, frame: object) -> None:
        nonlocal was_asked
        if was_asked:
            _end(number, frame)
        was_asked = True
        stop()

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    ours = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    for number in ours:
        signal.signal(number, ask)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])


def _end(_signal: int, _frame: object) -> NoReturn:
    os._exit(INTERRUPTED)
