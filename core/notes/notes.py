"""The journals of notes together: which notes hold, and which records they take out of the counts.

A record that a note in force retracts counts nowhere, and stays where it is.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Self

from core.journal import reader
from core.notes import journals
from core.notes.journals import Role
from core.records.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from core.journal.health import Health
    from core.journal.reader import Mark
    from core.notes.decisions import Note
    from core.notes.journals import Fold
    from core.records.batch import Batch
    from core.records.record import Record


class Notes:
    """The folds of all journals of notes, by file name, and the places of the records that they speak of.

    `retracted` has the note that takes a record out of the counts, by the record's key. `meet` and `meet_all` must
    get all records of the log in order of entry.
    """

    def __init__(self, folds: Iterable[Fold[Any]]) -> None:
        self.folds = {fold.kind.name: fold for fold in folds}
        self.retracted: dict[str, Any] = {}
        self.places = Places()
        for fold in self.folds.values():
            for note in () if fold.kind.role is Role.MODELS else fold.decisions.in_force():
                self.places.watch(note.registro)
                self._judge(note.registro)

    @classmethod
    def read(cls, directory: Path, ends: Mapping[str, int] | None = None, listed: int = 0) -> Self:
        """Read the journals of a data directory, each up to its length in `ends`, by default all. Raises ReadError.

        Of each journal the first `listed` damaged lines are listed.
        """
        known = sizes(directory) if ends is None else ends
        return cls(journals.read_notes(kind, directory, known[kind.name], listed) for kind in journals.of_notes())

    @property
    def marks(self) -> dict[str, Mark]:
        """The position after the last complete line read of each journal."""
        return {name: fold.mark for name, fold in self.folds.items()}

    @property
    def health(self) -> dict[str, Health]:
        """The health of each journal."""
        return {name: fold.health for name, fold in self.folds.items()}

    @property
    def offsets(self) -> list[int]:
        """The offsets of the retracted records in the log."""
        return [offset for offset, key in self.places.keys.items() if key in self.retracted]

    def retraction(self, offset: int) -> Any | None:
        """Return the note that retracts the record at an offset of the log; None if the record counts."""
        return self.retracted.get(self.places.keys.get(offset, ""))

    def noted(self, name: str) -> Iterator[tuple[int, Any]]:
        """Yield the offset of each record in the log for which a note of this journal stands, and that note."""
        fold = self.folds[name]
        for offset, key in self.places.keys.items():
            if fold.stands(key):
                yield offset, fold.decisions.holding(key)

    def note(self, name: str, offset: int) -> Any | None:
        """Return the note of a journal that stands for the record at an offset of the log; None if there is none."""
        fold, key = self.folds[name], self.places.keys.get(offset, "")
        return fold.decisions.holding(key) if fold.stands(key) else None

    def standing(self, name: str) -> int:
        """Return of how many records in the log a note of this journal stands; of `modelos.log`, its events."""
        fold = self.folds[name]
        if fold.kind.role is Role.MODELS:
            return fold.health.records
        return sum(fold.stands(key) for key in self.places.keys.values())

    def apply(self, name: str, note: Note, line: bytes, offset: int) -> None:
        """Apply the next note of a journal, about the record at this offset of the log."""
        fold = self.folds[name]
        fold.decisions.apply(note)
        fold.mark = fold.mark.after(line)
        self.places.put(offset, note.registro)
        self._judge(note.registro)

    def meet(self, record: Record, offset: int) -> bool:
        """Return whether the log's next record, at `offset`, is retracted."""
        return self.places.find(record, offset) in self.retracted

    def meet_all(self, batch: Batch) -> list[int] | None:
        """Return the indexes of the retracted records of a batch; None if each record needs `meet`."""
        found = self.places.find_all(batch)
        return None if found is None else [index for index, key in found.items() if key in self.retracted]

    def _judge(self, key: str) -> None:
        for fold in self.folds.values():
            if fold.kind.role is Role.RETRACTIONS and fold.stands(key):
                self.retracted[key] = fold.decisions.holding(key)
                return
        self.retracted.pop(key, None)


def sizes(directory: Path) -> dict[str, int]:
    """Return the length in bytes of each journal of notes, 0 if it is missing. Raises ReadError."""
    place = f"{directory}{os.sep}"  # to join paths takes as long as to ask for the lengths
    return {kind.name: reader.size(place + kind.name) for kind in journals.of_notes()}
