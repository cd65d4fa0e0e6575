"""One reading of the log for all measures: verdicts beside results, and the typed values."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from operator import eq
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.journal import reader
from core.notes.verdicts import blind
from core.quality.assessment import Typed, assess
from core.quality.concordance import Judged
from core.records import batch
from core.records.record import classify
from core.system import settings
from core.system.paths import VERDICTS_NAME
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from core.journal.reader import Block
    from core.notes.notes import Notes
    from core.quality.assessment import Quality
    from core.records.batch import Batch
    from core.records.record import Record
    from core.station.snapshot import Snapshot

Values = tuple[float, float, float]

DAYS_NOW: Final = 30
"""Days of the period whose values are assessed, unless another one is asked for."""

_DAY_LENGTH: Final = len("2026-11-23")

DAYS_BEFORE: Final = 365
"""Days before it that serve for comparison."""


@dataclass(slots=True)
class Counts:
    """The values of some days, from `first` to `last`, both as `2026-11-23`."""

    first: str
    last: str
    by_vital: tuple[Counter[float], ...] = field(default_factory=lambda: tuple(Counter() for _ in VITALS))
    pairs: int = 0
    equal: int = 0
    previous: Values | None = None

    def has(self, day: str) -> bool:
        """Return whether a day is one of these."""
        return self.first <= day <= self.last

    def add(self, values: Sequence[Values]) -> None:
        """Count the values of consecutive records."""
        for counts, column in zip(self.by_vital, zip(*values, strict=True), strict=True):
            counts.update(column)
        before = values if self.previous is None else (self.previous, *values)
        self.pairs += len(before) - 1
        self.equal += sum(map(eq, before, before[1:]))
        self.previous = values[-1]

    def typed(self, fahrenheit: int = 0) -> Typed:
        """Return the counts for an assessment; `fahrenheit` temperatures were refused that look like °F."""
        values = {vital.name: counts for vital, counts in zip(VITALS, self.by_vital, strict=True)}
        return Typed(values, self.pairs, self.equal, fahrenheit)


class Survey(Work):
    """A task that reads the log's first `end` bytes, in the thread that calls `run`.

    Retracted records, as of `notes` at construction, and the `copies` are left out. `judged` has the records with a
    verdict, in order of entry; `now` and `before` the values typed from `first` to `last`, and in the year before.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what is read, and what of it
        self, log: Path, end: int, notes: Notes, copies: Iterable[int], first: date, last: date
    ) -> None:
        super().__init__()
        self.total = end
        self.judged: list[Judged] = []
        self.now = Counts(first.isoformat(), last.isoformat())
        self.before = Counts(days_before(first, DAYS_BEFORE).isoformat(), days_before(first, 1).isoformat())
        self._log = log
        self._hidden = frozenset((*notes.offsets, *copies))
        fold = notes.folds[VERDICTS_NAME]
        self._blind = {
            offset: blind(fold.decisions, key)
            for offset, key in notes.places.keys.items()
            if fold.stands(key) and offset not in self._hidden
        }
        self._offsets = sorted(self._blind)

    def run(self) -> Survey:
        """Read the log and return this. Raises ReadError or StoppedError."""
        for block in reader.blocks(self._log, self.total):
            self._take(block)
            self._advance(block.end.offset - block.start.offset)
        return self

    def quality(self) -> Quality:
        """Return the assessment of the values of the period against those before it."""
        fahrenheit = settings.load(self._log.parent).fahrenheit
        refused = sum(fahrenheit[day] for day in fahrenheit if self.now.has(day))
        return assess(self.now.typed(refused), self.before.typed())

    def _take(self, block: Block) -> None:
        found = batch.decode(block)
        if found is None:
            for line in block.entries(classify):
                if line.entry is not None and line.offset not in self._hidden:
                    self._take_record(line.entry, line.offset)
            return
        found = self._counting(found)
        first = bisect_left(self._offsets, block.start.offset)
        wanted = self._offsets[first : bisect_left(self._offsets, found.end)]
        offsets = found.offsets(0, 0, len(found)) if wanted else []
        for offset in wanted:
            index = bisect_left(offsets, offset)
            self._judge(offset, found.times[index], found.models[index], found.categories[index])
        for day, start, stop in found.runs:
            for counts in (self.now, self.before):
                if counts.has(day):
                    counts.add(found.values(start, stop))

    def _counting(self, found: Batch) -> Batch:
        """Return the records of a batch that count."""
        if not self._hidden:
            return found
        offsets = found.offsets(0, 0, len(found))
        gone = [index for index, offset in enumerate(offsets) if offset in self._hidden]
        return found.without(gone) if gone else found

    def _take_record(self, record: Record, offset: int) -> None:
        if offset in self._blind:
            self._judge(offset, record.fecha, record.modelo, record.resultado)
        for counts in (self.now, self.before):
            if counts.has(record.day):
                counts.add([(record.fiebre, record.presion, record.frecuencia_cardiaca)])

    def _judge(self, offset: int, time: str, model: str | None, shown: str) -> None:
        verdict = self._blind[offset]
        said = None if verdict is None else str(verdict.criterio)
        self.judged.append(Judged(time[:_DAY_LENGTH], model or "", shown, said))


def of_last_days(log: Path, found: Snapshot, last: date) -> Survey:
    """Return the survey of the DAYS_NOW days up to `last`, from a snapshot."""
    return Survey(log, found.end, found.notes, found.health.copies, days_before(last, DAYS_NOW - 1), last)


def days_before(day: date, days: int) -> date:
    """Return the day that many days earlier, or the first of the calendar."""
    return date.fromordinal(max(1, day.toordinal() - days))
