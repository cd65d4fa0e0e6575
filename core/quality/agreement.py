"""Agreement of the categories shown with the verdicts of clinicians: matrix, accuracy and weighted kappa.

Intervals cover 95 %. Accuracy: Wilson, JASA 22 (1927) 209. Kappa with quadratic weights: the large-sample variance of
Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969) 323, of Fisher's z of kappa, after EVENLY verdicts are
spread over the table: the plain interval covers too little below 100 (measured in tests/benchmarks/README.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import NormalDist
from typing import TYPE_CHECKING, Final

from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUFFICIENT: Final = 30
"""Number of blind verdicts below which only counts are given."""

EVENLY: Final = 1.5
"""Verdicts that are added in equal parts to all cells, for the interval of kappa alone."""

Z: Final = NormalDist().inv_cdf(0.975)
"""Standard errors on each side of a 95 % interval."""

_CATEGORIES: Final = tuple(Category)


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its 95 % interval, from `low` to `high`."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often each category was shown (row) for each verdict (column), mildest first.

    `accuracy` and `kappa` are None below SUFFICIENT verdicts; `kappa` also where all shown categories and all
    verdicts are one and the same category.
    """

    matrix: tuple[tuple[int, ...], ...]
    accuracy: Interval | None
    kappa: Interval | None

    @property
    def total(self) -> int:
        """Number of verdicts."""
        return sum(map(sum, self.matrix))

    @property
    def is_sufficient(self) -> bool:
        """Whether there are enough verdicts for figures."""
        return self.total >= SUFFICIENT


def agreement(counts: Mapping[tuple[str, str], int]) -> Agreement:
    """Return the agreement of `counts`: by category shown and verdict, both by their recorded names."""
    matrix = tuple(tuple(counts.get((shown, said), 0) for said in _CATEGORIES) for shown in _CATEGORIES)
    total = sum(map(sum, matrix))
    if total < SUFFICIENT:
        return Agreement(matrix, None, None)
    return Agreement(matrix, wilson(sum(matrix[place][place] for place in range(len(matrix))), total), kappa(matrix))


def wilson(hits: int, total: int) -> Interval:
    """Return the share of `hits` among `total` (1 or more), with Wilson's interval."""
    share = hits / total
    centre = share + Z**2 / (2 * total)
    reach = Z * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    scale = 1 + Z**2 / total
    return Interval(share, max(0.0, (centre - reach) / scale), min(1.0, (centre + reach) / scale))


def kappa(matrix: Sequence[Sequence[int]]) -> Interval | None:
    """Return the quadratic weighted kappa of a square matrix of counts; None where chance alone agrees fully."""
    used = sum(any(row) or any(column) for row, column in zip(matrix, zip(*matrix, strict=True), strict=True))
    if used == 1:
        return None
    value, _ = _kappa(matrix)
    added = EVENLY / len(matrix) ** 2
    centre, error = _kappa([[count + added for count in row] for row in matrix])
    reach = Z * error / (1 - centre**2)
    return Interval(value, min(value, tanh(atanh(centre) - reach)), max(value, tanh(atanh(centre) + reach)))


def _kappa(matrix: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Return kappa and its standard error."""
    places = range(len(matrix))
    total = sum(map(sum, matrix))
    rows = [sum(row) / total for row in matrix]
    columns = [sum(column) / total for column in zip(*matrix, strict=True)]
    weights = [[1 - (i - j) ** 2 / (len(matrix) - 1) ** 2 for j in places] for i in places]
    by_chance = sum(rows[i] * columns[j] * weights[i][j] for i in places for j in places)
    observed = sum(matrix[i][j] / total * weights[i][j] for i in places for j in places)
    value = (observed - by_chance) / (1 - by_chance)
    of_rows = [sum(columns[j] * weights[i][j] for j in places) for i in places]
    of_columns = [sum(rows[i] * weights[i][j] for i in places) for j in places]
    spread = (
        sum(
            matrix[i][j] / total * (weights[i][j] - (of_rows[i] + of_columns[j]) * (1 - value)) ** 2
            for i in places
            for j in places
        )
        - (value - by_chance * (1 - value)) ** 2
    )
    return value, sqrt(max(0.0, spread) / total) / (1 - by_chance)
