"""The red strip over a result that is not on the disk: why, and the two ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui import labels
from gui.announce import announce
from gui.enter_button import EnterButton
from gui.side_by_side import SideBySide
from gui.theme import GRID

if TYPE_CHECKING:
    from core.errors import SaveError


class UnsavedBanner(QFrame):
    """Says NO GUARDADO until it is saved or thrown away by hand."""

    retry_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: SaveError | None = None
        self.setProperty("role", "banner")
        self.setProperty("kind", "error")
        self._title = QLabel(self)
        self._title.setProperty("role", "title")
        self._reason = QLabel(self)
        self._reason.setWordWrap(True)
        self._reason.setObjectName("motivo_no_guardado")
        self.retry = EnterButton(self)
        self.retry.setObjectName("reintentar")
        self.discard = EnterButton(self)
        self.discard.setObjectName("descartar")
        for label in (self._title, self._reason):
            label.setTextFormat(Qt.TextFormat.PlainText)
        ways = QWidget(self)
        buttons = QHBoxLayout(ways)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(GRID)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.discard)
        words = QWidget(self)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._title)
        column.addWidget(self._reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID + GRID // 2)
        layout.addWidget(SideBySide(words, ways, self))
        self.retry.clicked.connect(self.retry_wanted)
        self.discard.clicked.connect(self.discard_wanted)
        self.retranslate()

    def say(self, error: SaveError) -> None:
        """Show why it is not saved, have it read out, and put the focus on the way to mend it."""
        self._error = error
        self.retranslate()
        self.show()
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self._title.text()}. {self._reason.text()}")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._title.setText(self.tr("NO GUARDADO"))
        self.retry.setText(self.tr("Reintentar"))
        self.discard.setText(self.tr("Descartar"))
        if self._error is not None:
            self._reason.setText(
                self.tr("{reason} {remedy} La lectura sigue en pantalla.").format(
                    reason=labels.failure(self._error), remedy=labels.remedy(self._error)
                )
            )
        self.retry.setAccessibleDescription(self._reason.text())
        self.discard.setAccessibleDescription(self.tr("Borra esta lectura sin guardarla."))
