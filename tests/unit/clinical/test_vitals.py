"""The three vitals: accepted and refused values, and suggestions for likely slips."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clinical.vitals import (
    HEART_RATE,
    MAX_TYPED,
    SYSTOLIC,
    TEMPERATURE,
    VITALS,
    Hint,
    Reading,
    Refusal,
    RefusedError,
    Slip,
    Vital,
)

GOOD = {"fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90}

vitals = st.sampled_from(VITALS)
written = st.tuples(st.integers(0, 460), st.sampled_from(",."), st.integers(0, 99)).map(
    lambda n: f"{n[0]}{n[1]}{n[2]}"
)
typed = (
    written
    | st.integers(0, 460).map(str)
    | st.text(st.sampled_from("0123456789.,-+−/ eE٣３\u00a0"), max_size=12)
    | st.text(max_size=40)
)


def typed_refusal(vital: Vital, text: str) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        vital.from_text(text)
    assert caught.value.name == vital.name
    return caught.value


def number_refusal(vital: Vital, value: object) -> Refusal:
    with pytest.raises(RefusedError) as caught:
        vital.from_number(value)
    assert caught.value.name == vital.name
    return caught.value.refusal


def outcome(vital: Vital, text: str) -> Decimal | RefusedError | None:
    try:
        return vital.from_text(text)
    except RefusedError as error:
        return error


def as_written(text: str) -> Decimal:
    """The number that a person reads there; plain digits with one comma or dot."""
    assert re.fullmatch(r"[+]?[0-9]+([.,][0-9]+)?", text)
    return Decimal(text.replace(",", "."))


def test_the_limits_are_those_of_the_model_for_adults() -> None:
    limits = {
        vital.name: [
            str(number) for number in (vital.minimum, vital.maximum, vital.usual_minimum, vital.usual_maximum)
        ]
        for vital in VITALS
    }
    assert limits == {
        "fiebre": ["25.0", "45.0", "34.0", "41.0"],
        "presion": ["30", "300", "70", "220"],
        "frecuencia_cardiaca": ["20", "300", "40", "180"],
    }
    assert [(vital.unit, vital.decimals) for vital in VITALS] == [("°C", 1), ("mmHg", 0), ("lpm", 0)]


@pytest.mark.parametrize("vital", VITALS, ids=lambda vital: vital.name)
def test_limits_are_inclusive_and_one_step_further_is_refused(vital: Vital) -> None:
    for limit, outwards in ((vital.minimum, -vital.step), (vital.maximum, vital.step)):
        assert vital.from_text(str(limit)) == limit
        assert vital.from_number(float(limit)) == limit
        assert typed_refusal(vital, str(limit + outwards)).refusal is Refusal.OUT_OF_RANGE
        assert number_refusal(vital, float(limit + outwards)) is Refusal.OUT_OF_RANGE


@pytest.mark.parametrize("vital", VITALS, ids=lambda vital: vital.name)
def test_values_ask_for_confirmation_just_outside_the_usual(vital: Vital) -> None:
    assert vital.is_usual(vital.usual_minimum)
    assert vital.is_usual(vital.usual_maximum)
    assert not vital.is_usual(vital.usual_minimum - vital.step)
    assert not vital.is_usual(vital.usual_maximum + vital.step)


@given(vitals, typed)
def test_any_text_is_the_number_that_stands_there_or_is_refused(vital: Vital, text: str) -> None:
    value = outcome(vital, text)
    if isinstance(value, RefusedError):
        assert value.name == vital.name
    elif value is None:
        assert text.strip() == ""
    else:
        assert value == as_written(text.strip())
        assert vital.minimum <= value <= vital.maximum
        assert -value.as_tuple().exponent == vital.decimals


@given(vitals, typed)
def test_comma_and_dot_are_the_same(vital: Vital, text: str) -> None:
    comma, dot = outcome(vital, text.replace(".", ",")), outcome(vital, text.replace(",", "."))
    if isinstance(comma, RefusedError) and isinstance(dot, RefusedError):
        assert vars(comma) == vars(dot)
    else:
        assert comma == dot


@given(vitals, st.data())
def test_every_value_can_be_typed_digit_by_digit(vital: Vital, data: st.DataObject) -> None:
    steps = data.draw(st.integers(int(vital.minimum / vital.step), int(vital.maximum / vital.step)))
    text = str(vital.rounded(steps * vital.step))
    assert vital.from_text(text) == Decimal(text)
    for end in range(1, len(text)):
        beginning = text[:end]
        assert vital.can_become_valid(beginning)
        assert vital.can_become_valid(beginning.replace(".", ","))


@pytest.mark.parametrize(
    ("vital", "text"),
    [
        (TEMPERATURE, "9"),
        (TEMPERATURE, "46"),
        (TEMPERATURE, "24,9"),
        (TEMPERATURE, "24,"),
        (TEMPERATURE, "385"),
        (TEMPERATURE, "38,55"),
        (TEMPERATURE, "-3"),
        (TEMPERATURE, ""),
        (TEMPERATURE, "x"),
        (TEMPERATURE, ",5"),
        (TEMPERATURE, "0" * (MAX_TYPED + 1)),
        (SYSTOLIC, "301"),
        (SYSTOLIC, "120,"),
        (SYSTOLIC, "31,5"),
    ],
)
def test_what_no_further_digit_can_mend(vital: Vital, text: str) -> None:
    assert not vital.can_become_valid(text)


@pytest.mark.parametrize("text", ["38,5", "38.5", " 38,5 ", "+38,5", "038,5", "38,50", "\u00a038.5"])
def test_ways_to_type_a_fever(text: str) -> None:
    assert TEMPERATURE.from_text(text) == Decimal("38.5")


@pytest.mark.parametrize("text", ["", " ", "\t", "\u00a0"])
def test_blank_is_not_entered(text: str) -> None:
    assert TEMPERATURE.from_text(text) is None


@pytest.mark.parametrize(
    ("vital", "text", "refusal"),
    [
        (TEMPERATURE, "38,5,2", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "38 5", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "３８", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "٣٨", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "nan", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "3e1", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "1" * 5000, Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "-", Refusal.INCOMPLETE),
        (TEMPERATURE, ",", Refusal.INCOMPLETE),
        (TEMPERATURE, "38,", Refusal.INCOMPLETE),
        (TEMPERATURE, ",5", Refusal.INCOMPLETE),
        (TEMPERATURE, "-38,5", Refusal.OUT_OF_RANGE),
        (TEMPERATURE, "−38,5", Refusal.OUT_OF_RANGE),
        (TEMPERATURE, "45,01", Refusal.OUT_OF_RANGE),
        (TEMPERATURE, "1" * MAX_TYPED, Refusal.OUT_OF_RANGE),
        (TEMPERATURE, "78", Refusal.OUT_OF_RANGE),
        (TEMPERATURE, "89,9", Refusal.OUT_OF_RANGE),
        (TEMPERATURE, "113,1", Refusal.OUT_OF_RANGE),
        (SYSTOLIC, "120,5", Refusal.NOT_WHOLE),
        (HEART_RATE, "90/60", Refusal.NOT_A_NUMBER),
        (TEMPERATURE, "38,55", Refusal.TOO_MANY_DECIMALS),
    ],
)
def test_refused_with_no_guess_at_what_was_meant(vital: Vital, text: str, refusal: Refusal) -> None:
    error = typed_refusal(vital, text)
    assert (error.refusal, error.hint) == (refusal, None)


@pytest.mark.parametrize(
    ("vital", "text", "refusal", "hint"),
    [
        (TEMPERATURE, "385", Refusal.OUT_OF_RANGE, Hint(Slip.DECIMAL_POINT_LEFT_OUT, Decimal("38.5"))),
        (TEMPERATURE, "98.6", Refusal.OUT_OF_RANGE, Hint(Slip.FAHRENHEIT, Decimal("37.0"), Decimal("98.6"))),
        (TEMPERATURE, "100,4", Refusal.OUT_OF_RANGE, Hint(Slip.FAHRENHEIT, Decimal("38.0"), Decimal("100.4"))),
        (TEMPERATURE, "90", Refusal.OUT_OF_RANGE, Hint(Slip.FAHRENHEIT, Decimal("32.2"), Decimal(90))),
        (TEMPERATURE, "113", Refusal.OUT_OF_RANGE, Hint(Slip.FAHRENHEIT, Decimal("45.0"), Decimal(113))),
        (SYSTOLIC, "120/80", Refusal.NOT_A_NUMBER, Hint(Slip.BOTH_PRESSURES, Decimal(120))),
        (SYSTOLIC, " 95 / 60 ", Refusal.NOT_A_NUMBER, Hint(Slip.BOTH_PRESSURES, Decimal(95))),
    ],
)
def test_a_likely_slip_gets_a_hint_and_is_refused_all_the_same(
    vital: Vital, text: str, refusal: Refusal, hint: Hint
) -> None:
    error = typed_refusal(vital, text)
    assert (error.refusal, error.hint) == (refusal, hint)


@given(vitals, typed)
def test_a_hint_is_always_a_value_that_would_be_taken(vital: Vital, text: str) -> None:
    error = outcome(vital, text)
    if isinstance(error, RefusedError) and error.hint:
        assert outcome(vital, str(error.hint.meant)) == error.hint.meant


def test_no_hint_at_a_pressure_that_nobody_has() -> None:
    assert typed_refusal(SYSTOLIC, "999/80").hint is None


@pytest.mark.parametrize("value", [True, False, None, "38", "", [38], {}, float("nan"), float("inf"), -float("inf")])
def test_only_numbers_are_numbers(value: object) -> None:
    assert number_refusal(TEMPERATURE, value) is Refusal.NOT_A_NUMBER


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_decimals_that_are_no_numbers(value: Decimal) -> None:
    assert number_refusal(SYSTOLIC, value) is Refusal.NOT_A_NUMBER


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(10**5000, id="5001 digits"),
        pytest.param(-(10**5000), id="minus 5001 digits"),
        *(Decimal("1e999"), 1e300, -1, 0, 0.0, 1000),
    ],
)
def test_huge_and_negative_numbers_are_out_of_range(value: object) -> None:
    assert number_refusal(TEMPERATURE, value) is Refusal.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (37.95, "38.0"),
        (37.949, "37.9"),
        (36.7999992370605, "36.8"),
        (36.8, "36.8"),
        (38, "38.0"),
        (24.95, "25.0"),
        (45.04, "45.0"),
        (Decimal("38.05"), "38.1"),
    ],
)
def test_temperature_from_another_program_is_rounded_half_up(value: float | Decimal, kept: str) -> None:
    assert str(TEMPERATURE.from_number(value)) == kept


@given(st.integers(250, 449), st.integers(0, 999))
def test_rounding_half_up_is_decimal(tenths: int, thousandths: int) -> None:
    text = f"{tenths // 10}.{tenths % 10}{thousandths:03d}"
    assert TEMPERATURE.from_number(float(text)) * 10 == tenths + (thousandths >= 500)


@pytest.mark.parametrize("vital", [SYSTOLIC, HEART_RATE], ids=lambda vital: vital.name)
def test_whole_numbers_stay_whole(vital: Vital) -> None:
    assert str(vital.from_number(120.0)) == "120"
    assert str(vital.from_number(Decimal("1.2e2"))) == "120"
    assert number_refusal(vital, 120.5) is Refusal.NOT_WHOLE


@given(st.floats() | st.integers() | st.booleans() | st.none() | st.text() | st.decimals(allow_nan=True))
def test_any_value_is_taken_within_the_limits_or_refused(value: object) -> None:
    for vital in VITALS:
        try:
            kept = vital.from_number(value)
        except RefusedError as error:
            assert error.name == vital.name  # noqa: PT017 - either outcome is right
        else:
            assert vital.minimum <= kept <= vital.maximum
            assert abs(Decimal(repr(value) if isinstance(value, float) else value) - kept) <= vital.step / 2


def test_a_reading_has_its_values_in_the_order_of_entry() -> None:
    reading = Reading.from_numbers(dict(reversed(GOOD.items())))
    assert [str(value) for value in reading] == ["38.0", "120", "90"]


@pytest.mark.parametrize(
    ("numbers", "refusal", "name"),
    [
        ({}, Refusal.MISSING, "fiebre"),
        ({"fiebre": 38, "frecuencia_cardiaca": 90}, Refusal.MISSING, "presion"),
        (GOOD | {"nombre": "Ana"}, Refusal.UNKNOWN_NAME, "nombre"),
        ({"Fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}, Refusal.UNKNOWN_NAME, "Fiebre"),
        (GOOD | {"presion": None}, Refusal.NOT_A_NUMBER, "presion"),
        (GOOD | {"presion": 301, "frecuencia_cardiaca": 301}, Refusal.OUT_OF_RANGE, "presion"),
    ],
)
def test_a_reading_is_refused_with_the_name_that_is_wrong(
    numbers: dict[str, object], refusal: Refusal, name: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        Reading.from_numbers(numbers)
    assert (caught.value.refusal, caught.value.name) == (refusal, name)
    assert str(caught.value) == f"{name}: {refusal.value}"
