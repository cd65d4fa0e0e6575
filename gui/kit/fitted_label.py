"""A large text that wraps between words, and shrinks until its longest word fits."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class FittedLabel(QLabel):
    """A label that wraps its text between words and shrinks it until the longest word fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text painted at `width`."""
        metrics = QFontMetrics(self._fitted(width))
        return metrics.boundingRect(QRect(0, 0, max(1, width), 0), int(_FLAGS), self.text()).height()

    def sizeHint(self) -> QSize:
        """Return the size of the text on one line."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Return half the width of the longest word, the limit of shrinking, and the height of a line."""
        return QSize(self._longest_word(self.font()) // 2, QFontMetrics(self.font()).height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text in the largest size that fits."""
        painter = QPainter(self)
        painter.setFont(self._fitted(self.width()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(_FLAGS), self.text())
        painter.end()

    def _fitted(self, width: int) -> QFont:
        font = QFont(self.font())
        longest = self._longest_word(font)
        if longest > width > 0:
            font.setPointSizeF(font.pointSizeF() * width / longest)
        return font

    def _longest_word(self, font: QFont) -> int:
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(word) + 2 for word in self.text().split()), default=1)
