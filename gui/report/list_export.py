"""Exporting the list of records to a file chosen by the user, or printing it."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop

from core.errors import ReadError, SaveError
from gui.language import formats, report_words
from gui.report.export_file import ListFormat, Writing, complete
from gui.report.export_flow import ExportFlow
from gui.work.questions import usual_folder
from gui.work.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.records.period import Choice
    from gui.work.listed import ListedRecords


class ListExport(ExportFlow):
    """Carries the list of records away as it is shown; keeps its own last format."""

    def export_list(self, listed: ListedRecords) -> None:
        """Ask for a file and a format, and write the list in the background."""
        if self._refuses(listed):
            return
        remembered = self._settings_file.current.list_format
        usual = next((form for form in ListFormat if form.suffix == remembered), ListFormat.PDF)
        chosen = self.questions.choose_export_file(
            self.tr("Exportar registros: {period}").format(period=report_words.period(listed.period, listed.locale)),
            usual_folder(self._settings_file),
            self._list_file(usual, listed.choice),
            [
                (self.tr("Lista PDF"), self._list_file(ListFormat.PDF, listed.choice)),
                (self.tr("Lista CSV"), self._list_file(ListFormat.CSV, listed.choice)),
            ],
        )
        if chosen is None:
            return
        form = ListFormat(chosen[1])
        if form is ListFormat.PDF and self._is_too_long(listed):
            return
        path = complete(Path(chosen[0]), f".{form.suffix}")
        total = len(listed.rows) if form is ListFormat.CSV else 0
        self._write_list(Writing(path, form, listed.choice, self._list_parts(listed, form), total), listed)

    def print_list(self, listed: ListedRecords) -> None:
        """Ask for a printer, and print the list."""
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - only printing needs it

        from gui.report import list_page, report_page  # noqa: PLC0415 - only PDF and printing need it

        if self._refuses(listed) or self._is_too_long(listed):
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._dated(self.tr("registros"), listed.choice))
        if not printer.printerName():
            printer.setPageSize(report_page.page_size(listed.locale))
        title = self.tr("Imprimir registros: {period}").format(
            period=report_words.period(listed.period, listed.locale)
        )
        if not self.questions.choose_printer(title, printer):
            return
        if printer.outputFileName() and printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
            pages = list_page.render_pdf(listed, self._facts(listed), self._station.log, printer)
            path = Path(printer.outputFileName())
            self._write_list(Writing(path, ListFormat.PDF, listed.choice, pages, 0), listed)
            return
        works = True
        try:
            for sheet in list_page.paint_list(printer, listed, self._facts(listed), self._station.log):
                works = works and sheet
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        except ReadError as error:
            self.failed.emit(partial(self._not_read, error))
            return
        if works:
            self.finished.emit(partial(self._list_printed, printer.printerName(), len(listed.rows)))
        else:
            self.failed.emit(self._not_printed)

    def _refuses(self, listed: ListedRecords) -> bool:
        """Return whether nothing can be carried away now, and say why."""
        if self.running is not None:
            self.failed.emit(self._under_way)
        elif not len(listed.rows):
            self.failed.emit(self._nothing)
        else:
            return False
        return True

    def _is_too_long(self, listed: ListedRecords) -> bool:
        from gui.report.list_page import MOST_RECORDS  # noqa: PLC0415 - only PDF and printing need it

        is_too_long = len(listed.rows) > MOST_RECORDS
        if is_too_long:
            self.failed.emit(partial(self._too_long, len(listed.rows), MOST_RECORDS))
        return is_too_long

    def _list_parts(self, listed: ListedRecords, form: ListFormat) -> Iterable[bytes]:
        from core.exchange import export  # noqa: PLC0415 - not on the first screen

        log = self._station.log
        if form is ListFormat.PDF:
            from gui.report import list_page  # noqa: PLC0415 - only PDF and printing need it

            return list_page.render_pdf(listed, self._facts(listed), log)
        table = export.CsvFormat(decimal_comma=self._system.decimalPoint() == ",")
        from gui.work.record_source import alarm_rules  # noqa: PLC0415 - not on the first screen

        rules = alarm_rules(self._station)
        if listed.is_whole:  # much faster, and what `exportar` writes
            return export.records_csv(log, listed.period, table, rules)
        records = listed.index.read_all(log, listed.positions())
        return export.listed_csv(
            records, table, rules, lambda position: export.remarks(listed.notes, listed.index.offset(position))
        )

    def _facts(self, listed: ListedRecords) -> list[tuple[str, str]]:
        from gui.report.list_page import facts_of  # noqa: PLC0415 - only PDF and printing need it

        return facts_of(listed, self._station.clock(), self._station.establishment.current)

    def _write_list(self, writing: Writing, listed: ListedRecords) -> None:
        self._count = len(listed.rows)
        self._write(writing)

    def _list_file(self, form: ListFormat, period: Choice) -> str:
        return f"{self._dated(self.tr('registros'), period)}.{form.suffix}"

    def _succeed(self, writing: Writing, _outcome: object) -> None:
        with contextlib.suppress(SaveError):  # then the next start offers what it did; the export matters more
            self._settings_file.change(export_folder=str(writing.path.parent), list_format=writing.form.suffix)
        self.finished.emit(Written(partial(self._list_exported, self._count, writing.path), writing.path))

    def _nothing(self) -> str:
        return self.tr("La lista está vacía: no hay registros que exportar ni imprimir.")

    def _too_long(self, number: int, most: int) -> str:
        return self.tr(
            "Son demasiados registros para papel o PDF: {number}, y caben {most}. Escoja un periodo más corto, "
            "filtre, o exporte CSV."
        ).format(number=formats.count(number, self._system), most=formats.count(most, self._system))

    def _list_exported(self, number: int, path: Path) -> str:
        return self.tr("%Ln registros de la lista exportados a {path}", "", number).format(path=path)

    def _list_printed(self, printer: str, number: int) -> str:
        return self.tr("Lista de %Ln registros enviada a la impresora {name}.", "", number).format(name=printer)
