"""Shares of a whole that add up to it when they are rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def per_mille(counts: Sequence[int]) -> list[int]:
    """Return the share of each count in thousandths, which add up to 1000; all 0 if the counts are.

    By the largest remainders; of equal ones that of the larger count is rounded up, then the first.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares, remainders = map(list, zip(*(divmod(1000 * count, total) for count in counts), strict=True))
    order = sorted(range(len(counts)), key=lambda place: (-remainders[place], -counts[place]))
    for place in order[: 1000 - sum(shares)]:
        shares[place] += 1
    return shares
