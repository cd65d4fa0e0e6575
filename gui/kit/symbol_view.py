"""A category's symbol as a widget, as large as the text beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.vocabulary import Category
from gui.kit.symbols import paint_symbol
from gui.style.style_sheet import beside

if TYPE_CHECKING:
    from gui.style.look import Look


class SymbolView(QWidget):
    """Paints the symbol of a category; a label beside it has the words for screen readers."""

    def __init__(
        self, look: Look, size: str, category: Category = Category.NOT_ILL, *, first_line: bool = False
    ) -> None:
        """`size` is the kind of text beside it, such as `category`; with `first_line` it stands at its first line."""
        super().__init__()
        self._look = look
        self._size = size
        self._category = category
        self._past = False
        self._first_line = first_line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_category(self, category: Category) -> None:
        """Show another category's symbol."""
        self._category = category
        self.update()

    def set_past(self, past: bool) -> None:
        """Mute the colour for a previous patient's result."""
        self._past = past
        self.update()

    def sizeHint(self) -> QSize:
        """Return a square 1.25 times as high as a capital letter; at a first line, as high as that."""
        self.ensurePolished()
        metrics = QFontMetricsF(beside(self.font(), self._size))
        side = round(metrics.capHeight() * 1.25)
        return QSize(side, round(metrics.height()) if self._first_line else side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the symbol in the category's colour."""
        theme = self._look.theme
        colour = QColor(theme.muted) if self._past else theme.category(self._category)
        painter = QPainter(self)
        square = QRectF(0, (self.height() - self.width()) / 2, self.width(), self.width())
        paint_symbol(painter, square, self._category, colour)
        painter.end()
