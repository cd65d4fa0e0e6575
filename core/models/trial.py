"""A model tried on the clinic's own last records, beside the one in use."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from core.clinical import comparison
from core.clinical.vitals import VITALS, Reading, RefusedError
from core.journal import reader
from core.notes.notes import Notes
from core.records import record
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.clinical.comparison import Moves
    from core.clinical.model import Model

LAST: Final = 1000
"""How many of the last records a model is tried on."""

_AT_MOST: Final = 1024
"""Bytes of a usual record, generously: so many times as many are read from the end of the log."""


def on_last_records(data_dir: Path, before: Model, after: Model) -> Moves:
    """Predict the readings of the last records that count by both models. Raises ReadError."""
    return comparison.moves(last_readings(data_dir), before, after)


def last_readings(data_dir: Path, number: int = LAST) -> list[Reading]:
    """Return the readings of the last records, in order; retracted ones and impossible values are left out."""
    log = data_dir / LOG_NAME
    retracted = Notes.read(data_dir).retracted
    begin = max(0, reader.size(log) - number * _AT_MOST)
    found: deque[Reading] = deque(maxlen=number)
    for block in reader.blocks(log, start=reader.Mark(0, begin, 0)):
        for line in block.entries(record.classify):
            if line.entry is not None and line.entry.id not in retracted:
                values = {vital.name: getattr(line.entry, vital.name) for vital in VITALS}
                try:
                    found.append(Reading.from_numbers(values))
                except RefusedError:
                    continue
    return list(found)
