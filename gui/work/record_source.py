"""The index of all records: a long log's is made in the background; then it is kept up to date with the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Signal

from core.clinical.alarms import AlarmRules
from core.errors import ReadError
from core.models import catalogue
from core.records.index import Indexing, RecordIndex
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from core.station.station import Station

READ_AT_ONCE: Final = 256 * 1024
"""Most bytes read in the window's thread: about a thousand new records, a few milliseconds."""


class RecordSource(Flow[Indexing]):
    """`index` is the index of all that the station has counted. `ready`: it is made. `failed` gives a ReadError."""

    ready = Signal()

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self.station = station
        self.rules = alarm_rules(station)
        """Which recorded values are an alarm sign."""
        self._index: RecordIndex | None = None
        self._generation = -1

    def index(self, *, may_begin: bool = True) -> RecordIndex | None:
        """Return the index, up to date; None if it is being made, or is to be: this begins it, if it may."""
        if self.running is not None:
            return None
        if self._index is None or self._generation != self.station.generation:
            self._index = RecordIndex(self.rules)
            self._generation = self.station.generation
        if not self._follow(self._index):
            self._index = None
            if may_begin:
                self._begin()
        return self._index

    def _follow(self, index: RecordIndex) -> bool:
        if not 0 <= self.station.end - index.end <= READ_AT_ONCE:
            return False
        if self.station.end > index.end:
            try:
                list(index.follow(self.station.log, self.station.end))
            except ReadError:
                return False
        return True

    def _begin(self) -> None:
        self._generation = self.station.generation
        indexing = Indexing(self.station.log, self.station.end, self.rules)
        self._start(Running.READING, indexing, indexing.run)

    def _succeed(self, _work: Indexing, index: object) -> None:
        self._index = cast("RecordIndex", index)
        self.ready.emit()

    def _told(self, _work: Indexing, error: Exception) -> ReadError | None:
        return error if isinstance(error, ReadError) else None


def alarm_rules(station: Station) -> AlarmRules:
    """Return which recorded values are an alarm sign, each by the model that made its record, where that is here."""
    try:
        return catalogue.alarm_rules(station.data_dir)
    except ReadError:  # the model tab says why
        return AlarmRules(station.model)
