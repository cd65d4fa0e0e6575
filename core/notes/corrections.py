"""Corrections: a record that names in `origen` the one it replaces, which is voided right after it is saved.

If that void could not be saved, the new record still says that it is due, and it is made later. Its event follows
from the new record alone, so PCs that make it independently make the same one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from core.journal.entry import instant
from core.notes import voids
from core.notes.decisions import Statement
from core.notes.voids import Action, Event
from core.records.record import classify
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from core.journal.reader import Block
    from core.notes.notes import Notes
    from core.records.record import Record

_KEY: Final = b'"corrige"'
_ID_LENGTH: Final = 32


def retraction_by(new: Record) -> Statement[Event]:
    """Say that a record was a typing error, as `new` corrects it. Refused of a voided record."""

    def make(_key: str, _now: datetime, replaced: tuple[str, ...]) -> Event:
        return _event(new, replaced)

    return Statement(RETRACTIONS_NAME, make, voids.refuse_void)


def retract(new: Record, notes: Notes) -> bytes:
    """Void the record that `new` corrects in `notes`, wherever it stands, and return the line to be saved."""
    known = notes.folds[RETRACTIONS_NAME].decisions
    event = _event(new, known.unreplaced(new.corrects))
    known.apply(event)
    return voids.encode(event)


def is_unfinished(new: Record, notes: Notes) -> bool:
    """Return whether `new` corrects a record whose void is still due: nothing later was said about that record."""
    known = notes.folds[RETRACTIONS_NAME].decisions
    if not new.corrects or not new.zona or known.has(_event_id(new)):
        return False
    holding: Event | None = known.holding(new.corrects)
    return holding is None or (
        not voids.is_void(holding) and instant(holding.fecha, holding.zona) < instant(new.fecha, new.zona)
    )


def unfinished_in(block: Block, notes: Notes) -> Iterator[Record]:
    """Yield the records of a block of the log whose corrections are unfinished."""
    if _KEY not in block.data:
        return
    for piece in block.pieces:
        if _KEY in piece:
            record = classify(piece.removesuffix(b"\n"))[1]
            if record is not None and is_unfinished(record, notes):
                yield record


def _event(new: Record, replaced: tuple[str, ...]) -> Event:
    return Event(new.fecha, new.zona or "", _event_id(new), new.corrects, Action.VOID, Reason.TYPING_ERROR, replaced)


def _event_id(new: Record) -> str:
    return hashlib.sha256(f"corrige {new.id}".encode()).hexdigest()[:_ID_LENGTH]
