"""The journals of a data directory: the log of records, and what is said about records in files beside it.

A further journal is one row of `JOURNALS` and a type for its entries: it is backed up, restored and verified with the
others. What its notes mean is a room's own business.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic

from core.journal.entry import Codec, EntryT
from core.journal.health import Health
from core.notes import decisions, voids
from core.notes.decisions import Decisions
from core.records import batch, record
from core.system.paths import LOG_NAME, VOIDS_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.journal.reader import Block, LineOf


class Role(StrEnum):
    """The part of a journal in the whole: its entries are records, or notes about records."""

    RECORDS = "records"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Kind(Generic[EntryT]):
    """A journal: the name of its file, the codec of its lines, and its role.

    The others are its names in answers of the command line: `title` when it is verified, `saved` for the number of
    its entries in a backup, `added` and `known` for those that a restoring has added and found here.
    """

    name: str
    codec: Codec[EntryT]
    role: Role
    title: str
    saved: str
    added: str
    known: str


RECORDS: Final = Kind(
    LOG_NAME, record.CODEC, Role.RECORDS, "registros", "registros", "registros_nuevos", "registros_ya_presentes"
)
VOIDS: Final = Kind(
    VOIDS_NAME,
    voids.CODEC,
    Role.NOTES,
    "anulaciones",
    "eventos_de_anulacion",
    "anulaciones_nuevas",
    "anulaciones_ya_presentes",
)
JOURNALS: tuple[Kind[Any], ...] = (RECORDS, VOIDS)


def of_notes() -> list[Kind[Any]]:
    """Return the journals of notes."""
    return [kind for kind in JOURNALS if kind.role is Role.NOTES]


def count(kind: Kind[Any], block: Block, health: Health) -> Sequence[str | None]:
    """Count the lines of a block, copies too, and return the ids of its entries."""
    found = batch.decode(block) if kind.role is Role.RECORDS else None
    if found is None:
        return _count(block.entries(kind.codec.classify), health)
    health.verified += len(found)
    return found.ids


def read_notes(
    kind: Kind[Any], directory: Path, end: int | None = None, listed: int = 0
) -> tuple[Decisions[Any], Health]:
    """Return the notes in the first `end` bytes (all) of a journal, and its state. Raises ReadError.

    `listed` is how many of the damaged lines, and of the copies, are listed.
    """
    found: Decisions[Any] = Decisions()
    health = Health(listed=listed)
    decisions.read(directory / kind.name, kind.codec.classify, found, health, found.apply, end)
    return found, health


def _count(found: Iterable[LineOf[Any]], health: Health) -> Sequence[str | None]:
    ids = []
    for line in found:
        health.add(line)
        if line.record is not None:
            ids.append(line.record.id)
    return ids
