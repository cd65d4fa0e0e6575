"""The table of records: up to millions of rows, of which only visible ones are read."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from core.errors import ReadError
from core.records.columns import Column
from core.vocabulary import Reason
from gui.kit.record_columns import CATEGORY, SCORE, TIME, longest
from gui.kit.tables import CELL_SPACE, ROW_SPACE, show_rows, symbol_width
from gui.language import labels
from gui.records.day_bands import DayBands
from gui.records.records_model import COLUMNS, ONE_LINE, REASON, VERDICT, RecordsModel

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from gui.style.look import Look

_LEAST_ROWS: Final = 3
"""Rows that are seen in the lowest window."""

_GAP: Final = 2
"""Least space between the cells of neighbouring columns, in pixels."""

_IN_TWO_LINES: Final = (
    ONE_LINE,
    frozenset({TIME}),
    frozenset({TIME, VERDICT}),
    frozenset({TIME, REASON}),
    frozenset({TIME, VERDICT, REASON}),
    frozenset({TIME, CATEGORY, VERDICT}),
    frozenset({TIME, CATEGORY, VERDICT, REASON}),
)
"""Sets of two-line columns, from widest to narrowest layout; the first that fits is used."""

_LEFT_OUT: Final = tuple(
    (space, columns)
    for columns in ((SCORE,), (SCORE, VERDICT))
    for space in range(CELL_SPACE, CELL_SPACE // 2 - 1, -1)
)
"""Then, with the most of two lines: the room beside each cell, and the columns left out, which the details show."""


class Place(NamedTuple):
    """Where the cursor is: its row, the position of its record, and the first row that is seen."""

    row: int
    position: int
    top: int


class RecordsTable(QTableView):
    """The view of a RecordsModel. `sort_wanted` carries the column whose heading was clicked."""

    sort_wanted = Signal(Column)

    def __init__(self, records: RecordsModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registros_lista")
        self._records = records
        self._has_verdicts = False
        self.setModel(records)
        self._bands = DayBands(look, self)
        self.setItemDelegate(self._bands)
        show_rows(self, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._on_clicked)
        self.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        look.changed.connect(self.fit)

    def selectRow(self, row: int) -> None:
        """Select a row alone. Qt's own function toggles it while Ctrl is held down, as after Ctrl+3."""
        command = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.model().index(row, 0), command.ClearAndSelect | command.Rows | command.Current
        )

    def chosen_rows(self) -> list[range]:
        """Return the selected rows, in order."""
        parts = self.selectionModel().selection().toList()
        return sorted((range(part.top(), part.bottom() + 1) for part in parts), key=lambda rows: rows.start)

    def show_reasons(self, shown: bool) -> None:
        """Show or hide the column of reasons."""
        self.setColumnHidden(REASON, not shown)
        self.fit()

    def show_verdicts(self, shown: bool) -> None:
        """Show or hide the column of judgements."""
        if shown is not self._has_verdicts:
            self._has_verdicts = shown
            self.fit()

    @Slot()
    def fit(self) -> None:
        """Size rows and columns for the longest possible texts, without reading any record."""
        self._records.set_font(self.font())
        self._leave_out(CELL_SPACE, ())
        fits = self._fits(ONE_LINE, units_below=False) or any(
            self._fits(columns, units_below=True) for columns in _IN_TWO_LINES
        )
        for space, columns in () if fits else _LEFT_OUT:
            self._leave_out(space, columns)
            if self._share_width():
                break
        self._records.set_whole(self._whole_names())
        self.show_days()
        self.viewport().update()

    def show_days(self) -> None:
        """Set the heights of the rows, with the bands of the days."""
        height = self._records.lines * self.fontMetrics().height() + ROW_SPACE
        self._bands.show(self._records.rows.days, height)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return the height of some rows, with the band of a day and the headings."""
        rows = _LEAST_ROWS * self.verticalHeader().defaultSectionSize() + self._bands.height
        height = self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), height)

    def place(self) -> Place | None:
        """Return where the cursor is; None if no row is current."""
        row = self.currentIndex().row()
        return None if row < 0 else Place(row, self._records.rows.position(row), self.verticalScrollBar().value())

    def first(self) -> int | None:
        """Return the position of the first record; None if there is none."""
        return self._records.rows.position(0) if self._records.rowCount() else None

    def day(self) -> date | None:
        """Return the day of the current record; None if there is none or it cannot be read."""
        row = self.currentIndex().row()
        with contextlib.suppress(ReadError):
            return self._records.record(row).local_time.date() if row >= 0 else None
        return None

    def return_to(self, place: Place | None) -> None:
        """Restore the cursor: on the same record, else on the same row, else on the first one."""
        rows = self._records.rowCount()
        if not rows:
            return
        if place is None:
            self.selectRow(0)
            return
        found = self._records.rows.row(place.position)
        now = min(place.row, rows - 1) if found is None else found
        if place.top:  # a list at its top stays there
            self.verticalScrollBar().setValue(place.top + (0 if found is None else found - place.row))
        self.selectRow(now)

    def go_to(self, row: int) -> None:
        """Make a row current, and the first that is seen."""
        self.selectRow(row)
        self.scrollTo(self._records.index(row, 0), QTableView.ScrollHint.PositionAtTop)

    def show_retracted_around(self) -> None:
        """Scroll the shown retracted records next to the current one into view."""
        row = self.currentIndex().row()
        if row < 0:
            return
        for step in (1, -1):
            last = row
            while 0 <= last + step < self._records.rowCount() and self._records.reason(last + step) is not None:
                last += step
            self.scrollTo(self._records.index(last, 0))
        self.scrollTo(self._records.index(row, 0))

    def _fits(self, in_two_lines: frozenset[int], *, units_below: bool) -> bool:
        self._records.set_breaks(in_two_lines, units_below=units_below)
        return self._share_width()

    def _leave_out(self, space: int, columns: tuple[int, ...]) -> None:
        """Set the room at each side of a cell's content, and hide columns."""
        self._bands.cell_space = space
        self.setColumnHidden(SCORE, SCORE in columns)
        self.setColumnHidden(VERDICT, not self._has_verdicts or VERDICT in columns)

    def _share_width(self) -> bool:
        """Give each column its needed width and a share of the rest; return whether all fit."""
        shown = [column for column in range(self._records.columnCount()) if not self.isColumnHidden(column)]
        needed = {column: self._needed(column) for column in shown}
        spare = self.viewport().width() - sum(needed.values())
        share, rest = divmod(max(0, spare), len(shown))
        for column in shown:
            needed[column] += share
        needed[CATEGORY] += rest
        for column, pixels in needed.items():
            self.setColumnWidth(column, pixels)
        return spare >= 0

    def _needed(self, column: int) -> int:
        """Return the width that a column needs, in pixels."""
        metrics = self.fontMetrics()
        if column == REASON:
            texts = [labels.reason(reason) for reason in Reason]
        else:
            texts = longest(CATEGORY if column == VERDICT else column, self.locale())
        lines = [line for text in texts for line in self._records.broken(text, column).split("\n")]
        width = max(map(metrics.horizontalAdvance, lines)) + self._beside()
        if column == CATEGORY:
            width += symbol_width(metrics)
        heading = str(self._records.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        words = max(map(self.horizontalHeader().fontMetrics().horizontalAdvance, heading))
        return max(width, words + 2 * CELL_SPACE + _GAP)

    def _whole_names(self) -> list[str]:
        """Return the names of categories that fit on one line at the column's current width."""
        room = self.columnWidth(CATEGORY) - self._beside() - symbol_width(self.fontMetrics())
        names = longest(CATEGORY, self.locale())
        return [name for name in names if self.fontMetrics().horizontalAdvance(name) <= room]

    def _beside(self) -> int:
        """Return the room at both sides of a cell's content, in pixels."""
        return 2 * self._bands.cell_space + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, then the bands of the days."""
        super().paintEvent(event)
        self._bands.paint_bands(self.viewport(), event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Select the first or last record on Home and End."""
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._records.rowCount():
            last = self._records.rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
            event.accept()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font and the locale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LocaleChange, QEvent.Type.StyleChange):
            self.fit()

    @Slot(int)
    def _on_clicked(self, section: int) -> None:
        if section in COLUMNS:
            self.sort_wanted.emit(COLUMNS[section])
