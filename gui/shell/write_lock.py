"""The window's turn to write: takes the data folder's lock, or leaves to the window that has it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from core.errors import SaveError, SaveFailure
from core.system.status import DONE, FAILED
from gui import preflight
from gui.open_elsewhere import brings_forward, is_window
from gui.shell.dialogs import Dialogs

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from core.station.station import Station
    from gui.entry.entry_tab import EntryTab

WAIT_S: Final = 5.0
"""Longest wait for a command that holds the data directory, in seconds."""

_ASK_AGAIN_MS: Final = 50


def leave_to_other_window(data_dir: Path) -> int:
    """Bring the window that uses the data directory forward, else say that there is one; return the exit status."""
    preflight.report_on_terminal(f"ya está abierto en otra ventana: {data_dir}")
    if brings_forward(data_dir):
        return DONE
    Dialogs().already_open(data_dir)
    return FAILED


class WriteLock(QObject):
    """Takes the lock; retries for WAIT_S while a command holds it.

    `taken` follows success; `refused` carries the `SaveError` with which the window stays open; `settled` follows
    either. Where another window has the lock, or a command does not let go and no reading waits to be saved, the
    program ends.
    """

    taken = Signal()
    refused = Signal(object)
    settled = Signal()

    def __init__(self, station: Station, entry: EntryTab, window: QWidget) -> None:
        super().__init__(window)
        self._station = station
        self._entry = entry
        self._window = window
        self._ask_until = 0.0

    def take(self) -> None:
        """Take the lock."""
        self._ask_until = time.monotonic() + WAIT_S
        self._try()

    @Slot()
    def _try(self) -> None:
        try:
            self._station.open()
        except SaveError as error:
            is_in_use = error.failure is SaveFailure.IN_USE
            if is_in_use and is_window(error):
                self._window.hide()  # the other window is the one to work in
                QCoreApplication.exit(leave_to_other_window(self._station.data_dir))
                return
            if is_in_use and time.monotonic() < self._ask_until:
                QTimer.singleShot(_ASK_AGAIN_MS, self._try)
                return
            if is_in_use and not self._entry.has_unsaved:  # a reading entered meanwhile keeps the window open
                self._window.hide()
                Dialogs().log_in_use(error.holder)
                QCoreApplication.exit(FAILED)
                return
            self.refused.emit(error)
        else:
            self.taken.emit()
        self.settled.emit()
