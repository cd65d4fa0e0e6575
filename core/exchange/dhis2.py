"""Counts of weeks or months as DHIS2 takes them: `dataValueSets` JSON, by the codes of a map.

The district and each clinic read the same map, as a file or, in the clinic, as the window has kept it.
"""

from __future__ import annotations

import calendar
import json
import re
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.errors import PredictorError
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.report.report import Report

MAP_AT_MOST: Final = 4 * 1024 * 1024
TOTAL: Final = "total"
"""The name of the element for all categories together, in the map."""

ELEMENTS: Final = (*(category.value for category in Category), TOTAL)
"""The names of the elements in the map."""

SCHEMES: Final = ("CODE", "UID")
"""The kinds of codes of a map."""

LONGEST_CODE: Final = 50
"""Most characters of a code in DHIS2."""

_KEYS: Final = ("dataSet", "orgUnits", "dataElements")
_OPTIONAL: Final = ("idScheme", "periodType")
_WEEK: Final = re.compile(r"(\d{4})W(\d{1,2})", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})(\d{2})", re.ASCII)


class PeriodType(StrEnum):
    """How often a data set is collected, as DHIS2 names it."""

    WEEKLY = "Weekly"
    MONTHLY = "Monthly"


class MapError(PredictorError):
    """The map is refused; the message is the reason, in Spanish."""


class MapFlaw(StrEnum):
    """Why a map that was typed cannot be used."""

    NO_DATA_SET = "no_data_set"
    NO_UNIT = "no_unit"
    NO_ELEMENT = "no_element"
    REPEATED = "repeated"


class PeriodOf(NamedTuple):
    """A period of DHIS2: its name there (`2026W47`, `202611`), and its first and last day."""

    name: str
    first: date
    last: date


class CodeMap(NamedTuple):
    """The content of the map: the data set, the unit of each clinic by its code, the element of each of ELEMENTS.

    `scheme` is one of SCHEMES.
    """

    data_set: str
    units: Mapping[str, str]
    elements: Mapping[str, str]
    scheme: str = SCHEMES[0]
    kind: PeriodType = PeriodType.WEEKLY

    def unit(self, code: str) -> str | None:
        """Return the unit of a clinic: that of its code, else the one typed while it had none; None without one."""
        return self.units.get(code) or self.units.get("")


def period(text: str) -> PeriodOf:
    """Return the ISO week (`2026W47`) or month (`202611`) that a text names. Raises ValueError."""
    if found := _WEEK.fullmatch(text):
        year, week = map(int, found.groups())
        return _week(date.fromisocalendar(year, week, 1))
    if found := _MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        return _month(date(year, month, 1))
    raise ValueError(text)


def period_with(kind: PeriodType, day: date) -> PeriodOf:
    """Return the week or month that a day is in."""
    if kind is PeriodType.MONTHLY:
        return _month(day.replace(day=1))
    return _week(day - timedelta(days=day.weekday()))


def last_whole(kind: PeriodType, today: date, count: int) -> list[PeriodOf]:
    """Return the last `count` periods that ended before `today`, the latest first."""
    found: list[PeriodOf] = []
    first = period_with(kind, today).first
    while len(found) < count:
        found.append(period_with(kind, first - timedelta(days=1)))
        first = found[-1].first
    return found


def periods_of(kind: PeriodType, first: date, last: date) -> list[PeriodOf]:
    """Return the periods from `first` to `last`. Raises ValueError where these do not bound whole periods."""
    found = [period_with(kind, first)]
    while found[-1].last < last:
        found.append(period_with(kind, found[-1].last + timedelta(days=1)))
    if (found[0].first, found[-1].last) != (first, last):
        raise ValueError((first, last))
    return found


def _week(monday: date) -> PeriodOf:
    year, week, _ = monday.isocalendar()
    return PeriodOf(f"{year}W{week}", monday, monday + timedelta(days=6))


