"""The copies of the records elsewhere: the district's receipt, compared with the log, and the last backup."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QLocale, Signal, Slot

from core.errors import ReadError
from core.journal.entry import local_time
from core.system import disk
from core.system.paths import RECEIPT_NAME
from core.system.work import Work
from gui.language import formats, report_words
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from core.exchange.receive import Delivered
    from core.records.record import Record
    from core.station.station import Station
    from core.system.settings import SettingsFile

BACKUP_DUE: Final = timedelta(days=7)
"""Age of the last backup after which another one is recommended, where records have come since."""


class _Check(Work):
    """Compares the receipt with the log, off the window's thread: a long log takes a while."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__()
        self._data_dir = data_dir

    def run(self) -> Delivered | None:
        """Return the kept receipt; None if there is none. Raises ReadError or StoppedError."""
        from core.exchange.receive import delivered  # noqa: PLC0415 - not at the start of the window

        return delivered(self._data_dir, self._advance)


class Carried(Flow[_Check]):
    """`changed`: the receipt was compared, or another backup was made, and the sentences may say something else."""

    changed = Signal()

    def __init__(self, station: Station, settings_file: SettingsFile, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._settings_file = settings_file
        self._seen: tuple[object, ...] = ()
        self._delivered: Delivered | None = None

    @Slot()
    def look(self) -> None:
        """Compare the receipt with the log again if either may have changed."""
        seen = (disk.look(self._station.data_dir / RECEIPT_NAME), self._station.generation)
        if self.running is None and seen != self._seen:
            self._seen = seen
            if seen[0]:
                check = _Check(self._station.data_dir)
                self._start(Running.READING, check, check.run)

    @Slot()
    def look_for_backup(self) -> None:
        """Say so if a command has made a backup meanwhile."""
        if self._settings_file.look_for_backup():
            self.changed.emit()

    def delivered(self, locale: QLocale) -> str:
        """Return the proof of delivery, or that the receipt does not fit; "" if there is none."""
        return "" if self._delivered is None else report_words.delivered(self._delivered, locale)

    def proof(self) -> str:
        """Return the proof of delivery in the language in force; compares the receipt again if need be."""
        self.look()
        return self.delivered(QLocale())

    def last_backup(self, last: Record | None, locale: QLocale) -> str:
        """Return when the last backup was made, and whether one is due; `last` is the last record of all."""
        try:
            made = local_time(self._settings_file.current.last_backup)
        except ValueError:  # there was none
            made = None
        if last is None:
            return ""
        now = self._station.clock().replace(tzinfo=None)
        if made is None:
            return self.tr("Aún no se ha hecho una copia de seguridad con Ctrl+B en este computador.")
        sentence = self.tr("Última copia de seguridad: {when}.").format(when=formats.day_and_time(made, locale))
        if now - made > BACKUP_DUE and last.local_time > made:
            sentence += " " + self.tr("Hay registros nuevos desde entonces: conviene hacer otra (Ctrl+B).")
        return sentence

    def _succeed(self, _work: _Check, outcome: object) -> None:
        self._delivered = cast("Delivered | None", outcome)
        self.changed.emit()

    def _told(self, _work: _Check, error: Exception) -> object:
        return error if isinstance(error, ReadError) else None
