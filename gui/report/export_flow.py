"""Exporting a report to a file chosen by the user, or printing it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal, Slot

from core.errors import ReadError, SaveError
from core.system.whole_file import write_whole
from core.system.work import StoppedError
from core.vocabulary import PeriodName
from gui.language import formats, labels, report_words
from gui.report.export_file import Writing, complete, is_there
from gui.work.background import Task
from gui.work.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QLocale
    from PySide6.QtPrintSupport import QPrinter

    from core.records.period import Period
    from core.report.report import Report
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.report.charts import Day
    from gui.report.report_page import PageContent

_TELL_EVERY_MS: Final = 250
"""How often the progress is told; an export that is over sooner shows none."""


class Dialogs(Protocol):
    """The dialogs that an export needs."""

    def choose_export_file(
        self, title: str, folder: str, suggested_name: str, filters: Sequence[tuple[str, str]]
    ) -> tuple[str, int] | None:
        """Return the file to write and the index of its format in `filters`; None if the user cancels.

        `filters` are names of formats with a file name to suggest for each; `suggested_name` is one of those.
        """

    def choose_printer(self, title: str, printer: QPrinter) -> bool:
        """Set up the printer; return False if the user cancels."""


class Format(IntEnum):
    """What can be written, in the order in which it is offered."""

    PDF = 0
    CSV = 1
    RECORDS = 2
    JSON = 3


_SUFFIXES: Final = {Format.JSON: "json", Format.CSV: "csv", Format.PDF: "pdf", Format.RECORDS: "csv"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the report tab shows, to be carried away as it is."""

    report: Report
    name: PeriodName
    period: Period
    days: tuple[Day, ...]
    locale: QLocale


