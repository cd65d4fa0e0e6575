"""The three empty menus of the window; `gui.shell.actions` fills them after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow


class Menus(QObject):
    """The menu bar of a window, with empty menus."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.file, self.view, self.help = (window.menuBar().addMenu("") for _ in range(3))
        self.retranslate()

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self.file.setTitle(self.tr("&Archivo"))
        self.view.setTitle(self.tr("&Ver"))
        self.help.setTitle(self.tr("A&yuda"))
