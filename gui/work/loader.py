"""Reads the whole log in the background, and again if the files changed under what was read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.errors import ReadError
from core.system.work import StoppedError
from gui.work.background import Task

if TYPE_CHECKING:
    from core.station.station import Load, Station

_TELL_EVERY_MS = 100


class Loader(QObject):
    """One load at a time. `failed` gives a ReadError, `broke` an error that nobody foresaw."""

    progressed = Signal(int)
    """How much is read before there is anything to show, in percent."""
    loaded = Signal()
    """The station has a report; it comes a second time when the whole log has been checked."""
    failed = Signal(object)
    broke = Signal(object)
    _found = Signal()

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._load: Load | None = None
        self._task: Task | None = None
        self._again = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_EVERY_MS)
        self._timer.timeout.connect(self._tell)
        self._found.connect(self._take_in)

    def start(self) -> None:
        """Read the log; a load under way is dropped and begun again."""
        if self._load is not None:
            self._again = True
            self._load.cancel()
            return
        try:
            self._load = self._station.begin_load()
        except ReadError as error:
            self.failed.emit(error)
            return
        self._task = Task(partial(self._load.run, self._found.emit), self)
        self._task.succeeded.connect(self._on_success)
        self._task.failed.connect(self._on_failure)
        self._timer.start()
        self._task.start()

    def stop(self) -> None:
        """Stop reading, and wait for it."""
        self._timer.stop()
        if self._load is not None:
            self._load.cancel()
        if self._task is not None:
            self._task.wait()

    @Slot()
    def _tell(self) -> None:
        if self._load is not None and self._load.result is None:
            self.progressed.emit(100 * self._load.done // max(1, self._load.end))

    @Slot()
    def _take_in(self) -> None:
        if self._load is not None and not self._again:
            self._station.finish_load(self._load)
            self.loaded.emit()

    @Slot(object)
    def _on_success(self, _outcome: object) -> None:
        self._take_in()
        self._end()
        self._begin_again()

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        if self._load is not None:
            self._station.drop_load(self._load)
        self._end()
        if self._begin_again() or isinstance(error, StoppedError):
            return
        if isinstance(error, ReadError):
            self.failed.emit(error)
        else:
            self.broke.emit(error)

    def _end(self) -> None:
        self._timer.stop()
        self._load = None
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
            self._task = None

    def _begin_again(self) -> bool:
        if not self._again:
            return False
        self._again = False
        self.start()
        return True
