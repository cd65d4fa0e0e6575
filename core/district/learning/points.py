"""Tables of points on a grid of thresholds, counted on cases: what the search for a better table works on.

Whole numbers only. Values are those of `Case.values`: tenths of °C, mmHg, beats per minute. A table has, for each
vital sign, the last value of each band but the last (`ends`), and the points of each band.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical.model import load
from core.clinical.vitals import VITALS
from core.district.learning.cases import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.clinical.model import Model
    from core.district.learning.cases import Case

SCALES: Final = tuple(10**vital.decimals for vital in VITALS)
"""By what a value is multiplied to be whole."""
GRID: Final = (tuple(range(344, 410, 5)), tuple(range(69, 220, 10)), tuple(range(39, 180, 10)))
"""Last values of bands that the search may choose: bands begin at half degrees and at tens, as people round."""
MOST_BANDS: Final = 8
MOST_POINTS: Final = 9


class Bands(NamedTuple):
    """The bands of a vital sign."""

    ends: tuple[int, ...]
    points: tuple[int, ...]

    def of(self, value: int) -> int:
        """Return the points of a value."""
        return self.points[bisect_left(self.ends, value)]

    def joined(self) -> Bands:
        """Return the same with neighbours of equal points as one band."""
        ends: list[int] = []
        points: list[int] = []
        for point, those in groupby(zip(self.points, (*self.ends, None), strict=True), key=lambda pair: pair[0]):
            points.append(point)
            *_, (_, last) = those
            if last is not None:
                ends.append(last)
        return Bands(tuple(ends), tuple(points))


class Table(NamedTuple):
    """A table of points: the bands of the three vital signs, and the first score of each level but the mildest."""

    vitals: tuple[Bands, ...]
    cuts: tuple[int, ...]

    def score(self, values: Sequence[int]) -> int:
        """Return the sum of the points."""
        return sum(bands.of(value) for bands, value in zip(self.vitals, values, strict=True))

    def level(self, score: int) -> int:
        """Return the level of a score."""
        return sum(score >= cut for cut in self.cuts)

    @property
    def scores(self) -> list[int]:
        """The scores that readings can reach, ascending."""
        found = {0}
        for bands in self.vitals:
            found = {score + point for score in found for point in set(bands.points)}
        return sorted(found)


Alarms = tuple[int | None, int | None]
"""Values up to the first and above the second are an alarm sign; None where there is no such side."""


class Rules(NamedTuple):
    """What every table of a search keeps: from which points on a vital sign is an alarm sign, and at which values.

    `normal` has a value of each vital sign that has no points, whatever the verdicts.
    """

    alarm_points: int
    alarms: tuple[Alarms, ...]
    normal: tuple[int, ...]

    def allow(self, place: int, bands: Bands) -> bool:
        """Return whether a vital sign may have these bands."""
        points = bands.points
        if len(points) > MOST_BANDS or min(points) != 0 or max(points) > MOST_POINTS:
            return False
        normal = points.index(0)
        if any(a < b for a, b in pairwise(points[: normal + 1])) or any(a > b for a, b in pairwise(points[normal:])):
            return False
        return bands.of(self.normal[place]) == 0 and alarms_of(bands, self.alarm_points) == self.alarms[place]


def alarms_of(bands: Bands, alarm_points: int) -> Alarms:
    """Return the values of a vital sign that are an alarm sign by themselves."""
    normal = bands.points.index(0)
    ends = list(zip(bands.ends, bands.points, strict=False))[:normal]
    low = [end for end, points in ends if points >= alarm_points]
    beyond = zip(bands.ends[normal:], bands.points[normal + 1 :], strict=True)
    high = [end for end, points in beyond if points >= alarm_points]
    return max(low, default=None), min(high, default=None)


def of_model(model: Model) -> Table:
    """Return the table of a model."""
    vitals = tuple(
        Bands(
            tuple(int(band.last * scale) for band in bands if band.last is not None), tuple(b.points for b in bands)
        )
        for bands, scale in zip(model.bands, SCALES, strict=True)
    )
    return Table(vitals, tuple(grade.first for grade in model.grades[1:]))


def rules_of(model: Model) -> Rules:
    """Return the rules that a table keeps: a model's alarm points and alarm signs, and normal values.

    These are of the built-in model, lest they move a little with each generation.
    """
    alarms = tuple(alarms_of(bands, model.alarm_points) for bands in of_model(model).vitals)
    return Rules(model.alarm_points, alarms, tuple(map(_middle, of_model(load()).vitals)))


def _middle(bands: Bands) -> int:
    """Return the middle of the normal band."""
    normal = bands.points.index(0)
    return (bands.ends[normal - 1] + 1 + bands.ends[normal]) // 2


def moves(bands: Bands, grid: Sequence[int]) -> list[Bands]:
    """Return the bands that one move away: a band's points up or down, a bound to a neighbouring threshold, a split.

    In a fixed order; joined, without the bands themselves, not checked against rules.
    """
    found = [*_points_changed(bands), *_bounds_moved(bands, grid), *_splits(bands, grid)]
    same = bands.joined()
    return [one for one in dict.fromkeys(one.joined() for one in found) if one != same]


def _points_changed(bands: Bands) -> Iterable[Bands]:
    for place, points in enumerate(bands.points):
        for change in (-1, 1):
            if points + change >= 0:
                yield bands._replace(points=(*bands.points[:place], points + change, *bands.points[place + 1 :]))


def _bounds_moved(bands: Bands, grid: Sequence[int]) -> Iterable[Bands]:
    for place, end in enumerate(bands.ends):
        at = bisect_left(grid, end)
        after = at + 1 if at < len(grid) and grid[at] == end else at
        for to in (*grid[max(0, at - 1) : at], *grid[after : after + 1]):
            ends = (*bands.ends[:place], to, *bands.ends[place + 1 :])
            if all(low < high for low, high in pairwise(ends)):
                yield bands._replace(ends=ends)


def _splits(bands: Bands, grid: Sequence[int]) -> Iterable[Bands]:
    """Yield the bands with one of them cut in two at a threshold, one half a point higher or lower."""
    for end in grid:
        if end in bands.ends:
            continue
        place = bisect_left(bands.ends, end)
        ends = (*bands.ends[:place], end, *bands.ends[place:])
        points = bands.points[place]
        for low, high in ((points + 1, points), (points - 1, points), (points, points + 1), (points, points - 1)):
            if min(low, high) >= 0:
                yield Bands(ends, (*bands.points[:place], low, high, *bands.points[place + 1 :]))


Example = tuple[tuple[int, ...], int]
"""A case as a search sees it: its values, and the level that the clinician gave."""

Counts = list[list[int]]
"""Cases by score and verdict: `counts[score][level]`."""


def examples(cases: Iterable[Case]) -> list[Example]:
    """Return cases as a search sees them."""
    return [(case.values, case.level) for case in cases]


def counted(table: Table, cases: Mapping[Example, int]) -> Counts:
    """Return numbers of cases by score and level, for every score from 0 to the highest."""
    counts: Counts = [[0] * len(LEVELS) for _ in range(table.scores[-1] + 1)]
    for (values, level), number in cases.items():
        counts[table.score(values)][level] += number
    return counts
