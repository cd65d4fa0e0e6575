"""Drift: the measures as SciPy and statsmodels give them, the limits, and samples that are too small."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, entropy, norm
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from core.quality import drift

LIMITS = (70.0, 220.0)
many = st.lists(st.integers(40, 260), min_size=drift.SUFFICIENT, max_size=120)


@given(many, many)
def test_the_shift_of_the_mean_is_that_of_the_z_test(now: list[int], before: list[int]) -> None:
    found = drift.mean_shift(Counter(now), Counter(before), LIMITS, 1)
    samples = [np.clip(np.array(values, float), *LIMITS) for values in (now, before)]
    if max(sample.var(ddof=1) for sample in samples) < 1 or min(sample.var(ddof=1) for sample in samples) < 0.1:
        return  # values all alike: see below
    theirs = CompareMeans(*map(DescrStatsW, samples)).ztest_ind(usevar="unequal")[0]
    assert found is not None
    assert found.value == pytest.approx(theirs, rel=1e-9, abs=1e-9)
    assert found.is_alarm == (abs(theirs) > 3.29)


@given(many, many)
def test_the_index_is_the_sum_of_both_relative_entropies(now: list[int], before: list[int]) -> None:
    found = drift.stability(Counter(now), Counter(before))
    edges = drift.deciles(Counter(before))
    new, old = (np.bincount(np.searchsorted(edges[:-1], values), minlength=len(edges)) for values in (now, before))
    p, q = ((counts + 0.5) / (counts + 0.5).sum() for counts in (new, old))
    assert found is not None
    assert found.value == pytest.approx(entropy(p, q) + entropy(q, p), rel=1e-9, abs=1e-9)
    limit = chi2.isf(0.01, len(edges) - 1) if len(edges) > 1 else 0
    assert found.limit == pytest.approx(limit * (1 / len(now) + 1 / len(before)), rel=1e-9)


def test_the_limits_are_quantiles() -> None:
    assert list(drift.CHI_SQUARE[1:]) == pytest.approx(list(chi2.isf(0.01, range(1, 10))), rel=1e-12)
    assert norm.sf(drift.MEAN_LIMIT) * 2 == pytest.approx(0.001, rel=0.01)


@given(many)
def test_deciles_hold_a_tenth_or_more_each_and_end_with_the_greatest(values: list[int]) -> None:
    edges = drift.deciles(Counter(values))
    assert edges == sorted(set(edges))
    assert edges[-1] == max(values)
    assert len(edges) <= drift.BINS
    distinct = drift.deciles(Counter(range(100)))
    assert distinct == [9, 19, 29, 39, 49, 59, 69, 79, 89, 99]


def test_a_value_that_fills_three_deciles_is_one_bin() -> None:
    assert drift.deciles({100: 3, 110: 3, 120: 34, 130: 10, 140: 10}) == [110, 120, 130, 140]


def test_values_all_alike_still_have_a_shift() -> None:
    same = drift.mean_shift({120: 60}, {120: 90}, LIMITS, 1)
    other = drift.mean_shift({121: 60}, {120: 90}, LIMITS, 1)
    assert same is not None
    assert other is not None
    assert same.value == 0
    assert other.is_alarm
    stability = drift.stability({120: 60}, {120: 90})
    assert stability is not None
    assert (stability.value, stability.is_alarm) == (0, False)


def test_a_falling_mean_alarms_as_a_rising_one_does() -> None:
    high, low = dict.fromkeys(range(110, 170), 1), dict.fromkeys(range(90, 150), 1)
    up, down = drift.mean_shift(high, low, LIMITS, 1), drift.mean_shift(low, high, LIMITS, 1)
    assert up is not None
    assert down is not None
    assert up.value == -down.value > drift.MEAN_LIMIT
    assert up.is_alarm
    assert down.is_alarm


def test_slips_beyond_the_usual_move_the_mean_no_further_than_its_limits() -> None:
    before = dict.fromkeys(range(90, 150), 5)
    slip, limit = (
        drift.mean_shift({**dict.fromkeys(range(90, 150), 1), value: 1}, before, LIMITS, 1) for value in (290, 220)
    )
    assert slip == limit
    assert slip is not None
    assert (slip.before, round(slip.now, 1)) == (119.5, 121.1)


@pytest.mark.parametrize(("now", "before"), [(49, 500), (500, 49), (0, 0)])
def test_below_fifty_nothing_is_said(now: int, before: int) -> None:
    assert drift.mean_shift({120: now}, {120: before}, LIMITS, 1) is None
    assert drift.stability({120: now}, {120: before}) is None
