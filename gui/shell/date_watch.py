"""Watch for a change of the local date: after midnight, a clock that was set, or sleep of the PC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from core.records.period import Period
from core.system.clock import far_ahead_of

if TYPE_CHECKING:
    from datetime import date

    from core.station.station import Station
    from gui.shell.notices import Notices

_LOOK_EVERY_MS: Final = 20_000
"""Interval of checks in milliseconds: a timer to midnight would miss a change of the clock or a sleep of the PC."""


class DateWatch(QObject):
    """Checks the date every 20 seconds, and when the program becomes active or inactive.

    `looked` at each check, `changed` where the date is another one.
    """

    looked = Signal()
    changed = Signal()

    def __init__(self, station: Station, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._notices = notices
        self._today = station.clock().date()
        # The previous date, if it has changed; and the date of the warning about a clock far ahead.
        self._former: date | None = None
        self._told: date | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("reloj")
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.applicationStateChanged.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Check the date now."""
        self.looked.emit()
        today = self._station.clock().date()
        if today != self._today:
            self._former, self._today = self._today, today
            self.changed.emit()
            self.report()

    def report(self) -> None:
        """Warn once of a date far ahead of all known days; withdraw the warning when the clock is set back."""
        if self._told is not None and self._today < self._told:
            self._told = None
            self._notices.clock_not_ahead()
        report = self._station.report(Period())
        if report is None or self._told is not None:
            return
        known = [*report.days, *(record.entry_day for record in report.last)]
        if self._former is not None:
            known.append(self._former.isoformat())
        last = far_ahead_of(self._today, known)
        if last is not None and not self._is_imported(last):
            self._told = self._today
            self._notices.clock_ahead(self._today, last)

    def _is_imported(self, day: date) -> bool:
        """Return whether the last records of a day were imported, so that nobody used the program that day."""
        found = self._station.report(Period(day, day))
        return found is not None and bool(found.last) and all(record.imported for record in found.last)
