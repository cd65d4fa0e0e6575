"""Shared code of the tables: rows read by arrow keys; the report's tables shown whole, without scrolling."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.kit.symbols import paint_symbol

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QFontMetrics, QShowEvent

    from core.vocabulary import Category
    from gui.style.look import Look

Index = QModelIndex | QPersistentModelIndex

CATEGORY_ROLE: Final = Qt.ItemDataRole.UserRole
"""The category of a cell, whose symbol is drawn."""

ALARM_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""Whether a cell's value is an alarm sign, which is marked."""

ALARM_MARK: Final = "▲"

ROW_SPACE: Final = 10
"""Vertical padding of a row, in pixels."""

CELL_SPACE: Final = 8
_FOCUS_FRAME: Final = 2
"""Width in pixels of the style sheet's focus frame; its room is always reserved."""

_LEAVES_WINDOW: Final = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


def show_rows(table: QTableView, columns: QHeaderView.ResizeMode) -> None:
    """Configure a read-only table: whole rows are selected, there is no grid, and Tab leaves it."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setCornerButtonEnabled(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setMinimumSectionSize(0)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
    header.setMinimumSectionSize(0)
    header.setSectionResizeMode(columns)


class WholeTable(QTableView):
    """A small table without scroll bars: as high as its rows, and at least as wide as its columns.

    The column `wide` stretches. A row is selected only while the table has the focus.
    """

    def __init__(self, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wide = wide
        self._is_unfit = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        show_rows(self, QHeaderView.ResizeMode.ResizeToContents)

    @Slot()
    def fit(self) -> None:
        """Measure rows and columns again after a change of content, fonts or language."""
        self._is_unfit = False
        self.horizontalHeader().setSectionResizeMode(self._wide, QHeaderView.ResizeMode.Stretch)
        for row in range(self.model().rowCount()):
            self.setRowHeight(row, self.sizeHintForRow(row))
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.horizontalHeader().count():
            if self.isVisible():
                self.fit()
            else:
                self._is_unfit = True  # Qt tells of several fonts before it shows a table

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the rows again if the font has changed meanwhile."""
        if self._is_unfit:
            self.fit()
        super().showEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return the size that shows every row and every column whole."""
        frame = 2 * _FOCUS_FRAME
        width = sum(map(self.width_of, range(self.model().columnCount())))
        height = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        return QSize(width + frame, height + frame)

    def rows_within(self, height: int) -> int:
        """Return how many of the rows, from the first, have room in a height in pixels."""
        left = height - (self.sizeHint().height() - self.verticalHeader().length())
        ends = accumulate(map(self.rowHeight, range(self.model().rowCount())))
        return sum(end <= left for end in ends)

    def width_of(self, column: int) -> int:
        """Return the width in pixels that shows all of a column."""
        return max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeFromContents(column).width())

    def sizeHint(self) -> QSize:
        """Return the minimum size; extra width goes to the wide column."""
        return self.minimumSizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the current row, so that the focus is visible."""
        super().focusInEvent(event)
        if self.model().rowCount():
            self.selectRow(max(0, self.currentIndex().row()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Clear the selection, unless the window lost the focus or a menu opened."""
        super().focusOutEvent(event)
        if event.reason() not in _LEAVES_WINDOW:
            self.clearSelection()


class CellDelegate(QStyledItemDelegate):
    """Draws cells; a category (CATEGORY_ROLE) has its symbol and, if `coloured`, its colour; an alarm its mark."""

    def __init__(self, look: Look, parent: QWidget, *, coloured: bool = False) -> None:
        super().__init__(parent)
        self._look = look
        self._coloured = coloured
        self.cell_space = CELL_SPACE
        """Room at each side of a cell's content, in pixels."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        area = self.paint_background(painter, option, index)
        category: Category | None = index.data(CATEGORY_ROLE)
        colour = self.text_colour(option, index, category if self._coloured else None)
        if index.data(ALARM_ROLE) and not _is_selected(option, index):
            colour = QColor(self._look.theme.error)
        if category is not None:
            size = option.fontMetrics.ascent()
            disc = QRectF(area.left(), area.center().y() - size / 2, size, size)
            paint_symbol(painter, disc, category, self.text_colour(option, index, category))
            area.setLeft(disc.right() + _symbol_gap(size))
        self.paint_text(painter, option, area, index, colour)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for text, symbol and space around them."""
        metrics: QFontMetrics = option.fontMetrics
        lines = _written(index).split("\n")
        width = max(map(metrics.horizontalAdvance, lines)) + 2 * self.cell_space
        if index.data(CATEGORY_ROLE) is not None:
            width += symbol_width(metrics)
        return QSize(width, len(lines) * metrics.height() + ROW_SPACE)

    def text_colour(self, option: QStyleOptionViewItem, index: Index, category: Category | None) -> QColor:
        """Return the colour of a cell's text: the selection's, else the category's, else the theme's."""
        if _is_selected(option, index):
            theme = self._look.theme
            return QColor(theme.on_selection if _has_keyboard(option) else theme.on_info)
        return QColor(self._look.theme.text) if category is None else self._look.theme.category(category)

    def paint_background(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> QRectF:
        """Draw the background of a cell; return the area of its content.

        A selected row is pale, between two lines, while another widget has the focus.
        """
        self.initStyleOption(option, index)
        if _is_selected(option, index):
            theme = self._look.theme
            if _has_keyboard(option):
                painter.fillRect(option.rect, QColor(theme.selection))
            else:
                painter.fillRect(option.rect, QColor(theme.border))
                painter.fillRect(option.rect.adjusted(0, 1, 0, -1), QColor(theme.info_back))
        return QRectF(option.rect).adjusted(self.cell_space, 0, -self.cell_space, 0)

    def paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, index: Index, colour: QColor
    ) -> None:
        """Write a cell's text, one line or two."""
        painter.save()
        painter.setFont(option.font)
        painter.setPen(colour)
        flags = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)) | Qt.TextFlag.TextDontClip
        painter.drawText(area, int(flags), _written(index))
        painter.restore()


def _written(index: Index) -> str:
    text = str(index.data() or "")
    return f"{ALARM_MARK} {text}" if index.data(ALARM_ROLE) else text


def _is_selected(option: QStyleOptionViewItem, index: Index) -> bool:
    """Return whether a cell is selected; PySide makes all names of `QStyle` for the state of an option."""
    return cast("QAbstractItemView", option.widget).selectionModel().isSelected(index)


def _has_keyboard(option: QStyleOptionViewItem) -> bool:
    return bool(option.widget.hasFocus())


def symbol_width(metrics: QFontMetrics) -> int:
    """Return the width in pixels of a category's symbol and the gap behind it."""
    return metrics.ascent() + _symbol_gap(metrics.ascent())


def _symbol_gap(size: int) -> int:
    return size // 2
