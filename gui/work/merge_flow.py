"""Base of the flows that add to the journals: only one of them runs at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from gui.work.flow import Flow, W

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.work.questions import Questions


class MergeFlow(Flow[W]):
    """A flow that may add to the journals. `changed`: adding has begun or ended, and the records may have changed."""

    changed = Signal()

    def __init__(self, station: Station, settings_file: SettingsFile, questions: Questions, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._settings_file = settings_file
        self._questions = questions
        self._other: Flow[Any] | None = None

    def take_turns(self, other: MergeFlow[Any]) -> None:
        """Have each of two flows refuse to begin while the other runs."""
        self._other, other._other = other, self

    def _is_busy(self) -> bool:
        """Return whether a flow runs already, and say so."""
        if not self.is_any_running:
            return False
        self.failed.emit(self._under_way)
        return True

    @property
    def is_any_running(self) -> bool:
        """Whether this flow or the other one runs."""
        return self.running is not None or (self._other is not None and self._other.running is not None)

    def _under_way(self) -> str:
        return self.tr("Espere a que termine lo que está en curso.")
