"""The user's own judgement of a record in the list: a letter gives it, Backspace withdraws it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt

from core.errors import NoteRefusal, NoteRefusedError, ReadError, SaveError
from core.notes import verdicts
from core.notes.verdicts import Said
from core.records import find
from core.system.work import Work
from gui.language import labels
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from core.records.find import Target
    from core.records.record import Record
    from core.station.station import Station
    from core.vocabulary import Category
    from gui.records.records_model import RecordsModel
    from gui.records.records_table import RecordsTable


class _Search(Work):
    """The search in the log for a record that is to be judged as `category`, or whose judgement is withdrawn."""

    def __init__(self, log: Path, record: Record, offset: int, category: Category | None) -> None:
        super().__init__()
        self.category = category
        self.run = partial(find.by_place, log, record, offset)


class VerdictKeys(Flow[_Search]):
    """Follows the keys in the list, one record at a time. `is_on` says whether the user wants to be asked at all."""

    def __init__(self, station: Station, records: RecordsModel, table: RecordsTable) -> None:
        super().__init__(table)
        self.is_on: Callable[[], bool] = bool
        self._station = station
        self._records = records
        self._table = table
        table.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the letters of the categories, and Backspace; other letters do nothing."""
        if event.type() is not QEvent.Type.KeyPress or not self.is_on():
            return False
        key = cast("QKeyEvent", event)
        plain = key.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        withdraws = key.key() == Qt.Key.Key_Backspace
        if not plain or not (withdraws or key.text().isalpha()):
            return False
        category = None if withdraws else labels.category_of(key.text())
        if not key.isAutoRepeat() and (withdraws or category is not None):
            self._begin(category)
        return True

    def _begin(self, category: Category | None) -> None:
        row = self._table.currentIndex().row()
        if self.running is not None or row < 0:
            return
        try:
            record = self._records.record(row)
        except ReadError as error:
            self.failed.emit(partial(self._not_done, error))
            return
        if self._records.reason(row) is not None:
            self.failed.emit(self._voided)
            return
        search = _Search(self._station.log, record, self._records.offset(row), category)
        self._start(Running.READING, search, search.run)

    def _succeed(self, search: _Search, outcome: object) -> None:
        target = cast("Target", outcome)
        said = None if search.category is None else Said(search.category, is_blind=False)
        statement = verdicts.withdraw() if said is None else verdicts.give(target.record, said)
        try:
            self._station.note(target, statement)
        except (SaveError, ReadError, NoteRefusedError) as error:
            self._fail(search, error)
        else:
            self.finished.emit(partial(self._done, search.category))

    def _told(self, _search: _Search, error: Exception) -> Callable[[], str] | None:
        if isinstance(error, NoteRefusedError):
            return self._none_to_withdraw if error.refusal is NoteRefusal.NO_VERDICT else self._so_already
        return partial(self._not_done, error) if isinstance(error, SaveError | ReadError) else None

    def _done(self, category: Category | None) -> str:
        if category is None:
            return self.tr("Criterio retirado.")
        return self.tr("Su criterio: {category}.").format(category=labels.category_name(category.value))

    def _not_done(self, error: SaveError | ReadError) -> str:
        return self.tr("No se guardó su criterio. {reason}").format(reason=labels.failure(error))

    def _voided(self) -> str:
        return self.tr("El registro está anulado: no lleva criterio.")

    def _none_to_withdraw(self) -> str:
        return self.tr("Este registro no tiene criterio.")

    def _so_already(self) -> str:
        return self.tr("Este registro ya tiene ese criterio.")
