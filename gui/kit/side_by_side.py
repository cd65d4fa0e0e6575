"""Two widgets beside each other if the width allows, else one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class SideBySide(QWidget):
    """Two widgets in a row, the first one taking the spare width; a column if the row does not fit."""

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._second = second
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self._layout.addWidget(first, 1)
        self._layout.addWidget(second)

    def height_at(self, width: int) -> int:
        """Return the height at a given width, before any resize."""
        first, second = self._first.sizeHint(), self._second.sizeHint()
        if first.width() + GRID + second.width() <= width:
            return max(first.height(), second.height())
        return first.height() + GRID + second.height()

    def minimumSizeHint(self) -> QSize:
        """Return the column's minimum width and the current layout's minimum height."""
        widest = max(self._first.minimumSizeHint().width(), self._second.minimumSizeHint().width())
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose row or column for the new width."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """Choose row or column again when a widget's size hint changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        needed = self._first.sizeHint().width() + GRID + self._second.sizeHint().width()
        fits = needed <= self.width()
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
