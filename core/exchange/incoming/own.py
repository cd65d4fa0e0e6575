"""Records in a file of our own: they come in as they are, never scored again, with the notes about them.

The sealed lines of the journals stand beside the values that other programs read. Where the two differ, the file was
changed by another program, and the row is refused.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.clinical.vitals import VITALS
from core.exchange.incoming.rows import OWN_KEY
from core.journal.entry import instant
from core.notes import journals
from core.notes.journals import Role
from core.records.key import digest, split_key
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from core.exchange.incoming.rows import Row
    from core.records.record import Record

_KINDS: Final = {kind.name: kind for kind in journals.merged()}
NAMES: Final = frozenset(_KINDS)
"""The names of the journals whose lines are taken."""


class Own(NamedTuple):
    """A record, and the notes about it, each with the name of its journal, the older ones first."""

    line: int
    record: Record
    notes: list[tuple[str, Any]]

    @property
    def is_retracted(self) -> bool:
        """Whether a note of the file takes the record out of the counts."""
        return any(_KINDS[name].role is Role.RETRACTIONS for name, _ in self.notes)


def read(row: Row) -> Own | None:
    """Return the content of a row of our own; None if it is damaged or differs from the row's values."""
    found = None
    notes = []
    for name, line in row.own:
        entry = _KINDS[name].codec.classify(line.encode(errors="surrogatepass"))[1]
        if entry is None:
            return None
        if name == LOG_NAME:
            found = entry
        else:
            notes.append((name, entry))
    if found is None or not _says(row, found) or any(not _is_about(note, found) for _, note in notes):
        return None
    return Own(row.line, found, notes)


def is_retracted(row: Row) -> bool:
    """Return whether a row of our own says, beside its values, that its record counts no more."""
    return any(_KINDS[name].role is Role.RETRACTIONS for name, _ in row.own)


def _says(row: Row, record: Record) -> bool:
    if row.key != (OWN_KEY + record.id if record.id else ""):
        return False
    try:
        values = [Decimal(text) for text in row.vitals]
        time = datetime.fromisoformat(row.time)
    except (ArithmeticError, ValueError):
        return False
    if values != [Decimal(str(getattr(record, vital.name))) for vital in VITALS]:
        return False
    if record.zona is None:
        return time.replace(tzinfo=None) == record.local_time
    return time.tzinfo is not None and time == instant(record.fecha, record.zona)


def _is_about(note: Any, record: Record) -> bool:
    if record.id:
        return bool(note.registro == record.id)
    parts = split_key(note.registro)
    return parts is not None and parts[0] == digest(record)
