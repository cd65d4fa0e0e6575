"""The search for a better table: one move at a time from the table in use, each with its exactly best cuts.

A move is taken while kappa rises by more than 0.1/√n, n being the number of cases; whole numbers and fractions alone
decide, so that every machine finds the same table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning import cuts
from core.district.learning.points import GRID, Table, counted, moves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.district.learning.cuts import Best
    from core.district.learning.points import Bands, Example, Rules

FEWEST: Final = 100
"""Cases below which nothing is learned."""
FEWEST_FOR_BANDS: Final = 200
"""Cases below which only the cuts are."""
_MOST_STEPS: Final = 60


class Fitted(NamedTuple):
    """A table, its kappa on the cases that it was made from, that of the first table there, and the moves taken."""

    table: Table
    kappa: Fraction
    before: Fraction
    steps: int


class Ascent:
    """The integer ascent, from a table, keeping its rules."""

    name: Final = "ascenso"

    def __init__(
        self, start: Table, rules: Rules, *, is_cuts_only: bool = False, grid: Sequence[Sequence[int]] = GRID
    ) -> None:
        self._start = start
        self._grid = grid
        self._rules = rules
        self._is_cuts_only = is_cuts_only

    def fit(self, examples: Iterable[Example]) -> Fitted:
        """Return the table that is found for cases, given by values and level; at least one of them."""
        cases = Counter(examples)
        number = sum(cases.values())
        counts = counted(self._start, cases)
        before = cuts.kappa(counts, self._start.cuts)
        table, kappa = self._start, before
        found = cuts.best(counts, table.scores, before)
        if found is not None:
            table, kappa = table._replace(cuts=found.cuts), found.kappa
        least = Fraction(1, isqrt(100 * number))
        steps = 0
        while not self._is_cuts_only and number >= FEWEST_FOR_BANDS and steps < _MOST_STEPS:
            step = self._step(table, cases, kappa + least)
            if step is None:
                break
            table, kappa, steps = step.table, step.kappa, steps + 1
        return Fitted(table, kappa, before, steps)

    def _step(self, table: Table, cases: Counter[Example], above: Fraction) -> Fitted | None:
        """Return the best of all moves, if its kappa is higher than `above`."""
        best: Fitted | None = None
        for place, grid in enumerate(self._grid):
            spread = _Spread(table, place, cases)
            for bands in moves(table.vitals[place], grid):
                if not self._rules.allow(place, bands):
                    continue
                vitals = (*table.vitals[:place], bands, *table.vitals[place + 1 :])
                tried = Table(vitals, table.cuts)
                found = spread.best(bands, tried.scores, above)
                if found is not None:
                    above = found.kappa
                    best = Fitted(tried._replace(cuts=found.cuts), found.kappa, above, 0)
        return best


class _Spread:
    """Cases by the value of one vital sign: how many have each score of the other two, and each level."""

    def __init__(self, table: Table, place: int, cases: Counter[Example]) -> None:
        self._bands = table.vitals[place]
        self._counts = counted(table, cases)
        by_value: defaultdict[int, Counter[tuple[int, int]]] = defaultdict(Counter)
        for (values, level), number in cases.items():
            value = values[place]
            by_value[value][table.score(values) - self._bands.of(value), level] += number
        self._by_value = sorted(by_value.items())

    def best(self, bands: Bands, scores: Sequence[int], above: Fraction) -> Best | None:
        """Return the best cuts with other bands, if their kappa is higher than `above`."""
        counts = [row.copy() for row in self._counts]
        counts += [[0] * len(counts[0]) for _ in range(scores[-1] + 1 - len(counts))]
        for old, new, spread in self._changed(bands):
            for (others, level), number in spread.items():
                counts[others + old][level] -= number
                counts[others + new][level] += number
        return cuts.best(counts, scores, above)

    def _changed(self, bands: Bands) -> Iterator[tuple[int, int, Counter[tuple[int, int]]]]:
        for value, spread in self._by_value:
            old, new = self._bands.of(value), bands.of(value)
            if old != new:
                yield old, new, spread
