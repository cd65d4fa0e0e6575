"""A small chart of two distributions of one vital sign: now, in bars, against before, as a line of steps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.language import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent

    from gui.style.look import Look

_LINES: Final = 6
"""Height of the chart, in lines of text."""

LINES_WIDE: Final = 20
"""Width that a chart asks for, in lines of text; it takes what its column has."""


class DistributionChart(QWidget):
    """Bars of the shares now, and a line of those before; a screen reader hears the sentence beside it."""

    def __init__(self, look: Look, now: Mapping[float, int], before: Mapping[float, int], width: float) -> None:
        super().__init__()
        self._look = look
        self._width = width
        self._now, self._before = shares(now, width), shares(before, width)

    def sizeHint(self) -> QSize:
        """Return a size of some lines of text."""
        line = self.fontMetrics().height()
        return QSize(LINES_WIDE * line, _LINES * line)

    def minimumSizeHint(self) -> QSize:
        """Return the height of the whole chart: a layout leaves nothing of it out."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars, line, and the values at both ends."""
        places = sorted(self._now.keys() | self._before.keys())
        if not places:
            return
        painter = QPainter(self)
        theme, line = self._look.theme, self.fontMetrics().height()
        first, last = places[0], places[-1]
        number = round((last - first) / self._width) + 1
        highest = max([*self._now.values(), *self._before.values()])
        step, height = self.width() / number, self.height() - line - 2
        painter.fillRect(QRectF(0, height, self.width(), 1), QColor(theme.border))
        line_before = []
        for place in range(number):
            value, left = first + place * self._width, place * step
            tall = self._now.get(value, 0.0) / highest * height
            painter.fillRect(QRectF(left + 1, height - tall, max(1.0, step - 2), tall), QColor(theme.primary))
            level = max(1.0, height - self._before.get(value, 0.0) / highest * height)
            line_before += [QPointF(left, level), QPointF(left + step, level)]
        for colour, thickness in ((theme.card, 4), (theme.text, 2)):  # it stands out from the bars too
            painter.setPen(QPen(QColor(colour), thickness))
            painter.drawPolyline(line_before)
        painter.setPen(QColor(theme.muted))
        decimals = 0 if self._width >= 1 else 1
        ends = (formats.number(first, decimals, self.locale()), formats.number(last, decimals, self.locale()))
        area = QRectF(0, height + 2, self.width(), line)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), ends[0])
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight), ends[1])
        painter.end()


def shares(counts: Mapping[float, int], width: float) -> dict[float, float]:
    """Return the share of each bar that begins at a multiple of `width`."""
    total = sum(counts.values())
    found: Counter[float] = Counter()
    for value, count in counts.items():
        found[value // width * width] += count
    return {place: count / total for place, count in found.items()} if total else {}


def last_digits(counts: Mapping[float, int], step: float) -> Counter[float]:
    """Return the counts by last digit of values with this smallest difference."""
    found: Counter[float] = Counter()
    for value, count in counts.items():
        found[float(round(value / step) % 10)] += count
    return found
