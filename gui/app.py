"""Builds everything once, joins it, and takes it apart at the end."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Slot

from core import model as models
from core.errors import ModelError, ReadError, SaveError, SaveFailure
from core.paths import APP_ID, log_directory
from core.settings import SettingsFile
from gui import labels, preflight
from gui.background import Task
from gui.crash import CrashFiles, CrashGuard
from gui.dialogs import ClosingChoice, Dialogs
from gui.entry_tab import EntryTab
from gui.i18n import Language
from gui.look import Look
from gui.main_window import MainWindow
from gui.notices import Notices
from gui.open_elsewhere import ROLE, is_open_elsewhere, is_window
from gui.preferences import Preferences
from gui.work_watch import WorkWatch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from core.model import Model
    from core.station import Station
    from gui.backup_flow import BackupFlow
    from gui.guide import GuideWindow
    from gui.loader import Loader
    from gui.records_tab import RecordsTab
    from gui.report_tab import ReportTab

DONE: Final = 0
FAILED: Final = 1

WAIT_S: Final = 5.0
"""How long the window waits for a command that has the data directory, in seconds."""

_ASK_AGAIN_MS: Final = 50


def run(app: QApplication, data_dir: Path) -> int:
    """Open the window on a data directory and return the exit status once it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would never let Python see a Ctrl+C
    app.setApplicationName(APP_ID)
    app.setDesktopFileName(APP_ID)
    settings = SettingsFile(data_dir)
    language = Language(app, settings.current.language, QLocale.system())
    look = Look(app, settings.current.theme, settings.current.text_size)
    crash_files = CrashFiles(partial(log_directory, data_dir, os.environ), _now)
    guard = CrashGuard(crash_files, app)
    guard.install()
    try:
        model = models.load()
        station = cache(partial(_make_station, data_dir, model))
        try:
            if is_open_elsewhere(data_dir, station):
                _say_open_elsewhere(data_dir)
                return FAILED
            program = Program(model, station, settings, language, look, guard)
            try:
                program.show()
                return app.exec()
            finally:
                program.end()
        finally:
            station().close()
    except ModelError as error:
        preflight.tell(str(error))
        Dialogs().cannot_start(str(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - whatever it is, the user hears of it in words
        path = crash_files.write(error)
        preflight.tell(f"falla interna al abrir, anotada en {path}")
        Dialogs().crashed("" if path is None else str(path))
        return FAILED
    finally:
        crash_files.stop_watching()
        guard.uninstall()


def _make_station(data_dir: Path, model: Model) -> Station:
    from core.station import Station  # noqa: PLC0415 - with it comes half of all imports; the first screen needs none

    return Station(data_dir, model, _now, ROLE)


def _say_open_elsewhere(data_dir: Path) -> None:
    preflight.tell(f"ya está abierto en otra ventana: {data_dir}")
    Dialogs().already_open(data_dir)


def _now() -> datetime:
    return datetime.now().astimezone()


class Program(QObject):
    """The window with all that it is joined to. `station` makes the station when it is first called."""

    def __init__(  # noqa: PLR0913, PLR0917 - here comes together what was made before
        self,
        model: Model,
        station: Callable[[], Station],
        settings: SettingsFile,
        language: Language,
        look: Look,
        guard: CrashGuard,
    ) -> None:
        super().__init__()
        self._get_station = station
        self._ask_until = 0.0
        self._settings = settings
        self._language = language
        self._look = look
        self._guard = guard
        self._crash_files = guard.files
        self._crash_told = False
        self._damage_told = 0
        self._loader: Loader | None = None
        self._guide: GuideWindow | None = None
        self._report: ReportTab | None = None
        self._records: RecordsTab | None = None
        self._backups: BackupFlow | None = None
        self.window = MainWindow(self._may_close)
        self._dialogs = Dialogs(self.window)
        self._notices = Notices(self.window.banners)
        self._work = WorkWatch(self._notices, self._dialogs.confirm_stop, self.window)
        self._entry = EntryTab(model, look, station, confirm_discard=self._dialogs.confirm_discard)
        self.window.set_entry(self._entry, self._entry.focus_first)
        self._preferences = Preferences(settings, language, look, self.window.menu_actions, self.window)
        self._join(guard)

    def _join(self, guard: CrashGuard) -> None:
        self.window.first_painted.connect(self._after_first_paint)
        self.window.tab_changed.connect(self._follow_log)
        self._entry.saved.connect(self._on_saved)
        self._entry.unsaved_changed.connect(self._follow_log)
        self._entry.unsaved_changed.connect(self.window.mark_unsaved)
        self._preferences.not_kept.connect(self._notices.not_kept)
        guard.crashed.connect(self._on_crash)
        actions = self.window.menu_actions
        actions.export.triggered.connect(self._export)
        actions.print.triggered.connect(self._print)
        actions.open_folder.triggered.connect(self._open_folder)
        actions.guide.triggered.connect(self._show_guide)
        actions.shortcuts.triggered.connect(self._show_shortcuts)
        actions.about.triggered.connect(self._show_about)

    @property
    def _station(self) -> Station:
        return self._get_station()

    def show(self) -> None:
        """Show the window; all that its first screen does not need comes afterwards."""
        self.window.restore_place(self._settings.current.window)
        self.window.show()
        self.window.show_entry()

    def end(self) -> None:
        """Wait for what still runs."""
        if self._loader is not None:
            self._loader.stop()
        workers = (self._backups, self._records, None if self._report is None else self._report.exports)
        for worker in workers:
            if worker is not None:
                worker.stop()
        for task in self.window.findChildren(Task):
            task.wait()

    @Slot()
    def _after_first_paint(self) -> None:
        """Do what the first screen did not need."""
        from gui.backup_flow import BackupFlow  # noqa: PLC0415 - see above
        from gui.export_flow import ExportFlow  # noqa: PLC0415 - likewise
        from gui.loader import Loader  # noqa: PLC0415 - likewise
        from gui.records_tab import RecordsTab  # noqa: PLC0415 - likewise
        from gui.report_tab import ReportTab  # noqa: PLC0415 - likewise

        self.window.load_icon()
        left = self._crash_files.watch_native()
        if left is not None:
            self._notices.crashed_before(str(left))
        exports = ExportFlow(self._station, self._settings, self._dialogs, self._language.system, self)
        self._report = ReportTab(self._station, self._look, self._settings, exports)
        self._report.export_finished.connect(self._notices.exported)
        self._report.export_failed.connect(self._notices.export_failed)
        self._report.load_needed.connect(self._follow_log)
        self._work.join(exports)
        self.window.set_report(self._report, self._report.focus_first)
        period = self._settings.current.period
        self._records = RecordsTab(self._station, self._look, period, self._dialogs)
        self._records.told.connect(self._notices.exported)
        self._records.failed.connect(self._notices.export_failed)
        self._records.changed.connect(self._refresh)
        self._records.voided_shown.connect(self._notices.answered)
        self._records.broke.connect(self._guard.take)
        self.window.set_records(self._records, self._records.focus_first)
        self._report.period_chosen.connect(self._records.show_period)
        self._records.period_chosen.connect(self._report.show_period)
        backups = BackupFlow(self._station, self._settings, self._dialogs, self)
        self._join_backups(backups)
        self._work.join(backups)
        self._loader = Loader(self._station, self)
        self._loader.progressed.connect(self._on_load_progress)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_load_failed)
        self._loader.broke.connect(self._guard.take)
        self._ask_until = time.monotonic() + WAIT_S
        self._become_writer()

    @Slot()
    def _become_writer(self) -> None:
        """Become the one writer of the data, then read them; a command that has them is waited for."""
        try:
            self._station.open()
        except SaveError as error:
            if error.failure is not SaveFailure.IN_USE:
                self._notices.cannot_save(error)
            elif is_window(error):
                self.window.hide()  # it is not the one to work in
                _say_open_elsewhere(self._station.data_dir)
                QCoreApplication.exit(FAILED)
                return
            elif time.monotonic() < self._ask_until:
                QTimer.singleShot(_ASK_AGAIN_MS, self._become_writer)
                return
            elif self._entry.has_unsaved:
                self._notices.cannot_save(error)  # what was entered meanwhile is not thrown away
            else:
                self.window.hide()
                Dialogs().log_in_use(error.holder)
                QCoreApplication.exit(FAILED)
                return
        self._follow_log()

    def _join_backups(self, backups: BackupFlow) -> None:
        self._backups = backups
        backups.broke.connect(self._guard.take)
        backups.begun.connect(self._refresh)
        backups.finished.connect(self._notices.exported)
        backups.failed.connect(self._notices.export_failed)
        backups.restored.connect(self._follow_log)
        self.window.menu_actions.back_up.triggered.connect(backups.back_up)
        self.window.menu_actions.restore.triggered.connect(backups.restore)

    @Slot(object, bool)
    def _on_saved(self, _record: object, clock_ok: bool) -> None:
        self._notices.can_save()
        self._notices.answered()
        if not clock_ok:
            self._notices.clock_wrong()
        self._refresh()

    @Slot()
    def _follow_log(self) -> None:
        """Read the log again where the station has found that it is not what was read."""
        if self._loader is not None and self._station.needs_load:
            self._loader.start()

    @Slot()
    def _refresh(self) -> None:
        """Show what the station says now."""
        self._follow_log()
        if self._report is not None:
            self._report.refresh()
        if self._records is not None:
            self._records.refresh()

    @Slot(int)
    def _on_load_progress(self, percent: int) -> None:
        if self._report is not None:
            self._report.show_loading(percent, 100)

    @Slot()
    def _on_loaded(self) -> None:
        self._notices.can_read()
        self._refresh()
        damaged = self._station.health.damaged_count
        if damaged and damaged != self._damage_told:
            self._notices.damage(damaged, self._show_damage)
        self._damage_told = damaged

    @Slot(object)
    def _on_load_failed(self, error: ReadError) -> None:
        self._notices.cannot_read(error)
        if self._report is not None:
            self._report.show_failure(labels.failure(error))
        if self._records is not None:
            self._records.show_failure(labels.failure(error))

    @Slot(str)
    def _on_crash(self, path: str) -> None:
        if self._crash_told:
            return  # one dialog at a time: the file of this one is written
        self._crash_told = True
        try:
            self._dialogs.crashed(path)
        finally:
            self._crash_told = False

    @Slot()
    def _export(self) -> None:
        if self._report is not None:
            self._report.export()

    @Slot()
    def _print(self) -> None:
        if self._report is not None:
            self._report.print_report()

    @Slot()
    def _open_folder(self) -> None:
        self._dialogs.open_folder(self._station.data_dir)

    @Slot()
    def _show_guide(self) -> None:
        if self._guide is None:
            from gui.guide import GuideWindow  # noqa: PLC0415 - only when it is wanted

            self._guide = GuideWindow(self._look, self._language, self.window)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    @Slot()
    def _show_shortcuts(self) -> None:
        self._dialogs.shortcuts(self.window.menu_actions.listed())

    @Slot()
    def _show_about(self) -> None:
        self._dialogs.about(self._station.model, self._station.data_dir)

    @Slot()
    def _show_damage(self) -> None:
        self._dialogs.damage(self._station.health, self._station.log)

    def _may_close(self) -> bool:
        """Ask about what runs and about a reading that is not saved; then remember where the window was."""
        if not self._work.may_close():
            return False
        if self._entry.has_unsaved:
            choice = self._dialogs.confirm_close()
            if choice is ClosingChoice.RETRY:
                self._entry.retry()
            if choice is ClosingChoice.CANCEL or (choice is ClosingChoice.RETRY and self._entry.has_unsaved):
                return False
        with suppress(SaveError):  # where the window was is not worth a question while it closes
            self._settings.change(window=self.window.place())
        return True
