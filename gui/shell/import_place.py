"""The import of files: made when a file is first to be imported, or an import undone."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.shell.dialogs import Dialogs
    from gui.shell.main_window import MainWindow
    from gui.shell.notices import Notices
    from gui.work.backup_flow import BackupFlow
    from gui.work.import_flow import ImportFlow


class ImportPlace(QObject):
    """`made` carries the flow, once; `changed`: the station has other records. Runs in turns with `backups`."""

    made = Signal(object)
    changed = Signal()

    def __init__(  # noqa: PLR0913, PLR0917 - what the flow is made of
        self,
        station: Station,
        settings_file: SettingsFile,
        dialogs: Dialogs,
        notices: Notices,
        backups: BackupFlow,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._station = station
        self._settings_file = settings_file
        self._dialogs = dialogs
        self._notices = notices
        self._backups = backups
        window.menu_actions.import_file.triggered.connect(self._import)

    @cached_property
    def _flow(self) -> ImportFlow:
        from gui.work.import_flow import ImportFlow  # noqa: PLC0415 - on first use

        flow = ImportFlow(self._station, self._settings_file, self._dialogs, self)
        flow.take_turns(self._backups)
        flow.changed.connect(self.changed)
        flow.imported.connect(self._on_imported)
        self.made.emit(flow)
        return flow

    @Slot(str)
    def undo(self, name: str) -> None:
        """Ask, and then take all records of an import out of the counts."""
        self._flow.undo(name)

    @Slot()
    def _import(self) -> None:
        self._flow.import_file()

    @Slot(object, str)
    def _on_imported(self, words: Callable[[], str], name: str) -> None:
        self._notices.imported(words, partial(self.undo, name))
