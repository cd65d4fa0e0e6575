"""Checks of typed values: probabilities as SciPy gives them, and the numbers from which each alarms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from core.quality import checks
from core.quality.checks import Check


@given(st.integers(1, 3000), st.data(), st.sampled_from([0.01, 0.15, 0.5, 0.9]))
def test_the_probability_is_that_of_the_exact_test(total: int, data: st.DataObject, share: float) -> None:
    hits = data.draw(st.integers(0, total))
    theirs = binomtest(hits, total, share, alternative="greater").pvalue
    assert checks.tail(hits, total, share) == pytest.approx(theirs, rel=1e-9, abs=1e-200)


def test_more_hits_than_values_have_no_probability() -> None:
    assert checks.tail(3, 2, 0.5) == 0


@pytest.mark.parametrize(("least", "total"), [(12, 30), (17, 50), (28, 100), (48, 200), (102, 500)])
def test_so_many_pressures_that_end_in_zero_alarm(least: int, total: int) -> None:
    assert checks.zeros({120: least, 121.0: total - least}).is_alarm
    assert not checks.zeros({120: least - 1, 121.0: total - least + 1}).is_alarm


def test_the_last_digit_is_that_of_the_decimals_of_the_vital_sign() -> None:
    found = checks.zeros({37.0: 3, 38.0: 2, 37.1: 4, 36.9: 1}, decimals=1)
    assert (found.hits, found.total, found.share) == (5, 10, 0.5)
    assert checks.zeros({100: 2, 110: 1, 101: 7}).hits == 3


@pytest.mark.parametrize(("hits", "total"), [(5, 50), (22, 1000)])
def test_repeated_records_and_fahrenheit_alarm_beyond_single_slips(hits: int, total: int) -> None:
    for check in (checks.repeated, checks.fahrenheit):
        assert check(hits, total).is_alarm
        assert not check(hits - 1, total).is_alarm


def test_of_nothing_there_is_no_share() -> None:
    assert Check(0, 0, 1.0).share == 0
