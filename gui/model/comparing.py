"""A model compared with the one in use, on the clinic's own records, in the background."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.errors import ReadError
from core.system.work import StoppedError
from gui.language import labels
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from core.clinical.model import Model
    from core.models.trial import Trial
    from core.station.station import Station


class Comparing(Flow["Trial"]):
    """One comparison at a time; `compared` carries the two models and a `core.models.trial.Tried`."""

    compared = Signal(object, object, object)

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._wanted: Model | None = None

    def begin(self, other: Model) -> None:
        """Compare another model with the one in use; a comparison that runs ends first."""
        self._wanted = other
        if self.running is None:
            self._begin()
        else:
            self.cancel()

    def _begin(self) -> None:
        from core.models.trial import Trial  # noqa: PLC0415 - only a comparison needs it

        other, self._wanted = self._wanted, None
        if other is not None:
            trial = Trial(self._station.data_dir, self._station.model, other)
            self._start(Running.TRIAL, trial, trial.run)

    def _succeed(self, work: Trial, outcome: object) -> None:
        self.compared.emit(work.before, work.after, outcome)
        self._begin()

    def _fail(self, work: Trial, error: Exception) -> None:
        if isinstance(error, StoppedError) and self._wanted is not None:
            self._begin()
        else:
            super()._fail(work, error)

    def _told(self, _work: Trial, error: Exception) -> Callable[[], str] | None:
        if isinstance(error, StoppedError):
            return self._stopped
        return partial(self._not_done, error) if isinstance(error, ReadError) else None

    def _stopped(self) -> str:
        return self.tr("Comparación cancelada.")

    def _not_done(self, error: ReadError) -> str:
        return self.tr("No se pudo comparar.") + f" {labels.failure(error)}"
