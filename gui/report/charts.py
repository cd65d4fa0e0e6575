"""Painting of counts: bars, the stacked chart of days and its legend, on a screen and on paper.

Each category has its own fill pattern, denser with severity like its symbol, so that a chart is readable without
colour: by the colour-blind, and in a black-and-white print.
"""

from __future__ import annotations

from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from core.vocabulary import Category
from gui.kit.alignment import LEFT, RIGHT
from gui.kit.symbols import paint_symbol
from gui.language import formats, labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QPaintDevice

    from core.records.period import Period
    from core.report.report import Report
    from gui.style.theme import Theme

_MOST_STEPS: Final = 4
_WIDEST_BAR: Final = 34
_SHARE_OF_SLOT: Final = 0.72
_UNDERLINE: Final = 3
_NO_COUNTS: Final = len(Category) * (None,)
_ONE_LINE: Final = Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine


class Day(NamedTuple):
    """One day: its date, its counts in the order of Category, and whether the report's period includes it."""

    day: date
    counts: tuple[int, ...]
    is_of_period: bool = True

    @property
    def total(self) -> int:
        """Number of predictions on that day."""
        return sum(self.counts)


def counted(days: Sequence[date], report: Report, period: Period) -> tuple[Day, ...]:
    """Return all `days` with their counts in the report, zeros included."""
    return tuple(_counted(day, report.days.get(day.isoformat(), {}), period) for day in days)


def _counted(day: date, counts: Mapping[str, int], period: Period) -> Day:
    of_categories = tuple(counts.get(category.value, 0) for category in Category)
    return Day(day, of_categories, period.includes(day.isoformat()))


def has_part_of_period(days: Sequence[Day]) -> bool:
    """Return whether only some of the days are in the period; the chart then underlines those."""
    return len({day.is_of_period for day in days}) > 1


def round_steps(highest: int) -> list[int]:
    """Return the axis labels: 0 and one to four multiples of a round step, the last one at least `highest`."""
    step = next(
        digit * 10**power for power in count() for digit in (1, 2, 5) if digit * 10**power * _MOST_STEPS >= highest
    )
    return [step * n for n in range(max(1, ceil(highest / step)) + 1)]


class Ruler(NamedTuple):
    """The measures of a device: font and locale of all text; `unit` is 1/96 inch in device pixels."""

    font: QFont
    device: QPaintDevice
    locale: QLocale
    unit: float = 1.0

    @property
    def metrics(self) -> QFontMetricsF:
        """The font's metrics on the device."""
        return QFontMetricsF(self.font, self.device)


class Canvas(NamedTuple):
    """A painter with its measures and colours."""

    painter: QPainter
    ruler: Ruler
    theme: Theme

    def pen(self, colour: str, width: float = 1.0) -> None:
        """Set the pen to a colour of the theme; `width` in units."""
        self.painter.setPen(QPen(QColor(colour), width * self.ruler.unit))

    def text(self, area: QRectF, flags: Qt.AlignmentFlag, words: str, colour: str) -> None:
        """Write one line, in a colour of the theme."""
        self.painter.setFont(self.ruler.font)
        self.painter.setPen(QColor(colour))
        self.painter.drawText(area, int(flags | _ONE_LINE), words)


def paint_filling(canvas: Canvas, area: QRectF, category: Category) -> None:
    """Fill a rectangle with the colour and hatching of a category."""
    painter, unit = canvas.painter, canvas.ruler.unit
    colour = canvas.theme.category(category)
    density = list(Category).index(category)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if category is Category.TERMINAL:
        painter.fillRect(area, colour)
    else:
        painter.fillRect(area, canvas.theme.tint(category))
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.setPen(QPen(colour, 1.4 * unit))
        for line in _hatching(area, density, unit):
            painter.drawLine(*line)
        painter.setClipping(False)
    painter.restore()
    painter.save()
    width = min(unit, area.height() / 2, area.width() / 2)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(width / 2, width / 2, -width / 2, -width / 2))
    painter.restore()


