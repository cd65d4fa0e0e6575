"""Voiding or reinstating a record: asks, finds the record in the log in the background, saves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import ReadError, SaveError, VoidRefusedError
from core.records import find
from gui.language import labels
from gui.work.background import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.records.find import Target
    from core.station.station import Station
    from core.vocabulary import Reason


class Dialogs(Protocol):
    """The dialogs that voiding needs."""

    def choose_reason(self, what: str) -> Reason | None:
        """Ask why a record is voided; None if the user thinks better of it."""

    def confirm_reinstate(self, what: str, reason: str) -> bool:
        """Ask whether a voided record is to count again; `reason` says why it was voided."""


class VoidFlow(QObject):
    """One record at a time.

    `finished` and `failed` carry a function that says in a sentence how it went, in the language then in force;
    `broke` carries an error that nobody foresaw. `shows_voided` says whether the user sees the voided records.
    """

    finished = Signal(object)
    failed = Signal(object)
    broke = Signal(object)

    def __init__(self, station: Station, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._dialogs = dialogs
        self.shows_voided = False
        self._reason: Reason | None = None
        self._task: Task | None = None

    def begin(self, offset: int, what: str, reason: Reason | None) -> None:
        """Ask, and then void the record at that offset; or reinstate it, if it is voided for a `reason`."""
        if self._task is not None:
            return
        if reason is not None:
            self._reason = None
            if not self._dialogs.confirm_reinstate(what, labels.void_reason(reason)):
                return
        else:
            self._reason = self._dialogs.choose_reason(what)
            if self._reason is None:
                return
        self._task = Task(partial(find.by_place, self._station.log, offset), self)
        self._task.succeeded.connect(self._on_found)
        self._task.failed.connect(self._on_failure)
        self._task.start()

    @Slot(object)
    def _on_found(self, target: Target) -> None:
        self._end()
        try:
            if self._reason is None:
                self._station.reinstate(target)
            else:
                self._station.void(target, self._reason)
        except (SaveError, ReadError, VoidRefusedError) as error:
            self._on_failure(error)
        else:
            self.finished.emit(self._done())

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        self._end()
        if isinstance(error, SaveError | ReadError):
            self.failed.emit(partial(self._not_done, error))
        elif isinstance(error, VoidRefusedError):
            self.failed.emit(self._so_already)
        else:
            self.broke.emit(error)

    def _done(self) -> Callable[[], str]:
        if self._reason is None:
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

    def _end(self) -> None:
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None
