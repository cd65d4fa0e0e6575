"""The counts of a report by category: numbers for a screen reader, bars for the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QRectF, QSize

from core.vocabulary import Category
from gui.kit.small_table import SmallTable
from gui.kit.tables import CellDelegate, Index
from gui.language import formats, labels, report_words
from gui.report.charts import Canvas, Ruler, paint_bar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from core.report.report import Report
    from gui.style.look import Look

_COUNT: Final = 1
_CATEGORIES: Final = tuple(Category)
_SHORTEST_BAR: Final = 72


class _BarDelegate(CellDelegate):
    """Draws a count as a bar with the number at its right; the longest bar is as long as the cell allows."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.counts: Sequence[int] = ()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area = self.paint_background(painter, option, index)
        self.paint_text(painter, option, area, index, self.text_colour(option, index, None))
        metrics, highest = option.fontMetrics, max(self.counts)
        widest = metrics.horizontalAdvance(formats.count(highest, option.widget.locale()))
        thick = metrics.height()
        top = round(area.center().y() - thick / 2)
        bar = QRectF(area.left(), top, area.width() - widest - thick / 2, thick)
        canvas = Canvas(painter, Ruler(option.font, option.widget, QLocale()), self._look.theme)
        paint_bar(canvas, bar, _CATEGORIES[index.row()], self.counts[index.row()], highest)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + _SHORTEST_BAR, size.height())


class CategoryBars(SmallTable):
    """The table of counts by category, `total_por_categoria`: all five of them, zeros included."""

    def __init__(self, look: Look) -> None:
        super().__init__("total_por_categoria", look, wide=_COUNT)
        self._bars = _BarDelegate(look, self)
        self.setItemDelegateForColumn(_COUNT, self._bars)
        look.changed.connect(self.fit)
        self._show({})  # as high as it will be

    def show_report(self, report: Report) -> None:
        """Show the counts of a report."""
        self._show(report.counts)

    def _show(self, by_name: Mapping[str, int]) -> None:
        counts = [by_name.get(category.value, 0) for category in _CATEGORIES]
        names = [labels.category_name(category.value) for category in _CATEGORIES]
        numbers = [formats.count(count, self.locale()) for count in counts]
        shares = report_words.shares(counts, self.locale())
        self._bars.counts = counts
        headings = (report_words.heading_category(), report_words.heading_count(), "%")
        rows = list(zip(names, numbers, shares, strict=True))
        self.show_rows(report_words.heading_counts(), headings, rows, _CATEGORIES)

    def sizeHint(self) -> QSize:
        """Return the minimum size; extra width goes to the bars."""
        return self.minimumSizeHint()
