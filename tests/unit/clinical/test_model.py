"""The model `reglas` 1.0.2: its tables, its invariants, and an explanation of every result."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from itertools import accumulate, pairwise, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clinical import model
from core.clinical.model import BUILT_IN, Source
from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE, VITALS, Reading, Vital
from core.vocabulary import Category

MODEL = model.load()

# The points, by the last value of each band (model.md); the last band is open.
TABLES = {
    TEMPERATURE: [
        ("32.0", 4),
        ("35.0", 3),
        ("36.0", 1),
        ("37.4", 0),
        ("37.9", 1),
        ("38.9", 3),
        ("40.9", 4),
        ("45.0", 5),
    ],
    SYSTOLIC: [("70", 4), ("90", 3), ("100", 2), ("110", 1), ("139", 0), ("179", 1), ("219", 2), ("300", 3)],
    HEART_RATE: [("40", 3), ("50", 1), ("90", 0), ("110", 1), ("130", 2), ("300", 3)],
}
NORMAL = {TEMPERATURE: Decimal("36.8"), SYSTOLIC: Decimal(120), HEART_RATE: Decimal(75)}


def all_values(vital: Vital) -> list[Decimal]:
    count = int((vital.maximum - vital.minimum) / vital.step)
    return list(accumulate(repeat(vital.step, count), initial=vital.minimum))


def points_by_table(vital: Vital, value: Decimal) -> int:
    return next(points for last, points in TABLES[vital] if value <= Decimal(last))


def reading(**values: str) -> Reading:
    numbers = {vital.name: NORMAL[vital] for vital in VITALS} | {name: Decimal(text) for name, text in values.items()}
    return Reading.from_numbers(numbers)


def readings() -> st.SearchStrategy[Reading]:
    return st.builds(Reading, *(st.sampled_from(all_values(vital)) for vital in VITALS))


def test_the_example_of_the_specification_is_acute() -> None:
    prediction = MODEL.predict(reading(fiebre="38.0", presion="120", frecuencia_cardiaca="90"))
    assert (prediction.category.value, prediction.score) == ("ENFERMEDAD AGUDA", 3)


@pytest.mark.parametrize("vital", VITALS, ids=lambda vital: vital.name)
def test_every_value_within_the_limits_has_the_points_of_its_table(vital: Vital) -> None:
    for value in all_values(vital):
        part = MODEL.predict(reading(**{vital.name: str(value)})).parts[VITALS.index(vital)]
        assert (value, part.band.points) == (value, points_by_table(vital, value))


@pytest.mark.parametrize("vital", VITALS, ids=lambda vital: vital.name)
def test_every_value_within_the_limits_lies_in_exactly_one_band(vital: Vital) -> None:
    bands = MODEL.bands[VITALS.index(vital)]
    for value in all_values(vital):
        holding = [
            band
            for band in bands
            if (band.first is None or band.first <= value) and (band.last is None or value <= band.last)
        ]
        assert len(holding) == 1, value


@given(readings())
def test_the_score_is_the_sum_and_cuts_the_categories(given_reading: Reading) -> None:
    prediction = MODEL.predict(given_reading)
    score = sum(points_by_table(vital, value) for vital, value in zip(VITALS, given_reading, strict=True))
    cuts = ((0, Category.NOT_ILL), (2, Category.MILD), (4, Category.ACUTE), (6, Category.CHRONIC))
    expected = next((category for highest, category in cuts if score <= highest), Category.TERMINAL)
    assert (prediction.score, prediction.category) == (score, expected)
    assert 0 <= score <= MODEL.highest_score == 12


@given(readings(), st.sampled_from(VITALS), st.data())
def test_further_from_normal_on_the_same_side_never_lowers_the_score(
    start: Reading, vital: Vital, data: st.DataObject
) -> None:
    index = VITALS.index(vital)
    values = list(start)
    normal = NORMAL[vital]
    outwards = [v for v in all_values(vital) if (v <= values[index] <= normal) or (v >= values[index] >= normal)]
    values[index] = data.draw(st.sampled_from(outwards))
    assert MODEL.predict(Reading(*values)).score >= MODEL.predict(start).score


@pytest.mark.parametrize(
    ("values", "category"),
    [
        ({}, "NO ENFERMO"),
        ({"fiebre": "37.5"}, "ENFERMEDAD LEVE"),
        ({"fiebre": "38.0"}, "ENFERMEDAD AGUDA"),
        ({"fiebre": "39.0", "frecuencia_cardiaca": "100"}, "ENFERMEDAD CRÓNICA"),
        ({"fiebre": "41.0", "presion": "70"}, "ENFERMEDAD TERMINAL"),
    ],
)
def test_each_category_is_reached_within_the_limits(values: dict[str, str], category: str) -> None:
    assert MODEL.predict(reading(**values)).category.value == category


@given(readings())
def test_every_result_explains_itself(given_reading: Reading) -> None:
    prediction = MODEL.predict(given_reading)
    assert [part.vital for part in prediction.parts] == list(VITALS)
    assert [part.value for part in prediction.parts] == list(given_reading)
    assert sum(part.band.points for part in prediction.parts) == prediction.score
    for part in prediction.parts:
        assert part.band.first is None or part.band.first <= part.value
        assert part.band.last is None or part.value <= part.band.last
        assert part.band.source.es
        assert part.band.source.en
    assert prediction.reading == given_reading
    assert prediction.model == MODEL.name


@given(readings())
def test_an_alarm_sign_is_a_vital_with_three_points_or_more(given_reading: Reading) -> None:
    expected = tuple(
        vital for vital, value in zip(VITALS, given_reading, strict=True) if points_by_table(vital, value) >= 3
    )
    assert MODEL.predict(given_reading).alarms == expected


def test_an_alarm_is_shown_whatever_the_category_is() -> None:
    prediction = MODEL.predict(reading(presion="85"))
    assert (prediction.category, prediction.alarms) == (Category.ACUTE, (SYSTOLIC,))


def test_neighbouring_bands_differ_by_one_step() -> None:
    for vital, bands in zip(VITALS, MODEL.bands, strict=True):
        for low, high in pairwise(bands):
            assert low.last is not None
            assert high.first == low.last + vital.step


def test_a_record_names_its_model_by_id_version_and_file() -> None:
    digest = hashlib.sha256(BUILT_IN.read_bytes()).hexdigest()[:8]
    assert MODEL.name == f"reglas-1.0.2+{digest}"
    assert re.fullmatch(r"[0-9a-f]{8}", MODEL.digest)


def test_the_model_is_not_called_after_a_scale_that_it_is_not() -> None:
    assert "news" not in MODEL.name.lower()


def test_each_score_has_one_grade() -> None:
    grades = [MODEL.grade(score) for score in range(MODEL.highest_score + 1)]
    assert [grades.count(grade) for grade in MODEL.grades] == [1, 2, 2, 2, 6]


@pytest.mark.parametrize("source", [Source("Aprendido", "Learned"), Source("OMS (2011)", "WHO (2011)")])
def test_a_source_is_told_without_the_number_of_the_data_set(source: Source) -> None:
    learned = Source(f"{source.es} (conjunto ff384ad2)", f"{source.en} (data set ff384ad2)")
    assert learned.without_data_set() == source.without_data_set() == source
