"""All that can be shown of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.notes import verdicts
from core.records.explain import Explained, Unexplained, explain
from core.system.paths import VERDICTS_NAME

if TYPE_CHECKING:
    from core.records.record import Record
    from core.station.station import Station


@dataclass(frozen=True, slots=True)
class Details:
    """A record with its explanation, and the note that retracts it and the clinician's verdicts, if there are any.

    `verdicts` has the standing one first, then those before it, the latest first; `counted` is that in the figures.
    `can_change` says whether it can be retracted or reinstated from where it is shown.
    """

    record: Record
    explained: Explained | Unexplained
    retraction: Any | None = None
    verdicts: tuple[Any, ...] = ()
    counted: Any | None = None
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
        key, decisions = notes.places.keys.get(offset, ""), notes.folds[VERDICTS_NAME].decisions
        said, counted = tuple(verdicts.history(decisions, key)), verdicts.blind(decisions, key)
        return cls(record, explained, notes.retraction(offset), said, counted, can_change=True)
