"""Student's t distribution: how far 95 % of it reach to either side of 0, for any degrees of freedom above 0."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt
from typing import Final

from core.quality.agreement import Z

_MANY: Final = 30.0
_LEAST: Final = -700.0
_STEPS: Final = 60
_NEAR: Final = 1e-12


def reach(freedom: float) -> float:
    """Return the 97.5 % point of Student's t, to six places or more up to 1e150.

    Abramowitz and Stegun: by the incomplete beta function, 26.7.1; above 30 degrees of freedom, which may be
    infinite, by the expansion 26.7.5.
    """
    if freedom > _MANY:
        return (
            Z
            + (Z**3 + Z) / (4 * freedom)
            + (5 * Z**5 + 16 * Z**3 + 3 * Z) / (96 * freedom**2)
            + (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / (384 * freedom**3)
            + (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / (92160 * freedom**4)
        )
    low, high = _LEAST, log(freedom / (freedom + Z * Z))  # of the logarithm of x = freedom / (freedom + t²)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _incomplete_beta(exp(middle), freedom / 2) > 0.05 else (middle, high)  # noqa: PLR2004 - 95 %
    x = exp(low)
    return sqrt(freedom * (1 - x) / x)


def _incomplete_beta(x: float, a: float) -> float:
    """Return the regularized incomplete beta function of x, a and 1/2, by its series, 26.5.4."""
    term = total = 1.0
    n = 0
    while term > _NEAR * total:
        term *= x * (a + 0.5 + n) / (a + 1 + n)
        total += term
        n += 1
    return total / a * exp(a * log(x) + log1p(-x) / 2 + lgamma(a + 0.5) - lgamma(a) - lgamma(0.5))
