"""The table of records: a million rows, of which only those in sight are ever looked at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView

from core.model import Category
from core.reason import Reason
from gui import formats, labels
from gui.last_five import Width
from gui.records_model import CATEGORY, SCORE, TIME, VOID, RecordsModel
from gui.tables import ROW_SPACE, CellDelegate, show_rows

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from gui.look import Look

_SPACE: Final = 18
"""Pixels between the text of one column and that of the next."""

_WIDTHS: Final = ((Width.WIDE, True), (Width.NARROW, True), (Width.NARROWEST, True), (Width.NARROWEST, False))
"""How the columns are made to fit: as words in one line or two, and at last without the score."""


class RecordsTable(QTableView):
    """`void_wanted` says that the key for voiding was pressed on a record."""

    void_wanted = Signal()

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
        for width, with_score in _WIDTHS:
            self._records.set_width(width)
            self.setColumnHidden(SCORE, not with_score)
            if self._share_width():
                break
        self.verticalHeader().setDefaultSectionSize(self._records.lines * self.fontMetrics().height() + ROW_SPACE)
        self.viewport().update()

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
        texts = {
            TIME: [f"{formats.day(date(2028, month, 28), self.locale())}, 00:00:00" for month in range(1, 13)],
            CATEGORY: [labels.category_name(category.value) for category in Category],
            VOID: [labels.void_reason(reason) for reason in Reason],
        }.get(column, ["00,0"])
        metrics = self.fontMetrics()
        lines = [line for text in texts for line in self._records.broken(text).split("\n")]
        width = max(map(metrics.horizontalAdvance, lines)) + _SPACE
        if column == CATEGORY:
            width += metrics.ascent() * 3 // 2  # the symbol, and the space behind it
        return max(width, self.horizontalHeader().sectionSizeFromContents(column).width() + _SPACE // 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first and the last record with Home and End; tell of the key for voiding."""
        if event.matches(QKeySequence.StandardKey.Delete):
            if not event.isAutoRepeat():
                self.void_wanted.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._records.rowCount():
            last = self._records.rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font and the locale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.LocaleChange, QEvent.Type.StyleChange):
            self.fit()
