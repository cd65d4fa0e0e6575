"""Two models side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from core.clinical import comparison, model
from core.clinical.vitals import HEART_RATE, VITALS, Reading
from core.vocabulary import Category
from tests.answers import model_file

if TYPE_CHECKING:
    from core.clinical.model import Model

OLD = model.load()
NEW = model.parse(model_file(), "x")


def test_a_model_differs_from_itself_nowhere() -> None:
    assert comparison.differences(OLD, OLD) == []
    assert comparison.cuts(OLD, OLD) == []


def test_other_bounds_are_ranges_of_values() -> None:
    assert comparison.differences(OLD, NEW) == [comparison.Difference(HEART_RATE, Decimal(91), Decimal(95), 1, 0)]


def test_neighbours_with_equal_points_are_one_range_and_ends_are_open() -> None:
    bands = OLD.bands[2]
    raised = [band._replace(points=band.points + 1) for band in bands[3:]]
    new = OLD._replace(bands=(*OLD.bands[:2], (*bands[:3], *raised)))
    (first, second, third) = comparison.differences(OLD, new)
    assert (first.first, third.last) == (Decimal(91), None)
    assert (second.before, second.after, third.before, third.after) == (2, 3, 3, 4)


def test_a_band_in_two_parts_with_equal_points_differs_nowhere() -> None:
    first, *others = OLD.bands[2]
    parts = (first._replace(last=Decimal(30)), first._replace(first=Decimal(31)), *others)
    raised = tuple(band._replace(points=band.points + 1) for band in parts)
    assert comparison.differences(OLD, OLD._replace(bands=(*OLD.bands[:2], parts))) == []
    assert comparison.differences(OLD, OLD._replace(bands=(*OLD.bands[:2], raised)))[0].last == Decimal(40)


def test_other_cuts_of_the_score() -> None:
    grades = (*OLD.grades[:3], OLD.grades[3]._replace(last=7), OLD.grades[4]._replace(first=8))
    assert comparison.cuts(OLD, OLD._replace(grades=grades)) == [
        comparison.Cut(Category.CHRONIC, (5, 6), (5, 7)),
        comparison.Cut(Category.TERMINAL, (7, None), (8, None)),
    ]


def points(found: Model, place: int, value: Decimal) -> int:
    return next(band.points for band in found.bands[place] if band.last is None or value <= band.last)


@given(st.integers(0, 2), st.data())
def test_a_value_is_in_a_difference_if_its_points_differ(place: int, data: st.DataObject) -> None:
    vital = VITALS[place]
    steps = int((vital.maximum - vital.minimum) / vital.step)
    value = vital.minimum + data.draw(st.integers(0, steps)) * vital.step
    found = [
        one
        for one in comparison.differences(OLD, NEW)
        if one.vital is vital
        and (one.first is None or one.first <= value)
        and (one.last is None or value <= one.last)
    ]
    before, after = points(OLD, place, value), points(NEW, place, value)
    assert [(one.before, one.after) for one in found] == ([(before, after)] if before != after else [])


def test_readings_are_counted_by_both_categories() -> None:
    readings = [Reading.from_numbers({"fiebre": 37, "presion": 120, "frecuencia_cardiaca": n}) for n in (80, 93, 93)]
    moves = comparison.moves(readings, OLD, NEW)
    assert (moves.total, moves.changed) == (3, 2)
    assert moves.matrix[Category.MILD][Category.NOT_ILL] == 2
    assert moves.matrix[Category.NOT_ILL][Category.NOT_ILL] == 1
    assert [len(row) for row in moves.matrix.values()] == [5] * 5
