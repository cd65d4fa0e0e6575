"""The gate: what lets a candidate pass, and each single thing that does not."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import cohen_kappa_score

from core.district.learning import gate, student
from core.district.learning.gate import Condition, Triple

if TYPE_CHECKING:
    from collections.abc import Sequence


def verdicts(number: int, old: float, new: float, clinics: int = 12, seed: int = 1) -> dict[str, list[Triple]]:
    """Verdicts of which each table names so many shares, and otherwise any category."""
    random = Random(seed)
    found: dict[str, list[Triple]] = {str(place): [] for place in range(clinics)}
    for place in range(number):
        said = random.randrange(5)
        levels = [said if random.random() < share else random.randrange(5) for share in (old, new)]
        found[str(place % clinics)].append((levels[0], levels[1], said))
    return found


EVER_MORE = 10**9
"""Clinics of a district that is so large that those with verdicts are a sample."""


def decide(
    by_clinic: dict[str, list[Triple]], *, district: int = EVER_MORE, alarms: bool = True, first: bool = True
) -> gate.Outcome:
    return gate.decide(by_clinic, district=district, alarms_kept=alarms, first_of_quarter=first)


def test_a_much_better_one_passes_and_the_same_outcome_again() -> None:
    found = decide(verdicts(600, 0.2, 0.6))
    assert found.passed
    assert found.failed == ()
    assert (found.verdicts, found.clinics, found.district) == (600, 12, EVER_MORE)
    assert found.difference is not None
    assert 0 < found.difference.low < found.difference.value < found.difference.high
    assert decide(verdicts(600, 0.2, 0.6)) == found


@pytest.mark.parametrize("clinics", [6, 12])
def test_one_that_is_no_better_or_worse_does_not(clinics: int) -> None:
    assert decide(verdicts(600, 0.4, 0.4, clinics)).failed == (Condition.BETTER,)
    assert Condition.BETTER in decide(verdicts(600, 0.6, 0.2, clinics)).failed


def test_below_five_hundred_there_is_no_figure() -> None:
    found = decide(verdicts(499, 0.2, 0.6))
    assert found.failed == (Condition.ENOUGH,)
    assert found.difference is None


def test_all_five_categories_have_to_be_given() -> None:
    found = verdicts(600, 0.2, 0.7)
    merged = {key: [(a, min(b, 3), said) for a, b, said in those] for key, those in found.items()}
    assert decide(merged).failed == (Condition.FIVE,)


def test_the_gravest_are_missed_no_more_than_before() -> None:
    found = verdicts(600, 0.2, 0.9)
    # The old table sees every grave case, the new one all but one in ten.
    swapped = {
        key: [
            (4, 0 if place % 10 == 0 else said, said) if said >= 3 else (a, said, said)
            for place, (a, _, said) in enumerate(those)
        ]
        for key, those in found.items()
    }
    assert decide(swapped).failed == (Condition.GRAVE,)
    few = {key: [one for one in those if one[2] < 3][:60] for key, those in verdicts(2000, 0.2, 0.9).items()}
    few["0"] += [(4, 4, 4)] * 10 + [(3, 3, 3)] * 9
    assert Condition.GRAVE in decide(few).failed
    few["0"] += [(3, 3, 3)]
    assert Condition.GRAVE not in decide(few).failed


def test_alarms_and_the_quarter() -> None:
    assert decide(verdicts(600, 0.2, 0.6), alarms=False).failed == (Condition.ALARMS,)
    early = decide(verdicts(600, 0.2, 0.6), first=False)
    assert (early.difference, early.failed) == (None, (Condition.QUARTER,))


def test_without_verdicts_it_has_nothing_against_the_table_but_that() -> None:
    assert decide({}).failed == (Condition.ENOUGH,)
    assert decide({}, alarms=False, first=False).failed == (Condition.ENOUGH, Condition.ALARMS, Condition.QUARTER)


def test_clinics_that_differ_widen_the_interval() -> None:
    """The same verdicts, once spread over the clinics and once with all the gain in one of them."""
    triples = [one for those in verdicts(600, 0.2, 0.35).values() for one in those]
    by_gain = sorted(triples, key=lambda one: abs(one[1] - one[2]) - abs(one[0] - one[2]))
    spread = gate.paired([by_gain[place::12] for place in range(12)], EVER_MORE)
    apart = gate.paired([by_gain[50 * place : 50 * place + 50] for place in range(12)], EVER_MORE)
    assert spread.value == pytest.approx(apart.value)
    assert apart.low < spread.low


def test_equal_clinics_widen_nothing() -> None:
    same = verdicts(50, 0.2, 0.6, 1)["0"]
    assert gate.paired([same] * 20, 30) == gate.paired([same * 2] * 10, 15)


@pytest.mark.parametrize("clinics", [1, 2, 5])
def test_few_clinics_are_taken_to_be_unlike(clinics: int) -> None:
    """As if the difference had a standard deviation of 0.05 among them, beside that of the verdicts."""
    same = verdicts(70, 0.3, 0.4, 1)["0"]
    of_verdicts = gate.paired([same] * 10, 10)
    found = gate.paired([same * (10 // clinics)] * clinics, EVER_MORE)
    reach = np.hypot(of_verdicts.value - of_verdicts.low, stats.norm.ppf(0.975) * 0.05 / np.sqrt(clinics))
    assert found.value - found.low == pytest.approx(reach)
    assert found.high > of_verdicts.high


def test_it_says_what_gain_it_would_see() -> None:
    """As often as a normal estimate of that gain is above the reach of its interval."""
    found = decide(verdicts(600, 0.4, 0.45))
    assert found.difference is not None
    assert found.detectable is not None
    reach = found.difference.value - found.difference.low
    assert stats.norm.sf(reach, found.detectable, reach / stats.norm.ppf(0.975)) == pytest.approx(0.85)
    assert decide(verdicts(499, 0.4, 0.45)).detectable is None


@pytest.mark.parametrize("freedom", [0.1, 0.5, 1, 2, 4.5, 9, 29.9, 30.1, 1000])
def test_the_reach_is_students(freedom: float) -> None:
    assert student.reach(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=1e-6)


def test_of_endless_degrees_of_freedom_it_is_the_normal_one() -> None:
    assert student.reach(math.inf) == pytest.approx(stats.norm.ppf(0.975))
    assert student.reach(1e-6) > 1e100  # and no end of the calculation, near none


def test_one_large_clinic_among_small_ones_tells_nothing_of_the_others() -> None:
    """Two thousand verdicts of one clinic, one of each of eleven others: of what 40 clinics say, nothing at all."""
    found = list(verdicts(2400, 0.2, 0.6, 12).values())
    large = [one for those in found for one in those]
    outcome = gate.paired([large, *(those[:1] for those in found[1:])], 40)
    assert (outcome.value - outcome.low, outcome.high - outcome.value) == pytest.approx((2, 2))


def kappa_of(triples: Sequence[Triple], place: int) -> float:
    return float(cohen_kappa_score([one[place] for one in triples], [one[2] for one in triples], weights="quadratic"))


def test_the_interval_of_clinics_is_the_jackknifes() -> None:
    """Against the same by scikit-learn and NumPy, with clinics of unequal size."""
    clinics = unlike()
    triples = [one for those in clinics for one in those]
    left = [[one for other in clinics if other is not clinic for one in other] for clinic in clinics]
    differences = np.array([kappa_of(those, 1) - kappa_of(those, 0) for those in left])
    sizes = np.array([len(those) for those in clinics])
    error = np.sqrt(len(clinics) - 1) * differences.std()
    reach = stats.t.ppf(0.975, sizes.sum() ** 2 / (sizes**2).sum() - 1) * error
    found = gate.paired(clinics, EVER_MORE)
    assert found.value == pytest.approx(kappa_of(triples, 1) - kappa_of(triples, 0))
    assert (found.value - found.low, found.high - found.value) == pytest.approx((reach, reach), rel=0.001)


def quadratic(table: np.ndarray, said: np.ndarray, axis: int) -> np.ndarray:
    """Quadratic weighted kappa as the concordance of levels, Fleiss and Cohen (1973)."""
    mean, other = table.mean(axis, keepdims=True), said.mean(axis, keepdims=True)
    together = ((table - mean) * (said - other)).mean(axis)
    apart = table.var(axis) + said.var(axis) + ((mean - other) ** 2).squeeze(axis)
    return np.asarray(2 * together / apart)


def gain(old: np.ndarray, new: np.ndarray, said: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.asarray(quadratic(new, said, axis) - quadratic(old, said, axis))


def test_the_interval_of_verdicts_is_the_bootstraps() -> None:
    """Against scipy.stats.bootstrap, as far as a thousand draws tell the ends."""
    same = verdicts(50, 0.3, 0.4, 1)["0"]
    triples = same * 10
    columns = tuple(np.array(triples, dtype=float).T)
    other = stats.bootstrap(
        columns, gain, n_resamples=9999, paired=True, method="percentile", confidence_level=0.964, random_state=1
    )
    found = gate.paired([same] * 10, 10)
    assert found.value == pytest.approx(float(gain(*columns)))
    assert found.low == pytest.approx(other.confidence_interval.low, abs=0.015)
    assert found.high == pytest.approx(other.confidence_interval.high, abs=0.015)


def test_few_large_clinics_among_small_ones_tell_less() -> None:
    """The same numbers of clinics and of verdicts: where two have most of them, the gain is less certain."""
    found = list(verdicts(3000, 0.2, 0.6, 12).values())
    equal = gate.paired([those[:50] for those in found], EVER_MORE)
    unequal = gate.paired([found[0][:250] + found[1][:250], *(those[:10] for those in found[2:])], EVER_MORE)
    assert unequal.value - unequal.low > 1.5 * (equal.value - equal.low)


def unlike() -> list[list[Triple]]:
    """Twelve clinics of unequal size, with all the gain in some of them."""
    triples = [one for those in verdicts(640, 0.2, 0.35).values() for one in those]
    by_gain = sorted(triples, key=lambda one: abs(one[1] - one[2]) - abs(one[0] - one[2]))
    ends = np.cumsum([0, 10, 150, 60, 30, 70, 40, 80, 20, 50, 30, 60, 40])
    return [by_gain[first:last] for first, last in pairwise(ends)]


def test_where_every_clinic_has_verdicts_they_alone_are_uncertain() -> None:
    """However unlike the clinics are: there are no others that the gain is for."""
    found = unlike()
    mixed = [one for clinic in found for one in clinic]
    assert gate.paired(found, 12) == gate.paired([mixed[place::3] for place in range(3)], 3)
    outcome = decide({str(place): those for place, those in enumerate(found)}, district=3)
    assert (outcome.clinics, outcome.district) == (12, 12)  # never fewer than those with verdicts


@pytest.mark.parametrize("district", [13, 24])
def test_with_some_clinics_it_is_that_of_two_stages(district: int) -> None:
    """By Cochran's formula with Satterthwaite's degrees of freedom, from NumPy and SciPy's bootstrap and Student."""
    clinics = unlike()
    columns = tuple(np.array([one for those in clinics for one in those], dtype=float).T)
    drawn = stats.bootstrap(columns, gain, n_resamples=9999, paired=True, method="percentile", random_state=1)
    left = [
        np.array([one for other in clinics if other is not clinic for one in other], dtype=float)
        for clinic in clinics
    ]
    of_clinics = (1 - 12 / district) * 11 * np.var([gain(*those.T) for those in left])
    variance = 12 / district * drawn.standard_error**2 + of_clinics
    sizes = np.array([len(those) for those in clinics])
    freedom = (sizes.sum() ** 2 / (sizes**2).sum() - 1) * (variance / of_clinics) ** 2
    found = gate.paired(clinics, district)
    reach = stats.t.ppf(0.975, freedom) * np.sqrt(variance)
    assert found.high - found.value == pytest.approx(reach, rel=0.03)
    assert found.value - found.low == pytest.approx(reach, rel=0.03)


