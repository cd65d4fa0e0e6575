"""Questions before the window closes: about running tasks, and an unsaved reading."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from core.errors import SaveError
from gui.shell.dialogs import ClosingChoice

if TYPE_CHECKING:
    from core.system.settings import SettingsFile
    from gui.entry.entry_tab import EntryTab
    from gui.shell.dialogs import Dialogs
    from gui.shell.main_window import MainWindow
    from gui.shell.work_watch import WorkWatch


class Closing:
    """Asks the user; `window` is the one to be closed."""

    def __init__(
        self, window: MainWindow, entry: EntryTab, work: WorkWatch, settings: SettingsFile, dialogs: Dialogs
    ) -> None:
        self._window = window
        self._entry = entry
        self._work = work
        self._settings = settings
        self._dialogs = dialogs

    def may_close(self) -> bool:
        """Ask about running tasks and an unsaved reading; if both allow it, save the window's geometry."""
        if not self._work.may_close():
            return False
        if self._entry.has_unsaved:
            choice = self._dialogs.confirm_close()
            if choice is ClosingChoice.RETRY:
                self._entry.retry()
            if choice is ClosingChoice.CANCEL or (choice is ClosingChoice.RETRY and self._entry.has_unsaved):
                return False
        with suppress(SaveError):  # losing the geometry is not worth a question at closing
            self._settings.change(window=self._window.place())
        return True
