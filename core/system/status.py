"""Exit statuses: what a command or the window tells the shell at its end."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
FAILED: Final = 1
"""Something failed, or was found damaged."""
REFUSED: Final = 2
"""The input was not taken."""
INTERRUPTED: Final = 130
"""Ctrl+C, as shells count it."""
