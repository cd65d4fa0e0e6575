"""The red banner over a result that is not saved: the reason, and buttons to retry or discard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.kit.announce import announce
from gui.kit.enter import EnterButton
from gui.kit.label import label
from gui.kit.side_by_side import SideBySide
from gui.language import labels
from gui.language.i18n import Translated
from gui.style.theme import GRID

if TYPE_CHECKING:
    from core.errors import SaveError


class UnsavedBanner(Translated, QFrame):
    """Shows NO GUARDADO, the reason and the remedy until the reading is saved or discarded."""

    retry_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: SaveError | None = None
        self.setProperty("role", "banner")
        self.setProperty("kind", "error")
        self._title = label("title", parent=self)
        self._reason = label("", "motivo_no_guardado", wraps=True, parent=self)
        self.retry = EnterButton(self, "reintentar")
        self.discard = EnterButton(self, "descartar")
        ways = QWidget(self)
        buttons = QHBoxLayout(ways)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(GRID)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.discard)
        self._head = SideBySide(self._title, ways, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self._head)
        self._column.addWidget(self._reason)
        self.retry.clicked.connect(self.retry_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.retranslate()

    @property
    def reason(self) -> str:
        """The shown failure with its remedy."""
        return self._reason.text()

    def show_reason(self, shown: bool) -> None:
        """Show or hide the reason."""
        self._reason.setVisible(shown)

    def height_at(self, width: int) -> int:
        """Return the height, with the reason, at a given width, before any resize."""
        margins = self._column.contentsMargins()
        inner = width - margins.left() - margins.right()
        text = self._head.height_at(inner) + self._column.spacing() + self._reason.heightForWidth(inner)
        return text + margins.top() + margins.bottom()

    def say(self, error: SaveError) -> None:
        """Show and announce the failure, and focus *Reintentar*."""
        self._error = error
        self.retranslate()
        self.show()
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.text()}. {self._reason.text()}")

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._title.setText(self.tr("NO GUARDADO"))
        self.retry.setText(self.tr("&Reintentar"))
        self.discard.setText(self.tr("De&scartar"))
        if self._error is not None:
            self._reason.setText(
                self.tr("{reason} {remedy}").format(
                    reason=labels.failure(self._error), remedy=labels.remedy(self._error)
                )
            )
        self.retry.setAccessibleDescription(self._reason.text())
        self.discard.setAccessibleDescription(self.tr("Borra esta lectura sin guardarla."))
