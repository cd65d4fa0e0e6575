"""The table of points of a model: one table a vital and one of the categories, as many beside each other as fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.clinical.vitals import VITALS
from gui.kit.label import label
from gui.kit.small_table import SmallTable
from gui.language import report_words
from gui.model import model_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.clinical.model import Model
    from gui.style.look import Look

_BESIDE: Final = (4, 2, 1)


class PointsView(QWidget):
    """Four small tables in large type: the three vitals, and the categories."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables = [SmallTable(f"puntos_{vital.name}", look) for vital in VITALS]
        self._grades = SmallTable("categorias", look)
        self._titles = [label("strong") for _ in range(len(VITALS) + 1)]
        self._columns: list[QWidget] = []
        self._beside = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * GRID)
        for title, table in zip(self._titles, (*self._tables, self._grades), strict=True):
            table.setProperty("role", "large")
            column = QWidget()
            inside = QVBoxLayout(column)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(title)
            inside.addWidget(table)
            inside.addStretch(1)
            self._columns.append(column)
        self._place(len(self._columns))

    def show_model(self, model: Model) -> None:
        """Show the points and categories of a model, in the language in force."""
        locale = self.locale()
        points = self.tr("Puntos")
        for vital, title, table in zip(VITALS, self._titles, self._tables, strict=False):
            title.setText(report_words.vital_with_unit(vital))
            table.show_rows(title.text(), (self.tr("Valor"), points), model_words.bands(model, vital, locale))
        self._titles[-1].setText(report_words.heading_category())
        rows = model_words.grades(model)
        headings = (report_words.heading_category(), report_words.heading_score())
        self._grades.show_rows(self._titles[-1].text(), headings, rows, [grade.category for grade in model.grades])
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest table and the height of the current arrangement."""
        widest = max(column.minimumSizeHint().width() for column in self._columns)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose how many stand beside each other at the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        widths = [column.minimumSizeHint().width() for column in self._columns]
        for beside in _BESIDE:
            needed = sum(max(widths[place::beside]) for place in range(beside))
            if needed + (beside - 1) * self._grid.spacing() <= self.width():
                break
        if beside != self._beside:
            self._place(beside)

    def _place(self, beside: int) -> None:
        self._beside = beside
        for place, column in enumerate(self._columns):
            self._grid.removeWidget(column)
            self._grid.addWidget(column, place // beside, place % beside, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(place, int(place < beside))
