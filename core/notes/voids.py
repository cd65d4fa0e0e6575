"""Records that were marked as entered by mistake: `anulaciones.log`, a journal beside the log of predictions.

An event says of one record that it is voided, for one of a few reasons, or reinstated; `core.notes.decisions` says
which event of a record holds. An event may come before its record, and waits for it. A voided record counts nowhere,
and stays in the log. A record without an id, of the original service, is named by its values and by its number among
those with equal values: of two identical lines, one can be voided.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

from core.journal.entry import Codec, Sealed, is_time, is_zone, stamp
from core.notes.decisions import Statement
from core.refusals import NoteRefusal
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Reason  # noqa: TC001 - msgspec reads the types

if TYPE_CHECKING:
    from datetime import datetime


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


CODEC: Final = Codec(Event, _is_plausible)
classify: Final = CODEC.classify
encode: Final = CODEC.encode


def is_void(event: Event) -> bool:
    """Return whether an event voids its record, rather than reinstates it."""
    return event.motivo is not None


def void(reason: Reason) -> Statement[Event]:
    """Say that a record was a mistake. Refused of a voided record."""
    return Statement(RETRACTIONS_NAME, partial(_new_event, reason), refuse_void)


def reinstate() -> Statement[Event]:
    """Say that a voided record counts again. Refused of one that is not voided."""
    return Statement(RETRACTIONS_NAME, partial(_new_event, None), _refuse_reinstatement)


def _new_event(reason: Reason | None, key: str, now: datetime, replaced: tuple[str, ...]) -> Event:
    time, zone = stamp(now)
    action = Action.REINSTATE if reason is None else Action.VOID
    return Event(time, zone, secrets.token_hex(16), key, action, reason, replaced)


def refuse_void(holding: Event | None) -> NoteRefusal | None:
    """Return why a record cannot be voided after the event in force; None if it can."""
    return NoteRefusal.ALREADY_RETRACTED if holding is not None and is_void(holding) else None


def _refuse_reinstatement(holding: Event | None) -> NoteRefusal | None:
    return NoteRefusal.NOT_RETRACTED if holding is None or not is_void(holding) else None
