"""The exactly best cuts of a score into five categories by quadratic weighted kappa, in whole numbers.

Kappa is 1 - D/E: D, the disagreement seen, and E, that by chance, are both sums over scores of what the level given
to a score costs. So the ratio D/E is least where the least of D - (D/E) E over all cuts is 0. Dinkelbach, Management
Science 13 (1967) 492.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning.cases import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.district.learning.points import Counts

_PLACES: Final = range(len(LEVELS))


class Best(NamedTuple):
    """The highest kappa, and the first score of each level but the mildest."""

    kappa: Fraction
    cuts: tuple[int, ...]


def kappa(counts: Counts, cuts: Sequence[int]) -> Fraction:
    """Return the quadratic weighted kappa of the levels that `cuts` give, as it is; 0 where chance agrees fully."""
    seen, chance = _costs(counts)
    levels = [sum(score >= cut for cut in cuts) for score in range(len(counts))]
    d = sum(seen[score][level] for score, level in enumerate(levels))
    e = sum(chance[score][level] for score, level in enumerate(levels))
    return 1 - Fraction(d, e) if e else Fraction(0)


def best(counts: Counts, scores: Sequence[int], above: Fraction | None = None) -> Best | None:
    """Return the highest kappa and its cuts; None if there are fewer reachable `scores` (ascending) than levels.

    Each level has one of the scores at least. Of cuts with the same kappa always the same are returned. With `above`,
    None also if no cuts have a higher kappa than that, which is found out sooner.
    """
    if len(scores) < len(LEVELS):
        return None
    seen, chance = _costs(counts)
    cost, by_chance = [seen[score] for score in scores], [chance[score] for score in scores]
    if above is None:
        starts: tuple[int, ...] = tuple(_PLACES[1:])
        over, under = _sums(cost, by_chance, starts)
        if not under:
            return Best(Fraction(0), tuple(scores[place] for place in starts))
    else:
        ratio = 1 - above
        over, under = ratio.numerator, ratio.denominator
        starts = ()
    while True:
        least, found = _least(cost, by_chance, over, under)
        if least >= 0:
            break
        starts = found
        over, under = _sums(cost, by_chance, starts)
    return Best(1 - Fraction(over, under), tuple(scores[place] for place in starts)) if starts else None


def _sums(cost: list[list[int]], by_chance: list[list[int]], starts: Sequence[int]) -> tuple[int, int]:
    """Return D and E of levels that begin at these places."""
    d = e = 0
    for level, (first, after) in enumerate(zip((0, *starts), (*starts, len(cost)), strict=True)):
        d += sum(row[level] for row in cost[first:after])
        e += sum(row[level] for row in by_chance[first:after])
    return d, e


def _costs(counts: Counts) -> tuple[list[list[int]], list[list[int]]]:
    """Return what each level of a score adds to D and to E, both times the number of cases."""
    margins = [sum(row[level] for row in counts) for level in _PLACES]
    total = sum(margins)
    of_level = [sum(margins[said] * (level - said) ** 2 for said in _PLACES) for level in _PLACES]
    seen = [[total * sum(row[said] * (level - said) ** 2 for said in _PLACES) for level in _PLACES] for row in counts]
    chance = [[sum(row) * of_level[level] for level in _PLACES] for row in counts]
    return seen, chance


def _least(cost: list[list[int]], by_chance: list[list[int]], over: int, under: int) -> tuple[int, tuple[int, ...]]:
    """Return the least sum of cost·under - by_chance·over, and the places where the levels but the first begin."""
    size = len(cost)
    best_of: list[int | None] = [None] * len(LEVELS)
    came: list[list[bool]] = []
    for place in range(size):
        row, chance = cost[place], by_chance[place]
        new = [False] * len(LEVELS)
        for level in range(min(place, _PLACES[-1]), -1, -1):
            stay = best_of[level]
            come = best_of[level - 1] if level else (0 if place == 0 else None)
            price = row[level] * under - chance[level] * over
            if come is not None and (stay is None or come < stay):
                new[level] = True
                best_of[level] = come + price
            elif stay is not None:
                best_of[level] = stay + price
        came.append(new)
    starts: list[int] = []
    level = _PLACES[-1]
    for place in range(size - 1, 0, -1):
        if level and came[place][level]:
            starts.append(place)
            level -= 1
    return best_of[-1] or 0, tuple(reversed(starts))
