"""Records that were marked as entered by mistake: `anulaciones.log`, a second journal beside the first.

The log of predictions is never changed for it. An event says of one record that it is voided, for one of a few
reasons, or that this is taken back; `core.notes.decisions` says which event of a record holds. An event may come
before its record, and waits for it. A voided record counts nowhere, and stays where it is.

A record is named by its id. One without an id, of the original service, is named by its values and by its number
among those with equal values: of two identical lines, one can be voided.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from core.journal import reader
from core.journal.entry import Codec, Sealed, is_time, is_zone, stamp
from core.journal.health import Health
from core.notes import decisions
from core.notes.decisions import Decisions
from core.records.key import digest, key_without_id, split_key
from core.system.paths import VOIDS_NAME
from core.vocabulary import Reason  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.journal.reader import Mark
    from core.records.batch import Batch
    from core.records.record import Record


class Action(StrEnum):
    """The effect of an event on its record."""

    VOID = "anular"
    REINSTATE = "restablecer"


class Event(Sealed, frozen=True, omit_defaults=True, gc=False):
    """The voiding or reinstatement of a record. Names and order of the fields are those of the file.

    `fecha` is local time to the second, `zona` its offset from UTC; `id` is the event's own, `registro` the record's
    key. `tras` has the ids of the replaced events; None in events from before this field existed.
    """

    fecha: str
    zona: str
    id: str
    registro: str
    accion: Action
    motivo: Reason | None = None
    tras: tuple[str, ...] | None = None


def _is_plausible(event: Event) -> bool:
    return (
        is_time(event.fecha)
        and is_zone(event.zona)
        and bool(event.id and event.registro)
        and (event.motivo is not None) == (event.accion is Action.VOID)
    )


def _is_never_unsealed(_line: bytes) -> bool:
    return False


CODEC: Final = Codec(Event, _is_plausible, _is_never_unsealed)
classify: Final = CODEC.classify
encode: Final = CODEC.encode


def new_event(key: str, reason: Reason | None, now: datetime, known: Voids) -> Event:
    """Make the event that voids a record, or reinstates it if `reason` is None; it replaces all known heads."""
    time, zone = stamp(now)
    action = Action.REINSTATE if reason is None else Action.VOID
    return Event(time, zone, secrets.token_hex(16), key, action, reason, known.decisions.unreplaced(key))


@lru_cache(maxsize=8)  # making a path takes as long as a stat
def path_beside(log: Path) -> Path:
    """Return the path of the journal of voids beside a log."""
    return log.with_name(VOIDS_NAME)


class Voids:
    """The voided records: `reasons` by key, from the journal of voids, and `places`, the keys by offset in the log.

    `places` is filled by `meet` and `meet_all`, which must get all records in order of entry. `health` lists the
    first `listed` of the journal's damaged lines.
    """

    def __init__(self, listed: int = 0) -> None:
        self.decisions: Decisions[Event] = Decisions()
        self.reasons: dict[str, Reason] = {}
        self.places: dict[int, str] = {}
        self.mark: Mark = reader.START
        """The position in the journal of voids after the last complete line read."""
        self.health = Health(listed=listed)
        self.is_unsure = False
        """True if a record's number among equal ones is unknown, so that the log must be read from its beginning."""
        self._watched: defaultdict[str, int] = defaultdict(int)
        self._met: defaultdict[str, int] = defaultdict(int)
        self._began_late = False

    def apply(self, event: Event) -> None:
        """Apply the next event of the file."""
        self.decisions.apply(event)
        key = event.registro
        holding = self.decisions.holding(key)
        was_voided = self.reasons.pop(key, None) is not None
        if holding is not None and holding.motivo is not None:
            self.reasons[key] = holding.motivo
        self._watch(key, (key in self.reasons) - was_voided)

    def meet(self, record: Record, offset: int) -> bool:
        """Return whether the record at `offset` is voided, and note its place if so."""
        key = record.id or self._key_by_content(record)
        if key not in self.reasons:
            return False
        self.places[offset] = key
        return True

    def meet_all(self, batch: Batch) -> list[int] | None:
        """Return the indexes of the voided records of a batch; None if each record needs `meet`."""
        if not self.reasons:
            return []
        ids = batch.ids
        if self._watched and not all(ids):
            return None
        if self.reasons.keys().isdisjoint(ids):
            return []
        offsets = batch.offsets(0, 0, len(batch))
        found = []
        for index, key in enumerate(ids):
            if key is not None and key in self.reasons:
                found.append(index)
                self.places[offsets[index]] = key
        return found

    def begin_late(self, places: dict[int, str]) -> bool:
        """Take over `places` from a sidecar; return False if they contradict the events."""
        self.places = places.copy()
        self._began_late = True
        return not places or self.reasons.keys() >= set(places.values())

    def _watch(self, key: str, change: int) -> None:
        parts = split_key(key)
        if parts is not None and change:
            self._watched[parts[0]] += change
            if not self._watched[parts[0]]:
                del self._watched[parts[0]]

    def _key_by_content(self, record: Record) -> str:
        if not self._watched:
            return ""
        content = digest(record)
        if content not in self._watched:
            return ""
        self.is_unsure = self.is_unsure or self._began_late
        self._met[content] += 1
        return key_without_id(content, self._met[content])


def read(log: Path, end: int | None = None, listed: int = 0) -> Voids:
    """Return the fold of the first `end` bytes, by default all, of the journal beside a log. Raises ReadError."""
    voids = Voids(listed)
    if end == 0:  # the size of a missing file
        return voids
    voids.mark = decisions.read(path_beside(log), classify, voids.decisions, voids.health, voids.apply, end)
    return voids


def voided(events: Decisions[Event]) -> set[str]:
    """Return the keys of the records that are voided."""
    return {event.registro for event in events.in_force() if event.motivo is not None}
