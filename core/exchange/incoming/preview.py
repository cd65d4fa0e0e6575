"""A preview of an incoming file under its mapping: the first rows, each taken or refused."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical.vitals import VITALS
from core.exchange.incoming.own import Own
from core.exchange.incoming.rows import FileRefusedError, Flaw, Row
from core.exchange.incoming.source import Format, Look
from core.exchange.incoming.taking import Refused, Taker
from core.journal import reader
from core.records.record import classify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.source import Source
    from core.records.record import Record

SHOWN: Final = 100
"""Rows of a preview."""


class Shown(NamedTuple):
    """A row of a preview: its line, its local time and values in the order and units of VITALS.

    Of a refused row, `refused` says why, and time and values are the texts of the file.
    """

    line: int
    time: datetime | str
    values: tuple[Decimal | float | str, ...]
    refused: Refused | None = None


class Preview(NamedTuple):
    """A file and its first `rows`, at most SHOWN; of a table also the `cells` of its first lines of data.

    `flaw` is why the rows cannot be read yet; then there are none.
    """

    source: Source
    rows: list[Shown]
    cells: list[list[str]]
    flaw: FileRefusedError | None = None


class Previewing(Look):
    """A task that previews a file, in the thread that calls `preview`.

    `now` is the present; `local` turns a time into the clinic's zone.
    """

    def __init__(
        self,
        path: Path,
        mapping: Mapping,
        now: datetime,
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__(path, None, mapping)
        self._now = now
        self._local = local

    def preview(self) -> Preview:
        """Return the preview. Raises FileRefusedError, ReadError or StoppedError."""
        source = self.open()
        cells = source.table.preview(SHOWN) if source.table else []
        try:
            self.resolve(source)
        except FileRefusedError as error:
            return Preview(source, [], cells, error)
        rows = _of_log(source.path) if source.kind is Format.LOG else self._of_rows(source)
        return Preview(source, list(islice(rows, SHOWN)), cells)

    def _of_rows(self, source: Source) -> Iterator[Shown]:
        taker = Taker(source.mapping, self._now, self._local)
        for row in source.rows():
            taken = taker.take(row)
            if isinstance(taken, Refused):
                yield Shown(row.line, row.time, row.vitals, taken)
            elif isinstance(taken, Own):
                yield _as_it_is(row.line, taken.record)
            else:
                yield Shown(row.line, taken.time, tuple(taken.reading))


def _as_it_is(line: int, record: Record) -> Shown:
    return Shown(line, record.local_time, tuple(getattr(record, vital.name) for vital in VITALS))


def _of_log(path: Path) -> Iterator[Shown]:
    for block in reader.blocks(path):
        for line in block.entries(classify):
            record = line.entry
            if record is not None:
                yield _as_it_is(line.number, record)
            elif line.kind.is_damage:
                row = Row(line.number)
                yield Shown(row.line, row.time, row.vitals, Refused(row, Flaw.DAMAGED))