def test_its_width_is_how_far_samples_of_a_district_are_from_it() -> None:
    """Ten of twenty unlike clinics, drawn again and again, with new verdicts each time."""
    random = np.random.default_rng(1)
    said = np.repeat(np.arange(5), 8)
    shares = random.uniform(0.0, 0.7, 20)

    def clinic(share: float, copies: int = 1) -> np.ndarray:
        levels = np.tile(said, copies)
        old, new = (
            np.where(random.random(len(levels)) < part, levels, random.integers(0, 5, len(levels)))
            for part in (0.3, share)
        )
        return np.stack([old, new, levels])

    truth = float(gain(*np.concatenate([clinic(share, 200) for share in shares], axis=1)))
    away, widths, as_sample = [], [], []
    for _ in range(60):
        clinics = [clinic(share) for share in random.choice(shares, 10, replace=False)]
        triples = [[(int(a), int(b), int(c)) for a, b, c in those.T] for those in clinics]
        found = gate.paired(triples, 20, 100)
        away.append(found.value - truth)
        widths.append(found.high - found.value)
        as_sample.append(gate.paired(triples, EVER_MORE, 100).high - found.value)
    deviation = float(np.sqrt(np.mean(np.square(away))))
    assert np.mean(widths) == pytest.approx(stats.norm.ppf(0.975) * deviation, rel=0.25)
    assert np.mean(as_sample) > 1.2 * np.mean(widths)


@pytest.mark.parametrize("district", [5, 10, 20])
def test_of_few_clinics_the_share_that_was_not_seen_is_assumed_to_be_unlike(district: int) -> None:
    same = verdicts(140, 0.3, 0.4, 1)["0"]
    of_verdicts = gate.paired([same] * 5, 5)
    found = gate.paired([same] * 5, district)
    assumed = stats.norm.ppf(0.975) * 0.05 * np.sqrt((1 - 5 / district) / 5)
    assert found.value - found.low == pytest.approx(np.hypot(of_verdicts.value - of_verdicts.low, assumed))
