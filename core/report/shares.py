"""Shares of a whole that add up to it when they are rounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shares(counts: Sequence[int], whole: int) -> list[int]:
    """Return the share of each count, in whole numbers that add up to `whole`, such as 100; all 0 if the counts are.

    By the largest remainders; of equal ones that of the larger count is rounded up, then the first.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    found, remainders = map(list, zip(*(divmod(whole * count, total) for count in counts), strict=True))
    order = sorted(range(len(counts)), key=lambda place: (-remainders[place], -counts[place]))
    for place in order[: whole - sum(found)]:
        found[place] += 1
    return found
