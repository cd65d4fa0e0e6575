"""Statistics of a table against verdicts, each with its 95 % interval by a method that covers; bare counts below 20.

ROC-AUC: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837, on the logit scale. PR-AUC: average precision,
with the logit interval of Boyd, Eng and Page, ECML (2013) 451. Macro F1: percentile bootstrap, shown and never
decided on. Accuracy and kappa: `core.quality.agreement`.
"""

from __future__ import annotations

from collections import Counter
from math import exp, fsum, log, sqrt
from random import Random
from typing import TYPE_CHECKING, Final

from core.district.learning.cases import GRAVEST, LEVELS
from core.quality.agreement import Interval, Z, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FEWEST: Final = 20
"""Cases below which there are counts and no figures."""
DRAWS: Final = 1000
"""Number of bootstrap samples."""
SEED: Final = 2026

_PLACES: Final = range(len(LEVELS))

Matrix = tuple[tuple[int, ...], ...]
"""Numbers of cases by level of the table (row) and of the clinician (column)."""


def matrix(pairs: Mapping[tuple[int, int], int]) -> Matrix:
    """Return numbers of (level of the table, level of the clinician) as a matrix."""
    return tuple(tuple(pairs.get((shown, said), 0) for said in _PLACES) for shown in _PLACES)


def kappa(counts: Matrix | Sequence[Sequence[int]]) -> float:
    """Return the quadratic weighted kappa; 0 where chance agrees fully."""
    rows = [sum(row) for row in counts]
    columns = [sum(column) for column in zip(*counts, strict=True)]
    seen = sum(counts[i][j] * (i - j) ** 2 for i in _PLACES for j in _PLACES)
    chance = sum(rows[i] * columns[j] * (i - j) ** 2 for i in _PLACES for j in _PLACES)
    return 1 - sum(rows) * seen / chance if chance else 0.0


def macro_f1(counts: Sequence[Sequence[int]]) -> float:
    """Return the mean F1 of the categories that occur, among verdicts or results."""
    scores = []
    for level in _PLACES:
        shown, said = sum(counts[level]), sum(row[level] for row in counts)
        if shown + said:
            scores.append(2 * counts[level][level] / (shown + said))
    return fsum(scores) / len(scores) if scores else 0.0


def macro_f1_interval(counts: Matrix) -> Interval:
    """Return macro F1 with its bootstrap interval."""
    cells = [(i, j) for i in _PLACES for j in _PLACES if counts[i][j]]
    weights = [counts[i][j] for i, j in cells]
    random = Random(SEED)  # noqa: S311 - the same interval each time
    found = sorted(macro_f1(matrix(Counter(random.choices(cells, weights, k=sum(weights))))) for _ in range(DRAWS))
    return percentiles(macro_f1(counts), found)


def percentiles(value: float, drawn: Sequence[float], tail: int = 25) -> Interval:
    """Return a value with the middle of the draws, ascending, without `tail` per mille at either end."""
    cut = len(drawn) * tail // 1000
    return Interval(value, drawn[cut], drawn[-1 - cut])


def sensitivity(counts: Matrix) -> tuple[int, int]:
    """Return how many verdicts of the two gravest categories the table put into one of them, and their number."""
    hits = sum(counts[shown][said] for shown in GRAVEST for said in GRAVEST)
    return hits, sum(counts[shown][said] for shown in _PLACES for said in GRAVEST)


def roc_auc(cases: Mapping[int, int], others: Mapping[int, int]) -> Interval:
    """Return the area under the ROC curve of a rank; numbers of cases and of others by rank, one of each at least."""
    m, n = sum(cases.values()), sum(others.values())
    ranks = sorted({*cases, *others})
    below = above_cases = 0
    of_case: list[tuple[float, int]] = []
    of_other: list[tuple[float, int]] = []
    for rank in ranks:
        c, d = cases.get(rank, 0), others.get(rank, 0)
        of_case.append(((2 * below + d) / (2 * n), c))
        of_other.append(((2 * (m - above_cases - c) + c) / (2 * m), d))
        below += d
        above_cases += c
    value = fsum(place * number for place, number in of_case) / m
    variance = _variance(of_case, value) / m + _variance(of_other, value) / n
    return _logit(value, sqrt(variance), m)


def pr_auc(cases: Mapping[int, int], others: Mapping[int, int]) -> Interval:
    """Return the average precision of a rank; numbers of cases and of others by rank, one case at least."""
    m = sum(cases.values())
    found = taken = 0
    parts = []
    for rank in sorted({*cases, *others}, reverse=True):
        number = cases.get(rank, 0)
        found += number
        taken += number + others.get(rank, 0)
        parts.append(number * found / taken)
    value = fsum(parts) / m
    return _logit(value, sqrt(value * (1 - value) / m), m)


def _variance(places: Sequence[tuple[float, int]], mean: float) -> float:
    number = sum(count for _, count in places)
    return fsum(count * (place - mean) ** 2 for place, count in places) / max(1, number - 1)


def _logit(value: float, error: float, cases: int) -> Interval:
    """Return a share with its interval on the logit scale; at 0 or 1, where there is none, with Wilson's."""
    if not 0 < value < 1:
        edge = wilson(cases if value else 0, cases)
        return Interval(value, edge.low if value else 0.0, 1.0 if value else edge.high)
    middle, reach = log(value / (1 - value)), Z * error / (value * (1 - value))
    return Interval(value, 1 / (1 + exp(reach - middle)), 1 / (1 + exp(-reach - middle)))
