"""Two models side by side: where their points differ, and how the same readings fall into categories by each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from core.clinical.vitals import VITALS, Vital
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from core.clinical.model import Band, Model
    from core.clinical.vitals import Reading


class Difference(NamedTuple):
    """Values of a vital from `first` to `last`, inclusive (None: open), with other points in the second model."""

    vital: Vital
    first: Decimal | None
    last: Decimal | None
    before: int
    after: int


class Cut(NamedTuple):
    """The scores of a category in both models, as first and last score; None is open."""

    category: Category
    before: tuple[int, int | None]
    after: tuple[int, int | None]


class Moves(NamedTuple):
    """How many readings fall into each category by both models: `matrix[before][after]`, all five in each."""

    matrix: dict[Category, dict[Category, int]]

    @property
    def total(self) -> int:
        """Number of readings."""
        return sum(sum(row.values()) for row in self.matrix.values())

    @property
    def changed(self) -> int:
        """Number of readings whose category differs."""
        return self.total - sum(self.matrix[category][category] for category in Category)


def differences(before: Model, after: Model) -> list[Difference]:
    """Return the ranges of values whose points differ, by vital, ascending; neighbours with equal points are one."""
    return [
        found
        for vital, old, new in zip(VITALS, before.bands, after.bands, strict=True)
        for found in _of_vital(vital, old, new)
    ]


def cuts(before: Model, after: Model) -> list[Cut]:
    """Return the categories whose scores differ, mildest first."""
    return [
        Cut(old.category, (old.first, old.last), (new.first, new.last))
        for old, new in zip(before.grades, after.grades, strict=True)
        if (old.first, old.last) != (new.first, new.last)
    ]


def moves(readings: Iterable[Reading], before: Model, after: Model) -> Moves:
    """Predict readings by both models and count the pairs of categories."""
    matrix = {old: dict.fromkeys(Category, 0) for old in Category}
    for reading in readings:
        matrix[before.predict(reading).category][after.predict(reading).category] += 1
    return Moves(matrix)


def _of_vital(vital: Vital, old: tuple[Band, ...], new: tuple[Band, ...]) -> Iterator[Difference]:
    ends = sorted({band.last for band in (*old, *new) if band.last is not None})
    spans = zip((None, *(end + vital.step for end in ends)), (*ends, None), strict=True)
    for (before, after), same in groupby(spans, lambda span: (_points(old, span[1]), _points(new, span[1]))):
        if before != after:
            joined = list(same)
            yield Difference(vital, joined[0][0], joined[-1][1], before, after)


def _points(bands: tuple[Band, ...], value: Decimal | None) -> int:
    """Return the points of a value; None is above all bounds."""
    if value is None:
        return bands[-1].points
    return next(band.points for band in bands if band.last is None or value <= band.last)
