"""The measure of a page: the width beyond which lines are too long to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDEST: Final = 90
"""Greatest width of a page's content, in heights of a line of text."""

_LOW: Final = 34
"""Height of a low window, in heights of a line of text."""

SIDE: Final = 2 * GRID
"""Least margin at the left and the right of a page, in pixels."""


def margin(page: QWidget, width: int, widest: int = WIDEST) -> int:
    """Return the margin at each side that centres the content of a page `width` pixels wide within the measure."""
    return max(SIDE, (width - widest * page.fontMetrics().height()) // 2)


def is_low(part: QWidget) -> bool:
    """Return whether the window of a part is low for its text, whatever notices it shows."""
    return part.window().height() < _LOW * part.fontMetrics().height()


def gap(page: QWidget) -> int:
    """Return the room between the parts of a page, in pixels: half in a low window."""
    return GRID if is_low(page) else 2 * GRID
