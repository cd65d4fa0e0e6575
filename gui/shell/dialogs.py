"""The only place that opens modal dialogs, with its bases `messages` and `sheets`; tests replace it."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QMessageBox

from gui.shell.sheets import Sheets
from gui.shell.stopping_words import StoppingWords

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtCore import SignalInstance
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QPushButton

    from core.exchange.dhis2 import CodeMap, PeriodOf
    from core.exchange.manifest import Manifest
    from core.exchange.minisign import PublicKey
    from core.exchange.restore import Restored
    from core.records.period import Period
    from core.station.details import Details
    from core.system.establishment import Establishment
    from core.vocabulary import Reason
    from gui.style.look import Look
    from gui.work.flow import Running
    from gui.work.import_preparation import Preparation


class ClosingChoice(Enum):
    """The user's choice for an unsaved reading when the window closes."""

    RETRY = auto()
    DISCARD = auto()
    CANCEL = auto()


class Dialogs(Sheets):
    """Asks; shows and tells besides."""

    def confirm_discard(self) -> bool:
        """Ask whether to discard the unsaved reading."""
        box, discard = self._question(
            self.tr("¿Descartar la lectura?"),
            self.tr("La última lectura no está guardada. Si la descarta, se pierde."),
            self.tr("&Descartar"),
            self.tr("&Conservar"),
        )
        box.exec()
        return box.clickedButton() is discard

    def confirm_close(self) -> ClosingChoice:
        """Ask how to proceed with the unsaved reading before the window closes."""
        box, discard = self._question(
            self.tr("La última lectura no está guardada"),
            self.tr("Si cierra ahora, esa lectura se pierde. Puede intentar guardarla otra vez."),
            self.tr("&Descartar y cerrar"),
            self.tr("&Cancelar"),
        )
        retry = box.addButton(self.tr("&Reintentar"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(retry)
        box.exec()
        if box.clickedButton() is retry:
            return ClosingChoice.RETRY
        return ClosingChoice.DISCARD if box.clickedButton() is discard else ClosingChoice.CANCEL

    def confirm_stop(self, running: Running, ended: SignalInstance) -> bool:
        """Ask whether to stop the running task and close the window.

        The question closes itself, as a refusal, when `ended` is emitted.
        """
        text, more, stop = StoppingWords(self).of(running)
        box, button = self._question(text, more, stop, self.tr("&Seguir esperando"))
        ended.connect(box.reject)
        box.exec()
        return box.clickedButton() is button

    def choose_export_file(
        self, title: str, folder: str, suggested_name: str, filters: Sequence[tuple[str, str]], note: str = "", /
    ) -> tuple[str, int] | None:
        """Ask for a file to write. `filters` has the name of each format with its suffix, `json`, or a file name.

        Returns the path and the index of its format; None if the user cancels.
        """
        from gui.shell.file_dialog import ExportFileDialog  # noqa: PLC0415 - only an export needs it

        dialog = ExportFileDialog(title, Path(folder) / suggested_name, filters, self._parent)
        if note:
            dialog.add_note(note)
        return dialog.chosen() if self._takes(dialog.exec()) else None

    def choose_backup(self, folder: str) -> str | None:
        """Ask for a backup to restore; return its path, None if the user cancels."""
        from gui.shell.open_dialog import BackupDialog  # noqa: PLC0415 - only a restoring needs it

        dialog = BackupDialog(Path(folder), self._parent)
        return dialog.path if self._takes(dialog.exec()) else None

    def choose_answer(self, folder: str) -> str | None:
        """Ask for an answer of the district; return its path, None if the user cancels."""
        from gui.shell.open_dialog import AnswerDialog  # noqa: PLC0415 - only an answer needs it

        dialog = AnswerDialog(Path(folder), self._parent)
        return dialog.path if self._takes(dialog.exec()) else None

    def choose_key(self, folder: str) -> str | None:
        """Ask for the file of the district's public key; return its path, None if the user cancels."""
        from gui.shell.open_dialog import KeyDialog  # noqa: PLC0415 - only a key needs it

        dialog = KeyDialog(Path(folder), self._parent)
        return dialog.path if self._takes(dialog.exec()) else None

    def confirm_key(self, new: PublicKey, pinned: PublicKey | None) -> str | None:
        """Ask for the fingerprints that the district has given; return them as typed, None if the user cancels."""
        from gui.shell.district_key_dialog import DistrictKeyDialog  # noqa: PLC0415 - only a key needs it

        dialog = DistrictKeyDialog(new, pinned, self._parent)
        return dialog.fingerprints if dialog.exec() else None

    def choose_import(self, folder: str) -> str | None:
        """Ask for a file to import; return its path, None if the user cancels."""
        from gui.shell.open_dialog import IncomingDialog  # noqa: PLC0415 - only an import needs it

        dialog = IncomingDialog(Path(folder), self._parent)
        return dialog.path if self._takes(dialog.exec()) else None

    def prepare_import(self, preparation: Preparation) -> bool:
        """Show how a file is read and what importing it would do; return whether to import it."""
        from gui.shell.import_dialog import ImportDialog  # noqa: PLC0415 - only an import needs it

        dialog = ImportDialog(preparation, self, self._parent)
        is_wanted = self._takes(dialog.exec())
        dialog.deleteLater()  # it follows the preparation, which goes on to the next file
        return is_wanted

    def confirm_undo_import(self) -> bool:
        """Ask whether to undo an import as a whole."""
        box, undo = self._question(
            self.tr("¿Deshacer la importación completa?"),
            self.tr(
                "Todos los registros que vinieron de ese archivo quedan anulados y no cuentan. No se borran: si "
                "importa el mismo archivo otra vez, cuentan de nuevo."
            ),
            self.tr("&Deshacer la importación"),
            self.tr("&Conservar"),
        )
        box.exec()
        return box.clickedButton() is undo

    def ask_establishment(self, current: Establishment) -> tuple[str, str] | None:
        """Ask for code and name of the establishment; None if the user cancels."""
        from gui.shell.establishment_dialog import EstablishmentDialog  # noqa: PLC0415 - only when it is wanted

        dialog = EstablishmentDialog(current, self._parent)
        return (dialog.code, dialog.name) if dialog.exec() else None

    def ask_dhis2(self, kept: CodeMap | None, code: str, today: date) -> tuple[CodeMap, PeriodOf] | None:
        """Ask for the codes of DHIS2, `kept` from the last time, and a period; None if the user cancels."""
        from gui.shell.dhis2_dialog import Dhis2Dialog  # noqa: PLC0415 - only when it is wanted

        dialog = Dhis2Dialog(kept, code, today, self._parent)
        return (dialog.codes, dialog.days) if dialog.exec() else None

    def confirm_restore(self, manifest: Manifest, found: Restored, here: Establishment) -> bool:
        """Show what restoring a backup would add here; return whether to restore it."""
        from gui.language import restore_words  # noqa: PLC0415 - only a restoring needs it

        locale = self._parent.locale() if self._parent else QLocale()
        is_new = restore_words.is_anything_new(found)
        title = self.tr("¿Restaurar esta copia?") if is_new else self.tr("Todo lo de esta copia ya está aquí")
        more = [restore_words.origin(manifest, here, locale), "", *restore_words.contents(found)]
        if is_new:
            more += ["", self.tr("Se agrega lo que falta; nada de lo que hay aquí se cambia ni se borra.")]
        box = self._box(QMessageBox.Icon.Information, title, "\n".join(more))
        restore = box.addButton(self.tr("&Restaurar"), QMessageBox.ButtonRole.AcceptRole) if is_new else None
        close = self.tr("&Cancelar") if is_new else self.tr("&Cerrar")
        cancel = box.addButton(close, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(restore or cancel)
        box.setEscapeButton(cancel)
        box.exec()
        return restore is not None and box.clickedButton() is restore

    def choose_reason(self, what: str) -> Reason | None:
        """Ask for the reason to retract the described record; None if the user cancels."""
        from gui.records.reason_dialog import ReasonDialog  # noqa: PLC0415 - only when it is wanted

        dialog = ReasonDialog(what, self._parent)
        return dialog.reason if dialog.exec() else None

    def show_record(self, details: Details, look: Look) -> bool:
        """Show a record's explanation and state; return whether its state is to be changed."""
        from gui.records.details import TO_CHANGE, DetailsDialog  # noqa: PLC0415 - only when it is wanted

        return DetailsDialog(details, look, self._parent).exec() == TO_CHANGE

    def confirm_reinstate(self, what: str, reason: str) -> bool:
        """Ask whether the described record shall count again; `reason` is why it does not."""
        from gui.records.reinstate_dialog import ReinstateDialog  # noqa: PLC0415 - only when it is wanted

        return bool(ReinstateDialog(what, reason, self._parent).exec())

    def choose_days(self, days: Period, today: date) -> Period | None:
        """Ask for the days of a period, `days` being those suggested; None if the user cancels."""
        from gui.shell.dates_dialog import DatesDialog  # noqa: PLC0415 - only when it is wanted

        dialog = DatesDialog(days, today, self._parent)
        return dialog.chosen if dialog.exec() else None

    def choose_day(self, near: date, today: date) -> date | None:
        """Ask for a day to go to, `near` being the suggested one; None if the user cancels."""
        from gui.shell.dates_dialog import DayDialog  # noqa: PLC0415 - only when it is wanted

        dialog = DayDialog(near, today, self._parent)
        return dialog.day if dialog.exec() else None

    def choose_printer(self, title: str, printer: QPrinter) -> bool:
        """Have the user set up `printer`; return False on cancel."""
        from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415 - only printing needs it

        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle(title)
        return self._takes(dialog.exec())

    def _takes(self, answer: int) -> bool:
        """Return whether one of Qt's dialogs was accepted, and activate the window.

        Such a dialog may close together with a question of its own, after which some window managers focus nothing.
        """
        if self._parent is not None:
            self._parent.activateWindow()
        return bool(answer)

    def _question(self, text: str, more: str, yes: str, no: str) -> tuple[QMessageBox, QPushButton]:
        """Return a question and its destructive button; the other button is the default and answers Esc."""
        box = self._box(QMessageBox.Icon.Warning, text, more)
        destructive = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        return box, destructive
