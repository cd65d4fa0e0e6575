"""A cheap check, before any window is shown, whether another window has the data directory."""

from __future__ import annotations

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


def is_window(error: SaveError) -> bool:
    """Return whether an error is IN_USE by another window."""
    return error.failure is SaveFailure.IN_USE and error.holder.startswith(ROLE)
