"""A window is asked by a second start to come forward: by the time of change of the file that names the holder.

No file is added and no socket opened: the second start sets a time that no clock shows, the window sets the present.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_ASKED_S: Final = 946_684_800
"""1 January 2000: every file system keeps it as it is."""


def ask(holder: Path) -> None:
    """Ask the window that the holder's file names. Raises OSError: another user's, or gone."""
    os.utime(holder, (_ASKED_S, _ASKED_S))


def is_asked(holder: Path) -> bool:
    """Return whether somebody has asked and is not answered yet."""
    try:
        return int(holder.stat().st_mtime) == _ASKED_S
    except OSError:
        return False


def answer(holder: Path) -> None:
    """Tell who has asked that the window comes."""
    with contextlib.suppress(OSError):  # whoever asked then tells the user where to look
        os.utime(holder)
