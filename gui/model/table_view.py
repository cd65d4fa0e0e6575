"""The table of points of a model: one table a vital and one of the categories, beside each other if they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout, QWidget

from core.clinical.vitals import VITALS
from gui.language import report_words
from gui.model import model_words
from gui.model.small_table import SmallTable
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from core.clinical.model import Model
    from gui.style.look import Look


class PointsView(QWidget):
    """Four small tables in large type: the three vitals, and the categories."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables = [SmallTable(f"puntos_{vital.name}", look) for vital in VITALS]
        self._grades = SmallTable("categorias", look)
        self._titles = [QLabel() for _ in range(len(VITALS) + 1)]
        self._columns: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * GRID)
        for title, table in zip(self._titles, (*self._tables, self._grades), strict=True):
            title.setProperty("role", "strong")
            table.setProperty("role", "large")
            column = QWidget()
            inside = QVBoxLayout(column)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(title)
            inside.addWidget(table)
            inside.addStretch(1)
            self._columns.append(column)
            self._row.addWidget(column, 1, Qt.AlignmentFlag.AlignTop)

    def show_model(self, model: Model) -> None:
        """Show the points and categories of a model, in the language in force."""
        locale = self.locale()
        points = self.tr("Puntos")
        for vital, title, table in zip(VITALS, self._titles, self._tables, strict=False):
            title.setText(model_words.vital_title(vital))
            table.show_rows(title.text(), (self.tr("Valor"), points), model_words.bands(model, vital, locale))
        self._titles[-1].setText(report_words.heading_category())
        rows = model_words.grades(model)
        headings = (report_words.heading_category(), points)
        self._grades.show_rows(self._titles[-1].text(), headings, rows, [grade.category for grade in model.grades])
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest table and the height of the current arrangement."""
        widest = max(column.minimumSizeHint().width() for column in self._columns)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose row or column for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        spaces = (len(self._columns) - 1) * self._row.spacing()
        needed = sum(column.minimumSizeHint().width() for column in self._columns) + spaces
        fits = needed <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
