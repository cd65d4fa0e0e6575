"""The counts of a report by category: numbers for a screen reader, bars for the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QRectF, QSize, Qt, Slot

from core.vocabulary import Category
from gui.kit.tables import CATEGORY_ROLE, CellDelegate, Index, WholeTable
from gui.language import formats, labels, report_words
from gui.report.charts import Canvas, Ruler, paint_bar

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from core.report.report import Report
    from gui.style.look import Look

_NAME, _COUNT, _PERCENT = range(3)
_CATEGORIES: Final = tuple(Category)
_SHORTEST_BAR: Final = 72
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CategoryModel(QAbstractTableModel):
    """The rows of all five categories, zeros included: name, count, percentage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._counts = dict.fromkeys(_CATEGORIES, 0)
        self._locale = QLocale()
        self._texts = self._write()

    def show(self, report: Report, locale: QLocale) -> None:
        """Set the counts from a report, in the language in force."""
        self._counts = {category: report.counts.get(category.value, 0) for category in _CATEGORIES}
        self._locale = locale
        self._texts = self._write()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _write(self) -> list[tuple[str, str, str]]:
        """Return the texts of all cells, in the language in force; Qt asks for each of them many times."""
        shares = report_words.shares(list(self._counts.values()), self._locale)
        return [
            (labels.category_name(category.value), formats.count(count, self._locale), share)
            for (category, count), share in zip(self._counts.items(), shares, strict=True)
        ]

    def count(self, row: int) -> int:
        """Return the number of predictions of the category in a row."""
        return self._counts[_CATEGORIES[row]]

    @property
    def highest(self) -> int:
        """The highest count of all categories."""
        return max(self._counts.values())

    @property
    def widest(self) -> str:
        """The widest number beside a bar."""
        return formats.count(self.highest, self._locale)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of categories."""
        return 0 if parent.isValid() else len(_CATEGORIES)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns: name, count, percentage."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, alignment or category."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() == _NAME else _RIGHT
        if role == CATEGORY_ROLE and index.column() == _NAME:
            return _CATEGORIES[index.row()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (report_words.heading_category(), report_words.heading_count(), "%")[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _LEFT if section == _NAME else _RIGHT
        return None


class _BarDelegate(CellDelegate):
    """Draws a count as a bar with the number at its right; the longest bar is as long as the cell allows."""

    def __init__(self, look: Look, parent: QWidget, model: CategoryModel) -> None:
        super().__init__(look, parent)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = self.paint_background(painter, option, index)
        self.paint_text(painter, option, area, index, self.text_colour(option, None))
        metrics = option.fontMetrics
        thick = metrics.height()
        bar = QRectF(
            area.left(),
            round(area.center().y() - thick / 2),
            area.width() - metrics.horizontalAdvance(self._model.widest) - thick / 2,
            thick,
        )
        ruler = Ruler(option.font, option.widget, QLocale())
        canvas = Canvas(painter, ruler, self._look.theme)
        category = _CATEGORIES[index.row()]
        paint_bar(canvas, bar, category, self._model.count(index.row()), self._model.highest)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + _SHORTEST_BAR, size.height())


class CategoryBars(WholeTable):
    """The table of counts by category, `total_por_categoria`."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(_COUNT, parent)
        self.setObjectName("total_por_categoria")
        self._counts = CategoryModel(self)
        self.setModel(self._counts)
        self.setItemDelegate(CellDelegate(look, self))
        self._bars = _BarDelegate(look, self, self._counts)
        self.setItemDelegateForColumn(_COUNT, self._bars)
        look.changed.connect(self._restyle)

    def show_report(self, report: Report) -> None:
        """Show the counts of a report."""
        self._counts.show(report, self.locale())
        self.setAccessibleName(report_words.heading_counts())
        self.fit()

    @Slot()
    def _restyle(self) -> None:
        self.fit()
        self.viewport().update()
