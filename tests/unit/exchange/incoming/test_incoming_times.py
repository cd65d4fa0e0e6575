"""Dates and times of other programs: read exactly, or refused."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exchange.incoming.times import Order, order_of, parse, parse_compact

at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("2026-11-23", Order.ISO, at("2026-11-23 00:00:00")),
        ("2026-11-23 08:15", Order.DAY_FIRST, at("2026-11-23 08:15:00")),
        ("2026/11/23T08:15:30.525Z", Order.ISO, at("2026-11-23 08:15:30+00:00")),
        (
            "2026-11-23T08:15:30-05:00",
            Order.ISO,
            at("2026-11-23 08:15:30-05:00"),
        ),
        (
            "2026-11-23T08:15:30+0530",
            Order.ISO,
            at("2026-11-23 08:15:30+05:30"),
        ),
        ("23/11/2026 8:15", Order.DAY_FIRST, at("2026-11-23 08:15:00")),
        ("3/4/2026", Order.DAY_FIRST, at("2026-04-03 00:00:00")),
        ("3/4/2026", Order.MONTH_FIRST, at("2026-03-04 00:00:00")),
        ("5.5.2026", Order.ISO, at("2026-05-05 00:00:00")),
        ("11-23-2026 08:15:59", Order.MONTH_FIRST, at("2026-11-23 08:15:59")),
        ("23/11/2026 8:15:00 p. m.", Order.DAY_FIRST, at("2026-11-23 20:15:00")),
        ("23/11/2026 12:15 a.m.", Order.DAY_FIRST, at("2026-11-23 00:15:00")),
        ("11/23/2026 12:15 PM", Order.MONTH_FIRST, at("2026-11-23 12:15:00")),
    ],
)
def test_a_time_is_read_as_written(text: str, order: Order, expected: datetime) -> None:
    assert parse(text, order) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("", "ayer", "23/11/26", "31/2/2026", "2026-13-01", "2026-11-23 25:00", "23/11/2026 13:15 PM", "1/1/1899"),
        "2026-11-23T08:15:30+00:99",
        *("45000", "2026-11-23 08:15 " + "0" * 40),
    ],
)
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert parse(text, Order.DAY_FIRST) is None


def test_a_date_of_the_other_order_is_not_turned_round() -> None:
    assert parse("11/23/2026", Order.DAY_FIRST) is None
    assert parse("3/4/2026", Order.ISO) is None


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["3/4/2026", "23/4/2026"], Order.DAY_FIRST),
        (["3/4/2026", "4/23/2026"], Order.MONTH_FIRST),
        (["2026-04-03", "nada"], Order.ISO),
        (["3/4/2026", "15/15/2026", "23/4/2026"], Order.DAY_FIRST),
        (["5/5/2026"], Order.ISO),
        (["3/4/2026", "5/5/2026"], None),
        (["23/4/2026", "4/23/2026"], None),
    ],
)
def test_the_order_is_that_of_the_whole_column(column: list[str], expected: Order | None) -> None:
    assert order_of(column) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20261123", at("2026-11-23 00:00:00")),
        ("202611230815", at("2026-11-23 08:15:00")),
        ("20261123081530.5-0500", at("2026-11-23 08:15:30-05:00")),
        ("2026", None),
        ("20261323", None),
    ],
)
def test_timestamps_of_hl7(text: str, expected: datetime | None) -> None:
    assert parse_compact(text) == expected


@given(st.datetimes(min_value=at("1900-01-01 00:00:00")), st.sampled_from(Order))
def test_any_time_comes_back_from_any_order(time: datetime, order: Order) -> None:
    time = time.replace(microsecond=0, fold=0)
    date = {Order.ISO: "%Y-%m-%d", Order.DAY_FIRST: "%d/%m/%Y", Order.MONTH_FIRST: "%m/%d/%Y"}[order]
    text = f"{time.strftime(date)} {time:%H:%M:%S}"
    assert parse(text, order) == time
