"""A journal of notes that the program does not have: one payload type and one row of `JOURNALS`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.journal.entry import Codec, Sealed, stamp
from core.notes.decisions import Statement
from core.notes.journals import Kind, Role

if TYPE_CHECKING:
    from datetime import datetime


class FollowUp(Sealed, frozen=True, omit_defaults=True, gc=False):
    """How a patient was the day after a record."""

    fecha: str
    zona: str
    id: str
    registro: str
    estado: str
    tras: tuple[str, ...] | None = None


FOLLOW_UPS = Kind(
    "seguimientos.log",
    Codec(FollowUp, lambda _: True, lambda _: False),
    Role.NOTES,
    "seguimientos",
    "seguimientos",
    "seguimientos_nuevos",
    "seguimientos_ya_presentes",
    "registros_con_seguimiento",
    lambda note: note.estado != "",
)


def a_follow_up(name: str, hour: int, *tras: str, record: str = "a") -> bytes:
    """Return the line of a note."""
    return FOLLOW_UPS.codec.encode(FollowUp(f"2025-11-14 {hour:02}:00:00", "-05:00", name, record, "mejor", tras))


def follow_up(state: str) -> Statement[FollowUp]:
    """Say how a patient was; "" takes it back."""

    def make(key: str, now: datetime, replaced: tuple[str, ...]) -> FollowUp:
        return FollowUp(*stamp(now), f"{now:%d%H%M%S}", key, state, replaced)

    return Statement(FOLLOW_UPS.name, make, lambda _: None)
