"""The records tab: the records of a period, all or those of a filter, and voiding or reinstating one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from gui.kit.label import label
from gui.kit.measure import SIDE, gap, margin
from gui.kit.page_scroll import PageScroll
from gui.kit.period_bar import PeriodBar
from gui.kit.waiting_card import WaitingCard
from gui.language import labels, report_words
from gui.language.i18n import Translated
from gui.records import lister
from gui.records.day_jump import DayJump
from gui.records.filter_bar import GO_TO_DAY_KEY, Filter, FilterBar, Retracted
from gui.records.lister import Lister
from gui.records.records_head import FILTER_KEY, RETRACT_KEY, RecordsHead
from gui.records.records_model import RecordsModel
from gui.records.records_table import RecordsTable
from gui.records.row_commands import RowCommands
from gui.records.verdict_keys import VerdictKeys
from gui.records.void_flow import VoidFlow
from gui.style.theme import GRID

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from core.errors import ReadError
    from core.records.period import Choice
    from gui.records.lister import Listing
    from gui.style.look import Look
    from gui.work.listed import ListedRecords
    from gui.work.questions import Questions
    from gui.work.record_source import RecordSource

_LEAST_HEIGHT: Final = 40 * GRID
_LEAST_ROWS: Final = 5


class RecordsTab(Translated, PageScroll):
    """Lists the station's records of a period; updates while visible.

    `told` and `failed` forward the outcome of `VoidFlow`. `changed`: the station's records may have changed, and the
    owner of the tab is to call `refresh`. `retracted_shown`: the user has asked for the voided ones. `period_chosen`
    carries the chosen period. `flows` are the flows in the background.
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
        station = source.station
        self._failure: ReadError | None = None
        self._came_to_front = False
        self._focus_list_when_ready = False
        self._open_when_ready = False
        self._listing: Listing | None = None
        self._flow = VoidFlow(station, questions, self)
        self._lister = Lister(source, self)
        self._period = PeriodBar(period, questions, self._today)
        self._head = RecordsHead(self._period)
        self._filters = FilterBar()
        self._filters.hide()
        self._filter_key = QShortcut(QKeySequence(FILTER_KEY), self)
        self._day_key = QShortcut(QKeySequence(GO_TO_DAY_KEY), self)
        self._void_key = QShortcut(RETRACT_KEY, self)
        self._early_enters = [QShortcut(key, self._period) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)]
        for key in (self._void_key, self._filter_key, self._day_key, *self._early_enters):
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)
        self._records = RecordsModel(station.log, self)
        self._table = RecordsTable(self._records, look)
        self._table.show_reasons(False)
        self._table.show_verdicts(False)
        self.verdict_keys = VerdictKeys(station, self._records, self._table)
        self.flows = self._flow, self._lister, self.verdict_keys
        self.commands = RowCommands(source, self._records, self._table, look, questions)
        self._days = DayJump(self._period, self._filters, self._records, self._table, questions, self._today)
        self._none = label("", "sin_registros", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = label("muted", "cantidad_registros")
        self._waiting = WaitingCard("leyendo_registros")
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._lay_out()
        self._join()
        self.retranslate()

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        inside.addWidget(self._none)
        inside.addWidget(self._table)
        for widget in (self._head, self._filters, self._waiting):
            self.column.addWidget(widget)
        self.column.addWidget(self._card, 1)
        self.column.addWidget(self._count)
        self.column.addStretch(0)  # keeps the waiting card at the top
        self.show_content()

    def _join(self) -> None:
        self._period.chosen.connect(self._choose_period)
        self._period.picked.connect(self.focus_first)
        self._head.filter_button.clicked.connect(self._open_or_close_filters)
        self._filter_key.activated.connect(self._open_or_close_filters)
        self._day_key.activated.connect(self._days.ask)
        self._days.wanted.connect(self.refresh)
        self._days.told.connect(self.told)
        self._filters.changed.connect(self._on_filter)
        self._filters.closed.connect(self._close_filters)
        self._filters.day_wanted.connect(self._days.ask)
        self._table.sort_wanted.connect(self._filters.sort_by)
        self._lister.listed.connect(self._show)
        self._head.retracted_button.clicked.connect(self._show_or_hide_voided)
        self._head.retract_button.clicked.connect(self._void)
        for key in self._early_enters:
            key.activated.connect(self._open_early)
        self._void_key.activated.connect(self._head.retract_button.click)
        self._table.selectionModel().currentRowChanged.connect(self._name_buttons)
        self.commands.void_wanted.connect(self._void)
        self.commands.told.connect(self.told)
        self.commands.failed.connect(self.failed)
        self._source.ready.connect(self.refresh)
        self._source.progressed.connect(self._show_progress)
        self._source.failed.connect(self.show_failure)
        for flow in (self._flow, self.verdict_keys):
            for told, signal in ((flow.finished, self.told), (flow.failed, self.failed)):
                told.connect(signal)
                told.connect(self.changed)

    def _today(self) -> date:
        return self._source.station.clock().date()

    @Slot()
    def focus_first(self) -> None:
        """Focus the list, as soon as it is read; the period if the list is empty."""
        if self._table.isVisible():
            self._table.setFocus()
        else:
            self._period.focus()
            self._focus_list_when_ready = not self._card.isVisible()

    @Slot()
    def _open_early(self) -> None:
        """Remember an Enter that is meant for the list while it is read."""
        self._open_when_ready = True

    @Slot(object)
    def show_period(self, choice: Choice) -> None:
        """Choose another period."""
        self._period.choose(choice)

    @Slot()
    def refresh(self) -> None:
        """Show the station's current records, if the tab is visible."""
        if not self.isVisible():
            return
        if not self._lister.list(self._period.choice, self._filters.filter):
            self._show_state(ready=False)

    @Slot(object)
    def _show(self, listing: Listing) -> None:
        """Show a listing, with the cursor where it was."""
        self._failure = None
        place, newest, was_first = self._table.place(), self._table.first(), self._table.currentIndex().row() == 0
        former = None if self._listing is None else self._listing.filter
        self._listing = listing
        self._records.show(listing, self.locale())
        self._table.show_verdicts(self._records.has_verdicts)
        if is_resorted := former is None or former.order != listing.filter.order:
            self._table.fit()
        else:
            self._table.show_days()
        if (self._came_to_front and self._table.first() != newest) or (is_resorted and was_first):
            place = None  # show the records that arrived since the tab was last visible, or the first of that order
            self._table.scrollToTop()
        elif place is not None and former is not None and former.conditions != listing.filter.conditions:
            place = place._replace(row=0, top=0)  # another list: its first record, unless the current one is in it
        self._came_to_front = False
        self._table.return_to(place)
        self._count.setText(lister.sentence(listing, self.locale()))
        self._none.setText(report_words.none_found() if listing.filter.narrows else report_words.no_predictions())
        self._show_state(ready=True)
        self._name_buttons()
        if self._focus_list_when_ready and self._table.isVisible():
            self._focus_list_when_ready = False
            focused = QApplication.focusWidget()
            if focused is not None and self._period.isAncestorOf(focused):
                self._table.setFocus()
                if self._open_when_ready:
                    QTimer.singleShot(0, self.commands, self.commands.open_current)
        self._open_when_ready = False
        self._days.arrive()
        QTimer.singleShot(0, self, self.see_focused)

    def listed(self) -> ListedRecords | None:
        """Return the shown records, to be carried away; None while there is nothing to show."""
        self.refresh()
        if self._listing is None or not self._card.isVisibleTo(self):
            return None
        return lister.carried(self._listing, self._filters.words(), self.locale())

    @Slot(object)
    def show_failure(self, error: ReadError) -> None:
        """Show the error in place of the records."""
        self._failure = error
        self._show_state(ready=False)

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._period.retranslate()
        self._filters.retranslate()
        self._table.setAccessibleName(self.tr("Registros"))
        self._waiting.say(labels.reading())
        self._table.fit()
        self._name_buttons()
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """Return the size for the controls and some rows."""
        return QSize(self._head.minimumSizeHint().width() + 2 * SIDE, _LEAST_HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when the tab is shown."""
        super().showEvent(event)
        self._came_to_front = True
        self.refresh()

    @Slot(object)
    def _choose_period(self, choice: Choice) -> None:
        self._open_when_ready = False
        self._table.clearSelection()
        self._table.setCurrentIndex(self._records.index(-1, -1))
        self.refresh()
        self.period_chosen.emit(choice)

    @Slot()
    def _show_or_hide_voided(self) -> None:
        chosen = self._filters.filter
        is_hidden = chosen.retracted is Retracted.HIDDEN
        self._filters.choose(chosen._replace(retracted=Retracted.SHOWN if is_hidden else Retracted.HIDDEN))
        self._table.show_retracted_around()

    @Slot()
    def _on_filter(self) -> None:
        shown = self._filters.filter.retracted is not Retracted.HIDDEN
        if shown and not self._flow.shows_voided:
            self.retracted_shown.emit()
        self._flow.shows_voided = shown
        self._table.show_reasons(shown)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the content within its measure, and make room for the list."""
        super().resizeEvent(event)
        side = margin(self, self.room.width())
        self.column.setContentsMargins(side, gap(self), side, GRID)
        self.column.setSpacing(gap(self))
        self._make_room()

    def _make_room(self) -> None:
        """Have open filters take the place of the other controls on a screen too low for both and some rows."""
        rows = _LEAST_ROWS * self._table.verticalHeader().defaultSectionSize()
        others = (self._head, self._filters, self._count)
        needed = rows + sum(widget.sizeHint().height() + 2 * GRID for widget in others) + 6 * GRID
        self._head.setVisible(not self._filters.isVisibleTo(self) or needed <= self.height())

    @Slot()
    def _open_or_close_filters(self) -> None:
        if self._filters.isVisible():
            self._close_filters()
            return
        self._filters.show()
        self._make_room()
        self._filters.focus_first()
        self._name_buttons()

    @Slot()
    def _close_filters(self) -> None:
        """Take the filters away, so that none works unseen; what is said of voided ones stays with its button."""
        is_hidden = self._filters.filter.retracted is Retracted.HIDDEN
        self._filters.hide()
        self._make_room()
        self._filters.choose(Filter(retracted=Retracted.HIDDEN if is_hidden else Retracted.SHOWN))
        self._name_buttons()
        self.focus_first()

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
        self._head.say(
            is_retracted=row >= 0 and self._records.reason(row) is not None,
            are_retracted_shown=self._filters.filter.retracted is not Retracted.HIDDEN,
            is_filter_open=self._filters.isVisibleTo(self),
        )
        self._head.retract_button.setEnabled(row >= 0)

    def _show_state(self, *, ready: bool) -> None:
        any_rows = self._records.rowCount() > 0
        had_focus = self._table.hasFocus()
        self._waiting.setVisible(not ready)
        self._card.setVisible(ready)
        self._count.setVisible(ready)
        self._table.setVisible(any_rows)
        self._none.setVisible(not any_rows)
        self._head.retract_button.setEnabled(ready and any_rows)
        for key in self._early_enters:
            key.setEnabled(not ready and self._failure is None)
        if not ready:
            reading = labels.reading()
            self._waiting.say(reading if self._failure is None else labels.failure(self._failure))
            self._waiting.show_progress(0, 0)
            self._waiting.show_bar(self._failure is None)
        if had_focus and not (ready and any_rows):
            self._period.focus()
            self._focus_list_when_ready = not ready
