"""Checks of what was typed in one period, each by the exact binomial probability of so many or more by chance.

The shares taken for chance are generous, so that an alarm means a habit: pressures read from a dial end in 0 more
often than in one of ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ALPHA: Final = 0.001
"""Probability below which a check alarms."""

ZEROS_BY_CHANCE: Final = 0.15
"""Share of values with a last digit of 0 taken for chance."""

REPEATED_BY_CHANCE: Final = 0.01
"""Share of records with the three values of the record before taken for chance; rounding alone stays below."""

FAHRENHEIT_BY_CHANCE: Final = 0.01
"""Share of temperatures typed in °F taken for single slips."""

_NEGLIGIBLE: Final = 1e-17


@dataclass(frozen=True, slots=True)
class Check:
    """`hits` among `total`, and the probability of so many or more by chance."""

    hits: int
    total: int
    probability: float

    @property
    def is_alarm(self) -> bool:
        """Whether so many are no chance."""
        return self.probability < ALPHA

    @property
    def share(self) -> float:
        """The share of hits, 0 to 1."""
        return self.hits / self.total if self.total else 0.0


def zeros(counts: Mapping[float, int], decimals: int = 0) -> Check:
    """Check the last digits of a vital sign with that many decimals: `counts` by value, in its unit."""
    hits = sum(count for value, count in counts.items() if round(value * 10**decimals) % 10 == 0)
    return _check(hits, sum(counts.values()), ZEROS_BY_CHANCE)


def repeated(equal: int, pairs: int) -> Check:
    """Check how many of the `pairs` of consecutive records have three equal values."""
    return _check(equal, pairs, REPEATED_BY_CHANCE)


def fahrenheit(refused: int, typed: int) -> Check:
    """Check how many of all `typed` temperatures, refused ones included, were refused and look like °F."""
    return _check(refused, typed, FAHRENHEIT_BY_CHANCE)


def tail(hits: int, total: int, share: float) -> float:
    """Return the probability of `hits` or more among `total`, each with probability `share` (above 0, below 1)."""
    if hits <= 0:
        return 1.0
    if hits > total:
        return 0.0
    if hits - 1 < total * share:  # the larger part: one minus the smaller one is more exact
        return 1 - _sum(total - hits + 1, total, 1 - share)
    return _sum(hits, total, share)


def _sum(hits: int, total: int, share: float) -> float:
    term = exp(
        lgamma(total + 1)
        - lgamma(hits + 1)
        - lgamma(total - hits + 1)
        + hits * log(share)
        + (total - hits) * log(1 - share)
    )
    odds = share / (1 - share)
    found = 0.0
    for count in range(hits, total + 1):
        found += term
        if term < _NEGLIGIBLE * found:
            break
        term *= (total - count) / (count + 1) * odds
    return found


def _check(hits: int, total: int, share: float) -> Check:
    return Check(hits, total, tail(hits, total, share))
