"""A row of tabs whose width does not change when the current one's name turns bold."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar


class TabBar(QTabBar):
    """Every tab is as wide as its name in bold letters needs."""

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab; that of the one in front is larger by itself."""
        size = super().tabSizeHint(index)
        if index == self.currentIndex():
            return size
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        text = self.tabText(index)
        more = QFontMetrics(bold).horizontalAdvance(text) - self.fontMetrics().horizontalAdvance(text)
        return size + QSize(max(0, more), 0)
