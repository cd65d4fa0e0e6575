"""Uses the windows on the X display as a person does, by keyboard alone. Needs xdotool."""

from __future__ import annotations

import subprocess
from typing import Final

_BETWEEN_KEYS_MS: Final = "60"


def is_shown(title: str) -> bool:
    """Say whether a window is on the screen whose title matches this regular expression."""
    return _xdotool("search", "--onlyvisible", "--name", title)


def focus(title: str) -> bool:
    """Let the window with this title have the keys; say whether there is one."""
    return _xdotool("search", "--onlyvisible", "--name", title, "windowfocus", "--sync")


def press(*keys: str) -> None:
    """Press keys, by their X names, one after the other."""
    subprocess.run(["xdotool", "key", "--delay", _BETWEEN_KEYS_MS, *keys], check=True)


def write(text: str) -> None:
    """Type a text."""
    subprocess.run(["xdotool", "type", "--delay", _BETWEEN_KEYS_MS, text], check=True)


def _xdotool(*arguments: str) -> bool:
    return subprocess.run(["xdotool", *arguments], check=False, capture_output=True).returncode == 0