def _hatching(area: QRectF, density: int, unit: float) -> list[tuple[QPointF, QPointF]]:
    """Return the hatching of a density: 0 none, 1 one diagonal, 2 the other one, denser, 3 both."""
    gap = {0: 0.0, 1: 7.0, 2: 4.5, 3: 4.5}[density] * unit
    lines: list[tuple[QPointF, QPointF]] = []
    if not gap:
        return lines
    height = area.height()
    for n in range(int((area.width() + height) / gap) + 1):
        x = area.left() + n * gap
        if density in (1, 3):
            lines.append((QPointF(x - height, area.top()), QPointF(x, area.bottom())))
        if density in (2, 3):
            lines.append((QPointF(x - height, area.bottom()), QPointF(x, area.top())))
    return lines


def paint_bar(canvas: Canvas, area: QRectF, category: Category, part: int, whole: int) -> None:
    """Draw `part` of `whole` as a bar from the left edge, at least two units long unless `part` is 0."""
    if part > 0:
        length = max(2 * canvas.ruler.unit, area.width() * part / whole)
        paint_filling(canvas, QRectF(area.left(), area.top(), length, area.height()), category)


class DaysChart:
    """A stacked bar chart of days in an area; `selected` is the index of the highlighted day, or -1."""

    def __init__(self, canvas: Canvas, area: QRectF, days: Sequence[Day], selected: int = -1) -> None:
        self._canvas = canvas
        self._days = days
        self._selected = selected
        self._steps = round_steps(max((day.total for day in days), default=0))
        self._plot = plot_area(canvas.ruler, area, self._steps)
        self._slot = self._plot.width() / max(1, len(days))

    def paint(self) -> None:
        """Draw the axes, the days from left to right, and the categories of each, mildest at the bottom."""
        self._paint_counts()
        self._paint_days()
        if has_part_of_period(self._days):
            self._underline_period()
        for place, day in enumerate(self._days):
            self._paint_day(place, day)

    def _paint_counts(self) -> None:
        canvas, plot = self._canvas, self._plot
        half = canvas.ruler.metrics.height() / 2
        for step in self._steps:
            y = self._height_of(step)
            colour = canvas.theme.muted if step == 0 else canvas.theme.border
            canvas.pen(colour)
            canvas.painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            canvas.text(
                QRectF(0, y - half, plot.left() - 6 * canvas.ruler.unit, 2 * half),
                RIGHT,
                formats.count(step, canvas.ruler.locale),
                canvas.theme.muted,
            )

    def _paint_days(self) -> None:
        """Write the dates from the last day backwards, at the interval that fits."""
        canvas, plot = self._canvas, self._plot
        names = [formats.short_day(day.day, canvas.ruler.locale) for day in self._days]
        widest = max(map(canvas.ruler.metrics.horizontalAdvance, names), default=0.0)
        moved = max(0.0, (widest - self._slot) / 2)  # the last date, to end where the plot does
        every = max(1, ceil((widest + moved + 12 * canvas.ruler.unit) / self._slot))
        top = plot.bottom() + 4 * canvas.ruler.unit
        for place in range(len(names) - 1, -1, -every):
            middle = plot.left() + (place + 0.5) * self._slot
            canvas.pen(canvas.theme.muted)
            canvas.painter.drawLine(QPointF(middle, plot.bottom()), QPointF(middle, top))
            left = min(max(middle - widest / 2, 0.0), plot.right() - widest)
            canvas.text(
                QRectF(left, top, widest, canvas.ruler.metrics.height()),
                Qt.AlignmentFlag.AlignHCenter,
                names[place],
                canvas.theme.muted,
            )

    def _underline_period(self) -> None:
        """Draw a thick line below the days of the period."""
        plot, unit = self._plot, self._canvas.ruler.unit
        places = [place for place, day in enumerate(self._days) if day.is_of_period]
        left, right = (plot.left() + place * self._slot for place in (places[0], places[-1] + 1))
        line = QRectF(left, plot.bottom() + unit / 2, right - left, _UNDERLINE * unit)
        self._canvas.painter.fillRect(line, QColor(self._canvas.theme.text))

    def _paint_day(self, place: int, day: Day) -> None:
        canvas, plot = self._canvas, self._plot
        left = plot.left() + place * self._slot
        if place == self._selected:
            slot = QRectF(left, plot.top(), self._slot, plot.height())
            canvas.painter.fillRect(slot, QColor(canvas.theme.info_back))
            canvas.pen(canvas.theme.focus, 2)
            canvas.painter.drawRect(slot)
        width = round(min(self._slot * _SHARE_OF_SLOT, _WIDEST_BAR * canvas.ruler.unit))
        left = round(left + (self._slot - width) / 2)
        below = 0
        for category, number in zip(Category, day.counts, strict=True):
            if number:
                bottom, top = round(self._height_of(below)), round(self._height_of(below + number))
                paint_filling(canvas, QRectF(left, top, width, max(1, bottom - top)), category)
                below += number

    def _height_of(self, number: int) -> float:
        return self._plot.bottom() - self._plot.height() * number / self._steps[-1]


