"""The user's own judgement of a record in the list: letters give it and its reason, Backspace withdraws it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt

from core.errors import NoteRefusal, NoteRefusedError, ReadError, SaveError
from core.notes import verdicts
from core.notes.verdicts import Said, Verdict
from gui.language import labels, verdict_words
from gui.records.note_flow import NoteFlow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from core.station.station import Station
    from core.vocabulary import Category, VerdictReason
    from gui.records.records_model import RecordsModel
    from gui.records.records_table import RecordsTable


class VerdictKeys(NoteFlow):
    """Follows the keys in the list, one record at a time. `is_on` says whether the user wants to be asked at all."""

    def __init__(self, station: Station, records: RecordsModel, table: RecordsTable) -> None:
        super().__init__(station, table)
        self.is_on: Callable[[], bool] = bool
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
        if not key.isAutoRepeat() and self.running is None:
            if withdraws:
                self._begin(None)
            elif (category := labels.category_of(key.text())) is not None:
                self._give(category)
            elif (reason := verdict_words.reason_of(key.text())) is not None:
                self._give_reason(reason)
        return True

    def _standing(self) -> Verdict | None:
        """Return the judgement of the chosen record that stands; None if there is none."""
        row = self._table.currentIndex().row()
        return self._records.verdict_note(row) if row >= 0 else None

    def _give(self, category: Category) -> None:
        standing = self._standing()
        if standing is not None and standing.criterio is category and standing.motivo is not None:
            self.failed.emit(self._so_already)  # and its reason stays
        else:
            self._begin(Said(category, is_blind=False))

    def _give_reason(self, reason: VerdictReason) -> None:
        """Add the reason to the judgement of the chosen record, or take it away if it has that one."""
        standing = self._standing()
        if standing is None or standing.criterio is None:
            self.failed.emit(self._none_to_withdraw)
        elif standing.criterio == standing.mostrado:
            self.failed.emit(self._differs_in_nothing)
        else:
            self._begin(Said(standing.criterio, is_blind=False, reason=None if reason == standing.motivo else reason))

    def _begin(self, said: Said | None) -> None:
        row = self._table.currentIndex().row()
        if row < 0:
            return
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

    def _voided(self) -> str:
        return self.tr("El registro está anulado: no lleva criterio.")

    def _none_to_withdraw(self) -> str:
        return self.tr("Este registro no tiene criterio.")

    def _differs_in_nothing(self) -> str:
        return self.tr("Su criterio es igual al resultado: no hace falta una razón.")

    def _so_already(self) -> str:
        return self.tr("Este registro ya tiene ese criterio.")
