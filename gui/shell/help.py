"""The *Ayuda* menu: guide, list of keys, about; and the data folder, shown from the *Archivo* menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from core.station.station import Station
    from gui.language.i18n import Language
    from gui.shell.dialogs import Dialogs
    from gui.shell.guide import GuideWindow
    from gui.shell.main_window import MainWindow
    from gui.style.look import Look


class Help(QObject):
    """Shows what the menu offers; the guide stays one window."""

    def __init__(
        self, station: Station, window: MainWindow, look: Look, language: Language, dialogs: Dialogs
    ) -> None:
        super().__init__(window)
        self._station = station
        self._window = window
        self._look = look
        self._language = language
        self._dialogs = dialogs
        self._guide: GuideWindow | None = None
        actions = window.menu_actions
        actions.guide.triggered.connect(self.show_guide)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.about.triggered.connect(self._show_about)
        actions.open_folder.triggered.connect(self._open_folder)

    @Slot()
    def show_guide(self) -> None:
        """Show the guide."""
        if self._guide is None:
            from gui.shell.guide import GuideWindow  # noqa: PLC0415 - only when it is wanted

            self._guide = GuideWindow(self._look, self._language, self._window)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    @Slot()
    def _show_shortcuts(self) -> None:
        self._dialogs.shortcuts(self._window.menu_actions.listed())

    @Slot()
    def _show_about(self) -> None:
        self._dialogs.about(self._station.model, self._station.data_dir)

    @Slot()
    def _open_folder(self) -> None:
        self._dialogs.open_folder(self._station.data_dir)
