"""Voiding or reinstating a record of the list: asks first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core.errors import NoteRefusedError, ReadError, SaveError
from core.notes import voids
from gui.language import labels
from gui.records.note_flow import NoteFlow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from core.station.station import Station
    from gui.records.records_model import RecordsModel
    from gui.work.questions import Questions


class VoidFlow(NoteFlow):
    """One record at a time. `shows_voided` says whether the user sees the voided records."""

    def __init__(self, station: Station, questions: Questions, parent: QObject) -> None:
        super().__init__(station, parent)
        self._questions = questions
        self.shows_voided = False

    def begin(self, records: RecordsModel, row: int) -> None:
        """Ask, and then void the record of a row, or reinstate it if it is voided."""
        if self.running is not None:
            return
        try:
            what, voided_for = records.sentence(row), records.reason(row)
            if voided_for is None:
                reason = self._questions.choose_reason(what)
                if reason is not None:
                    self._say(records, row, voids.void(reason), self._voided())
            elif self._questions.confirm_reinstate(what, labels.reason(voided_for)):
                self._say(records, row, voids.reinstate(), self._reinstated)
        except ReadError as error:
            self.failed.emit(partial(self._not_done, error))

    def _why_not(self, error: SaveError | ReadError | NoteRefusedError) -> Callable[[], str]:
        return self._so_already if isinstance(error, NoteRefusedError) else partial(self._not_done, error)

    def _voided(self) -> Callable[[], str]:
        return self._voided_in_sight if self.shows_voided else self._voided_out_of_sight

    def _reinstated(self) -> str:
        return self.tr("Registro restablecido: cuenta otra vez.")

    def _voided_in_sight(self) -> str:
        return self.tr("Registro anulado. No se borró: queda tachado en la lista y no cuenta.")

    def _voided_out_of_sight(self) -> str:
        return self.tr("Registro anulado. No se borró: se ve con «Mostrar anulados».")

    def _not_done(self, error: SaveError | ReadError) -> str:
        return self.tr("No se cambió nada. {reason}").format(reason=labels.failure(error))

    def _so_already(self) -> str:
        return self.tr("No se cambió nada: el registro ya estaba así.")
