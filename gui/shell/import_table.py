"""The preview of an import: its first rows as they are read, and what does not fit of the current one below them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from core.clinical.vitals import VITALS
from gui.kit.alignment import LEFT
from gui.kit.label import label
from gui.kit.tables import ALARM_MARK, CELL_SPACE, show_rows
from gui.language import formats, import_words, report_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from core.exchange.incoming.preview import Shown

_TIME, _FIRST_VITAL = 1, 2
_WHY: Final = _FIRST_VITAL + len(VITALS)
_LEAST_REASON: Final = 24
"""Least width of the column of reasons, in characters; it is left out if there is less room, then that of dates."""


class ImportTable(QWidget):
    """Shows rows as they are read, or the cells of a table that cannot be read yet."""

    def __init__(self) -> None:
        super().__init__()
        self._about: list[str] = []
        """What is said of each row, one line of date and one of why it is refused; empty for mere cells."""
        self._table = QTableWidget()
        self._table.setObjectName("vista_previa")
        self._table.setAccessibleName(self.tr("Vista previa: primeras 100 filas"))
        show_rows(self._table, QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setDefaultAlignment(LEFT)
        self._table.currentCellChanged.connect(self._say_current)
        self._current = label("", "fila_actual", wraps=True)
        self._current.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._table, 1)
        column.addWidget(self._current)

    def show_rows(self, rows: Sequence[Shown]) -> None:
        """Show the first rows of a file as they are read."""
        vitals = [report_words.heading_vital(vital, unit_below=True) for vital in VITALS]
        self._about = [self._said(row) for row in rows]
        self._fill(
            [self.tr("Fila"), self.tr("Fecha"), *vitals, self.tr("Motivo")], [self._written(row) for row in rows]
        )
        for column, vital in enumerate(VITALS, _FIRST_VITAL):
            for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                name = report_words.vital_with_unit(vital)
                self._table.model().setHeaderData(column, Qt.Orientation.Horizontal, name, role)
        for number, about in enumerate(self._about):
            first = self._table.item(number, 0)
            if first is not None:
                first.setData(Qt.ItemDataRole.AccessibleTextRole, about)
        self._table.setCurrentCell(0, 0)
        self._fit()

    def show_cells(self, headings: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Show the cells of a table that cannot be read yet."""
        self._about = []
        self._fill(headings, cells)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the columns that have no room, and say below the table what they have of the current row."""
        table = self._table
        for column in range(table.columnCount()):
            table.setColumnHidden(column, False)
        self._current.setVisible(False)
        if not self._about:
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            return
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        needed = [self._needed(column) for column in range(table.columnCount())]
        for column, pixels in enumerate(needed):
            header.resizeSection(column, pixels)
        room = self.width() - self._around()
        whole, others = sum(needed), sum(needed) - needed[_WHY]
        if others + _LEAST_REASON * self.fontMetrics().averageCharWidth() <= room:
            hidden: tuple[int, ...] = ()
            header.resizeSection(_WHY, room - others)
        else:
            hidden = (_WHY,) if others <= room else (_WHY, _TIME)
        for column in hidden:
            table.setColumnHidden(column, True)
        self._current.setVisible(whole > room)
        line = self._current.fontMetrics()
        wrapped = (
            line.boundingRect(0, 0, self.width(), 0, int(Qt.TextFlag.TextWordWrap), about) for about in self._about
        )
        self._current.setMinimumHeight(max(area.height() for area in wrapped))  # the table stays where it is

    @property
    def least_width(self) -> int:
        """The width that the rows need at least, in pixels; 0 for mere cells."""
        shown = [column for column in range(self._table.columnCount()) if column not in (_WHY, _TIME)]
        return sum(map(self._needed, shown)) + self._around() if self._about else 0

    def _around(self) -> int:
        return self._table.verticalScrollBar().sizeHint().width() + 2 * self._table.frameWidth()

    def _needed(self, column: int) -> int:
        """Return the width of a column with its texts and its heading whole, in pixels."""
        heading = self._table.horizontalHeaderItem(column)
        lines = "" if heading is None else heading.text()
        words = max(map(self._table.horizontalHeader().fontMetrics().horizontalAdvance, lines.split("\n")))
        return max(self._table.sizeHintForColumn(column), words + 2 * CELL_SPACE + 2)

    @Slot()
    def _say_current(self) -> None:
        row = self._table.currentRow()
        self._current.setText(self._about[row] if 0 <= row < len(self._about) else "")

    def _time(self, row: Shown) -> str:
        return formats.day_and_time(row.time, self.locale()) if isinstance(row.time, datetime) else row.time

    def _said(self, row: Shown) -> str:
        place = self.tr("Fila {row}").format(row=formats.count(row.line, self.locale()))
        told = " · ".join(filter(None, (place, self._time(row))))
        return told if row.refused is None else f"{told}\n{import_words.why(row.refused, self.locale())}"

    def _written(self, row: Shown) -> list[str]:
        locale = self.locale()
        values = [value if isinstance(value, str) else formats.recorded(value, locale) for value in row.values]
        line = formats.count(row.line, locale)
        if row.refused is None:
            return [line, self._time(row), *values, ""]
        return [f"{ALARM_MARK} {line}", self._time(row), *values, import_words.why(row.refused, locale)]

    def _fill(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._table.clear()
        self._table.setColumnCount(len(headings))
        self._table.setRowCount(len(rows))
        self._table.setHorizontalHeaderLabels(list(headings))
        for number, cells in enumerate(rows):
            for column, text in enumerate(cells[: len(headings)]):
                self._table.setItem(number, column, QTableWidgetItem(text))
        self._table.resizeRowsToContents()