class ExportFlow(QObject):
    """Asks where to, writes or prints, and tells how it went.

    Tables are made for the spreadsheet of this PC, whose locale is `system`, whatever the language of the window.

    `finished` and `failed` carry a function that says in a sentence how it went, in the language then in force.
    `begun` says that an export takes a while, of which `words` tell; `progressed` that it has come further, `ended`
    that it has ended, and whether it was stopped.
    """

    finished = Signal(object)
    failed = Signal(object)
    begun = Signal()
    progressed = Signal()
    ended = Signal(bool)

    def __init__(
        self, station: Station, settings_file: SettingsFile, dialogs: Dialogs, system: QLocale, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._settings_file = settings_file
        self._dialogs = dialogs
        self._system = system
        self._task: Task | None = None
        self._writing: Writing | None = None
        self._path = Path()
        self._form = Format.PDF
        self._period = PeriodName.TODAY
        self._is_told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_EVERY_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def running(self) -> Running | None:
        """What runs now; None if no file is being written."""
        return None if self._task is None else Running.EXPORT

    def words(self, locale: QLocale) -> str:
        """Say what runs and how far it is."""
        writing = self._writing
        if writing is not None and writing.cancelled:
            return self.tr("Cancelando…")
        text = self.tr("Exportando…")
        if writing is None or not writing.total:
            return text
        return f"{text} {formats.percent(min(writing.done, writing.total), writing.total, locale)}"

    def export(self, shown: Shown) -> None:
        """Ask for a file and a format, and write it in the background."""
        if self._task is not None:
            self.failed.emit(self._under_way)
            return
        chosen = self._dialogs.choose_export_file(
            self.tr("Exportar: {period}").format(period=report_words.period(shown.period, shown.locale)),
            self._folder(),
            self._file(self._usual_format(), shown.name),
            [(self._name(form), self._file(form, shown.name)) for form in Format],
        )
        if chosen is None:
            return
        self._form = Format(chosen[1])
        self._period = shown.name
        path = complete(Path(chosen[0]), f".{_SUFFIXES[self._form]}")
        total = shown.report.total if self._form is Format.RECORDS else 0
        self._start(path, Writing(self._parts(shown, self._form), total))

    @Slot()
    def cancel(self) -> None:
        """Stop the export that runs; no file appears, and one that was there stays."""
        if self._writing is not None:
            self._writing.cancelled = True
            self.progressed.emit()

    def stop(self) -> None:
        """Stop what runs, and wait for it."""
        self.cancel()
        if self._task is not None:
            self._task.wait()

    def print_page(self, shown: Shown) -> None:
        """Ask for a printer, and print the page."""
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - only printing needs it

        from gui.report import report_page  # noqa: PLC0415 - likewise

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # Of it the dialog makes the name of a file to print to.
        printer.setDocName(self._dated(self.tr("reporte"), shown.name))
        if not printer.printerName():  # a real printer knows its paper
            printer.setPageSize(report_page.page_size(shown.locale))
        title = self.tr("Imprimir: {period}").format(period=report_words.period(shown.period, shown.locale))
        if not self._dialogs.choose_printer(title, printer):
            return
        if printer.outputFileName() and printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            self._print_to_file(printer, shown)
        elif report_page.paint_page(printer, self._page(shown), shown.locale):
            self.finished.emit(partial(self._printed, printer.printerName(), shown.name))
        else:
            self.failed.emit(self._not_printed)

    def _print_to_file(self, printer: QPrinter, shown: Shown) -> None:
        """Export the page as it would be printed: the printer itself says nothing of a disk that is full."""
        from gui.report import report_page  # noqa: PLC0415 - see above

        if self._task is not None:
            self.failed.emit(self._under_way)
            return
        self._form, self._period = Format.PDF, shown.name
        pdf = report_page.render_pdf(self._page(shown), shown.locale, printer)
        self._start(Path(printer.outputFileName()), Writing([pdf], 0))

    def _folder(self) -> str:
        remembered = self._settings_file.current.export_folder
        return remembered or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _usual_format(self) -> Format:
        remembered = self._settings_file.current.export_format
        return next((form for form in Format if form.name.lower() == remembered), Format.PDF)

    def _remember(self) -> None:
        with contextlib.suppress(SaveError):  # then the next start offers what it did; the export matters more
            self._settings_file.change(export_folder=str(self._path.parent), export_format=self._form.name.lower())

    def _file(self, form: Format, period: PeriodName) -> str:
        name = self.tr("registros") if form is Format.RECORDS else self.tr("reporte")
        return f"{self._dated(name, period)}.{_SUFFIXES[form]}"

    def _dated(self, name: str, period: PeriodName) -> str:
        return f"{name}-{self._station.clock().date().isoformat()}-{labels.period_in_file_name(period)}"

    def _name(self, form: Format) -> str:
        return {
            Format.JSON: self.tr("Reporte JSON"),
            Format.CSV: self.tr("Reporte CSV"),
            Format.PDF: self.tr("Reporte PDF"),
            Format.RECORDS: self.tr("Registros CSV"),
        }[form]

    def _parts(self, shown: Shown, form: Format) -> Iterable[bytes]:
        from core.exchange import export  # noqa: PLC0415 - not on the first screen

        if form is Format.JSON:
            return [export.report_json(shown.report)]
        if form is Format.PDF:
            from gui.report import report_page  # noqa: PLC0415 - likewise

            return [report_page.render_pdf(self._page(shown), shown.locale)]
        table = export.CsvFormat(decimal_comma=self._system.decimalPoint() == ",")
        if form is Format.RECORDS:
            return export.records_csv(self._station.log, shown.period, table)
        return [export.report_csv(shown.report, shown.period, report_words.csv_headings(), table)]

    def _page(self, shown: Shown) -> PageContent:
        from gui.report.report_page import PageContent  # noqa: PLC0415 - only PDF and printing need it

        return PageContent(shown.report, shown.period, shown.days, self._station.model.name, self._station.clock())

    def _start(self, path: Path, writing: Writing) -> None:
        self._path, self._writing = path, writing

        def write() -> None:
            write_whole(path, writing)

        self._task = Task(write, self)
        self._task.succeeded.connect(self._on_success)
        self._task.failed.connect(self._on_failure)
        self._timer.start()
        self._task.start()

    @Slot()
    def _tell(self) -> None:
        if self._is_told:
            self.progressed.emit()
        else:
            self._is_told = True
            self.begun.emit()

    @Slot(object)
    def _on_success(self, _outcome: object) -> None:
        lines = 0 if self._writing is None else self._writing.done
        self._end(is_stopped=False)
        self._remember()
        if self._form is Format.RECORDS:
            number = lines - 1  # all but the headings
            self.finished.emit(partial(self._records_exported, number, self._path, self._period))
        else:
            self.finished.emit(partial(self._report_exported, self._path, self._period))

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        self._end(is_stopped=isinstance(error, StoppedError))
        if isinstance(error, StoppedError):
            self.finished.emit(self._cancelled)
        elif isinstance(error, SaveError):
            self.failed.emit(partial(self._not_exported, error, self._path, former=is_there(self._path)))
        elif isinstance(error, ReadError):
            self.failed.emit(partial(self._not_read, error))
        else:
            raise error

    def _end(self, *, is_stopped: bool) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
        self._task = self._writing = None
        self._is_told = False
        self.ended.emit(is_stopped)

    def _under_way(self) -> str:
        return self.tr("Ya hay una exportación en curso.")

    def _records_exported(self, number: int, path: Path, period: PeriodName) -> str:
        return self.tr("Exportados %Ln registros ({period}) a {path}", "", number).format(
            period=labels.period_name(period), path=path
        )

    def _report_exported(self, path: Path, period: PeriodName) -> str:
        return self.tr("Reporte ({period}) exportado a {path}").format(period=labels.period_name(period), path=path)

    def _printed(self, printer: str, period: PeriodName) -> str:
        return self.tr("Reporte ({period}) enviado a la impresora {name}.").format(
            period=labels.period_name(period), name=printer
        )

    def _not_printed(self) -> str:
        return self.tr("No se pudo imprimir. Revise que la impresora esté encendida y conectada.")

    def _cancelled(self) -> str:
        return self.tr("Exportación cancelada. No se escribió ningún archivo.")

    def _not_exported(self, error: SaveError, path: Path, *, former: bool) -> str:
        sentence = self.tr("No se pudo exportar a {path}. {reason}").format(path=path, reason=labels.failure(error))
        if former:
            sentence += " " + self.tr("El archivo anterior sigue como estaba.")
        return sentence

    def _not_read(self, error: ReadError) -> str:
        return self.tr("No se exportó nada: los registros no se pueden leer. {reason}").format(
            reason=labels.failure(error)
        )
