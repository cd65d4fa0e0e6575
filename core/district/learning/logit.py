"""A second method, to check the first: a cumulative logit on the bands in use, its coefficients rounded to points.

Proportional odds, McCullagh, JRSS B 42 (1980) 109, by statsmodels (extra `aprendizaje`). It works with floating
point: its tables may differ between machines, so it checks and does not decide.
"""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Final

from core.district.learning import cuts
from core.district.learning.ascent import Fitted
from core.district.learning.points import Bands, Table, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.district.learning.points import Example, Rules

_FEWEST: Final = 10
"""Cases that a band needs to have a coefficient of its own; others keep their points."""
_HIGHEST: Final = (3, 4, 5, 6)
"""Points that the largest coefficient may become; the best is taken."""


class Logit:
    """The cumulative logit, on the bands of a table, keeping its rules."""

    name: Final = "logit"

    def __init__(self, start: Table, rules: Rules) -> None:
        self._start = start
        self._rules = rules

    def fit(self, examples: Iterable[Example]) -> Fitted:
        """Return the best of the rounded tables; that in use with cuts chosen anew, if none is better."""
        cases = Counter(examples)
        counts = counted(self._start, cases)
        before = cuts.kappa(counts, self._start.cuts)
        best = Fitted(self._start, before, before, 0)
        weights = self._weights(list(cases.elements()))
        for highest in (0, *_HIGHEST):
            vitals = self._rounded(weights, highest) if highest else self._start.vitals
            table = Table(vitals, self._start.cuts)
            found = cuts.best(counted(table, cases), table.scores, best.kappa)
            if found is not None:
                best = Fitted(table._replace(cuts=found.cuts), found.kappa, before, 1)
        return best

    def _weights(self, cases: Sequence[Example]) -> dict[tuple[int, int], float]:
        """Return the coefficient of each band, by vital sign and place of the band; the normal bands have none."""
        import numpy as np  # noqa: PLC0415 - an extra of its own
        from statsmodels.miscmodels.ordinal_model import OrderedModel  # noqa: PLC0415 - likewise

        columns = {}
        for vital, bands in enumerate(self._start.vitals):
            for place, points in enumerate(bands.points):
                inside = np.array([_place(bands, values[vital]) == place for values, _ in cases], dtype=float)
                if points and _FEWEST <= inside.sum() <= len(cases) - _FEWEST:
                    columns[vital, place] = inside
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of matrices that cannot be inverted: no intervals are asked for
            model = OrderedModel(np.array([level for _, level in cases]), np.column_stack(list(columns.values())))
            found = model.fit(method="bfgs", disp=False)
        return dict(zip(columns, map(float, found.params), strict=False))

    def _rounded(self, weights: dict[tuple[int, int], float], highest: int) -> tuple[Bands, ...]:
        most = max(weights.values(), default=0.0)
        if most <= 0:
            return self._start.vitals
        vitals = []
        for vital, bands in enumerate(self._start.vitals):
            points = [
                round(max(0.0, weights[vital, place]) * highest / most) if (vital, place) in weights else old
                for place, old in enumerate(bands.points)
            ]
            made = Bands(bands.ends, self._kept(bands, points)).joined()
            vitals.append(made if self._rules.allow(vital, made) else bands)
        return tuple(vitals)

    def _kept(self, bands: Bands, points: list[int]) -> tuple[int, ...]:
        """Return points that do not fall outwards, and are an alarm sign exactly where those of the table are."""
        normal, alarm = bands.points.index(0), self._rules.alarm_points
        found = [
            max(new, alarm) if old >= alarm else min(new, alarm - 1)
            for new, old in zip(points, bands.points, strict=True)
        ]
        found[normal] = 0
        for place in range(normal - 1, -1, -1):
            found[place] = max(found[place], found[place + 1])
        for place in range(normal + 1, len(found)):
            found[place] = max(found[place], found[place - 1])
        return tuple(found)


def _place(bands: Bands, value: int) -> int:
    return sum(value > end for end in bands.ends)
