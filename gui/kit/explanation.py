"""The reasons of a category: value, band, points and source of the band for each vital sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from core.clinical.vitals import VITALS
from gui.kit.label import label
from gui.language import formats, labels
from gui.language.i18n import tr
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from core.clinical.model import Prediction, VitalScore

_FOLLOWED = (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange, QEvent.Type.StyleChange)
_NAME, _VALUE, _POINTS = range(3)


class _Line:
    """The labels of one vital, in two rows of the grid: name, value and points; then its band and source."""

    def __init__(self, grid: QGridLayout, row: int, parent: QWidget) -> None:
        self.name = label("amount", wraps=True, parent=parent)
        self.value = label("amount", parent=parent)
        self.points = label("amount", parent=parent)
        self.band = label("plain", wraps=True, parent=parent)
        for number in (self.value, self.points):
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.name, row, _NAME, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.value, row, _VALUE, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.points, row, _POINTS, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.band, row + 1, _NAME, 1, 3, Qt.AlignmentFlag.AlignTop)
        # Equal stretch: in a tall window the lines spread evenly between the rules.
        grid.setRowStretch(row, 1)
        grid.setRowStretch(row + 1, 1)

    def show(self, part: VitalScore, view: Explanation) -> None:
        locale = view.locale()
        decimals = part.vital.decimals
        name, unit = labels.vital_name(part.vital), labels.unit(part.vital)
        value = formats.number(part.value, decimals, locale)
        points = f"+{locale.toString(part.band.points)}" if part.band.points else locale.toString(0)
        sign = "▲ " if part.alarm else ""
        self.points.setMinimumWidth(self.points.fontMetrics().horizontalAdvance(" ▲ +0"))
        self.name.setText(name)
        self.value.setText(f"{value} {unit}")
        self.points.setText(f"{sign}{points}")
        restyle(self.points, "kind", "alarm" if part.alarm else "")
        self.points.setAccessibleName(tr("Puntos: {points}").format(points=points))
        band = formats.span(part.band.first, part.band.last, decimals, locale)
        source = part.band.source if view.names_data_set else part.band.source.without_data_set()
        self.band.setText(f"{band} {unit} · {_source(labels.source(source, locale), band)}")


class Explanation(QWidget):
    """Three lines, one for each vital, in the order of entry.

    `names_data_set`: the source of a band that the district has learned ends with the number of its data set.
    """

    def __init__(self, parent: QWidget | None = None, *, names_data_set: bool = False) -> None:
        super().__init__(parent)
        self.names_data_set = names_data_set
        self._prediction: Prediction | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(_NAME, 1)
        self._lines = []
        for number, _vital in enumerate(VITALS):
            rule = QFrame(self)
            rule.setProperty("role", "rule")
            grid.addWidget(rule, 3 * number, 0, 1, 3)
            grid.setRowMinimumHeight(3 * number, GRID + GRID // 2)
            self._lines.append(_Line(grid, 3 * number + 1, self))

    def show_prediction(self, prediction: Prediction) -> None:
        """Explain a prediction."""
        self._prediction = prediction
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, the locale and the text size."""
        super().changeEvent(event)
        if event.type() in _FOLLOWED:
            self.retranslate()

    def retranslate(self) -> None:
        """Set all texts in the language and locale in force."""
        if self._prediction is not None:
            for line, part in zip(self._lines, self._prediction.parts, strict=True):
                line.show(part, self)


def _source(source: str, band: str) -> str:
    """Return a source (`NEWS2: 51–90`) without its bounds if they repeat those of the band beside it."""
    name, _, bounds = source.rpartition(": ")
    return name if name and bounds.replace(" ", "") == band.replace(" ", "") else source
