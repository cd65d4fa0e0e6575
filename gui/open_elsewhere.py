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
"""What the window calls itself as the holder of a data directory."""


def is_open_elsewhere(data_dir: Path, station: Callable[[], Station]) -> bool:
    """Say whether another window has the data directory.

    Only where a window has left its name the lock is tried, which takes imports: it may have died since. Whatever
    else is found then, the window that opens tells of it.
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
    """Say whether an error means that another window has the data directory."""
    return error.failure is SaveFailure.IN_USE and error.holder.startswith(ROLE)
