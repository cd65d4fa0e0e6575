"""A dialog with a page of text that scrolls, for reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout

from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget


class Sheet(QDialog):
    """Shows a page of simple HTML; Esc and Enter close it, the arrow keys scroll it."""

    def __init__(self, title: str, html: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._text = QTextBrowser(self)
        self._text.setOpenLinks(False)
        self._text.setAccessibleName(title)
        self._text.setHtml(html)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._buttons.rejected.connect(self.reject)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self._text, 1)
        column.addWidget(self._buttons)
        self._buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        self.resize(self.sizeHint())

    def add_button(self, text: str) -> QPushButton:
        """Add a button that does not close the dialog."""
        button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        return button

    def sizeHint(self) -> QSize:
        """Return the size that shows the whole text, at most nine tenths of the screen."""
        self.ensurePolished()
        document = self._text.document().clone()
        document.setDefaultFont(self._text.font())
        document.setTextWidth(self._text.fontMetrics().averageCharWidth() * 72)
        around = QSize(8 * GRID, self._buttons.sizeHint().height() + 10 * GRID)
        wanted = document.size().toSize() + around
        return wanted.boundedTo(QGuiApplication.primaryScreen().availableSize() * 0.9)
