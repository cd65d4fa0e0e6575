"""The journals of a data directory: the log of records, and beside it those of notes about records and models.

A further journal is one row of `JOURNALS` and a type for its entries: it is backed up, restored and verified with the
others. What its notes mean is a room's own business.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Generic

from core.journal import reader
from core.journal.entry import Codec, EntryT
from core.journal.health import Health
from core.notes import decisions, model_events, verdicts, voids
from core.notes.decisions import Decisions
from core.records import batch, record
from core.system.paths import LOG_NAME, MODELS_LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from core.journal.reader import Block, LineOf, Mark


class Role(StrEnum):
    """The part of a journal in the whole: records, notes that take records out of the counts, or other notes.

    MODELS: what was done with the models of this PC alone. It is never merged with another PC's.
    """

    RECORDS = "records"
    RETRACTIONS = "retractions"
    NOTES = "notes"
    MODELS = "models"


@dataclass(frozen=True, slots=True)
class Kind(Generic[EntryT]):
    """A journal: the name of its file, the codec of its lines, and its role.

    The next are its names in answers of the command line: `title` when verified, `saved` for the number of its
    entries in a backup, `added` and `known` for those that a restoring has added and found here ("": it is not
    merged), `counted` for the number of records of which a note stands ("" leaves it out). `stands` is false of a
    note that only takes back.
    """

    name: str
    codec: Codec[EntryT]
    role: Role
    title: str
    saved: str
    added: str
    known: str
    counted: str = ""
    stands: Callable[[EntryT], bool] = bool


RECORDS: Final = Kind(
    LOG_NAME, record.CODEC, Role.RECORDS, "registros", "registros", "registros_nuevos", "registros_ya_presentes"
)
VOIDS: Final = Kind(
    RETRACTIONS_NAME,
    voids.CODEC,
    Role.RETRACTIONS,
    "anulaciones",
    "eventos_de_anulacion",
    "anulaciones_nuevas",
    "anulaciones_ya_presentes",
    "registros_anulados",
    voids.is_void,
)
VERDICTS: Final = Kind(
    VERDICTS_NAME,
    verdicts.CODEC,
    Role.NOTES,
    "criterios",
    "eventos_de_criterio",
    "criterios_nuevos",
    "criterios_ya_presentes",
    "registros_con_criterio",
    verdicts.is_given,
)
MODELS: Final = Kind(MODELS_LOG_NAME, model_events.CODEC, Role.MODELS, "modelos", "eventos_de_modelo", "", "")
JOURNALS: tuple[Kind[Any], ...] = (RECORDS, VOIDS, VERDICTS, MODELS)


def of_notes() -> list[Kind[Any]]:
    """Return the journals beside the log of records."""
    return [kind for kind in JOURNALS if kind.role is not Role.RECORDS]


def merged() -> list[Kind[Any]]:
    """Return the journals whose entries one PC may have from another: records, and notes about them."""
    return [kind for kind in JOURNALS if kind.role is not Role.MODELS]


def count(kind: Kind[Any], block: Block, health: Health) -> Sequence[str | None]:
    """Count the lines of a block, copies too, and return the ids of its entries."""
    found = batch.decode(block) if kind.role is Role.RECORDS else None
    if found is None:
        return _count(block.entries(kind.codec.classify), health)
    health.verified += len(found)
    return found.ids


class Fold(Generic[EntryT]):
    """The notes of a journal up to `mark`, the position after its last complete line read, and its health."""

    def __init__(self, kind: Kind[EntryT], listed: int) -> None:
        self.kind = kind
        self.decisions: Decisions[Any] = Decisions()
        self.mark: Mark = reader.START
        self.health = Health(listed=listed)

    def stands(self, key: str) -> bool:
        """Return whether a note stands for the record with this key: one is in force and does not take back."""
        note = self.decisions.holding(key)
        return note is not None and self.kind.stands(note)

    def standing(self) -> set[str]:
        """Return the keys of the records for which a note stands."""
        return {note.registro for note in self.decisions.in_force() if self.kind.stands(note)}


def read_notes(kind: Kind[EntryT], directory: Path, end: int | None = None, listed: int = 0) -> Fold[EntryT]:
    """Return the fold of the first `end` bytes (all) of a journal of notes. Raises ReadError.

    `listed` is how many of the damaged lines, and of the copies, are listed.
    """
    fold = Fold(kind, listed)
    if end != 0:  # the size of a missing file
        fold.mark = decisions.read(directory / kind.name, kind.codec.classify, fold.decisions, fold.health, end)
    return fold


def _count(found: Iterable[LineOf[Any]], health: Health) -> Sequence[str | None]:
    ids = []
    for line in found:
        health.add(line)
        if line.entry is not None:
            ids.append(line.entry.id)
    return ids
