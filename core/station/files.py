"""The journals of a data directory, and their state as of the last reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.journal.ledger import Ledger
from core.journal.losses import Lost
from core.notes import journals
from core.system.paths import LOG_NAME, VOIDS_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.journal.health import Health
    from core.notes.voids import Event
    from core.records.record import Record


class Files:
    """One ledger for each journal of a data directory."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.ledgers: dict[str, Ledger[Any]] = {
            kind.name: Ledger(data_dir / kind.name, kind.codec) for kind in journals.JOURNALS
        }
        """The journals by the names of their files, to be looked at only."""

    @property
    def _records(self) -> Ledger[Record]:
        return self.ledgers[LOG_NAME]

    @property
    def _events(self) -> Ledger[Event]:
        return self.ledgers[VOIDS_NAME]

    @property
    def log(self) -> Path:
        """The path of the log of predictions."""
        return self._records.path

    @property
    def voids_log(self) -> Path:
        """The path of the journal of voids."""
        return self._events.path

    @property
    def health(self) -> Health:
        """The health of the log, as of the last reading and the records saved since."""
        return self._records.health

    @property
    def voids_health(self) -> Health:
        """The health of the journal of voids, as of the last reading."""
        return self._events.health

    @property
    def lost(self) -> Lost:
        """Records that were counted and are missing in the log, as of its last reading.

        The log was removed, replaced or truncated, perhaps with its directory; new records go into the current one.
        Records that reappeared are excluded; records saved meanwhile into another log count as missing.
        """
        return self._records.losses.lost

    @property
    def lost_voids(self) -> Lost:
        """Events that were known and are missing in the journal of voids; none while records are missing."""
        return Lost() if self.lost.records else self._events.losses.lost
