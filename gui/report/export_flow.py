"""Exporting a report to a file chosen by the user, or printing it."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from core.errors import ReadError, SaveError
from core.system.work import StoppedError
from gui.language import labels, report_words
from gui.report.export_file import Format, ListFormat, Writing, complete, is_there
from gui.work.flow import Flow, Running
from gui.work.questions import usual_folder
from gui.work.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QLocale, QObject
    from PySide6.QtPrintSupport import QPrinter

    from core.records.period import Choice, Period
    from core.report.report import Report
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.report.charts import Day
    from gui.report.report_page import PageContent
    from gui.work.questions import Questions


class PeriodReport(NamedTuple):
    """What the report tab shows, to be carried away as it is."""

    report: Report
    choice: Choice
    period: Period
    days: tuple[Day, ...]
    locale: QLocale


class ExportFlow(Flow[Writing]):
    """Asks where to, writes or prints, and tells how it went.

    Tables are made for the spreadsheet of this PC, whose locale is `system`, whatever the language of the window.
    """

    def __init__(
        self, station: Station, settings_file: SettingsFile, questions: Questions, system: QLocale, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._station = station
        self._settings_file = settings_file
        self.questions = questions
        self._system = system

    @classmethod
    def beside(cls, other: ExportFlow, parent: QObject) -> Self:
        """Make a flow of the same station, settings, questions and system as another."""
        return cls(other._station, other._settings_file, other.questions, other._system, parent)

    def export(self, shown: PeriodReport) -> None:
        """Ask for a file and a format, and write it in the background."""
        if self.running is not None:
            self.failed.emit(self._under_way)
            return
        chosen = self.questions.choose_export_file(
            self.tr("Exportar: {period}").format(period=report_words.period(shown.period, shown.locale)),
            usual_folder(self._settings_file),
            self._file(self._usual_format(), shown.choice),
            [(self._name(form), self._file(form, shown.choice)) for form in Format],
        )
        if chosen is None:
            return
        form = Format(chosen[1])
        path = complete(Path(chosen[0]), f".{form.suffix}")
        total = shown.report.total if form is Format.RECORDS else 0
        self._write(Writing(path, form, shown.choice, self._parts(shown, form), total))

    def print_page(self, shown: PeriodReport) -> None:
        """Ask for a printer, and print the page."""
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - only printing needs it

        from gui.report import report_page  # noqa: PLC0415 - only PDF and printing need it

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        # The dialog derives the name of a print file from it.
        printer.setDocName(self._dated(self.tr("reporte"), shown.choice))
        if not printer.printerName():  # a real printer has its own default paper
            printer.setPageSize(report_page.page_size(shown.locale))
        title = self.tr("Imprimir: {period}").format(period=report_words.period(shown.period, shown.locale))
        if not self.questions.choose_printer(title, printer):
            return
        if printer.outputFileName() and printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            self._print_to_file(printer, shown)
        elif report_page.paint_page(printer, self._page(shown), shown.locale):
            self.finished.emit(partial(self._printed, printer.printerName(), shown.choice))
        else:
            self.failed.emit(self._not_printed)

    def _print_to_file(self, printer: QPrinter, shown: PeriodReport) -> None:
        """Export the page as it would be printed: the printer itself says nothing of a disk that is full."""
        from gui.report import report_page  # noqa: PLC0415 - see above

        if self.running is not None:
            self.failed.emit(self._under_way)
            return
        pdf = report_page.render_pdf(self._page(shown), shown.locale, printer)
        self._write(Writing(Path(printer.outputFileName()), Format.PDF, shown.choice, [pdf], 0))

    def _write(self, writing: Writing) -> None:
        self._start(Running.EXPORT, writing, writing.run)

    def _usual_format(self) -> Format:
        remembered = self._settings_file.current.export_format
        return next((form for form in Format if form.name.lower() == remembered), Format.PDF)

    def _remember(self, path: Path, form: Format | ListFormat) -> None:
        with contextlib.suppress(SaveError):  # then the next start offers what it did; the export matters more
            self._settings_file.change(export_folder=str(path.parent), export_format=form.name.lower())

    def _file(self, form: Format, period: Choice) -> str:
        name = {Format.RECORDS: self.tr("registros"), Format.FHIR: "fhir"}.get(form, self.tr("reporte"))
        return f"{self._dated(name, period)}.{form.suffix}"

    def _dated(self, name: str, period: Choice) -> str:
        return f"{name}-{self._station.clock().date().isoformat()}-{report_words.period_in_file_name(period)}"

    def _name(self, form: Format) -> str:
        return {
            Format.JSON: self.tr("Reporte JSON"),
            Format.CSV: self.tr("Reporte CSV"),
            Format.PDF: self.tr("Reporte PDF"),
            Format.RECORDS: self.tr("Registros CSV"),
            Format.FHIR: self.tr("Registros FHIR"),
        }[form]

    def _parts(self, shown: PeriodReport, form: Format) -> Iterable[bytes]:
        from core.exchange import export  # noqa: PLC0415 - not on the first screen

        if form is Format.JSON:
            return [export.report_json(shown.report)]
        if form is Format.PDF:
            from gui.report import report_page  # noqa: PLC0415 - only PDF and printing need it

            return [report_page.render_pdf(self._page(shown), shown.locale)]
        if form is Format.FHIR:
            return self._fhir(shown.period)
        table = export.CsvFormat(decimal_comma=self._system.decimalPoint() == ",")
        if form is Format.RECORDS:
            from gui.work.record_source import alarm_rules  # noqa: PLC0415 - not on the first screen

            return export.records_csv(self._station.log, shown.period, table, alarm_rules(self._station))
        headings, where = report_words.csv_headings(), self._station.establishment.current
        return [export.report_csv(shown.report, shown.period, headings, table, where)]

    def _fhir(self, period: Period) -> Iterable[bytes]:
        from core.exchange import fhir  # noqa: PLC0415 - not on the first screen
        from core.journal.health import Health  # noqa: PLC0415 - likewise
        from core.system.clock import to_local  # noqa: PLC0415 - likewise

        records = fhir.Records(self._station.log, period, to_local)
        return fhir.bundle(records, Health(listed=0), self._station.clock())

    def _page(self, shown: PeriodReport) -> PageContent:
        from core.exchange.export import Origin  # noqa: PLC0415 - not on the first screen
        from gui.report.report_page import PageContent  # noqa: PLC0415 - only PDF and printing need it
        from gui.work.record_source import alarm_rules  # noqa: PLC0415 - not on the first screen

        origin = Origin(self._station.model.name, self._station.establishment.current, alarm_rules(self._station))
        return PageContent(shown.report, shown.period, shown.days, origin, self._station.clock())

    def _succeed(self, writing: Writing, _outcome: object) -> None:
        self._remember(writing.path, writing.form)
        if writing.form is Format.RECORDS:
            number = writing.done - 1  # all but the headings
            words = partial(self._records_exported, number, writing.path, writing.period)
        else:
            told = self._fhir_exported if writing.form is Format.FHIR else self._report_exported
            words = partial(told, writing.path, writing.period)
        self.finished.emit(Written(words, writing.path))

    def _told(self, writing: Writing, error: Exception) -> Callable[[], str] | None:
        if isinstance(error, StoppedError):
            return self._cancelled
        if isinstance(error, SaveError):
            return partial(self._not_exported, error, writing.path, former=is_there(writing.path))
        return partial(self._not_read, error) if isinstance(error, ReadError) else None

    def _under_way(self) -> str:
        return self.tr("Ya hay una exportación en curso.")

    def _records_exported(self, number: int, path: Path, period: Choice) -> str:
        return self.tr("%Ln registros ({period}) exportados a {path}", "", number).format(
            period=report_words.chosen(period), path=path
        )

    def _report_exported(self, path: Path, period: Choice) -> str:
        return self.tr("Reporte ({period}) exportado a {path}").format(period=report_words.chosen(period), path=path)

    def _fhir_exported(self, path: Path, period: Choice) -> str:
        return self.tr("Registros ({period}) exportados como FHIR a {path}").format(
            period=report_words.chosen(period), path=path
        )

    def _printed(self, printer: str, period: Choice) -> str:
        return self.tr("Reporte ({period}) enviado a la impresora {name}.").format(
            period=report_words.chosen(period), name=printer
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
