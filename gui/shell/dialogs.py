"""The only place that opens modal dialogs, with `gui.shell.messages`; tests replace it."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Slot, qVersion
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox

from core.system.paths import APP_ID
from gui.language import formats, journal_words, labels
from gui.shell.messages import Messages, escaped
from gui.shell.stopping_words import StoppingWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QAction
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QPushButton

    from core.clinical.model import Model
    from core.exchange.manifest import Manifest
    from core.exchange.restore import Restored
    from core.journal.entry import Sealed
    from core.journal.health import Health
    from core.journal.reader import LineOf
    from core.records.period import Period
    from core.station.details import Details
    from core.system.establishment import Establishment
    from core.vocabulary import Reason
    from gui.style.look import Look
    from gui.work.flow import Running
    from gui.work.import_preparation import Preparation

_ICON = Path(__file__).parent.with_name("icons") / "predictor-medico-128.png"

MOST_LINES = 200
"""Most damaged lines listed; there may be millions."""


class ClosingChoice(Enum):
    """The user's choice for an unsaved reading when the window closes."""

    RETRY = auto()
    DISCARD = auto()
    CANCEL = auto()


class Dialogs(Messages):
    """Asks, shows and tells."""

    _data_dir: Path
    """The folder that *Acerca de* has a button for."""

    # Questions

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
        self, title: str, folder: str, suggested_name: str, filters: Sequence[tuple[str, str]]
    ) -> tuple[str, int] | None:
        """Ask for a file to write. `filters` has the name of each format with its suffix, `json`, or a file name.

        Returns the path and the index of its format; None if the user cancels.
        """
        from gui.shell.file_dialog import ExportFileDialog  # noqa: PLC0415 - only an export needs it

        dialog = ExportFileDialog(title, Path(folder) / suggested_name, filters, self._parent)
        return dialog.chosen() if self._takes(dialog.exec()) else None

    def choose_backup(self, folder: str) -> str | None:
        """Ask for a backup to restore; return its path, None if the user cancels."""
        from gui.shell.open_dialog import BackupDialog  # noqa: PLC0415 - only a restoring needs it

        dialog = BackupDialog(Path(folder), self._parent)
        return dialog.selectedFiles()[0] if self._takes(dialog.exec()) and dialog.selectedFiles() else None

    def choose_answer(self, folder: str) -> str | None:
        """Ask for an answer of the district; return its path, None if the user cancels."""
        from gui.shell.open_dialog import AnswerDialog  # noqa: PLC0415 - only an answer needs it

        dialog = AnswerDialog(Path(folder), self._parent)
        return dialog.selectedFiles()[0] if self._takes(dialog.exec()) and dialog.selectedFiles() else None

    def choose_import(self, folder: str) -> str | None:
        """Ask for a file to import; return its path, None if the user cancels."""
        from gui.shell.open_dialog import IncomingDialog  # noqa: PLC0415 - only an import needs it

        dialog = IncomingDialog(Path(folder), self._parent)
        return dialog.selectedFiles()[0] if self._takes(dialog.exec()) and dialog.selectedFiles() else None

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

    # What is read

    def about(self, model: Model, data_dir: Path) -> None:
        """Show version, model, data directory and licence."""
        import platform  # noqa: PLC0415 - not on the first screen
        from importlib.metadata import version  # noqa: PLC0415 - likewise

        from gui.kit.sheet import Sheet  # noqa: PLC0415 - likewise

        rows = (
            (self.tr("Modelo"), model.name),
            (self.tr("Carpeta de datos"), str(data_dir)),
            (self.tr("Hecho con"), f"Qt {qVersion()}, Python {platform.python_version()}"),
            (self.tr("Licencia"), self.tr("MIT; Qt bajo LGPL 3")),
            (self.tr("Ayuda"), self.tr("La guía (F1) y la persona encargada de su establecimiento")),
        )
        told = (
            self.tr("Versión {version}").format(version=version(APP_ID)),
            self.tr("Suma puntos de tres signos vitales de un adulto y muestra una categoría y sus razones."),
        )
        html = (
            f'<table><tr><td style="padding-right: 16px"><img src="{_ICON.as_posix()}" width="64" height="64"></td>'
            f"<td><h2>{escaped(self.tr('Predictor Médico'))}</h2>{escaped(told[0])}</td></tr></table>"
            f"<p>{escaped(told[1])}</p><p><b>{escaped(labels.disclaimer())}</b></p>"
        )
        sheet = Sheet(self.tr("Acerca de Predictor Médico"), html + _table(rows), self._parent)
        self._data_dir = data_dir
        sheet.add_button(self.tr("&Abrir carpeta de datos")).clicked.connect(self._open_data_dir)
        sheet.exec()

    def shortcuts(self, groups: Iterable[tuple[str, list[QAction]]]) -> None:
        """List all keys: of the form, the records, the guide, and the actions by menu."""
        from gui.kit.sheet import Sheet  # noqa: PLC0415 - not on the first screen

        rows = _heading(self.tr("Al escribir")) + _rows(self._form_keys())
        rows += _heading(self.tr("En Registros")) + _rows(self._record_keys())
        rows += _heading(self.tr("En la guía")) + _rows(self._guide_keys())
        for title, actions in groups:
            keys = [(_keys_of(action), action.text().replace("&", "").removesuffix("…")) for action in actions]
            rows += _heading(title) + _rows(keys)
        # One table, so that the columns align.
        Sheet(self.tr("Atajos de teclado"), f"<table>{rows}</table>", self._parent).exec()

    def damage(self, health: Health, path: Path) -> None:
        """List the damaged lines of a journal."""
        first, told = (
            self.tr("Estas líneas del archivo están dañadas."),
            journal_words.words(path.name).damage_listed(),
        )
        self._list_lines(self.tr("Líneas dañadas"), f"{first} {told}", path, health.damaged, health.damaged_count)

    def copies(self, health: Health, log: Path) -> None:
        """List the log's copies and conflicts."""
        told = self.tr(
            "Estas líneas del archivo repiten un registro que ya está más arriba, y no cuentan. Así quedan cuando un "
            "programa que sincroniza carpetas junta dos copias del archivo. Muéstrelas a la persona encargada."
        )
        self._list_lines(self.tr("Líneas repetidas"), told, log, health.copied, len(health.copies))

    def _list_lines(self, title: str, told: str, path: Path, listed: list[LineOf[Sealed]], count: int) -> None:
        from gui.kit.sheet import Sheet  # noqa: PLC0415 - not on the first screen

        locale = self._parent.locale() if self._parent else QLocale()
        rows = [
            (
                self.tr("Línea {number}, byte {offset}").format(
                    number=formats.count(line.number, locale), offset=formats.count(line.offset, locale)
                ),
                labels.line_kind(line.kind),
            )
            for line in listed[:MOST_LINES]
        ]
        html = f"<p>{escaped(told)}</p><p>{escaped(str(path))}</p>{_table(rows)}"
        if count > len(rows):
            more = self.tr("… y %Ln más.", "", count - len(rows))
            html += f"<p>{escaped(more)}</p>"
        Sheet(title, html, self._parent).exec()

    def _form_keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("Campo siguiente; en el último, predice y guarda")),
            (formats.key("Tab"), self.tr("Campo siguiente")),
            (formats.key("Shift+Tab"), self.tr("Campo anterior")),
            (formats.key("Esc"), self.tr("Limpia el formulario y vuelve a Temperatura")),
            ("↑ ↓", self.tr("Sube o baja el valor escrito")),
            ("Alt", self.tr("Con la letra subrayada, abre un menú")),
        ]

    def _record_keys(self) -> list[tuple[str, str]]:
        return [
            ("Enter", self.tr("Muestra el registro y su explicación")),
            (formats.key("Del"), self.tr("Anula el registro, o lo restablece")),
            (
                formats.key(QKeySequence.StandardKey.Copy),
                self.tr("Copia los registros elegidos, para una hoja de cálculo"),
            ),
            (f"{formats.key('Shift+Up')}, {formats.key('Shift+Down')}", self.tr("Elige varios registros")),
            (formats.key("Ctrl+F"), self.tr("Filtra y ordena la lista; Esc quita los filtros")),
            (formats.key("Ctrl+G"), self.tr("Va a los registros de un día")),
            (formats.key("Ctrl+E"), self.tr("Exporta la lista como se ve")),
            (formats.key("Ctrl+P"), self.tr("Imprime la lista como se ve")),
        ]

    def _guide_keys(self) -> list[tuple[str, str]]:
        return [(formats.key(QKeySequence.StandardKey.Find), self.tr("Busca una palabra"))]

    @Slot()
    def _open_data_dir(self) -> None:
        self.open_folder(self._data_dir)

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


def _table(rows: Iterable[tuple[str, str]]) -> str:
    return f"<table>{_rows(rows)}</table>"


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f'<tr><td style="padding: 3px 24px 3px 0">{escaped(left)}</td>'
        f'<td style="padding: 3px 0">{escaped(right)}</td></tr>'
        for left, right in rows
    )


def _heading(title: str) -> str:
    return f'<tr><td colspan="2" style="padding: 12px 0 3px 0"><h3>{escaped(title)}</h3></td></tr>'


def _keys_of(action: QAction) -> str:
    return ", ".join(formats.key(key) for key in action.shortcuts())
