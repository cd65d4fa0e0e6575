"""The cards of the report tab: counts, last five and chart, arranged by the window's size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from gui.kit.label import label
from gui.kit.last_five import LastFive, Width
from gui.language import report_words
from gui.report.category_bars import CategoryBars
from gui.report.daily_chart import DailyChart
from gui.style.theme import GRID

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from core.clinical.alarms import AlarmRules
    from core.records.record import Record
    from gui.report.export_flow import PeriodReport
    from gui.style.look import Look


_SHARES: Final = ((1, 1), (5, 8))
"""Shares of the width that the two tables have side by side: equal, or where that is too narrow for the last five."""

_BESIDE: Final = (Width.WIDE, Width.NARROW, Width.NARROWER)
"""Layouts of the last five beside the counts, the best first."""


class ReportCards(QWidget):
    """Three cards: counts, last five, chart. The two tables are side by side if both fit; the chart has the rest.

    `record_opened` carries a record of the last five that is to be shown; `first_painted` is emitted once, after the
    first paint.
    """

    record_opened = Signal(object)
    first_painted = Signal()

    def __init__(self, look: Look, rules: AlarmRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._widths: dict[Width, int] = {}
        self._room = 0
        self._is_painted = False
        self._total = label("title", "total")
        self._last_time = label("muted", "ultima_fecha")
        self._alarms = label("", "con_signo_de_alarma")
        self._bars = CategoryBars(look)
        self._last_title = label("title")
        self._last_five = LastFive(look, rules)
        self._last_five.opened.connect(self.record_opened)
        self._nothing = label("muted")
        self._chart_title = label("title")
        self._chart = DailyChart(look)
        self._chart.pointed_out.connect(self._chart_title.setText)
        self._counts_card = _card(self._total, self._last_time, self._bars, self._alarms)
        self._last_card = _card(self._last_title, self._nothing, self._last_five)
        chart_card = _card(self._chart_title, self._chart)
        self._tables = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._tables.setSpacing(2 * GRID)
        self._tables.addWidget(self._counts_card, 1)
        self._tables.addWidget(self._last_card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(self._tables)
        column.addWidget(chart_card, 1)
        look.changed.connect(self.measure)

    def show_report(self, shown: PeriodReport, last: Record | None, today: date) -> None:
        """Show a report; `last` is the last record of all, `today` the local date. Then call `measure`."""
        locale = self.locale()
        if last is None:
            self._total.setText(self.tr("Aún no hay predicciones"))
        else:
            self._total.setText(report_words.total_in(shown.choice, shown.report.total, locale))
        in_period = shown.report.last[-1] if shown.report.last else None
        self._last_time.setText(report_words.last_time(in_period, last, locale))
        self._bars.show_report(shown.report)
        self._alarms.setText(report_words.alarms(shown.report, locale))
        self._alarms.setVisible(last is not None)
        self._last_title.setText(report_words.heading_last_five())
        self._last_five.show_report(shown.report, today)
        self._nothing.setText(report_words.no_predictions())
        self._nothing.setVisible(not shown.report.last)
        self._last_five.setVisible(bool(shown.report.last))
        self._chart.show_days(shown.days, today)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Emit `first_painted` after the first paint."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.first_painted.emit)

    @Slot()
    def measure(self) -> None:
        """Measure and place the cards again after a change of content, fonts or language."""
        self._widths.clear()
        self.arrange(self._room)

    def arrange(self, width: int) -> None:
        """Place the tables for a width in pixels: side by side if they fit, else stacked."""
        self._room = width
        place = next((place for place in _BESIDE if self._share(width, place)), None)
        if place is None:
            self._tables.setDirection(QBoxLayout.Direction.TopToBottom)
            place = next((place for place in Width if self._needed(place) <= width), Width.NARROWEST)
        else:
            self._tables.setDirection(QBoxLayout.Direction.LeftToRight)
        self._last_five.set_width(place)
        self._last_five.fit()

    def _share(self, width: int, place: Width) -> bool:
        """Share a width between the two tables side by side; return whether both fit, the last five in a layout."""
        for counts, last in _SHARES:  # not by what the cards hold: their width would change with it
            part = (width - self._tables.spacing()) // (counts + last)
            self._tables.setStretch(0, counts)
            self._tables.setStretch(1, last)
            if self._counts_card.minimumSizeHint().width() <= part * counts and self._needed(place) <= part * last:
                return True
        return False

    def _needed(self, width: Width) -> int:
        """Return the width in pixels that the last five need in a layout; cached until `measure`."""
        if width not in self._widths:
            self._last_five.set_width(width)
            self._widths[width] = self._last_card.minimumSizeHint().width()
        return self._widths[width]


def _card(*content: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(GRID, GRID * 3 // 2, GRID, GRID * 3 // 2)
    column.setSpacing(GRID // 2)
    for widget in content:
        if isinstance(widget, QLabel):  # in line with the text of the tables' first column
            widget.setContentsMargins(GRID, 0, GRID, 0)
        column.addWidget(widget)
    if not isinstance(content[-1], DailyChart):
        column.addStretch(1)
    return card
