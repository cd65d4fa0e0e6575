"""The measures of the clinic's own records, taken in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core.errors import ReadError
from core.station.survey import DAYS_NOW, Survey, days_before
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from core.station.station import Station


class Measuring(Flow[Survey]):
    """One reading of the log at a time; `measured` carries the `Survey`, `failed` a ReadError."""

    measured = Signal(object)

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._is_due = False

    def begin(self) -> None:
        """Measure what is counted now; once more afterwards if it is called meanwhile."""
        notes = self._station.notes
        self._is_due = self.running is not None
        if self._is_due or notes is None:
            return
        today = self._station.clock().date()
        copies = self._station.health.copies
        survey = Survey(self._station.log, self._station.end, notes, copies, days_before(today, DAYS_NOW - 1), today)
        self._start(Running.READING, survey, survey.run)

    def _succeed(self, work: Survey, _outcome: object) -> None:
        self.measured.emit(work)
        if self._is_due:
            self.begin()

    def _told(self, _work: Survey, error: Exception) -> ReadError | None:
        return error if isinstance(error, ReadError) else None
