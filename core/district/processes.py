"""The processes that read deliveries: they leave Ctrl+C to the one that started them, and end when it does."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def pool() -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of as many processes as there are processors; those that still work at the end are ended."""
    count = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    made = ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_serve)
    try:
        yield made
    finally:
        for process in list((made._processes or {}).values()):  # noqa: SLF001 - there is no other way to end them
            process.terminate()
        made.shutdown(cancel_futures=True)


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Hold Ctrl+C back inside the block: a process that starts there does not get it before it can ignore it."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
