"""Starts the window: builds the first paint, then, by `gui.program`, the rest."""

from __future__ import annotations

import os
import signal
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Slot
from PySide6.QtGui import QKeyEvent
from shiboken6 import Shiboken

from core.errors import ModelError, ReadError
from core.system.paths import APP_ID, log_directory
from core.system.settings import SettingsFile
from core.system.status import FAILED
from gui import preflight
from gui.first_screen import FirstScreen
from gui.language.i18n import Language
from gui.open_elsewhere import ROLE, is_open_elsewhere
from gui.shell.crash import CrashFiles, CrashGuard
from gui.style.look import Look, suits

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from core.station.station import Station
    from gui.program import Program


def run(app: QApplication, data_dir: Path) -> int:
    """Open the window on a data directory and return the exit status once it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would never let Python see a Ctrl+C
    app.setApplicationName(APP_ID)
    app.setDesktopFileName(APP_ID)
    settings = SettingsFile(data_dir)
    language = Language(app, settings.current.language, QLocale.system())
    size = settings.current.text_size or suits(app.primaryScreen().availableSize())
    look = Look(app, settings.current.theme, size)
    crash_files = CrashFiles(partial(log_directory, data_dir, os.environ), _now)
    guard = CrashGuard(crash_files, app)
    guard.install()
    station = cache(partial(_make_station, data_dir))
    try:
        if is_open_elsewhere(data_dir, station):
            from gui.shell.write_lock import leave_to_other_window  # noqa: PLC0415 - the first paint does without

            return leave_to_other_window(data_dir)
        started = App(FirstScreen(station, settings, language, look, guard), station)
        try:
            started.show()
            return started.wait()
        finally:
            started.end()
            if station.cache_info().currsize:
                station().close()
            started.delete_window()
    except (ModelError, ReadError) as error:
        from gui.language import labels, model_flaw_words  # noqa: PLC0415 - the first paint does without
        from gui.shell.dialogs import Dialogs  # noqa: PLC0415 - likewise

        why = model_flaw_words.unusable(error) if isinstance(error, ModelError) else labels.failure(error)
        preflight.report_on_terminal(why)
        Dialogs().cannot_start(why)
        return FAILED
    except Exception as error:  # noqa: BLE001 - the user gets a dialog, not a traceback
        from gui.shell.dialogs import Dialogs  # noqa: PLC0415 - the first paint does without

        path = crash_files.write(error)
        preflight.report_on_terminal(f"falla interna al abrir, anotada en {path}")
        Dialogs().crashed_at_start("" if path is None else str(path))
        return FAILED
    finally:
        crash_files.stop_watching()
        guard.uninstall()


def _make_station(data_dir: Path) -> Station:
    from core.models import catalogue  # noqa: PLC0415 - half of all imports, none of which the first paint needs
    from core.station.station import Station  # noqa: PLC0415 - likewise

    return Station(data_dir, catalogue.in_use(data_dir).model, _now, ROLE)


def _now() -> datetime:
    from core.system.clock import local_now  # noqa: PLC0415 - the first paint does without

    return local_now()


def _may_be_shortcut(event: QKeyEvent) -> bool:
    """Return whether it is a function key or a chord with Ctrl or Alt; the form itself knows all other keys."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

    is_chord = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return bool(is_chord) or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


class App(QObject):
    """The first screen, and the rest of the program once that is painted. `station` is the first screen's."""

    def __init__(self, first: FirstScreen, station: Callable[[], Station]) -> None:
        super().__init__()
        self._get_station = station
        self.first = first
        self.program: Program | None = None
        self.failure: Exception | None = None
        """The error that prevented the creation of `program`."""
        self.first.window.first_painted.connect(self._go_on)
        self.first.window.installEventFilter(self)

    def show(self) -> None:
        """Show the window."""
        self.first.show()

    def wait(self) -> int:
        """Run the event loop and return its exit status. Raises `failure`, if there is one."""
        status = QCoreApplication.exec()
        if self.failure is not None:
            raise self.failure
        return status

    def end(self) -> None:
        """Stop background tasks and wait for their end."""
        if self.program is not None:
            self.program.end()

    def delete_window(self) -> None:
        """Have Qt delete the window while Python still references all of its parts.

        Python would otherwise release the parts in arbitrary order, some before their layout.
        """
        Shiboken.delete(self.first.window)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Have the rest there for a key that has waited for the first paint and may be a shortcut of the rest."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _may_be_shortcut(event):
            self._go_on()
        return False

    @Slot()
    def _go_on(self) -> None:
        if self.program is not None or self.failure is not None:
            return
        self.first.window.removeEventFilter(self)
        try:
            from gui.program import Program  # noqa: PLC0415 - not for the first paint

            self.program = Program(self.first, self._get_station())
        except Exception as error:  # noqa: BLE001 - `wait` raises it again, and `run` reports it
            self.failure = error
            self.first.window.hide()
            QCoreApplication.exit(FAILED)
        else:
            self.program.begin()
