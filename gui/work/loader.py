"""Reads the whole log in the background, and again if the files changed under what was read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import ReadError
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from core.station.station import Load, Station


class Loader(Flow["Load"]):
    """`progressed` tells how much is read while there is nothing to show, `failed` gives a ReadError."""

    loaded = Signal()
    """The station has a report; it comes a second time when the whole log has been checked."""
    _found = Signal()

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._again = False
        self._found.connect(self._show_first)

    def start(self) -> None:
        """Read the log; a load under way is dropped and begun again."""
        if self._work is not None:
            self._again = True
            self._work.cancel()
            return
        try:
            load = self._station.begin_load()
        except ReadError as error:
            self.failed.emit(error)
            return
        self._start(Running.READING, load, partial(load.run, self._found.emit))

    @Slot()
    def _show_first(self) -> None:
        if self._work is not None:
            self._timer.stop()
            self._take_in(self._work)

    def _take_in(self, load: Load) -> None:
        if not self._again:
            self._station.finish_load(load)
            self.loaded.emit()

    def _succeed(self, load: Load, _outcome: object) -> None:
        self._take_in(load)
        self._begin_again()

    def _fail(self, load: Load, error: Exception) -> None:
        self._station.drop_load(load)
        if not self._begin_again():
            super()._fail(load, error)

    def _told(self, _load: Load, error: Exception) -> ReadError | None:
        return error if isinstance(error, ReadError) else None

    def _begin_again(self) -> bool:
        is_due, self._again = self._again, False
        if is_due:
            self.start()
        return is_due
