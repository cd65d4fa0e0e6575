"""Values for DHIS2: weeks and months, zeros as zeros, a map that is refused in words."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from core.exchange.dhis2 import (
    CodeMap,
    MapError,
    MapFlaw,
    PeriodOf,
    PeriodType,
    flaw,
    last_whole,
    period,
    periods_of,
    read_map,
    written,
)

ACUTE, MILD = "ENFERMEDAD AGUDA", "ENFERMEDAD LEVE"
ELEMENTS = {"NO ENFERMO": "PM_0", MILD: "PM_1", ACUTE: "PM_2", "total": "PM_T"}
MAP = {"dataSet": "PM_SEMANA", "orgUnits": {"E01": "OU_1", "E02": "OU_2"}, "dataElements": ELEMENTS}
CODES = CodeMap("PM_SEMANA", {"E01": "OU_1", "E02": "OU_2"}, ELEMENTS)


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ("2026W47", "2026W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("2026W53", "2026W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2025W1", "2025W1", date(2024, 12, 30), date(2025, 1, 5)),
        ("2025W01", "2025W1", date(2024, 12, 30), date(2025, 1, 5)),
        ("202402", "202402", date(2024, 2, 1), date(2024, 2, 29)),
        ("202612", "202612", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_weeks_are_iso_weeks_and_months_are_whole(text: str, name: str, first: date, last: date) -> None:
    assert period(text) == PeriodOf(name, first, last)


@pytest.mark.parametrize(
    "text", ["2025W53", "2026W0", "202613", "202600", "000001", "2026-W47", "2026", "٢٠٢٦W47", ""]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of the calendar or of the text, both are refused
        period(text)


@pytest.mark.parametrize(
    ("kind", "today", "names"),
    [
        (PeriodType.WEEKLY, date(2027, 1, 4), ["2026W53", "2026W52"]),
        (PeriodType.WEEKLY, date(2027, 1, 3), ["2026W52", "2026W51"]),
        (PeriodType.MONTHLY, date(2027, 1, 31), ["202612", "202611"]),
    ],
)
def test_the_last_whole_periods_have_ended(kind: PeriodType, today: date, names: list[str]) -> None:
    assert [found.name for found in last_whole(kind, today, 2)] == names


@pytest.mark.parametrize(
    ("kind", "first", "last", "names"),
    [
        (PeriodType.WEEKLY, date(2026, 12, 21), date(2027, 1, 10), ["2026W52", "2026W53", "2027W1"]),
        (PeriodType.MONTHLY, date(2026, 12, 1), date(2027, 1, 31), ["202612", "202701"]),
    ],
)
def test_days_are_split_at_the_turn_of_the_year(kind: PeriodType, first: date, last: date, names: list[str]) -> None:
    assert [found.name for found in periods_of(kind, first, last)] == names


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodType.WEEKLY, date(2026, 12, 20), date(2027, 1, 10)),
        (PeriodType.WEEKLY, date(2026, 12, 21), date(2027, 1, 9)),
        (PeriodType.MONTHLY, date(2026, 12, 21), date(2027, 1, 10)),
    ],
)
def test_part_of_a_period_is_none(kind: PeriodType, first: date, last: date) -> None:
    with pytest.raises(ValueError, match="date"):
        periods_of(kind, first, last)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dataSet": None}, "falta dataSet"),
        ({"dataSet": " "}, "dataSet: debe ser un código"),
        ({"idScheme": "NAME"}, "idScheme: puede ser CODE o UID"),
        ({"periodType": "Yearly"}, "periodType: puede ser Weekly o Monthly"),
        (
            {"unidades": {}},
            "no se reconoce unidades; puede ser: dataSet, orgUnits, dataElements, idScheme, periodType",
        ),
        ({"orgUnits": {}}, "orgUnits: debe ser un objeto con al menos un código"),
        ({"orgUnits": {"E01": 7}}, "orgUnits: el código de E01 debe ser un texto"),
        ({"orgUnits": {"E01": "X", "E02": "X"}}, "orgUnits: un código está repetido"),
        ({"dataElements": {"GRIPE": "X"}}, "dataElements: no se reconoce GRIPE; puede ser: NO ENFERMO, "),
    ],
    ids=str,
)
def test_a_map_that_cannot_be_used_is_refused_in_words(change: dict[str, Any], reason: str) -> None:
    content = {key: value for key, value in {**MAP, **change}.items() if value is not None}
    with pytest.raises(MapError) as refused:
        read_map(json.dumps(content).encode())
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 100_000, b"{"])
def test_a_map_that_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(MapError, match="no es JSON en UTF-8"):
        read_map(content)


def test_a_map_that_is_no_object_is_refused() -> None:
    with pytest.raises(MapError, match="debe ser un objeto"):
        read_map(b"[]")


def test_a_map_says_its_scheme() -> None:
    assert read_map(json.dumps(MAP).encode()) == CODES
    assert read_map(json.dumps({**MAP, "idScheme": "UID"}).encode()).scheme == "UID"


def test_a_map_that_was_typed_is_read_again_as_it_was() -> None:
    codes = CodeMap("S", {"": "OU"}, {"total": "T"}, "UID", PeriodType.MONTHLY)
    assert read_map(written(codes).encode()) == codes


@pytest.mark.parametrize(
    ("codes", "why"),
    [
        (CODES._replace(data_set=""), MapFlaw.NO_DATA_SET),
        (CODES._replace(units={"E01": ""}), MapFlaw.NO_UNIT),
        (CODES._replace(elements={}), MapFlaw.NO_ELEMENT),
        (CODES._replace(elements={ACUTE: "X", MILD: "X"}), MapFlaw.REPEATED),
        (CODES, None),
    ],
)
def test_what_was_typed_is_checked(codes: CodeMap, why: MapFlaw | None) -> None:
    assert flaw(codes) is why
