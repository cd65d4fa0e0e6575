"""A small table of texts, shown whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt

from gui.kit.alignment import LEFT, RIGHT
from gui.kit.tables import CATEGORY_ROLE, CellDelegate, Index, WholeTable
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from core.vocabulary import Category
    from gui.style.look import Look


class _Texts(QAbstractTableModel):
    """Rows of texts below headings; `categories` has the category of each row whose symbol is drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._headings: Sequence[str] = ()
        self._rows: Sequence[Sequence[str]] = ()
        self._categories: Sequence[Category] = ()

    def show(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], categories: Sequence[Category] = ()
    ) -> None:
        """Replace all texts; the current row of a table of the same size stays the current one."""
        is_of_same_size = (len(rows), len(headings)) == (self.rowCount(), self.columnCount())
        if not is_of_same_size:
            self.beginResetModel()
        self._headings, self._rows, self._categories = headings, rows, categories
        if is_of_same_size:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(headings) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(headings) - 1)
        else:
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, its alignment, or the category of its row."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(RIGHT if index.column() else LEFT)
        if role == CATEGORY_ROLE and self._categories and not index.column():
            return self._categories[index.row()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading, aligned as its column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return int(RIGHT if section else LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None


class SmallTable(WholeTable):
    """A table of texts: the first column to the left, the others to the right; the column `wide` stretches."""

    def __init__(self, name: str, look: Look, wide: int = 0) -> None:
        super().__init__(wide)
        self.setObjectName(name)
        self._texts = _Texts(self)
        self.setModel(self._texts)
        self.setItemDelegate(CellDelegate(look, self))

    def show_rows(
        self,
        title: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str]],
        categories: Sequence[Category] = (),
    ) -> None:
        """Replace all texts; `title` is what a screen reader calls the table."""
        self.setAccessibleName(title)
        self._texts.show(headings, rows, categories)
        self.fit()

    def sizeHint(self) -> QSize:
        """Return the size of the whole table with some room between its columns."""
        return self.minimumSizeHint() + QSize(4 * GRID, 0)