def _month(first: date) -> PeriodOf:
    return PeriodOf(f"{first:%Y%m}", first, first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def read_map(content: bytes) -> CodeMap:
    """Return the map that a file has. Raises MapError."""
    found = _members(content)
    scheme = _one_of(found, "idScheme", SCHEMES)
    kind = PeriodType(_one_of(found, "periodType", tuple(PeriodType)))
    if not _is_code(found["dataSet"]):
        raise MapError("dataSet: debe ser un código")
    units, elements = (_codes(found[key], key) for key in _KEYS[1:])
    if unknown := elements.keys() - set(ELEMENTS):
        raise MapError(f"dataElements: no se reconoce {min(unknown)}; puede ser: {', '.join(ELEMENTS)}")
    return CodeMap(found["dataSet"], units, elements, scheme, kind)


def written(codes: CodeMap) -> str:
    """Return the text of a map, as `read_map` takes it."""
    said = {
        "dataSet": codes.data_set,
        "orgUnits": dict(codes.units),
        "dataElements": dict(codes.elements),
        "idScheme": codes.scheme,
        "periodType": codes.kind,
    }
    return json.dumps(said, ensure_ascii=False)


def flaw(codes: CodeMap) -> MapFlaw | None:
    """Return why a map that was typed cannot be used; None if it can."""
    if not codes.data_set:
        return MapFlaw.NO_DATA_SET
    if not all(codes.units.values()):
        return MapFlaw.NO_UNIT
    if not codes.elements:
        return MapFlaw.NO_ELEMENT
    return MapFlaw.REPEATED if len(set(codes.elements.values())) < len(codes.elements) else None


def _members(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise MapError("no es JSON en UTF-8") from None
    if not isinstance(found, dict):
        raise MapError("debe ser un objeto de JSON")
    if unknown := found.keys() - {*_KEYS, *_OPTIONAL}:
        raise MapError(f"no se reconoce {min(unknown)}; puede ser: {', '.join((*_KEYS, *_OPTIONAL))}")
    for key in _KEYS:
        if key not in found:
            raise MapError(f"falta {key}")
    return found


def _one_of(found: dict[str, Any], key: str, choices: Sequence[str]) -> str:
    """Return the member's value, by default the first choice."""
    said = found.get(key, choices[0])
    if said not in choices:
        raise MapError(f"{key}: puede ser {' o '.join(choices)}")
    return str(said)


def _codes(found: object, key: str) -> dict[str, str]:
    if not isinstance(found, dict) or not found:
        raise MapError(f"{key}: debe ser un objeto con al menos un código")
    for name, code in found.items():
        if not _is_code(code):
            raise MapError(f"{key}: el código de {name} debe ser un texto")
    if len(set(found.values())) < len(found):
        raise MapError(f"{key}: un código está repetido")
    return found


def _is_code(found: object) -> bool:
    return isinstance(found, str) and bool(found.strip())


def unit_values(codes: CodeMap, unit: str, name: str, counts: Mapping[str, int], total: int) -> list[dict[str, str]]:
    """Return the values of a unit in the period of that name, one for each element of the map, 0 too."""
    return [
        {
            "dataElement": element,
            "period": name,
            "orgUnit": unit,
            "value": str(total if key == TOTAL else counts.get(key, 0)),
        }
        for key, element in codes.elements.items()
    ]


def value_set(
    codes: CodeMap, values: list[dict[str, str]], complete: tuple[str, str] | None, made: date
) -> dict[str, Any]:
    """Return the `dataValueSets` object. `complete` is the one period and the one unit of all values, else None.

    DHIS2 takes a date of completion, which is `made`, of one unit and period only.
    """
    content: dict[str, Any] = {
        "dataSet": codes.data_set,
        "idScheme": codes.scheme,
        "dataElementIdScheme": codes.scheme,
        "orgUnitIdScheme": codes.scheme,
    }
    if complete is not None:
        content |= {"period": complete[0], "orgUnit": complete[1], "completeDate": made.isoformat()}
    return {**content, "dataValues": values}


def clinic_values(
    codes: CodeMap, unit: str, reports: Iterable[tuple[PeriodOf, Report]], made: date
) -> dict[str, Any]:
    """Return the `dataValueSets` object of one clinic, from its report of each period."""
    found: list[dict[str, str]] = []
    names = []
    for days, report in reports:
        names.append(days.name)
        found += unit_values(codes, unit, days.name, report.counts, report.total)
    return value_set(codes, found, (names[0], unit) if len(names) == 1 else None, made)


def encoded(content: Mapping[str, Any]) -> bytes:
    """Return a `dataValueSets` object as the content of a file."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