def plot_area(ruler: Ruler, area: QRectF, steps: Sequence[int]) -> QRectF:
    """Return the area of the bars: right of the counts, above the dates, half a line below the top."""
    metrics = ruler.metrics
    counts = max(metrics.horizontalAdvance(formats.count(step, ruler.locale)) for step in steps)
    return QRectF(
        area.left() + counts + 6 * ruler.unit,
        area.top() + metrics.height() / 2,
        area.width() - counts - 8 * ruler.unit,
        area.height() - 1.5 * metrics.height() - 5 * ruler.unit,
    )


class Legend:
    """The five categories with filling, symbol and name, wrapped to a width.

    `totals` are the highest counts that it will show, one for each category; the lines have room for them.
    """

    def __init__(self, ruler: Ruler, width: float, totals: Sequence[int] | None = None) -> None:
        metrics, unit = ruler.metrics, ruler.unit
        self._mark = metrics.ascent()
        self._gap = 6 * unit
        self._line = metrics.height() + self._gap
        self._places: list[QPointF] = []
        x, y = 0.0, 0.0
        for category, total in zip(Category, totals or _NO_COUNTS, strict=True):
            item = 2 * (self._mark + self._gap) + metrics.horizontalAdvance(_named_count(category, total, ruler))
            if x and x + item > width:
                x, y = 0.0, y + self._line
            self._places.append(QPointF(x, y))
            x += item + 3 * self._gap
        self.height = y + self._line

    def paint(self, canvas: Canvas, corner: QPointF, counts: Sequence[int] | None = None) -> None:
        """Draw the legend with its top left at `corner`, optionally with the counts of one day."""
        for category, place, number in zip(Category, self._places, counts or _NO_COUNTS, strict=True):
            at = corner + place
            swatch = QRectF(round(at.x()), round(at.y() + (self._line - self._mark) / 2), self._mark, self._mark)
            paint_filling(canvas, swatch, category)
            disc = swatch.translated(self._mark + self._gap, 0)
            paint_symbol(canvas.painter, disc, category, canvas.theme.category(category))
            canvas.text(
                QRectF(disc.right() + self._gap, at.y(), 1, self._line),
                LEFT,
                _named_count(category, number, canvas.ruler),
                canvas.theme.text,
            )


def sum_of(days: Sequence[Day]) -> tuple[int, ...]:
    """Return the summed counts of several days, in the order of Category."""
    return tuple(sum(day.counts[place] for day in days) for place in range(len(Category)))


def _named_count(category: Category, number: int | None, ruler: Ruler) -> str:
    name = labels.category_name(category.value)
    return name if number is None else f"{name}: {formats.count(number, ruler.locale)}"
