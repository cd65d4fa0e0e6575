"""The lines of the log of predictions, each decoded into its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.errors import ReadError, SaveFailure
from core.journal import reader
from core.records.record import Record, classify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Line = reader.LineOf[Record]
"""A line of the log of predictions."""


def read(path: Path, end: int | None = None, start: reader.Mark = reader.START) -> Iterator[Line]:
    """Yield the log's lines, blank ones included, from `start` to the offset `end`; none if the log is missing.

    Without `end`, an incomplete last line that is still growing is read again, so that it is not taken for a torn
    one. Raises ReadError.
    """
    while True:
        for block in reader.blocks(path, end, start):
            start = block.end
            if (
                end is None
                and not block.complete
                and reader.size(path) > start.offset + block.dropped + len(block.data)
            ):
                break
            yield from block.entries(classify)
        else:
            return


def record_at(path: Path, offset: int, end: int | None = None) -> Record:
    """Return the record whose line begins at `offset`; nothing from `end` on is read.

    Raises ReadError, CHANGED if there is no record there.
    """
    line = next(read(path, end, reader.Mark(0, max(0, offset), 0)), None)
    if line is None or line.entry is None:
        raise ReadError(SaveFailure.CHANGED, path)
    return line.entry
