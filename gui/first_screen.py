"""The first paint: the window with its first tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gui.entry.entry_tab import EntryTab
from gui.shell.main_window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.language.i18n import Language
    from gui.shell.crash import CrashGuard
    from gui.style.look import Look


class FirstScreen(QObject):
    """The window with its first tab, and its dialogs until the rest of the program is there.

    `station` creates the station on its first call.
    """

    def __init__(
        self,
        station: Callable[[], Station],
        settings: SettingsFile,
        language: Language,
        look: Look,
        guard: CrashGuard,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.language = language
        self.look = look
        self.guard = guard
        self.window = MainWindow()
        self.window.setLocale(language.locale)
        self.entry = EntryTab(
            look,
            station,
            self.window.entry_page,
            confirm_discard=self._confirm_discard,
            asked_one_in=self._asked_one_in,
            draw=_draw,
        )
        self.window.set_entry(self.entry, self.entry.focus_first, self._has_unsaved, self.entry.foot_for)
        self.window.ask_before_closing(self._may_close)
        look.changed.connect(self.window.keep_usable)
        self._crash_told = False
        guard.crashed.connect(self._on_crash)
        self.entry.unsaved_changed.connect(self.window.mark_unsaved)

    def show(self) -> None:
        """Show the window."""
        self.window.restore_place(self.settings.current.window)
        self.entry.hide()  # shown within the window, or Qt would lay it out at a size of its own first
        self.window.show()
        self.entry.show()
        self.window.show_entry()

    def _confirm_discard(self) -> bool:
        from gui.shell.dialogs import Dialogs  # noqa: PLC0415 - the first paint does without

        return Dialogs(self.window).confirm_discard()

    def _asked_one_in(self) -> int:
        return self.settings.current.asked_one_in

    def _may_close(self) -> bool:
        """Keep a reading that is not saved; `gui.program`, which is there in a moment, asks about it."""
        return not self._has_unsaved()

    def _has_unsaved(self) -> bool:
        return self.entry.has_unsaved

    @Slot(str)
    def _on_crash(self, path: str) -> None:
        from gui.shell.dialogs import Dialogs  # noqa: PLC0415 - the first paint does without

        if self._crash_told:
            return  # one dialog at a time; the crash file of this error is written already
        self._crash_told = True
        try:
            Dialogs(self.window).crashed(path)
        finally:
            self._crash_told = False


def _draw(below: int) -> int:
    """Return a random whole number below `below`."""
    import secrets  # noqa: PLC0415 - not for the first paint

    return secrets.randbelow(below)
