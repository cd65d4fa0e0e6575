"""A row of tabs whose width does not change when the current one's name turns bold."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar


class TabBar(QTabBar):
    """A tab bar whose tabs all have the width of their bold names, so that the current one does not shift others."""

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab with its name in bold; Qt's own hint covers the current tab."""
        size = super().tabSizeHint(index)
        if index == self.currentIndex():
            return size
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        text = self.tabText(index)
        more = QFontMetrics(bold).horizontalAdvance(text) - self.fontMetrics().horizontalAdvance(text)
        return size + QSize(max(0, more), 0)
