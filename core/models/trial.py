"""A model tried on the clinic's own last records, beside the one in use."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Final

from core.clinical import comparison
from core.clinical.vitals import RefusedError
from core.journal import reader
from core.notes import verdicts
from core.notes.notes import Notes
from core.records import record
from core.records.copies import ids_in
from core.system.paths import LOG_NAME, VERDICTS_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.clinical.comparison import Moves
    from core.clinical.model import Model
    from core.clinical.vitals import Reading
    from core.records.record import Record

LAST: Final = 1000
"""How many of the last records a model is tried on."""

_AT_MOST: Final = 1024
"""Bytes of a usual record, generously: so many times as many are read from the end of the log."""


def on_last_records(data_dir: Path, before: Model, after: Model) -> Moves:
    """Predict the readings of the last records that count by both models. Raises ReadError."""
    return comparison.moves(last_readings(data_dir), before, after)


def on_blind_verdicts(data_dir: Path, *models: Model) -> list[Counter[tuple[str, str]]]:
    """Return, for each model, how often it gives a category where a clinician has judged one blind.

    By category of the model and verdict, of records that count. Raises ReadError.
    """
    judged = _judged(data_dir)
    return [Counter((model.predict(one).category.value, said) for one, said in judged) for model in models]


def _judged(data_dir: Path) -> list[tuple[Reading, str]]:
    """Return the readings that have a blind verdict, each with it; only those lines of the log are decoded."""
    notes = Notes.read(data_dir)
    decisions = notes.folds[VERDICTS_NAME].decisions
    said = {}
    for note in decisions.in_force():
        standing = verdicts.blind(decisions, note.registro)
        if standing is not None and standing.criterio is not None and note.registro not in notes.retracted:
            said[note.registro] = standing.criterio.value
    found: dict[str, tuple[Reading, str]] = {}
    for block in reader.blocks(data_dir / LOG_NAME) if said else ():
        if said.keys().isdisjoint(filter(None, ids_in(block))):
            continue
        for line in block.entries(record.classify):
            if line.entry is None or line.entry.id is None or line.entry.id not in said:
                continue
            reading = _reading(line.entry)
            if reading is not None:
                found.setdefault(line.entry.id, (reading, said[line.entry.id]))
    return list(found.values())


def last_readings(data_dir: Path, number: int = LAST) -> list[Reading]:
    """Return the readings of the last records, in order; retracted ones and impossible values are left out."""
    log = data_dir / LOG_NAME
    retracted = Notes.read(data_dir).retracted
    begin = max(0, reader.size(log) - number * _AT_MOST)
    found: deque[Reading] = deque(maxlen=number)
    for block in reader.blocks(log, start=reader.Mark(0, begin, 0)):
        for line in block.entries(record.classify):
            reading = None if line.entry is None or line.entry.id in retracted else _reading(line.entry)
            if reading is not None:
                found.append(reading)
    return list(found)


def _reading(found: Record) -> Reading | None:
    """Return the reading of a record; None if it has impossible values."""
    try:
        return found.reading()
    except RefusedError:
        return None
