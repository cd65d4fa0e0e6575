"""The score on its scale: one painted segment a score in its category's colour, the reached one stronger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.style.style_sheet import beside
from gui.style.theme import GRID

if TYPE_CHECKING:
    from core.clinical.model import Model
    from gui.style.look import Look

_GAP = 3.0
"""Pixels between two segments."""

_FAINT = 0.3
"""Opacity of the segments not reached in a previous patient's result."""


class ScoreScale(QWidget):
    """Paints the scale of a model's scores; a label beside it and its accessible name have the words."""

    def __init__(self, model: Model, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._look = look
        self._score = 0
        self._past = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, score: int, name: str) -> None:
        """Show a score, 0 to the model's highest; `name` is the accessible name."""
        self._score = score
        self.setAccessibleName(name)
        self.update()

    def set_past(self, past: bool) -> None:
        """Mute the colours for a previous patient's result."""
        self._past = past
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the marker, the segments and the numbers below them."""
        return QSize(40 * GRID, round(self._marker() + self._bar() + self._numbers().height() + GRID))

    def minimumSizeHint(self) -> QSize:
        """Return the least width that keeps neighbouring numbers apart."""
        width = (self._numbers().horizontalAdvance("12") + 4) * (self._model.highest_score + 1)
        return QSize(round(width), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the segments, the marker over the reached one, and the numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = self._model.highest_score + 1
        width = (self.width() - _GAP * (count - 1)) / count
        for score in range(count):
            self._paint_segment(painter, score, (width + _GAP) * score, width)
        painter.end()

    def _paint_segment(self, painter: QPainter, score: int, left: float, width: float) -> None:
        theme = self._look.theme
        category = self._model.grade(score).category
        reached = score == self._score
        bar = QRectF(left, self._marker(), width, self._bar())
        painter.setPen(Qt.PenStyle.NoPen)
        if self._past:
            grey = QColor(theme.muted)
            grey.setAlphaF(1 if reached else _FAINT)
            painter.setBrush(grey)
        else:
            painter.setBrush(theme.category(category) if reached else theme.tint(category))
        painter.drawRoundedRect(bar if reached else bar.adjusted(0, bar.height() / 4, 0, -bar.height() / 4), 3, 3)
        if reached:
            half = min(self._marker() * 0.8, width / 2)
            middle = bar.center().x()
            tip = QPointF(middle, self._marker() - 2)
            painter.drawPolygon(QPolygonF([tip, QPointF(middle - half, 0), QPointF(middle + half, 0)]))
        font = QFont(self._font())
        font.setWeight(QFont.Weight.Bold if reached else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if reached and not self._past else theme.muted))
        below = QRectF(left, bar.bottom() + GRID / 2, width, self._numbers().height())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.locale().toString(score))

    def _font(self) -> QFont:
        self.ensurePolished()
        return beside(self.font(), "small")

    def _numbers(self) -> QFontMetricsF:
        font = self._font()
        font.setWeight(QFont.Weight.Bold)
        return QFontMetricsF(font)

    def _bar(self) -> float:
        return self._numbers().height() * 1.4

    def _marker(self) -> float:
        return self._numbers().height() * 0.5
