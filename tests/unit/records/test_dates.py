"""Dates as people type them, and the refusals of invalid ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DateRefusedError
from core.records.dates import DateWords, between, span
from core.records.period import Period
from core.refusals import DateRefusal

TODAY = date(2026, 11, 28)
SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTHS = tuple(zip(SPANISH, ENGLISH, strict=True))
DAY_FIRST = DateWords(True, MONTHS, ("hoy",))
MONTH_FIRST = DateWords(False, MONTHS, ("today",))


def day(year: int, month: int, number: int) -> Period:
    return Period(date(year, month, number), date(year, month, number))


OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/10/2026", day(2026, 10, 1)),
        (" 01-10-26 ", day(2026, 10, 1)),
        ("1.10.2026", day(2026, 10, 1)),
        ("1 10 2026", day(2026, 10, 1)),
        ("2026-10-01", day(2026, 10, 1)),
        ("1/10", day(2026, 10, 1)),
        ("28/11", day(2026, 11, 28)),
        ("29/11", day(2025, 11, 29)),
        ("1 oct", day(2026, 10, 1)),
        ("1 de octubre de 2026", day(2026, 10, 1)),
        ("1 Octubre 26", day(2026, 10, 1)),
        ("2026, Oct 1st", day(2026, 10, 1)),
        ("October 1, 2026", day(2026, 10, 1)),
        ("10/2026", OCTOBER),
        ("2026-10", OCTOBER),
        ("octubre", OCTOBER),
        ("OCT. 2026", OCTOBER),
        ("nov", Period(date(2026, 11, 1), date(2026, 11, 30))),
        ("dic", Period(date(2025, 12, 1), date(2025, 12, 31))),
        ("2/2024", Period(date(2024, 2, 1), date(2024, 2, 29))),
        ("12/9999", Period(date(9999, 12, 1), date.max)),
        ("2026", Period(date(2026, 1, 1), date(2026, 12, 31))),
        ("hoy", Period(TODAY, TODAY)),
    ],
)
def test_a_day_a_month_and_a_year_are_understood(text: str, expected: Period) -> None:
    assert span(text, TODAY, DAY_FIRST) == expected


def test_the_order_of_day_and_month_is_the_reader_s() -> None:
    assert span("3/10/2026", TODAY, MONTH_FIRST) == day(2026, 3, 10)
    assert span("3/10", TODAY, MONTH_FIRST) == day(2026, 3, 10)
    assert span("2026-10-03", TODAY, MONTH_FIRST) == day(2026, 10, 3)


@pytest.mark.parametrize(
    "text",
    [
        "ayer", "10", "1/2/3/4", "1/2026/3", "2026/2026", "123/2026", "ju", "ju 2026", "oct nov", "1 2 3 oct",
        "2025 oct 2026", "1;10;2026", "1/10/2026?", "hoy 3", "/", "1" * 50, "१/१०/२०२६", "oct 1 2026 2027",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateRefusedError) as refused:
        span(text, TODAY, DAY_FIRST)
    assert refused.value.refusal is DateRefusal.NOT_A_DATE


@pytest.mark.parametrize("text", ["31/2/2026", "29/2", "32/1/2026", "13/2026", "0/1", "31 abr", "0000", "1/1/0000"])
def test_a_day_that_does_not_exist_is_named_as_such(text: str) -> None:
    with pytest.raises(DateRefusedError) as refused:
        span(text, TODAY, DAY_FIRST)
    assert refused.value.refusal is DateRefusal.NO_SUCH_DAY


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("10/2026", "", OCTOBER),
        ("5/10", " ", day(2026, 10, 5)),
        ("", "15/10", Period(None, date(2026, 10, 15))),
        ("", "10/2026", Period(None, date(2026, 10, 31))),
        ("8/2026", "10/2026", Period(date(2026, 8, 1), date(2026, 10, 31))),
        ("1/10", "1/10", day(2026, 10, 1)),
        ("1/9", "hoy", Period(date(2026, 9, 1), TODAY)),
    ],
)
def test_a_period_goes_from_the_beginning_of_the_first_to_the_end_of_the_last(
    first: str, last: str, expected: Period
) -> None:
    assert between(first, last, TODAY, DAY_FIRST) == expected


@pytest.mark.parametrize(
    ("first", "last", "refusal", "is_last"),
    [
        ("", " ", DateRefusal.MISSING, False),
        ("x", "1/10", DateRefusal.NOT_A_DATE, False),
        ("1/10", "x", DateRefusal.NOT_A_DATE, True),
        ("", "31/2/2026", DateRefusal.NO_SUCH_DAY, True),
        ("2/10", "1/10", DateRefusal.REVERSED, True),
    ],
)
def test_a_refusal_says_which_of_the_two_it_is_about(
    first: str, last: str, refusal: DateRefusal, is_last: bool
) -> None:
    with pytest.raises(DateRefusedError) as refused:
        between(first, last, TODAY, DAY_FIRST)
    assert (refused.value.refusal, refused.value.is_last) == (refusal, is_last)


@given(st.text(max_size=30) | st.from_regex(r"[0-9/. -]{0,14}", fullmatch=True))
def test_any_text_is_a_period_or_a_refusal(text: str) -> None:
    try:
        found = span(text, TODAY, DAY_FIRST)
    except DateRefusedError:
        return
    assert found.first is not None
    assert found.last is not None
    assert found.first <= found.last


@given(st.dates())
def test_every_day_is_understood_as_it_is_written(given_day: date) -> None:
    expected = Period(given_day, given_day)
    assert span(given_day.isoformat(), TODAY, DAY_FIRST) == expected
    assert span(f"{given_day.day}/{given_day.month}/{given_day.year:04}", TODAY, DAY_FIRST) == expected
    assert span(f"{given_day.day} {SPANISH[given_day.month - 1]} {given_day.year:04}", TODAY, DAY_FIRST) == expected
