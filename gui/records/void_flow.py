"""Voiding or reinstating a record: asks, finds the record in the log in the background, saves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from core.errors import NoteRefusedError, ReadError, SaveError
from core.notes import voids
from core.records import find
from core.system.work import Work
from gui.language import labels
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from core.records.find import Target
    from core.records.record import Record
    from core.station.station import Station
    from core.vocabulary import Reason
    from gui.records.records_model import RecordsModel
    from gui.work.questions import Questions


class _Search(Work):
    """The search in the log for a record that is to be voided for a `reason`, or without one reinstated."""

    def __init__(self, log: Path, record: Record, offset: int, reason: Reason | None) -> None:
        super().__init__()
        self.reason = reason
        self.run = partial(find.by_place, log, record, offset)


class VoidFlow(Flow[_Search]):
    """One record at a time. `shows_voided` says whether the user sees the voided records."""

    def __init__(self, station: Station, questions: Questions, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._questions = questions
        self.shows_voided = False

    def begin(self, records: RecordsModel, row: int) -> None:
        """Ask, and then void the record of a row, or reinstate it if it is voided."""
        if self.running is not None:
            return
        try:
            record, what = records.record(row), records.sentence(row)
        except ReadError as error:
            self.failed.emit(partial(self._not_done, error))
            return
        reason, voided_for = None, records.reason(row)
        if voided_for is None:
            reason = self._questions.choose_reason(what)
            if reason is None:
                return
        elif not self._questions.confirm_reinstate(what, labels.reason(voided_for)):
            return
        search = _Search(self._station.log, record, records.offset(row), reason)
        self._start(Running.READING, search, search.run)

    def _succeed(self, search: _Search, outcome: object) -> None:
        target = cast("Target", outcome)
        try:
            self._station.note(target, voids.reinstate() if search.reason is None else voids.void(search.reason))
        except (SaveError, ReadError, NoteRefusedError) as error:
            self._fail(search, error)
        else:
            self.finished.emit(self._done(search.reason))

    def _told(self, _search: _Search, error: Exception) -> Callable[[], str] | None:
        if isinstance(error, NoteRefusedError):
            return self._so_already
        return partial(self._not_done, error) if isinstance(error, SaveError | ReadError) else None

    def _done(self, reason: Reason | None) -> Callable[[], str]:
        if reason is None:
            return self._reinstated
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
