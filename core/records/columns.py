"""The columns that the list of records filters and sorts by: a few bytes of each record, in order of entry.

A fact is one byte: the category in its lowest three bits, and a bit for each vital sign that is an alarm sign.
"""

from __future__ import annotations

import math
from array import array
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from core.clinical.alarms import AlarmRules, Limits
    from core.records.batch import Verified
    from core.records.record import Record

_CATEGORIES: Final = tuple(Category)
_NUMBER: Final = {category.value: number for number, category in enumerate(_CATEGORIES)}
_OF_CATEGORY: Final = 0b111
_FIRST_ALARM: Final = 0b1000
_ALARMS: Final = tuple(_FIRST_ALARM << place for place in range(len(VITALS)))
_ANY_ALARM: Final = sum(_ALARMS)
_model: Final = attrgetter("modelo")
_score: Final = attrgetter("puntaje")
_values: Final = tuple(attrgetter(vital.name) for vital in VITALS)
_HIGHEST: Final = 254


class Column(StrEnum):
    """The sort keys of records."""

    TIME = "time"
    TEMPERATURE = "temperature"
    SYSTOLIC = "systolic"
    HEART_RATE = "heart_rate"
    CATEGORY = "category"
    SCORE = "score"


VITAL_COLUMNS: Final = (Column.TEMPERATURE, Column.SYSTOLIC, Column.HEART_RATE)


class Columns:
    """The facts, the vitals and the scores of records. Without `rules` no record has an alarm sign."""

    def __init__(self, rules: AlarmRules | None) -> None:
        self._rules = rules
        self._facts = bytearray()
        self.vitals = tuple(array("f") for _ in VITALS)
        self._scores = bytearray()

    def __len__(self) -> int:
        return len(self._facts)

    def add(self, records: Sequence[Record | Verified]) -> None:
        """Add the next records."""
        self._facts += self._facts_of(records)
        for column, value in zip(self.vitals, _values, strict=True):
            try:
                column.extend(map(value, records))
            except OverflowError:  # a whole number too large for a float
                del column[len(self._scores) :]
                column.extend(_bounded(value(record)) for record in records)
        self._scores += bytes(
            [0 if score is None else max(0, min(_HIGHEST, score)) + 1 for score in map(_score, records)]
        )

    def keep(self, count: int) -> None:
        """Forget all records but the first `count`."""
        del self._facts[count:], self._scores[count:]
        for column in self.vitals:
            del column[count:]

    def alarms(self, position: int) -> tuple[bool, ...]:
        """Return which vitals of a record are an alarm sign, in the order of `VITALS`."""
        return tuple(bool(self._facts[position] & bit) for bit in _ALARMS)

    def count_alarms(self, runs: Iterable[tuple[int, int]]) -> int:
        """Return how many records of runs of positions have an alarm sign."""
        table = matching(alarm=True)
        return sum(self.mask(table, start, stop).count(1) for start, stop in runs)

    def mask(self, table: bytes, start: int, stop: int) -> bytearray:
        """Return 1 for each of a run of records that matches (`matching`), else 0."""
        return self._facts[start:stop].translate(table)

    def key(self, column: Column) -> Callable[[int], float]:
        """Return the function from a position to a column's sort key."""
        if column in VITAL_COLUMNS:
            return self.vitals[VITAL_COLUMNS.index(column)].__getitem__
        if column is Column.SCORE:
            return self._scores.__getitem__
        return lambda position: self._facts[position] & _OF_CATEGORY

    def _facts_of(self, records: Sequence[Record | Verified]) -> bytes:
        if self._rules is None:
            return bytes([_NUMBER[record.resultado] for record in records])
        models = set(map(_model, records))
        if len(models) == 1:
            return _facts(records, self._rules.limits(models.pop()))
        return b"".join(_facts((record,), self._rules.limits(record.modelo)) for record in records)


def matching(category: Category | None = None, *, alarm: bool | None = None) -> bytes:
    """Return the table for `Columns.mask`: 1 for the facts of a category, with or without an alarm sign."""
    return bytes(
        (category is None or fact & _OF_CATEGORY == _NUMBER[category])
        and (alarm is None or bool(fact & _ANY_ALARM) is alarm)
        for fact in range(256)
    )


def _facts(records: Sequence[Record | Verified], limits: tuple[Limits, ...]) -> bytes:
    (low_1, high_1), (low_2, high_2), (low_3, high_3) = limits
    bit_1, bit_2, bit_3 = _ALARMS
    return bytes(
        [
            _NUMBER[one.resultado]
            | (0 if low_1 < one.fiebre <= high_1 else bit_1)
            | (0 if low_2 < one.presion <= high_2 else bit_2)
            | (0 if low_3 < one.frecuencia_cardiaca <= high_3 else bit_3)
            for one in records
        ]
    )


def _bounded(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
