"""The records tab: the records of a period, newest first, and voiding or reinstating one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.records.period import Period
from gui.kit.enter_button import EnterButton
from gui.kit.period_bar import PeriodBar
from gui.kit.waiting_card import WaitingCard
from gui.language import formats, labels, report_words
from gui.records.records_model import RecordsModel
from gui.records.records_table import RecordsTable
from gui.records.void_flow import VoidFlow
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from core.errors import ReadError
    from core.records.period import Choice
    from gui.style.look import Look
    from gui.work.questions import Questions
    from gui.work.record_source import RecordSource

_SIDE: Final = 2 * GRID
_LEAST_HEIGHT: Final = 40 * GRID
_VOID_KEY: Final = QKeySequence.StandardKey.Delete


class RecordsTab(QWidget):
    """Lists the station's records of a period; updates while visible.

    `told` and `failed` carry what `VoidFlow` says of how voiding went. `changed` says that the station may say
    something else now, and has whoever owns the tab call `refresh`; `retracted_shown` that the user has asked for the
    voided ones; `period_chosen` which period was chosen. `flows` is what runs in the background.
    """

    told = Signal(object)
    failed = Signal(object)
    changed = Signal()
    retracted_shown = Signal()
    period_chosen = Signal(object)

    def __init__(
        self, source: RecordSource, look: Look, period: Choice, questions: Questions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("registros")
        self._source = source
        self._station = station = source.station
        self._failure: ReadError | None = None
        self._came_to_front = False
        self._focus_list_when_ready = False
        self._flow = VoidFlow(station, questions, self)
        self.flows = (self._flow,)
        self._period = PeriodBar(period, questions, lambda: station.clock().date())
        self._shows_voided = False
        self._voided_button = EnterButton()
        self._voided_button.setObjectName("mostrar_anulados")
        self._void_button = EnterButton()
        self._void_button.setObjectName("anular")
        self._void_key = QShortcut(_VOID_KEY, self)
        self._void_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._void_key.setAutoRepeat(False)
        self._records = RecordsModel(station.log, self)
        self._table = RecordsTable(self._records, look)
        self._table.show_reasons(False)
        self._none = QLabel()
        self._none.setWordWrap(True)
        self._none.setObjectName("sin_registros")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = QLabel()
        self._count.setObjectName("cantidad_registros")
        self._count.setProperty("role", "muted")
        self._waiting = WaitingCard("leyendo_registros")
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._join()
        self.retranslate()

    def _lay_out(self) -> None:
        actions = QHBoxLayout()
        actions.setSpacing(2 * GRID)
        actions.addWidget(self._voided_button)
        actions.addWidget(self._void_button)
        actions.addStretch(1)
        self._head.setSpacing(GRID)
        self._head.addWidget(self._period)
        self._head.addStretch(1)
        self._head.addLayout(actions)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        inside.addWidget(self._none)
        inside.addWidget(self._table)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 2 * GRID, _SIDE, GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(self._head)
        column.addWidget(self._waiting)
        column.addWidget(self._card, 1)
        column.addWidget(self._count)
        column.addStretch(0)  # keeps the waiting card at the top

    def _join(self) -> None:
        self._period.chosen.connect(self._choose_period)
        self._period.picked.connect(self.focus_first)
        self._voided_button.clicked.connect(self._show_or_hide_voided)
        self._void_button.clicked.connect(self._void)
        self._void_key.activated.connect(self._void_button.click)
        self._table.selectionModel().currentRowChanged.connect(self._name_buttons)
        self._source.ready.connect(self.refresh)
        self._source.progressed.connect(self._show_progress)
        self._source.failed.connect(self.show_failure)
        for told, signal in ((self._flow.finished, self.told), (self._flow.failed, self.failed)):
            told.connect(signal)
            told.connect(self.changed)

    @Slot()
    def focus_first(self) -> None:
        """Focus the list, as soon as it is read; the period if the list is empty."""
        if self._table.isVisible():
            self._table.setFocus()
        else:
            self._period.focus()
            self._focus_list_when_ready = not self._card.isVisible()

    @Slot(object)
    def show_period(self, choice: Choice) -> None:
        """Choose another period."""
        self._period.choose(choice)

    @Slot()
    def refresh(self) -> None:
        """Show the station's current records, if the tab is visible."""
        if not self.isVisible():
            return
        notes = self._station.notes
        index = None if notes is None else self._source.index()
        if notes is None or index is None:
            self._show_state(ready=False)
            return
        self._failure = None
        today = self._station.clock().date()
        period = Period.named(self._period.choice, today)
        copies = self._station.health.copies
        valid = index.view(period, [*notes.offsets, *copies])
        view = index.view(period, copies) if self._shows_voided else valid
        place, newest = self._place(), self._newest()
        self._records.show(index, view, notes, today, self.locale())
        if self._came_to_front and self._newest() != newest:
            place = None  # show the records that arrived since the tab was last visible
            self._table.scrollToTop()
        self._came_to_front = False
        self._return_to(place)
        voided = len(view) - len(valid)
        self._count.setText(report_words.total_in(self._period.choice, len(valid), self.locale(), voided))
        self._show_state(ready=True)
        self._name_buttons()
        if self._focus_list_when_ready and self._table.isVisible():
            self._focus_list_when_ready = False
            focused = QApplication.focusWidget()
            if focused is not None and self._period.isAncestorOf(focused):
                self._table.setFocus()

    @Slot(object)
    def show_failure(self, error: ReadError) -> None:
        """Show the error in place of the records."""
        self._failure = error
        self._show_state(ready=False)

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._period.retranslate()
        self._none.setText(report_words.no_predictions())
        self._table.setAccessibleName(self.tr("Registros"))
        self._waiting.say(labels.reading())
        self._table.fit()
        self._name_buttons()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the locale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self.retranslate()

    def minimumSizeHint(self) -> QSize:
        """Return the size for stacked controls and some rows."""
        controls = (self._period, self._voided_button, self._void_button)
        period, *buttons = (widget.minimumSizeHint().width() for widget in controls)
        width = max(period, sum(buttons) + 2 * GRID) + 2 * _SIDE
        return QSize(width, _LEAST_HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when the tab is shown."""
        super().showEvent(event)
        self._came_to_front = True
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the controls for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        controls = (self._period, self._voided_button, self._void_button)
        needed = sum(widget.sizeHint().width() for widget in controls) + 4 * GRID
        beside = needed <= self.width() - 2 * _SIDE
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    @Slot(object)
    def _choose_period(self, choice: Choice) -> None:
        self._table.clearSelection()
        self._table.setCurrentIndex(self._records.index(-1, -1))
        self.refresh()
        self.period_chosen.emit(choice)

    @Slot()
    def _show_or_hide_voided(self) -> None:
        self._shows_voided = not self._shows_voided
        self._flow.shows_voided = self._shows_voided
        self._table.show_reasons(self._shows_voided)
        if self._shows_voided:
            self.retracted_shown.emit()
        self.refresh()
        self._show_voided_around()

    @Slot()
    def _void(self) -> None:
        row = self._table.currentIndex().row()
        if row >= 0:
            self._flow.begin(self._records, row)

    @Slot(int)
    def _show_progress(self, percent: int) -> None:
        self._waiting.show_progress(percent, 100)

    @Slot()
    def _name_buttons(self) -> None:
        """Set the texts of the buttons by their effect, which depends on the current record."""
        row = self._table.currentIndex().row()
        voided = row >= 0 and self._records.reason(row) is not None
        key = formats.key(_VOID_KEY)
        text = self.tr("Rest&ablecer…") if voided else self.tr("&Anular…")
        self._void_button.setText(f"{text}   {key}")
        shown = self._shows_voided
        self._voided_button.setText(self.tr("Ocultar an&ulados") if shown else self.tr("Mostrar an&ulados"))
        self._void_button.setEnabled(row >= 0)

    def _place(self) -> tuple[int, int, int] | None:
        """Return the current row, its record's position and the first visible row; None without a current row."""
        row = self._table.currentIndex().row()
        if row < 0:
            return None
        return row, self._records.view.position(row), self._table.verticalScrollBar().value()

    def _newest(self) -> int | None:
        """Return the position of the newest record in the list; None if it is empty."""
        return self._records.view.position(0) if self._records.rowCount() else None

    def _return_to(self, place: tuple[int, int, int] | None) -> None:
        """Restore the cursor: on the same record, else on the same row, else on the newest record."""
        rows = self._records.rowCount()
        if not rows:
            return
        if place is None:
            self._table.selectRow(0)
            return
        row, position, top = place
        found = self._records.view.row(position)
        now = min(row, rows - 1) if found is None else found
        if top:  # a list at its top stays there
            self._table.verticalScrollBar().setValue(top + (0 if found is None else found - row))
        self._table.selectRow(now)

    def _show_voided_around(self) -> None:
        """Scroll the shown voided records next to the current one into view."""
        row = self._table.currentIndex().row()
        if row < 0:
            return
        for step in (1, -1):
            last = row
            while 0 <= last + step < self._records.rowCount() and self._records.reason(last + step) is not None:
                last += step
            self._table.scrollTo(self._records.index(last, 0))
        self._table.scrollTo(self._records.index(row, 0))

    def _show_state(self, *, ready: bool) -> None:
        any_rows = self._records.rowCount() > 0
        had_focus = self._table.hasFocus()
        self._waiting.setVisible(not ready)
        self._card.setVisible(ready)
        self._count.setVisible(ready)
        self._table.setVisible(any_rows)
        self._none.setVisible(not any_rows)
        self._void_button.setEnabled(ready and any_rows)
        if not ready:
            reading = labels.reading()
            self._waiting.say(reading if self._failure is None else labels.failure(self._failure))
            self._waiting.show_progress(0, 0)
            self._waiting.show_bar(self._failure is None)
        if had_focus and not (ready and any_rows):
            self._period.focus()
