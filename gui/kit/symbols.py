"""The symbol of a category: a disc filled by quarters, painted so that no font is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from core.vocabulary import Category

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor

_QUARTER = 90 * 16


def paint_symbol(painter: QPainter, area: QRectF, category: Category, colour: QColor) -> None:
    """Draw the symbol of a category into a square area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.5, area.width() / 12)
    ring = area.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    quarters = list(Category).index(category)
    if quarters:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(ring, _QUARTER, -quarters * _QUARTER)
    painter.restore()
