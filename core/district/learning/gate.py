"""The gate: whether a candidate may take the place of the table in use, on verdicts that neither was made from.

The difference in kappa is drawn again and again (paired bootstrap, fixed seed): verdicts, and where there are ten
clinics or more also whole clinics, since verdicts of one clinic are alike. It has to be above 0 at the lower end of
the wider of both 95 % intervals. That of clinics is widened by Student's t, since there are few of them.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from math import sqrt
from random import Random
from statistics import NormalDist
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning import figures
from core.district.learning.cases import LEVELS
from core.district.learning.figures import DRAWS, SEED
from core.quality.agreement import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FEWEST: Final = 500
"""Held-out blind verdicts below which nothing passes."""
CLINICS: Final = 10
"""Clinics from which on clinics are drawn."""
FEWEST_GRAVE: Final = 20
MOST_LOST: Final = 0.05
"""How much lower the sensitivity of the two gravest categories may be."""

_SIZE: Final = len(LEVELS)

Triple = tuple[int, int, int]
"""A verdict: levels of the table in use, of the candidate, and of the clinician."""


class Condition(StrEnum):
    """What a candidate has to fulfil."""

    ENOUGH = "suficientes"
    BETTER = "mejor"
    FIVE = "cinco_categorias"
    GRAVE = "sensibilidad_graves"
    ALARMS = "alarmas"
    QUARTER = "uno_por_trimestre"


class Outcome(NamedTuple):
    """What the gate has found. `difference` is None where it was not looked at.

    `grave` has the hits of the table in use and of the candidate among the `graves` verdicts of the gravest two.
    """

    verdicts: int
    clinics: int
    difference: Interval | None
    graves: int
    grave: tuple[int, int]
    failed: tuple[Condition, ...]

    @property
    def passed(self) -> bool:
        """Whether every condition is fulfilled."""
        return not self.failed


def decide(by_clinic: Mapping[str, Sequence[Triple]], *, alarms_kept: bool, first_of_quarter: bool) -> Outcome:
    """Return whether a candidate passes, by the held-out verdicts of each clinic."""
    triples = [triple for clinic in by_clinic.values() for triple in clinic]
    before, after = (_matrix(triples, place) for place in (0, 1))
    (old, graves), (new, _) = figures.sensitivity(before), figures.sensitivity(after)
    is_enough = len(triples) >= FEWEST
    # Verdicts that may not count are not looked at either: they stay unused for the next candidate.
    difference = paired(by_clinic.values()) if is_enough and first_of_quarter else None
    holds = {
        Condition.ENOUGH: is_enough,
        Condition.BETTER: difference is not None and difference.low > 0,
        Condition.FIVE: all(any(row) for row in after),
        Condition.GRAVE: graves >= FEWEST_GRAVE and (old - new) <= MOST_LOST * graves,
        Condition.ALARMS: alarms_kept,
        Condition.QUARTER: first_of_quarter,
    }
    failed = tuple(condition for condition in Condition if not holds[condition])
    return Outcome(len(triples), sum(map(bool, by_clinic.values())), difference, graves, (old, new), failed)


def paired(clinics: Iterable[Sequence[Triple]], draws: int = DRAWS) -> Interval:
    """Return how much higher the kappa of the candidate is; one verdict at least."""
    strata = [Counter(clinic) for clinic in clinics if clinic]
    whole: Counter[Triple] = Counter()
    for stratum in strata:
        whole.update(stratum)
    value = _difference(whole)
    random = Random(SEED)  # noqa: S311 - the same interval each time
    cells, weights, number = list(whole), list(whole.values()), whole.total()
    of_verdicts = figures.percentiles(
        value, sorted(_difference(Counter(random.choices(cells, weights, k=number))) for _ in range(draws))
    )
    if len(strata) < CLINICS:
        return of_verdicts
    flat = [[number for matrix in _matrices(stratum) for row in matrix for number in row] for stratum in strata]
    drawn = []
    for _ in range(draws):
        both = list(map(sum, zip(*random.choices(flat, k=len(flat)), strict=True)))
        rows = [both[at : at + _SIZE] for at in range(0, len(both), _SIZE)]
        before, after = rows[:_SIZE], rows[_SIZE:]
        drawn.append(figures.kappa(after) - figures.kappa(before))
    of_clinics = figures.percentiles(value, sorted(drawn))
    wider = student(len(strata) - 1) / student(None) * sqrt(len(strata) / (len(strata) - 1))
    return Interval(
        value,
        min(of_verdicts.low, value - wider * (value - of_clinics.low)),
        max(of_verdicts.high, value + wider * (of_clinics.high - value)),
    )


def student(freedom: int | None) -> float:
    """Return the 97.5 % point of Student's t, of the normal distribution for None.

    By the expansion in Abramowitz and Stegun, 26.7.5, right to 0.005 from 9 degrees of freedom on.
    """
    z = NormalDist().inv_cdf(0.975)
    if freedom is None:
        return z
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _difference(counts: Counter[Triple]) -> float:
    before, after = _matrices(counts)
    return figures.kappa(after) - figures.kappa(before)


def _matrices(counts: Counter[Triple]) -> tuple[list[list[int]], list[list[int]]]:
    before = [[0] * _SIZE for _ in range(_SIZE)]
    after = [[0] * _SIZE for _ in range(_SIZE)]
    for (old, new, said), number in counts.items():
        before[old][said] += number
        after[new][said] += number
    return before, after


def _matrix(triples: Iterable[Triple], place: int) -> figures.Matrix:
    return figures.matrix(Counter((triple[place], triple[2]) for triple in triples))
