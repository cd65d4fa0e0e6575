"""Brings the window forward when the program is started a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from core.system import summons

if TYPE_CHECKING:
    from pathlib import Path


class SummonsWatch(QObject):
    """Watches the file that names the holder of the data folder; `called` is emitted when a second start asks."""

    called = Signal()

    def __init__(self, holder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look)

    @Slot()
    def begin(self) -> None:
        """Watch the file; again, if it was made anew."""
        if str(self._holder) not in self._watcher.files():
            self._watcher.addPath(str(self._holder))

    @Slot()
    def _look(self) -> None:
        if summons.is_asked(self._holder):
            summons.answer(self._holder)
            self.called.emit()
        if self._holder.exists():
            self.begin()
