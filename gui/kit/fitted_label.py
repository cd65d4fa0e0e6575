"""A large text that wraps between words, and shrinks until its longest word fits, or all of it on one line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_STEP = 0.99
"""The next size of a text that is too wide, at most."""


class FittedLabel(QLabel):
    """A label that wraps its text between words and shrinks it until the longest word fits; or all, on one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self._is_on_one_line = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def keep_on_one_line(self, *, is_wanted: bool) -> None:
        """Shrink the text until it fits on one line, or wrap it."""
        if is_wanted is not self._is_on_one_line:
            self._is_on_one_line = is_wanted
            self.updateGeometry()
            self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the text painted at `width`."""
        metrics = QFontMetrics(self._fitted(width))
        return metrics.boundingRect(QRect(0, 0, max(1, width), 0), self._flags(), self.text()).height()

    def sizeHint(self) -> QSize:
        """Return the size of the text on one line."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Return half the width of the longest word, the limit of shrinking, and the height of a line."""
        height = QFontMetrics(self.font()).height()
        return QSize(self._longest(self.font(), self.text().split()) // 2, height // (1 + self._is_on_one_line))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text in the largest size that fits."""
        painter = QPainter(self)
        painter.setFont(self._fitted(self.width()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self._flags(), self.text())
        painter.end()

    def _flags(self) -> int:
        return int(_FLAGS if self._is_on_one_line else _FLAGS | Qt.TextFlag.TextWordWrap)

    def _fitted(self, width: int) -> QFont:
        font = QFont(self.font())
        parts = [self.text()] if self._is_on_one_line else self.text().split()
        while font.pointSizeF() > 1 and (longest := self._longest(font, parts)) > width > 0:
            font.setPointSizeF(font.pointSizeF() * min(_STEP, width / longest))  # glyphs do not shrink evenly
        return font

    def _longest(self, font: QFont, parts: list[str]) -> int:
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(part) + 2 for part in parts), default=1)
