"""Shares in whole numbers: near the exact ones, and together the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.shares import shares


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([23_999, 23_449, 8_860, 3_648, 380], [398, 389, 147, 60, 6]),
        ([1, 1, 1], [334, 333, 333]),
        ([0, 2, 0], [0, 1000, 0]),
        ([5, 1, 1, 1, 1, 1, 1, 1], [417, 84, 84, 83, 83, 83, 83, 83]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_the_largest_remainders_are_rounded_up(counts: list[int], expected: list[int]) -> None:
    assert shares(counts, 1000) == expected


@given(st.lists(st.integers(0, 10**12), min_size=1).filter(any), st.sampled_from([100, 1000]))
def test_they_add_up_and_each_is_less_than_one_off(counts: list[int], whole: int) -> None:
    found = shares(counts, whole)
    assert sum(found) == whole
    pairs = zip(found, counts, strict=True)
    assert all(abs(share * sum(counts) - whole * count) < sum(counts) for share, count in pairs)
