"""Commands on the rows of the list of records: show the details of one, copy the chosen ones, void one."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import ReadError
from core.station.details import Details
from core.vocabulary import Reason
from gui.kit.clipboard import AT_MOST, copy_records
from gui.kit.row_actions import RowAction, RowActions
from gui.language import formats, labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.records.record import Record
    from gui.records.records_model import RecordsModel
    from gui.records.records_table import RecordsTable
    from gui.style.look import Look
    from gui.work.questions import Questions
    from gui.work.record_source import RecordSource


class RowCommands(QObject):
    """Follows the keys and the mouse in the list. `void_wanted`: the current record is to be voided or reinstated.

    `told` and `failed` carry a function that returns a sentence for the user.
    """

    void_wanted = Signal()
    undo_wanted = Signal(str)
    """The import of that name is to be undone."""
    told = Signal(object)
    failed = Signal(object)

    def __init__(
        self, source: RecordSource, records: RecordsModel, table: RecordsTable, look: Look, questions: Questions
    ) -> None:
        super().__init__(table)
        self._station = source.station
        self._rules = source.rules
        self._records = records
        self._table = table
        self._look = look
        self._questions = questions
        self._rows = RowActions(table, self._more)
        self._rows.opened.connect(self._show_details)
        self._rows.copied.connect(self._copy)

    @Slot()
    def open_current(self) -> None:
        """Show the details of the current record, if there is one."""
        self._rows.open_current()

    def _more(self) -> list[RowAction]:
        voided = self._records.reason(self._table.currentIndex().row()) is not None
        text = self.tr("&Restablecer…") if voided else self.tr("&Anular…")
        return [RowAction(text, formats.key("Del"), self.void_wanted), *self._undoing()]

    def _undoing(self) -> list[RowAction]:
        """Return the undoing of the import that the current record came with and still counts from."""
        row = self._table.currentIndex().row()
        try:
            name = self._records.record(row).imported
        except ReadError:  # the list itself says so
            return []
        if not name or self._records.reason(row) is Reason.IMPORT:
            return []
        return [RowAction(self.tr("&Deshacer la importación…"), "", partial(self.undo_wanted.emit, name))]

    @Slot(int)
    def _show_details(self, row: int) -> None:
        try:
            record = self._records.record(row)
        except ReadError as error:
            self.failed.emit(partial(labels.failure, error))
            return
        if self._questions.show_record(Details.of(self._station, record, self._records.offset(row)), self._look):
            self.void_wanted.emit()

    @Slot()
    def _copy(self) -> None:
        chosen = self._table.chosen_rows()
        try:
            copied = copy_records(islice(self._read(chosen), AT_MOST), self._rules, self._table.locale())
        except ReadError as error:
            self.failed.emit(partial(labels.failure, error))
        else:
            self.told.emit(partial(self._copied, copied, sum(map(len, chosen))))

    def _read(self, chosen: list[range]) -> Iterator[tuple[Record, str]]:
        for rows in chosen:
            for row in rows:
                reason = self._records.reason(row)
                yield self._records.record(row), "" if reason is None else labels.reason(reason)

    def _copied(self, copied: int, chosen: int) -> str:
        text = self.tr("%Ln registros copiados: péguelos en una hoja de cálculo.", "", copied)
        if copied < chosen:
            text += " " + self.tr("Para llevar más, exporte los registros (Ctrl+E).")
        return text
