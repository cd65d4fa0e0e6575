"""A model tried on the clinic's own last records, beside the one in use."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical import comparison
from core.clinical.vitals import RefusedError
from core.journal import reader
from core.notes import verdicts
from core.notes.notes import Notes
from core.records import record
from core.records.copies import ids_in
from core.system.paths import LOG_NAME, VERDICTS_NAME
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from core.clinical.comparison import Moves
    from core.clinical.model import Model
    from core.clinical.vitals import Reading
    from core.journal.reader import Block
    from core.records.record import Record

LAST: Final = 1000
"""How many of the last records a model is tried on."""

_AT_MOST: Final = 1024
"""Bytes of a usual record, generously: so many times as many are read from the end of the log."""


class Tried(NamedTuple):
    """The outcome of a trial: `moves` of the last records, and how both models agree with blind verdicts.

    `before` and `after` count how often the model gives a category where a clinician has judged another or the same:
    by category of the model and verdict, of records that count.
    """

    moves: Moves
    before: Counter[tuple[str, str]]
    after: Counter[tuple[str, str]]


class Trial(Work):
    """A task that tries `after` beside `before`, the model in use, in the thread that calls `run`."""

    def __init__(self, data_dir: Path, before: Model, after: Model) -> None:
        super().__init__()
        self.before = before
        self.after = after
        self._data_dir = data_dir
        self._log = data_dir / LOG_NAME

    def run(self) -> Tried:
        """Read the end of the log, and all of it if there are blind verdicts. Raises ReadError or StoppedError."""
        notes = Notes.read(self._data_dir)
        said, size = _said(notes), reader.size(self._log)
        begin = max(0, size - LAST * _AT_MOST)
        self.total = size - begin + (size if said else 0)
        moves = comparison.moves(self._last_readings(notes, begin), self.before, self.after)
        judged = self._judged(said) if said else []
        before, after = (
            Counter((model.predict(one).category.value, said) for one, said in judged)
            for model in (self.before, self.after)
        )
        return Tried(moves, before, after)

    def _last_readings(self, notes: Notes, begin: int) -> list[Reading]:
        """Return the readings of the last records, in order; retracted ones and impossible values are left out."""
        found: deque[Reading] = deque(maxlen=LAST)
        for block in self._blocks(reader.Mark(0, begin, 0)):
            for line in block.entries(record.classify):
                reading = None if line.entry is None or line.entry.id in notes.retracted else _reading(line.entry)
                if reading is not None:
                    found.append(reading)
        return list(found)

    def _judged(self, said: Mapping[str, str]) -> list[tuple[Reading, str]]:
        """Return the readings that have a blind verdict, each with it; only those lines of the log are decoded."""
        found: dict[str, tuple[Reading, str]] = {}
        for block in self._blocks(reader.START):
            if said.keys().isdisjoint(filter(None, ids_in(block))):
                continue
            for line in block.entries(record.classify):
                if line.entry is None or line.entry.id is None or line.entry.id not in said:
                    continue
                reading = _reading(line.entry)
                if reading is not None:
                    found.setdefault(line.entry.id, (reading, said[line.entry.id]))
        return list(found.values())

    def _blocks(self, start: reader.Mark) -> Iterator[Block]:
        for block in reader.blocks(self._log, start=start):
            yield block
            self._advance(block.end.offset - block.start.offset)


def _said(notes: Notes) -> dict[str, str]:
    """Return the blind verdicts by the keys of their records, of those that are not retracted."""
    decisions = notes.folds[VERDICTS_NAME].decisions
    found = {}
    for note in decisions.in_force():
        standing = verdicts.blind(decisions, note.registro)
        if standing is not None and standing.criterio is not None and note.registro not in notes.retracted:
            found[note.registro] = standing.criterio.value
    return found


def _reading(found: Record) -> Reading | None:
    """Return the reading of a record; None if it has impossible values."""
    try:
        return found.reading()
    except RefusedError:
        return None
