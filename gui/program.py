"""Builds and connects everything behind the first screen, once."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import ReadError, SaveError
from core.system.paths import HOLDER_NAME
from gui.kit.growing_text import grow_around
from gui.report.export_flow import ExportFlow
from gui.shell.actions import Actions
from gui.shell.banner import BannerArea
from gui.shell.closing import Closing
from gui.shell.date_watch import DateWatch
from gui.shell.dhis2_place import Dhis2Place
from gui.shell.dialogs import Dialogs
from gui.shell.establishment import EstablishmentChange
from gui.shell.health_watch import HealthWatch
from gui.shell.help import Help
from gui.shell.icon import program_icon
from gui.shell.import_place import ImportPlace
from gui.shell.model_place import ModelPlace
from gui.shell.notices import Notices
from gui.shell.preferences import Preferences
from gui.shell.summons_watch import SummonsWatch
from gui.shell.work_watch import WorkWatch
from gui.shell.write_lock import WriteLock
from gui.work.backup_flow import BackupFlow
from gui.work.carried import Carried
from gui.work.loader import Loader

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.records.period import Choice
    from core.station.station import Station
    from gui.entry.last_patients import LastPatients
    from gui.first_screen import FirstScreen
    from gui.model.measures_panel import MeasuresPanel
    from gui.model.model_tab import ModelTab
    from gui.records.records_tab import RecordsTab
    from gui.report.list_export import ListExport
    from gui.report.report_tab import ReportTab
    from gui.work.flow import Flow
    from gui.work.import_flow import ImportFlow
    from gui.work.listed import ListedRecords
    from gui.work.record_source import RecordSource


class Program(QObject):
    """The window of a station with its flows, notices and tabs, which are created on first use."""

    refreshed = Signal()  # makes the tabs show the station's current state
    period_chosen = Signal(object)  # carries the report tab's choice

    def __init__(self, first: FirstScreen, station: Station) -> None:
        super().__init__(first)
        self.window = first.window
        self._first = first
        self._entry = first.entry
        self._settings = first.settings
        self._guard = first.guard
        self._station = station
        self._period: Choice = first.settings.current.period
        self._failure: ReadError | None = None  # of the last load
        actions = Actions(self.window, self.window.menus)
        self.window.set_actions(actions)
        first.look.follow_system()
        self._preferences = Preferences(first.settings, first.language, first.look, actions, self.window)
        banners = BannerArea()
        dialogs = self._dialogs = Dialogs(self.window)
        self._notices = Notices(banners, first.settings, self._dialogs)
        self._health = HealthWatch(station, self._notices, self._dialogs, self)
        self._help = Help(station, self.window, first.look, first.language, self._dialogs)
        backups = self._backups = BackupFlow(station, first.settings, dialogs, self)
        self._model = ModelPlace(station, first.look, first.settings, dialogs, self._notices, backups, self.window)
        self._model.changed.connect(self._follow_model)
        self._model.noted.connect(self._refresh)
        self._model.made.connect(self._join_model)
        self._model.measures_made.connect(self._join_measures)
        self._establishment = EstablishmentChange(station, self._dialogs, self._notices, self)
        self._work = WorkWatch(self._notices, self._dialogs.confirm_stop, self.window)
        self._exports = ExportFlow(station, first.settings, self._dialogs, first.language.system, self)
        self._imports = ImportPlace(station, first.settings, self._dialogs, self._notices, self._backups, self.window)
        self._imports.made.connect(self._watch_import)
        self._imports.changed.connect(self._refresh)
        self._carried = Carried(station, first.settings, self)
        self._backups.delivered = self._carried.proof
        self._loader = Loader(station, self)
        self._summons = SummonsWatch(station.data_dir / HOLDER_NAME, self)
        self._summons.called.connect(self.window.come_forward)
        self._lock = WriteLock(station, self._entry, self.window)
        self._dates = DateWatch(station, self._notices, self)
        self._dates.looked.connect(self._carried.look_for_backup)
        self._flows: list[Flow[Any]] = []
        self._is_over = False
        self._take_over(self._loader, self._exports, self._carried)
        self._entry.panel.show()
        self.window.set_banners(banners)
        closing = Closing(self.window, self._entry, self._work, first.settings, self._dialogs)
        self.window.ask_before_closing(closing.may_close)
        self._join_shell()
        self._join_tabs()
        self._join_backups()
        self._join_log()
        self.window.fill_shown()

    def begin(self) -> None:
        """Load the icon, report a crash of the previous session, take the lock and read the data."""
        self.window.setWindowIcon(program_icon())
        if (left := self._guard.files.watch_native()) is not None:
            self._notices.crashed_before(str(left))
        self._lock.take()

    def end(self) -> None:
        """Stop all flows and wait for them; those made from now on begin nothing."""
        self._is_over = True
        for flow in self._flows:
            flow.stop()

    def _take_over(self, *flows: Flow[Any]) -> None:
        """Have flows stopped at the end, and their unforeseen errors told."""
        for flow in flows:
            flow.broke.connect(self._guard.take)
            self._flows.append(flow)
            if self._is_over:
                flow.stop()

    @Slot(object)
    def _watch(self, flow: BackupFlow | ImportFlow | ExportFlow) -> None:
        """Take over a flow, show its progress, tell its outcome."""
        self._take_over(flow)
        self._work.join(flow)
        flow.finished.connect(self._notices.succeeded)
        flow.failed.connect(self._notices.failed)

    @Slot(object)
    def _watch_import(self, flow: ImportFlow) -> None:
        self._watch(flow)
        self._take_over(flow.preparation)

    def _join_shell(self) -> None:
        self.window.tab_changed.connect(self._follow_log)
        self._preferences.not_kept.connect(self._notices.not_kept)
        actions = self.window.menu_actions
        for act in (actions.export, actions.print, actions.back_up, *actions.asked.actions()):
            act.triggered.connect(self._entry.reveal)
        actions.correct.triggered.connect(self.window.show_entry)
        actions.correct.triggered.connect(self._entry.correct_last)
        actions.export.triggered.connect(self._export)
        actions.print.triggered.connect(self._print)
        actions.establishment.triggered.connect(self._establishment.ask)
        actions.establishment.triggered.connect(self._health.tell)
        Dhis2Place(self._exports, self._notices, self.window).made.connect(self._watch)

    def _join_tabs(self) -> None:
        self._entry.saved.connect(self._on_saved)
        self._entry.unsaved_changed.connect(self._follow_log)
        self._entry.released.connect(self._refresh)
        self._entry.fahrenheit_typed.connect(self._count_fahrenheit)
        self._entry.told.connect(self._notices.succeeded)
        self._entry.failed.connect(self._notices.failed)
        self._work.join(self._exports)
        self.period_chosen.connect(self._keep_period)
        self.window.report_wanted.connect(self._make_report)
        self.window.records_wanted.connect(self._make_records)
        self._entry.make_aside = self._make_last_patients

    @cached_property
    def _source(self) -> RecordSource:
        from gui.work.record_source import RecordSource  # noqa: PLC0415 - on first use

        source = RecordSource(self._station, self)
        self._take_over(source)
        return source

    @cached_property
    def _report(self) -> ReportTab:
        from gui.report.report_tab import ReportTab  # noqa: PLC0415 - on first use

        tab = ReportTab(self._source, self._first.look, self._settings, self._exports)
        tab.export_finished.connect(self._notices.succeeded)
        tab.export_failed.connect(self._notices.failed)
        tab.still_reading.connect(self._notices.still_reading)
        tab.load_needed.connect(self._follow_log)
        tab.period_chosen.connect(self.period_chosen)
        self._loader.progressed.connect(tab.show_loading)
        tab.follow(self._carried)
        self._keep_current(tab)
        self.window.set_report(tab, tab.focus_first)
        grow_around(tab, self._first.look)
        return tab

    @cached_property
    def _records(self) -> RecordsTab:
        from gui.records.records_tab import RecordsTab  # noqa: PLC0415 - on first use

        tab = RecordsTab(self._source, self._first.look, self._period, self._dialogs)
        tab.verdict_keys.is_on = self._entry.wants_to_be_asked
        tab.told.connect(self._notices.succeeded)
        tab.failed.connect(self._notices.failed)
        tab.changed.connect(self._refresh)
        tab.retracted_shown.connect(self._notices.answered)
        self.period_chosen.connect(tab.show_period)
        tab.period_chosen.connect(self._show_period)
        tab.commands.undo_wanted.connect(self._imports.undo)
        self._keep_current(tab)
        self._take_over(*tab.flows)
        self.window.set_records(tab, tab.focus_first)
        grow_around(tab, self._first.look)
        return tab

    @cached_property
    def _lists(self) -> ListExport:
        from gui.report.list_export import ListExport  # noqa: PLC0415 - on first use

        flow = ListExport(self._station, self._settings, self._dialogs, self._first.language.system, self)
        self._watch(flow)
        return flow

    @Slot(object)
    def _join_model(self, tab: ModelTab) -> None:
        self._take_over(tab.comparing)
        self._work.join(tab.comparing)

    def _make_last_patients(self) -> LastPatients:
        from gui.entry.last_patients import LastPatients  # noqa: PLC0415 - only wide windows show it

        card = LastPatients(self._source, self._first.look, self._dialogs)
        self.refreshed.connect(card.refresh)
        return card

    @Slot(object)
    def _join_measures(self, panel: MeasuresPanel) -> None:
        self.refreshed.connect(panel.refresh)
        self._take_over(panel.flow)

    def _keep_current(self, tab: ReportTab | RecordsTab) -> None:
        """Connect a tab to changes and failures; show it a failure from before its creation."""
        self.refreshed.connect(tab.refresh)
        self._loader.failed.connect(tab.show_failure)
        if self._failure is not None:
            tab.show_failure(self._failure)

    def _join_backups(self) -> None:
        self._watch(self._backups)
        self._backups.changed.connect(self._refresh)
        self.window.menu_actions.back_up.triggered.connect(self._backups.back_up)
        self.window.menu_actions.restore.triggered.connect(self._backups.restore)

    def _join_log(self) -> None:
        self._dates.changed.connect(self._refresh)
        self._loader.loaded.connect(self._on_loaded)
        self._loader.failed.connect(self._on_load_failed)
        self._lock.taken.connect(self._summons.begin)
        self._lock.taken.connect(self._backups.resume)
        self._lock.refused.connect(self._notices.cannot_save)
        self._lock.settled.connect(self._follow_log)

    @Slot(object, bool)
    def _on_saved(self, _record: object, clock_ok: bool) -> None:
        self._notices.can_save()
        self._notices.answered()
        if not clock_ok:
            self._notices.clock_wrong()
        self._dates.look()
        self._notices.corrections(self._station.corrections_due)
        self._refresh()

    @Slot()
    def _follow_log(self) -> None:
        if self._station.needs_load:
            self._loader.start()

    @Slot()
    def _count_fahrenheit(self) -> None:
        day = self._station.clock().date().isoformat()
        with suppress(SaveError):  # one count less is not worth a notice
            self._settings.change(fahrenheit=self._settings.current.with_fahrenheit(day))

    @Slot()
    def _refresh(self) -> None:
        """Reload if needed and refresh the tabs."""
        self._follow_log()
        self.refreshed.emit()

    @Slot()
    def _make_report(self) -> None:
        _ = self._report

    @Slot()
    def _make_records(self) -> None:
        _ = self._records

    @Slot()
    def _follow_model(self) -> None:
        """Show everything by the model that predicts now."""
        self._source.rules.use(self._station.model)
        self._entry.use_model()
        self._refresh()

    @Slot(object)
    def _keep_period(self, choice: Choice) -> None:
        self._period = choice

    @Slot(object)
    def _show_period(self, choice: Choice) -> None:
        self._report.show_period(choice)

    @Slot()
    def _export(self) -> None:
        if self.window.shows_records:
            self._carry_away(self._lists.export_list)
        else:
            self._report.export()

    @Slot()
    def _print(self) -> None:
        if self.window.shows_records:
            self._carry_away(self._lists.print_list)
        else:
            self._report.print_report()

    def _carry_away(self, act: Callable[[ListedRecords], None]) -> None:
        """Export or print the list of records as it is shown."""
        listed = self._records.listed()
        if listed is None:
            self._notices.still_reading()
        else:
            act(listed)

    @Slot()
    def _on_loaded(self) -> None:
        self._failure = None
        self._notices.can_read()
        self._refresh()
        self._health.tell()
        self._model.tell()
        self._notices.corrections(self._station.corrections_due)
        self._dates.report()

    @Slot(object)
    def _on_load_failed(self, error: ReadError) -> None:
        self._failure = error
        self._notices.cannot_read(error)
