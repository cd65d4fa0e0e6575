"""All that can be shown of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.records.explain import Explained, Unexplained, explain
from core.system.paths import VERDICTS_NAME

if TYPE_CHECKING:
    from core.records.record import Record
    from core.station.station import Station


@dataclass(frozen=True, slots=True)
class Details:
    """A record with its explanation, and the note that retracts it and the clinician's verdict, if there are any.

    `can_change` says whether it can be retracted or reinstated from where it is shown.
    """

    record: Record
    explained: Explained | Unexplained
    retraction: Any | None = None
    verdict: Any | None = None
    can_change: bool = False

    @classmethod
    def of(cls, station: Station, record: Record, offset: int | None = None) -> Details:
        """Return the details of a record; `offset` is that of its line, None if it cannot be changed."""
        explained = explain(record, station.model, station.data_dir)
        if offset is None:
            return cls(record, explained)
        notes = station.notes
        if notes is None:
            return cls(record, explained, can_change=True)
        return cls(record, explained, notes.retraction(offset), notes.note(VERDICTS_NAME, offset), can_change=True)
