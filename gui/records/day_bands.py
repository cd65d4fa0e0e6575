"""The bands between the days of the list of records: each has the date and the number of its records.

A band is the upper part of the first row of its day, which is higher than the others; it is no row of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from gui.kit.tables import CellDelegate
from gui.language import report_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QTableView, QWidget

    from core.records.index import Days
    from gui.kit.tables import Index
    from gui.style.look import Look

MOST_DAYS: Final = 20_000
"""Most days with bands: half a century of them; a clock that jumps to and fro can make more."""

_SPACE: Final = GRID


class DayBands(CellDelegate):
    """Draws the cells below the bands, and the bands of what is seen. `days` is empty for a list without bands."""

    def __init__(self, look: Look, table: QTableView) -> None:
        super().__init__(look, table, coloured=True)
        self._look = look
        self._table = table
        self._days: Days | None = None
        self._height = 0

    def show(self, days: Days, row_height: int) -> None:
        """Make room for the bands of a list of more than one day, in rows of a height in pixels."""
        header = self._table.verticalHeader()
        header.setDefaultSectionSize(row_height)
        header.setUpdatesEnabled(False)  # it would compute the places of all rows after each of them
        for row in () if self._days is None else self._days.rows:  # a model's reset keeps the heights
            if row < header.count():
                header.resizeSection(row, row_height)
        self._days = days if 1 < len(days) <= MOST_DAYS else None
        self._height = self._table.fontMetrics().height() + _SPACE
        for row in () if self._days is None else self._days.rows:
            header.resizeSection(row, row_height + self._height)
        header.setUpdatesEnabled(True)

    @property
    def height(self) -> int:
        """The height of a band, in pixels."""
        return self._height

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell, below the band of its row if that has one."""
        if self._days is not None and self._days.at(index.row()) is not None:
            option = QStyleOptionViewItem(option)
            option.rect = option.rect.adjusted(0, self._height, 0, 0)
        super().paint(painter, option, index)

    def paint_bands(self, viewport: QWidget, event: QPaintEvent) -> None:
        """Draw the bands of the rows that are painted."""
        if self._days is None:
            return
        first = self._table.rowAt(max(0, event.rect().top()))
        last = self._table.rowAt(event.rect().bottom())
        last = self._table.model().rowCount() - 1 if last < 0 else last
        bands = [(row, band) for row in range(first, last + 1) if (band := self._days.at(row)) is not None]
        if first < 0 or not bands:
            return
        painter = QPainter(viewport)
        font = QFont(self._table.font())
        font.setBold(True)
        painter.setFont(font)
        for row, (day, count) in bands:
            area = QRect(0, self._table.rowViewportPosition(row), viewport.width(), self._height)
            painter.fillRect(area, QColor(self._look.theme.window))
            painter.setPen(QColor(self._look.theme.text))
            words = report_words.day_and_count(day, count, self._table.locale())
            painter.drawText(area.adjusted(_SPACE, 0, -_SPACE, 0), int(Qt.AlignmentFlag.AlignVCenter), words)
        painter.end()
