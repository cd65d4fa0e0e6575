"""Shares in thousandths: near the exact ones, and together the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.shares import per_mille


@pytest.mark.parametrize(
    ("counts", "shares"),
    [
        ([23_999, 23_449, 8_860, 3_648, 380], [398, 389, 147, 60, 6]),
        ([1, 1, 1], [334, 333, 333]),
        ([0, 2, 0], [0, 1000, 0]),
        ([5, 1, 1, 1, 1, 1, 1, 1], [417, 84, 84, 83, 83, 83, 83, 83]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_the_largest_remainders_are_rounded_up(counts: list[int], shares: list[int]) -> None:
    assert per_mille(counts) == shares


@given(st.lists(st.integers(0, 10**12), min_size=1).filter(any))
def test_they_add_up_and_each_is_less_than_a_thousandth_off(counts: list[int]) -> None:
    found = per_mille(counts)
    assert sum(found) == 1000
    pairs = zip(found, counts, strict=True)
    assert all(abs(share * sum(counts) - 1000 * count) < sum(counts) for share, count in pairs)
