"""The placeholder of the result before the first prediction: a short text and a legend of the categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.kit.label import label
from gui.kit.symbol_view import SymbolView
from gui.language import formats, labels
from gui.language.i18n import Translated
from gui.style.theme import GRID

if TYPE_CHECKING:
    from core.clinical.model import Grade, Model
    from gui.style.look import Look


class EmptyResult(Translated, QWidget):
    """The panel's content before the first result: a hint and the legend of the categories."""

    def __init__(self, model: Model, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._title = label("title", wraps=True, parent=self)
        self._text = label("plain", wraps=True, parent=self)
        self._legend = [label("title", wraps=True, parent=self) for _grade in model.grades]
        self._alarm = label("plain", wraps=True, parent=self)
        legend = QGridLayout()
        legend.setHorizontalSpacing(GRID + GRID // 2)
        legend.setVerticalSpacing(2 * GRID)
        legend.setColumnStretch(1, 1)
        for row, (grade, name) in enumerate(zip(model.grades, self._legend, strict=True)):
            symbol = SymbolView(look, "title", grade.category, first_line=True)
            legend.addWidget(symbol, row, 0, Qt.AlignmentFlag.AlignTop)
            name.setProperty("category", grade.category.value)
            legend.addWidget(name, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3 * GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(legend)
        layout.addWidget(self._alarm)
        layout.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all texts in the language and locale in force."""
        self._title.setText(self.tr("Aquí aparecerá el resultado"))
        self._text.setText(
            self.tr(
                "Escriba los tres signos vitales y presione Enter. "
                "Verá la categoría, el puntaje y lo que sumó cada signo."
            )
        )
        for grade, name in zip(self._model.grades, self._legend, strict=True):
            name.setText(
                self.tr("{category}: puntaje {scores}").format(
                    category=labels.category_name(grade.category.value), scores=self._scores(grade)
                )
            )
        self._alarm.setText(
            self.tr("Signo de alarma: un signo vital que por sí solo suma {points} puntos o más.").format(
                points=self.locale().toString(self._model.alarm_points)
            )
        )

    def _scores(self, grade: Grade) -> str:
        last = self._model.highest_score if grade.last is None else grade.last
        first = self.locale().toString(grade.first)
        return (
            first
            if last == grade.first
            else f"{first}\u00a0{formats.EN_DASH}\u2060\u00a0{self.locale().toString(last)}"
        )
