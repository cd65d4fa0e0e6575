"""Ctrl+C at any moment: one exit status, no traceback."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, NoReturn

from core.system.status import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


def end_at_once() -> None:
    """Make Ctrl+C end the program at once, unless the program was started with SIGINT ignored.

    There is hardly anything to clean up, and a KeyboardInterrupt during imports or in a Qt callback is a traceback.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextlib.contextmanager
def raised() -> Iterator[None]:
    """Raise KeyboardInterrupt on Ctrl+C inside the block, so that a partial file is removed.

    Does nothing, in any thread, where another handler is installed: the window's, or that of `asking`.
    """
    if signal.getsignal(signal.SIGINT) is not _end:
        yield
        return
    with _handled(signal.default_int_handler, signal.SIGINT):
        yield


@contextlib.contextmanager
def telling(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on Ctrl+C inside the block, before KeyboardInterrupt is raised.

    Does nothing where Ctrl+C does not raise it, nor in a thread that no signal reaches.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return

    def tell(number: int, frame: FrameType | None) -> None:
        stop()
        signal.default_int_handler(number, frame)

    with _handled(tell, signal.SIGINT):
        yield


@contextlib.contextmanager
def asking(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` on the first SIGINT (Ctrl+C) or SIGTERM inside the block; the second one ends the program.

    A signal that was ignored at the start of the program stays ignored.
    """
    was_asked = False

    def ask(number: int, frame: object) -> None:
        nonlocal was_asked
        if was_asked:
            _end(number, frame)
        was_asked = True
        stop()

    numbers = (signal.SIGINT, signal.SIGTERM)
    with _handled(ask, *(number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN)):
        yield


@contextlib.contextmanager
def _handled(handler: Callable[[int, FrameType | None], object], *numbers: signal.Signals) -> Iterator[None]:
    """Install a handler of these signals inside the block."""
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def _end(_signal: int, _frame: object) -> NoReturn:
    os._exit(INTERRUPTED)
