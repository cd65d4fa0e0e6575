"""The gate: whether a candidate may take the place of the table in use, by verdicts of other clinics than made it.

The gain in kappa over the clinics of the district has to be above 0 at the lower end of its 95 % interval. Some of
them have held-out verdicts: its variance is that of a two-stage sample (Cochran, Sampling Techniques, 1977, chapter
10), that of verdicts by a paired bootstrap (fixed seed), that of clinics by a jackknife. It says nothing of other
clinics or other times.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from math import fsum, inf, sqrt
from random import Random
from statistics import NormalDist, pvariance
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning import figures, student
from core.district.learning.cases import LEVELS
from core.district.learning.figures import DRAWS, SEED
from core.quality.agreement import Interval, Z

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FEWEST: Final = 500
"""Held-out blind verdicts below which nothing passes."""
CLINICS: Final = 10
"""Clinics from which on their differences among each other are measured."""
UNLIKE: Final = 0.05
"""Standard deviation among clinics of the difference in kappa, assumed below CLINICS, which do not tell it.

Above the 0.047 of the clinics that `tests/benchmarks/gate_simulation.py` takes to be unlike.
"""
TAIL: Final = 18
"""Per mille of the drawn differences beyond either end of the interval.

At 25, as the name of a 95 % interval has it, somewhat more than 2.5 % of tables that are no better would pass where
every clinic has held-out verdicts; `tests/benchmarks/gate_simulation.py` counts those that do.
"""
FEWEST_GRAVE: Final = 20
MOST_LOST: Final = 0.05
"""How much lower the sensitivity of the two gravest categories may be."""

MOST: Final = 2.0
"""The largest difference of two kappas."""

_SIZE: Final = len(LEVELS)
_POWER: Final = NormalDist().inv_cdf(0.85)

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

    It is that over the `district`, a number of clinics, of which `clinics` have held-out verdicts. `grave` has the
    hits of the table in use and of the candidate among the `graves` verdicts of the gravest two. `failed` are the
    conditions that do not hold: without a `difference` those alone that need no verdicts.
    """

    verdicts: int
    clinics: int
    district: int
    difference: Interval | None
    graves: int
    grave: tuple[int, int]
    failed: tuple[Condition, ...]

    @property
    def passed(self) -> bool:
        """Whether every condition is fulfilled."""
        return not self.failed

    @property
    def detectable(self) -> float | None:
        """How much higher the kappa of a table has to be to pass in about 85 of 100 cases; None as `difference`.

        By the normal approximation, from the width of the interval: for verdicts and clinics like these.
        """
        if self.difference is None:
            return None
        return (self.difference.value - self.difference.low) * (1 + _POWER / Z)


def decide(
    by_clinic: Mapping[str, Sequence[Triple]], *, district: int, alarms_kept: bool, first_of_quarter: bool
) -> Outcome:
    """Return whether a candidate passes, by the held-out verdicts of each clinic.

    `district` is the number of clinics that the table is for, with held-out verdicts or without.
    """
    triples = [triple for clinic in by_clinic.values() for triple in clinic]
    before, after = (_matrix(triples, place) for place in (0, 1))
    (old, graves), (new, _) = figures.sensitivity(before), figures.sensitivity(after)
    is_enough = len(triples) >= FEWEST
    # Verdicts that may not count are not looked at either: they stay unused for the next candidate.
    difference = paired(by_clinic.values(), district) if is_enough and first_of_quarter else None
    holds = {
        Condition.ENOUGH: is_enough,
        Condition.ALARMS: alarms_kept,
        Condition.QUARTER: first_of_quarter,
    }
    if difference is not None:
        holds |= {
            Condition.BETTER: difference.low > 0,
            Condition.FIVE: all(any(row) for row in after),
            Condition.GRAVE: graves >= FEWEST_GRAVE and (old - new) <= MOST_LOST * graves,
        }
    failed = tuple(condition for condition in Condition if not holds.get(condition, True))
    clinics = sum(map(bool, by_clinic.values()))
    return Outcome(len(triples), clinics, max(district, clinics), difference, graves, (old, new), failed)


def paired(clinics: Iterable[Sequence[Triple]], district: int, draws: int = DRAWS) -> Interval:
    """Return how much higher the kappa of the candidate is over a district of so many clinics; one verdict at least.

    `clinics` are those with verdicts; each weighs by its number of them. The others are taken to be like them.
    """
    strata = [Counter(clinic) for clinic in clinics if clinic]
    whole: Counter[Triple] = Counter()
    for stratum in strata:
        whole.update(stratum)
    value = _difference(whole)
    random = Random(SEED)  # noqa: S311 - the same interval each time
    verdicts = sorted(whole.elements())  # whatever the order of the clinics
    # Drawn from all clinics together: wider than within each by what they differ, which is little to the verdicts'.
    drawn = sorted(_difference(Counter(random.choices(verdicts, k=len(verdicts)))) for _ in range(draws))
    of_verdicts = figures.percentiles(value, drawn, TAIL)
    unseen = 1 - len(strata) / max(district, len(strata))
    if not unseen:
        return of_verdicts
    # Clinics of unequal size tell less than as many of equal size; their effective number is that of Kish, Survey
    # Sampling (1965): the square of the sum of sizes by the sum of squares.
    effective = whole.total() ** 2 / sum(stratum.total() ** 2 for stratum in strata)
    if len(strata) < CLINICS:
        assumed = unseen * (Z * UNLIKE) ** 2 / effective
        low, high = (sqrt((end - value) ** 2 + assumed) for end in (of_verdicts.low, of_verdicts.high))
        return Interval(value, value - low, value + high)
    of_clinics = unseen * _jackknife(whole, strata)
    variance = (1 - unseen) * pvariance(drawn) + of_clinics
    # Degrees of freedom of a sum of variances: Satterthwaite, Biometrics Bulletin 2 (1946) 110.
    ratio = variance / of_clinics if of_clinics else inf
    reach = min(MOST, student.reach((effective - 1) * ratio * ratio) * sqrt(variance))
    return Interval(value, min(of_verdicts.low, value - reach), max(of_verdicts.high, value + reach))


def _jackknife(whole: Counter[Triple], strata: Sequence[Counter[Triple]]) -> float:
    """Return the variance by the jackknife of clinics: of clinics drawn from ever more, and of their verdicts."""
    left = [_difference(whole - stratum) for stratum in strata]
    mean = fsum(left) / len(left)
    return (len(left) - 1) / len(left) * fsum((one - mean) ** 2 for one in left)


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
