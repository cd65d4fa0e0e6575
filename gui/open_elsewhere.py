"""A cheap check, before any window is shown, whether another window has the data directory."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

from core.errors import SaveError, SaveFailure
from core.system import disk
from core.system.paths import HOLDER_AT_MOST, HOLDER_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.station.station import Station

ROLE: Final = "ventana"
"""The window's name as holder of the lock."""

ANSWER_S: Final = 3.0
"""Longest wait for a window to answer, in seconds; a busy one answers late."""

_ASK_AGAIN_S: Final = 0.02


def is_open_elsewhere(data_dir: Path, station: Callable[[], Station]) -> bool:
    """Return whether another window holds the data directory.

    The lock, whose imports are slow, is tried only if a window's name is in the holder's file, as that window may
    have died. Any other failure is left to the window that opens.
    """
    try:
        left = disk.read_small(data_dir / HOLDER_NAME, HOLDER_AT_MOST).decode()
    except (OSError, UnicodeDecodeError):
        return False
    if not left.startswith(ROLE):
        return False
    try:
        station().open()
    except SaveError as error:
        return is_window(error)
    return False


def brings_forward(data_dir: Path) -> bool:
    """Ask the window that has the data directory to come forward; return whether it does."""
    from core.system import summons  # noqa: PLC0415 - only where another window is open

    holder = data_dir / HOLDER_NAME
    _allow_to_come_forward()
    try:
        summons.ask(holder)
    except OSError:  # another user's, or just closed
        return False
    end = time.monotonic() + ANSWER_S
    while summons.is_asked(holder) and time.monotonic() < end:
        time.sleep(_ASK_AGAIN_S)
    return holder.exists() and not summons.is_asked(holder)


def _allow_to_come_forward() -> None:
    """Pass on the right to come forward, which Windows gives only to the program that was started last."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def is_window(error: SaveError) -> bool:
    """Return whether an error is IN_USE by another window."""
    return error.failure is SaveFailure.IN_USE and error.holder.startswith(ROLE)
