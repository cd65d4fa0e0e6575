"""The journals of a data directory, and their state as of the last reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.journal.ledger import Ledger
from core.journal.losses import Lost
from core.notes import journals
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.journal.health import Health
    from core.records.record import Record


class Files:
    """One ledger for each journal of a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.ledgers: dict[str, Ledger[Any]] = {
            kind.name: Ledger(data_dir / kind.name, kind.codec) for kind in journals.JOURNALS
        }
        """The journals by the names of their files, to be looked at only."""

    @property
    def _records(self) -> Ledger[Record]:
        return self.ledgers[LOG_NAME]

    @property
    def data_dir(self) -> Path:
        """The path of the data directory."""
        return self.log.parent

    @property
    def _notes(self) -> list[Ledger[Any]]:
        return [ledger for name, ledger in self.ledgers.items() if name != LOG_NAME]

    @property
    def log(self) -> Path:
        """The path of the log of predictions."""
        return self._records.path

    @property
    def health(self) -> Health:
        """The health of the log, as of the last reading and the records saved since."""
        return self._records.health

    def lost(self, name: str = LOG_NAME) -> Lost:
        """Return how many entries of a journal were known and are missing, as of its last reading.

        The file was removed, replaced or truncated, perhaps with its directory; new entries go into the current one.
        Entries that reappeared are excluded; those saved meanwhile into another file count as missing. None of notes
        while records are missing.
        """
        if name != LOG_NAME and self._records.losses.lost.records:
            return Lost()
        return self.ledgers[name].losses.lost
