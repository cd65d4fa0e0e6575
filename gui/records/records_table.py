"""The table of records: up to millions of rows, of which only visible ones are read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTableView

from core.vocabulary import Category, Reason
from gui.kit.tables import ROW_SPACE, CellDelegate, show_rows
from gui.language import formats, labels
from gui.records.records_model import CATEGORY, ONE_LINE, SCORE, TIME, VOID, RecordsModel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from gui.style.look import Look

_SPACE: Final = 18
"""Pixels between the text of one column and that of the next."""

_IN_TWO_LINES: Final = (
    ONE_LINE,
    frozenset({TIME}),
    frozenset({TIME, VOID}),
    frozenset({TIME, CATEGORY}),
    frozenset({TIME, CATEGORY, VOID}),
)
"""The columns that are written in two lines where they do not fit in one: no more of them than is needed."""


class RecordsTable(QTableView):
    """Shows a model of records."""

    def __init__(self, records: RecordsModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("registros_lista")
        self._records = records
        self.setModel(records)
        self.setItemDelegate(CellDelegate(look, self, coloured=True))
        show_rows(self, QHeaderView.ResizeMode.Fixed)
        look.changed.connect(self.fit)

    def show_reasons(self, shown: bool) -> None:
        """Show the column of the reasons, or not."""
        self.setColumnHidden(VOID, not shown)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Make rows and columns as large as the words need; no record is looked at for it."""
        self._records.set_font(self.font())
        self.setColumnHidden(SCORE, False)
        fits = self._fits(ONE_LINE, units_below=False) or any(
            self._fits(columns, units_below=True) for columns in _IN_TWO_LINES
        )
        if not fits:
            self.setColumnHidden(SCORE, True)
            self._share_width()
        self._records.set_whole(self._whole_names())
        self.verticalHeader().setDefaultSectionSize(self._records.lines * self.fontMetrics().height() + ROW_SPACE)
        self.viewport().update()

    def _fits(self, in_two_lines: frozenset[int], *, units_below: bool) -> bool:
        self._records.set_breaks(in_two_lines, units_below=units_below)
        return self._share_width()

    def _share_width(self) -> bool:
        """Give each column what it needs, the categories what is left; say whether there was enough for all."""
        shown = [column for column in range(self._records.columnCount()) if not self.isColumnHidden(column)]
        needed = {column: self._needed(column) for column in shown}
        spare = self.viewport().width() - sum(needed.values())
        needed[CATEGORY] += max(0, spare)
        for column, pixels in needed.items():
            self.setColumnWidth(column, pixels)
        return spare >= 0

    def _needed(self, column: int) -> int:
        """Return how wide a column has to be."""
        metrics = self.fontMetrics()
        texts = {
            TIME: [f"{formats.day(date(2028, month, 28), self.locale())}, 00:00:00" for month in range(1, 13)],
            CATEGORY: _names(),
            VOID: [labels.void_reason(reason) for reason in Reason],
        }.get(column, ["00,0"])
        lines = [line for text in texts for line in self._records.broken(text, column).split("\n")]
        width = max(map(metrics.horizontalAdvance, lines)) + _SPACE
        if column == CATEGORY:
            width += self._symbol_width()
        return max(width, self.horizontalHeader().sectionSizeFromContents(column).width() + _SPACE // 3)

    def _whole_names(self) -> list[str]:
        """Return the names of categories for which one line is enough, now that the column has its width."""
        room = self.columnWidth(CATEGORY) - _SPACE - self._symbol_width()
        return [name for name in _names() if self.fontMetrics().horizontalAdvance(name) <= room]

    def _symbol_width(self) -> int:
        return self.fontMetrics().ascent() * 3 // 2  # and the space behind it

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first and the last record with Home and End."""
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


def _names() -> list[str]:
    return [labels.category_name(category.value) for category in Category]
