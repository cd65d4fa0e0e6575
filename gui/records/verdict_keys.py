"""The user's own judgement of a record in the list: letters give it and its reason, Backspace withdraws it."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QEvent, QObject, Qt

from core.errors import NoteRefusedError, ReadError, SaveError
from core.notes import verdicts
from core.notes.verdicts import Said
from core.refusals import NoteRefusal
from gui.language import labels, verdict_words
from gui.records.note_flow import NoteFlow, Search

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from core.station.station import Station
    from core.vocabulary import Category, VerdictReason
    from gui.records.records_model import RecordsModel
    from gui.records.records_table import RecordsTable


class _Pressed(NamedTuple):
    """A key that gives or withdraws a judgement: its letter, "" for Backspace, and the record that it is about."""

    letter: str
    position: int
    offset: int


class VerdictKeys(NoteFlow):
    """Follows the keys in the list. `is_on` says whether the user wants to be asked at all.

    Notes are saved one at a time: a key pressed while the record of the former one is searched for has its turn
    afterwards, for the record that was chosen when it was pressed.
    """

    def __init__(self, station: Station, records: RecordsModel, table: RecordsTable) -> None:
        super().__init__(station, table)
        self.is_on: Callable[[], bool] = bool
        self._records = records
        self._table = table
        self._pressed: deque[_Pressed] = deque()
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
        row = self._table.currentIndex().row()
        if row >= 0 and not key.isAutoRepeat():
            letter = "" if withdraws else key.text()
            self._pressed.append(_Pressed(letter, self._records.rows.position(row), self._records.offset(row)))
            self._go_on()
        return True

    def _go_on(self) -> None:
        """Do what the pressed keys say, until one has to be waited for."""
        while self._pressed and self.running is None:
            pressed = self._pressed.popleft()
            row = self._records.rows.row(pressed.position)
            if row is None or self._records.offset(row) != pressed.offset:
                self.failed.emit(self._not_listed)
            elif not pressed.letter:
                self._begin(row, None)
            elif (category := labels.category_of(pressed.letter)) is not None:
                self._give(row, category)
            elif (reason := verdict_words.reason_of(pressed.letter)) is not None:
                self._give_reason(row, reason)

    def _succeed(self, search: Search, outcome: object) -> None:
        super()._succeed(search, outcome)
        self._go_on()

    def _fail(self, search: Search, error: Exception) -> None:
        super()._fail(search, error)
        self._go_on()

    def _give(self, row: int, category: Category) -> None:
        standing = self._records.verdict_note(row)
        if standing is not None and standing.criterio is category and standing.motivo is not None:
            self.failed.emit(self._so_already)  # and its reason stays
        else:
            self._begin(row, Said(category, is_blind=False))

    def _give_reason(self, row: int, reason: VerdictReason) -> None:
        """Add the reason to the judgement of a row's record, or take it away if it has that one."""
        standing = self._records.verdict_note(row)
        if standing is None or standing.criterio is None:
            self.failed.emit(self._none_to_withdraw)
        elif standing.criterio == standing.mostrado:
            self.failed.emit(self._differs_in_nothing)
        else:
            given = None if reason == standing.motivo else reason
            self._begin(row, Said(standing.criterio, is_blind=False, reason=given))

    def _begin(self, row: int, said: Said | None) -> None:
        if self._records.reason(row) is not None:
            self.failed.emit(self._voided)
            return
        try:
            record = self._records.record(row)
            differs = said is not None and said.category != record.resultado
            statement = verdicts.withdraw() if said is None else verdicts.give(record, said)
            self._say(self._records, row, statement, partial(self._done, said, differs=differs))
        except ReadError as error:
            self.failed.emit(partial(self._not_done, error))

    def _why_not(self, error: SaveError | ReadError | NoteRefusedError) -> Callable[[], str]:
        if isinstance(error, NoteRefusedError):
            return self._none_to_withdraw if error.refusal is NoteRefusal.NO_VERDICT else self._so_already
        return partial(self._not_done, error)

    def _done(self, said: Said | None, *, differs: bool) -> str:
        if said is None:
            return self.tr("Criterio retirado.")
        text = self.tr("Su criterio: {category}.").format(category=labels.category_name(said.category.value))
        if not differs:
            return text
        return f"{text} {verdict_words.why() if said.reason is None else verdict_words.differs_by(said.reason)}"

    def _not_done(self, error: SaveError | ReadError) -> str:
        return self.tr("No se guardó su criterio. {reason}").format(reason=labels.failure(error))

    def _not_listed(self) -> str:
        return self.tr("No se guardó su criterio: el registro ya no está en la lista.")

    def _voided(self) -> str:
        return self.tr("El registro está anulado: no lleva criterio.")

    def _none_to_withdraw(self) -> str:
        return self.tr("Este registro no tiene criterio.")

    def _differs_in_nothing(self) -> str:
        return self.tr("Su criterio es igual al resultado: no hace falta una razón.")

    def _so_already(self) -> str:
        return self.tr("Este registro ya tiene ese criterio.")
