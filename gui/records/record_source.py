"""The index for the list of records: built in the background, then kept up to date with the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import ReadError
from core.records.index import Indexing, RecordIndex
from core.system.work import StoppedError
from gui.work.background import Task

if TYPE_CHECKING:
    from core.station.station import Station

_TELL_EVERY_MS: Final = 100

READ_AT_ONCE: Final = 256 * 1024
"""How many bytes may be read in the window's thread: some thousand new records, a few milliseconds."""


class RecordSource(QObject):
    """`index` is the index of all that the station has counted; None while it is made.

    `ready` says that it is there, `failed` gives a ReadError, `broke` an error that nobody foresaw.
    """

    ready = Signal()
    progressed = Signal(int, int)
    failed = Signal(object)
    broke = Signal(object)

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._index: RecordIndex | None = None
        self._generation = -1
        self._work: Indexing | None = None
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_EVERY_MS)
        self._timer.timeout.connect(self._tell)

    def index(self) -> RecordIndex | None:
        """Return the index, up to date; None if it is being made, which this begins if need be."""
        if self._work is not None:
            return None
        index = self._index
        if index is None or self._generation != self._station.generation or not self._follow(index):
            self._index = None
            self._begin()
        return self._index

    def stop(self) -> None:
        """Stop making an index, and wait for it."""
        if self._work is not None:
            self._work.cancel()
        if self._task is not None:
            self._task.wait()

    def _follow(self, index: RecordIndex) -> bool:
        if not 0 <= self._station.end - index.end <= READ_AT_ONCE:
            return False
        if self._station.end > index.end:
            try:
                list(index.follow(self._station.log, self._station.end))
            except ReadError:
                return False
        return True

    def _begin(self) -> None:
        self._generation = self._station.generation
        self._work = Indexing(self._station.log, self._station.end)
        self._task = Task(self._work.run, self)
        self._task.succeeded.connect(self._on_success)
        self._task.failed.connect(self._on_failure)
        self._timer.start()
        self._task.start()

    @Slot()
    def _tell(self) -> None:
        if self._work is not None:
            self.progressed.emit(self._work.done, self._work.total)

    @Slot(object)
    def _on_success(self, index: RecordIndex) -> None:
        self._end()
        self._index = index
        self.ready.emit()

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        self._end()
        if isinstance(error, ReadError):
            self.failed.emit(error)
        elif not isinstance(error, StoppedError):
            self.broke.emit(error)

    def _end(self) -> None:
        self._timer.stop()
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
        self._work = self._task = None
