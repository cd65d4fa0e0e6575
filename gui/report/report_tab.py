"""The report tab: numbers, bars and a chart of a period; buttons to export and print it."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from core.errors import SaveError
from core.records.period import Period
from core.station.details import Details
from core.vocabulary import PeriodName
from gui.kit.enter import EnterButton
from gui.kit.label import label
from gui.kit.measure import margin
from gui.kit.page_scroll import PageScroll
from gui.kit.period_bar import PeriodBar
from gui.kit.waiting_card import WaitingCard
from gui.language import formats, labels
from gui.language.i18n import Translated
from gui.report.charts import counted
from gui.report.export_flow import PeriodReport
from gui.report.report_cards import ReportCards
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from core.errors import ReadError
    from core.records.period import Choice
    from core.records.record import Record
    from core.report.report import Report
    from core.system.settings import SettingsFile
    from gui.report.export_flow import ExportFlow
    from gui.style.look import Look
    from gui.work.carried import Carried
    from gui.work.record_source import RecordSource

_EXPORT_KEY: Final = "Ctrl+E"
_PRINT_KEY: Final = "Ctrl+P"


class ReportTab(Translated, PageScroll):
    """Shows the station's report of a period, once the log is loaded; alarm signs are counted from `source`'s index.

    `export_finished` and `export_failed` forward the signals of `ExportFlow`. `load_needed` requests a reload after
    the log has changed under the station; `period_chosen` carries the chosen period.
    """

    export_finished = Signal(object)
    export_failed = Signal(object)
    still_reading = Signal()
    """An export or a print was requested before the log was read."""
    load_needed = Signal()
    period_chosen = Signal(object)

    def __init__(
        self,
        source: RecordSource,
        look: Look,
        settings_file: SettingsFile,
        exports: ExportFlow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reporte")
        self._source = source
        self._station = station = source.station
        self._pending: Callable[[PeriodReport], None] | None = None
        self._settings_file = settings_file
        self._shown: PeriodReport | None = None
        self._is_painted = False
        self._failure: ReadError | None = None
        self._progress = (0, 0)
        self.exports = exports
        self._period = PeriodBar(settings_file.current.period, exports.questions, lambda: station.clock().date())
        self._export_button = EnterButton(name="exportar")
        self._print_button = EnterButton(name="imprimir")
        self._waiting = WaitingCard("cargando")
        self._cards = ReportCards(look, source.rules)
        self._look = look
        self._carried: Carried | None = None
        self._last: Record | None = None
        self._facts = label("muted", "entrega", wraps=True)
        self._facts.hide()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._join(look)
        self.retranslate()

    @Slot(object)
    def _show_record(self, record: Record) -> None:
        self.exports.questions.show_record(Details.of(self._station, record), self._look)

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(GRID)
        actions.addWidget(self._export_button)
        actions.addWidget(self._print_button)
        actions.addStretch(1)
        self._head.setSpacing(GRID)
        self._head.addWidget(self._period)
        self._head.addStretch(1)
        self._head.addLayout(actions)
        self.column.addLayout(self._head)
        self.column.addWidget(self._facts)
        self.column.addWidget(self._waiting)
        self.column.addWidget(self._cards, 1)
        self.column.addStretch(0)
        self.show_content()

    def _join(self, look: Look) -> None:
        self._cards.record_opened.connect(self._show_record)
        self._cards.first_painted.connect(self._after_first_paint)
        self._period.chosen.connect(self._choose_period)
        self._export_button.clicked.connect(self.export)
        self._print_button.clicked.connect(self.print_report)
        self._source.ready.connect(self._go_on)
        self._source.failed.connect(self._not_counted)
        self.exports.finished.connect(self.export_finished)
        self.exports.failed.connect(self.export_failed)
        look.changed.connect(self._arrange)

    @Slot()
    def refresh(self) -> None:
        """Show the station's current report; fast enough to run after each prediction."""
        today = self._station.clock().date()
        choice = self._period.choice
        period = Period.named(choice, today)
        report = self._counted(period)
        days = period.charted(today)
        recent = self._station.report(Period(days[0], days[-1]))
        whole = report if period == Period() else self._station.report(Period())
        self._shown = None
        if report is not None and recent is not None and whole is not None:
            self._failure = None
            self._shown = PeriodReport(report, choice, period, counted(days, recent, period), self.locale())
            self._progress = (0, 0)
            self._last = whole.last[-1] if whole.last else None
            self._show_carried()
            self._cards.show_report(self._shown, whole.last[-1] if whole.last else None, today)
            if self.isVisible():  # a hidden tab is measured when shown, so that a prediction does not wait for it
                self._cards.measure()
        self._show_state()
        if self._station.needs_load:
            self.load_needed.emit()

    def follow(self, carried: Carried) -> None:
        """Show what was carried away: delivery to the district, and the last backup."""
        self._carried = carried
        carried.changed.connect(self._show_carried)
        self._show_carried()

    @Slot()
    def _show_carried(self) -> None:
        if self._carried is None:
            return
        self._carried.look()
        locale = self.locale()
        found = (self._carried.delivered(locale), self._carried.last_backup(self._last, locale))
        self._facts.setText(" ".join(filter(None, found)))
        self._facts.setVisible(bool(self._facts.text()))

    def _counted(self, period: Period) -> Report | None:
        """Return the report of a period, with its alarm signs if they are to be seen and counted."""
        report, notes = self._station.report(period), self._station.notes
        if report is None or notes is None or not (self.isVisible() or self._pending):
            return report
        # The making of an index takes the processor from the first paint, which has to wait for it again and again.
        index = self._source.index(may_begin=self._is_painted or self._pending is not None)
        if index is None:
            return report
        return report._replace(alarms=index.count_alarms(period, [*notes.offsets, *self._station.health.copies]))

    @Slot()
    def _after_first_paint(self) -> None:
        self._is_painted = True
        if self._shown is not None and self._shown.report.alarms is None:
            self.refresh()

    @Slot(int)
    def show_loading(self, percent: int) -> None:
        """Show that the log is being read, with its progress in percent."""
        self._failure = None
        self._progress = (percent, 100)
        self._shown = None
        self._show_state()

    @Slot(object)
    def show_failure(self, error: ReadError) -> None:
        """Show the error in place of the report."""
        self._failure = error
        self._progress = (0, 0)
        self._shown = None
        self._show_state()

    def focus_first(self) -> None:
        """Focus the chosen period."""
        self._period.focus()

    @Slot(object)
    def show_period(self, choice: Choice) -> None:
        """Choose another period; a named one is saved in the settings."""
        self._period.choose(choice)

    @Slot()
    def export(self) -> None:
        """Ask for a file and export the current report or the records, once all is counted."""
        self._carry_away(self.exports.export)

    @Slot()
    def print_report(self) -> None:
        """Ask for a printer and print the current report, once all is counted."""
        self._carry_away(self.exports.print_page)

    def _carry_away(self, act: Callable[[PeriodReport], None]) -> None:
        self._pending = act
        self._go_on()

    @Slot()
    def _go_on(self) -> None:
        """Show the current report, and do what waits for its count of alarm signs."""
        self.refresh()
        act, shown = self._pending, self._shown
        if act is None:
            return
        if shown is None:
            self._pending = None
            self._say_why_nothing_is_exported()
        elif shown.report.alarms is None:
            self.still_reading.emit()  # the source says when it is ready
        else:
            self._pending = None
            act(shown)

    @Slot(object)
    def _not_counted(self, error: ReadError) -> None:
        if self._pending is not None:
            self._pending = None
            self.export_failed.emit(partial(labels.failure, error))

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self.setAccessibleName(self.tr("Reporte"))
        self._period.retranslate()
        self._export_button.setText(self.tr("E&xportar…") + f"   {formats.key(_EXPORT_KEY)}")
        self._export_button.setToolTip(self.tr("Guardar el reporte o los registros en un archivo"))
        self._print_button.setText(self.tr("&Imprimir…") + f"   {formats.key(_PRINT_KEY)}")
        self._print_button.setToolTip(self.tr("Imprimir el reporte en una hoja"))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when the tab is shown."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the content for the new width."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        side = margin(self, self.room.width())
        self.column.setContentsMargins(side, 2 * GRID, side, GRID)
        width = self.room.width() - 2 * side
        buttons = (self._period, self._export_button, self._print_button)
        needed = sum(widget.sizeHint().width() for widget in buttons) + 3 * GRID
        self._head.setDirection(
            QBoxLayout.Direction.LeftToRight if needed <= width else QBoxLayout.Direction.TopToBottom
        )
        self._cards.arrange(width)

    @Slot(object)
    def _choose_period(self, choice: Choice) -> None:
        if isinstance(choice, PeriodName):  # days of the calendar are those of this session: tomorrow asks for others
            with contextlib.suppress(SaveError):  # the choice then lasts for this session
                self._settings_file.change(period=choice)
        self.refresh()
        self.period_chosen.emit(choice)

    def _show_state(self) -> None:
        ready = self._shown is not None
        self._cards.setVisible(ready)
        self._waiting.setVisible(not ready)
        # Enabled during an export too: disabling a focused button would move the focus to *Imprimir*.
        self._export_button.setEnabled(ready)
        self._print_button.setEnabled(ready)
        if not ready:
            self._waiting.say(self._no_report())
            self._waiting.show_progress(*self._progress)
            self._waiting.show_bar(self._failure is None)

    def _say_why_nothing_is_exported(self) -> None:
        if self._failure is None:
            self.still_reading.emit()
        else:
            self.export_failed.emit(partial(labels.failure, self._failure))

    def _no_report(self) -> str:
        return labels.reading() if self._failure is None else labels.failure(self._failure)
