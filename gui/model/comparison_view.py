"""How a model differs from the one in use: points, categories, and how the last records would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.clinical import comparison
from core.vocabulary import Category
from gui.kit.label import label
from gui.kit.small_table import SmallTable
from gui.language import labels, report_words
from gui.model import card_words, model_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from core.clinical.comparison import Moves
    from core.clinical.model import Model
    from core.quality.agreement import Agreement
    from gui.style.look import Look


class ComparisonView(QFrame):
    """A card, hidden until two models are compared."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparacion")
        self.setProperty("role", "card")
        self._shown: tuple[Model, Model, Moves, tuple[Agreement, Agreement]] | None = None
        self._title, self._card_title = label("title", wraps=True), label("title")
        self._moved, self._same, self._agreement = label(wraps=True), label(wraps=True), label(wraps=True)
        self._card = label(wraps=True)
        self._points = SmallTable("cambios_de_puntos", look)
        self._cuts = SmallTable("cambios_de_categorias", look)
        self._matrix = SmallTable("matriz_de_cambios", look)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        tables = self._points, self._cuts, self._matrix
        for widget in (self._title, self._same, *tables[:2], self._moved, self._matrix, self._agreement):
            column.addWidget(widget)
        for widget in (self._card_title, self._card):
            column.addWidget(widget)
        for table in tables:
            column.setAlignment(table, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def compare(self, before: Model, after: Model, moves: Moves, agreements: tuple[Agreement, Agreement]) -> None:
        """Show how `after` differs from `before`, the model in use; `agreements` are those of both, in this order."""
        self._shown = before, after, moves, agreements
        self.retranslate()
        self.show()

    def clear(self) -> None:
        """Hide the card."""
        self._shown = None
        self.hide()

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        if self._shown is None:
            return
        before, after, moves, agreements = self._shown
        locale = self.locale()
        changed, cuts = comparison.differences(before, after), comparison.cuts(before, after)
        now, then = self.tr("Ahora"), self.tr("Con el otro")
        self._title.setText(self.tr("{name} frente al que está en uso").format(name=after.name))
        self.setAccessibleName(self._title.text())
        self._same.setText(self.tr("Los puntos y las categorías son los mismos."))
        self._same.setVisible(not (changed or cuts))
        self._points.show_rows(
            self.tr("Puntos que cambian"),
            (self.tr("Puntos que cambian"), now, then),
            model_words.differences(changed, locale),
        )
        self._points.setVisible(bool(changed))
        self._cuts.show_rows(
            self.tr("Puntajes que cambian"),
            (report_words.heading_category(), now, then),
            model_words.cuts(cuts),
            [cut.category for cut in cuts],
        )
        self._cuts.setVisible(bool(cuts))
        self._moved.setText(model_words.moved(moves, locale))
        headings = (self.tr("Ahora ↓  Con el otro →"), *labels.category_initials())
        self._matrix.show_rows(self._moved.text(), headings, model_words.matrix(moves, locale), tuple(Category))
        self._matrix.setVisible(bool(moves.total))
        self._agreement.setText(model_words.agreements(*agreements, locale))
        self._card_title.setText(card_words.title())
        self._card.setText(card_words.whole(after.card, locale))
        for part in (self._card_title, self._card):
            part.setVisible(bool(after.card))
