"""The questions that background work asks the user, and the folder that it proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QStandardPaths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtPrintSupport import QPrinter

    from core.exchange.dhis2 import CodeMap, PeriodOf
    from core.exchange.manifest import Manifest
    from core.exchange.restore import Restored
    from core.records.period import Period
    from core.station.details import Details
    from core.system.establishment import Establishment
    from core.system.settings import SettingsFile
    from core.vocabulary import Reason
    from gui.style.look import Look
    from gui.work.import_preparation import Preparation


class Questions(Protocol):
    """The dialogs that ask; None is the answer of a user who cancels."""

    def choose_export_file(
        self, title: str, folder: str, suggested_name: str, filters: Sequence[tuple[str, str]], note: str = "", /
    ) -> tuple[str, int] | None:
        """Return the file to write and the index of its format in `filters`.

        `filters` are names of formats with a file name to suggest for each; `suggested_name` is one of those. `note`
        is a sentence to show with the question.
        """

    def choose_printer(self, title: str, printer: QPrinter) -> bool:
        """Set up the printer; return False if the user cancels."""

    def choose_backup(self, folder: str) -> str | None:
        """Return the backup to restore."""

    def choose_import(self, folder: str) -> str | None:
        """Return the file to import."""

    def prepare_import(self, preparation: Preparation) -> bool:
        """Show how a file is read and what importing it would do; return whether to import it."""

    def confirm_undo_import(self) -> bool:
        """Return whether an import is to be undone as a whole."""

    def choose_days(self, days: Period, today: date) -> Period | None:
        """Return the days of a period; `days` are those suggested."""

    def choose_day(self, near: date, today: date) -> date | None:
        """Return the day to go to; `near` is the suggested one."""

    def confirm_restore(self, manifest: Manifest, found: Restored, here: Establishment) -> bool:
        """Show what restoring a backup would add here; return whether to restore it."""

    def ask_dhis2(self, kept: CodeMap | None, code: str, today: date) -> tuple[CodeMap, PeriodOf] | None:
        """Return the codes of DHIS2 and the period to write; `kept` are those of the last time."""

    def choose_answer(self, folder: str) -> str | None:
        """Return the answer of the district to take."""

    def choose_reason(self, what: str) -> Reason | None:
        """Return why a record is retracted."""

    def show_record(self, details: Details, look: Look) -> bool:
        """Show a record; return whether its state is to be changed."""

    def confirm_reinstate(self, what: str, reason: str) -> bool:
        """Return whether a record is to count again; `reason` says why it does not."""


def usual_folder(settings_file: SettingsFile) -> str:
    """Return the folder last written to, at first that of the user's documents."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return settings_file.current.export_folder or QStandardPaths.writableLocation(documents)
