"""The chart of days as a widget: mouse or arrow keys select a day, described in words."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.vocabulary import Category
from gui.language import formats, labels, report_words
from gui.report.charts import (
    Canvas,
    Day,
    DaysChart,
    Legend,
    Ruler,
    has_part_of_period,
    plot_area,
    round_steps,
    sum_of,
)
from gui.style.style_sheet import beside
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from gui.style.look import Look

_LOWEST: Final = 88
_NARROWEST: Final = 240
_TOP: Final = 3


class DailyChart(QWidget):
    """Stacked bars of days, with a legend. `pointed_out` carries the new heading when the selected day changes.

    The legend shows counts of the selected day only: totals of the charted days would contradict those of the period
    beside it.
    """

    pointed_out = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grafico_por_dia")
        self._look = look
        self._days: tuple[Day, ...] = ()
        self._sums = sum_of(())
        self._selected = -1
        self._today = date.min
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def days(self) -> tuple[Day, ...]:
        """The charted days."""
        return self._days

    def show_days(self, days: Sequence[Day], today: date) -> None:
        """Show these days; a selected day stays selected if it is among them."""
        pointed_out = self._days[self._selected].day if self._selected >= 0 else None
        self._days = tuple(days)
        self._name = report_words.charted_days([day.day for day in days], today, self.locale())
        self._today = today
        self._sums = sum_of(self._days)
        self.setAccessibleName(self._name)
        self._select(next((place for place, day in enumerate(self._days) if day.day == pointed_out), -1))
        self.updateGeometry()
        self.update()

    def heading(self) -> str:
        """Return the heading: the charted days, or the selected day with its number of predictions."""
        if self._selected < 0:
            return report_words.heading_chart(
                [day.day for day in self._days],
                self._today,
                self.locale(),
                underlines_period=has_part_of_period(self._days),
            )
        return self._summary(self._days[self._selected])

    def sizeHint(self) -> QSize:
        """Return the minimum size; the layout gives the chart all spare room."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least height at which bars can be told apart, and the least width of the legend."""
        bars = round(_LOWEST * self._look.text_size / 100)
        return QSize(_NARROWEST, math.ceil(self._legend().height) + bars)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Update the minimum height: the legend wraps to the width."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the legend and the chart."""
        del event
        painter = QPainter(self)
        canvas = Canvas(painter, self._ruler(), self._look.theme)
        area = self._chart_area()
        counts = None if self._selected < 0 else self._days[self._selected].counts
        self._legend().paint(canvas, QPointF(area.left(), _TOP), counts)
        DaysChart(canvas, area, self._days, self._selected).paint()
        if not any(self._sums):
            words = report_words.no_predictions_by_day()
            canvas.text(area, Qt.AlignmentFlag.AlignCenter, words, self._look.theme.muted)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.theme.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select a day: the neighbour with Left and Right, the ends with Home and End."""
        last = len(self._days) - 1
        places = {
            Qt.Key.Key_Left: last if self._selected < 0 else max(0, self._selected - 1),
            Qt.Key.Key_Right: last if self._selected < 0 else min(last, self._selected + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None:
            super().keyPressEvent(event)
        else:
            self._select(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select the day under the mouse."""
        steps = round_steps(max((day.total for day in self._days), default=0))
        plot = plot_area(self._ruler(), self._chart_area(), steps)
        inside = plot.left() <= event.position().x() < plot.right() and plot.width() > 0
        place = int((event.position().x() - plot.left()) * len(self._days) / plot.width()) if inside else -1
        if place != self._selected:  # a mouse sends many moves within one day
            self._select(place)

    def leaveEvent(self, event: QEvent) -> None:
        """Clear the selection, unless the chart has the focus."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._select(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the last day when the focus comes by keyboard."""
        super().focusInEvent(event)
        if self._selected < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._select(len(self._days) - 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Clear the selection."""
        super().focusOutEvent(event)
        self._select(-1)
        self.update()

    def _select(self, place: int) -> None:
        self._selected = place
        self.setAccessibleDescription(self._description())
        self.pointed_out.emit(self.heading())
        self.update()

    def _summary(self, day: Day) -> str:
        return f"{formats.short_day(day.day, self.locale())}: {report_words.total(day.total).lower()}"

    def _description(self) -> str:
        """Return the description for screen readers: the selected day, else the day with most predictions."""
        if self._selected >= 0:
            day = self._days[self._selected]
            parts = [
                f"{labels.category_name(category.value)}: {formats.count(number, self.locale())}"
                for category, number in zip(Category, day.counts, strict=True)
                if number
            ]
            return f"{self._summary(day)}. {', '.join(parts)}".rstrip(". ") + "."
        if not any(self._sums):
            return f"{self._name}: {report_words.total(0).lower()}."
        busiest = max(self._days, key=lambda day: day.total)
        return self.tr("{days}: el día con más fue el {day}, con {count}.").format(
            days=self._name,
            day=formats.short_day(busiest.day, self.locale()),
            count=formats.count(busiest.total, self.locale()),
        )

    def _chart_area(self) -> QRectF:
        whole = QRectF(self.rect()).adjusted(GRID, _TOP, -GRID, -_TOP)
        return whole.adjusted(0, self._legend().height, 0, 0)

    def _legend(self) -> Legend:
        return Legend(self._ruler(), max(_NARROWEST, self.width()) - 2 * GRID, self._sums)

    def _ruler(self) -> Ruler:
        return Ruler(beside(self.font(), "small"), self, self.locale())
