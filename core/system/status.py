"""Exit statuses of commands and of the window."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
FAILED: Final = 1
"""A failure, or damage found."""
REFUSED: Final = 2
"""Input or arguments refused."""
INTERRUPTED: Final = 130
"""Ended by Ctrl+C: 128 + SIGINT, the convention of shells."""
