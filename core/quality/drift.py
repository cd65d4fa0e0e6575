"""Drift of one vital sign: the values of a period against those of the same clinic before it.

Two measures: the shift of the mean in standard errors, and the population stability index (PSI) on deciles of the
values before. The PSI of n values against m varies by chance as a chi-square of its bins, times 1/n + 1/m: its limit
follows the numbers of values, where fixed ones alarm in small clinics and stay silent in large ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

SUFFICIENT: Final = 50
"""Number of values below which nothing is said, in the period as before it."""

MEAN_LIMIT: Final = 3.29
"""Largest shift of the mean by chance, in standard errors: exceeded once in a thousand times."""

BINS: Final = 10

CHI_SQUARE: Final = (
    0.0,
    6.634896601021214,
    9.210340371976182,
    11.344866730144373,
    13.276704135987622,
    15.08627246938899,
    16.811893829770927,
    18.475306906582357,
    20.090235029663233,
    21.665994333461924,
)
"""The values of chi-square exceeded with a probability of 1 %, by degrees of freedom from 0 to 9."""

_SMOOTHING: Final = 0.5


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of drift and the limit of its size by chance."""

    value: float
    limit: float

    @property
    def is_alarm(self) -> bool:
        """Whether the value is beyond its limit, in either direction."""
        return abs(self.value) > self.limit


@dataclass(frozen=True, slots=True)
class Shift(Measure):
    """The shift of the mean, with the means of the clipped values `before` and `now`, in the vital sign's unit."""

    before: float
    now: float


def are_sufficient(now: Mapping[float, int], before: Mapping[float, int]) -> bool:
    """Return whether both have SUFFICIENT values."""
    return min(sum(now.values()), sum(before.values())) >= SUFFICIENT


def mean_shift(
    now: Mapping[float, int], before: Mapping[float, int], limits: tuple[float, float], step: float
) -> Shift | None:
    """Return the shift of the mean in standard errors; None where values are not sufficient.

    `now` and `before` are counts by value, in the unit of the vital sign. Values beyond `limits` are clipped, so that
    a few slips move nothing. `step`, the smallest difference of two values, gives a variance to values all alike.
    """
    if not are_sufficient(now, before):
        return None
    (mean, error), (mean_before, error_before) = (_mean(counts, limits, step) for counts in (now, before))
    return Shift((mean - mean_before) / sqrt(error + error_before), MEAN_LIMIT, mean_before, mean)


def stability(now: Mapping[float, int], before: Mapping[float, int]) -> Measure | None:
    """Return the population stability index on deciles of `before`; None where values are not sufficient.

    Values that occur often fill several deciles: there are fewer bins then, and a lower limit. Half a value is added
    to each bin.
    """
    if not are_sufficient(now, before):
        return None
    edges = deciles(before)
    new, old = _binned(now, edges), _binned(before, edges)
    index = sum((p - q) * log(p / q) for p, q in zip(_shares(new), _shares(old), strict=True))
    return Measure(index, CHI_SQUARE[len(edges) - 1] * (1 / sum(new) + 1 / sum(old)))


def deciles(counts: Mapping[float, int]) -> list[float]:
    """Return the greatest value of each bin, ascending: at most BINS of them, the last one the greatest of all."""
    total = sum(counts.values())
    edges: list[float] = []
    below = done = 0
    for value in sorted(counts):
        below += counts[value]
        if below * BINS // total > done:
            edges.append(value)
            done = below * BINS // total
    return edges


def _binned(counts: Mapping[float, int], edges: list[float]) -> list[int]:
    found = [0] * len(edges)
    place = 0
    for value in sorted(counts):
        while place < len(edges) - 1 and value > edges[place]:
            place += 1
        found[place] += counts[value]
    return found


def _shares(binned: list[int]) -> list[float]:
    total = sum(binned) + _SMOOTHING * len(binned)
    return [(count + _SMOOTHING) / total for count in binned]


def _mean(counts: Mapping[float, int], limits: tuple[float, float], step: float) -> tuple[float, float]:
    """Return the mean of the clipped values and its squared standard error."""
    lowest, highest = limits
    total = sum(counts.values())
    clipped = [(min(max(value, lowest), highest), count) for value, count in counts.items()]
    mean = sum(value * count for value, count in clipped) / total
    variance = sum((value - mean) ** 2 * count for value, count in clipped) / (total - 1)
    return mean, max(variance, step**2 / 12) / total
