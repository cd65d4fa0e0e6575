"""The clinics' counts of a week or a month as DHIS2 takes them: `dataValueSets` JSON, by the codes of a map file.

A clinic whose deliveries reach the end of the period has a value for each category, 0 too. One whose deliveries do
not gets none: what is not known is no zero.
"""

from __future__ import annotations

import calendar
import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.errors import PredictorError
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from core.district.consolidated import ClinicRow

MAP_AT_MOST: Final = 4 * 1024 * 1024
TOTAL: Final = "total"
"""The name of the element for all categories together, in the map."""

_KEYS: Final = ("dataSet", "orgUnits", "dataElements")
_SCHEMES: Final = ("CODE", "UID")
_WEEK: Final = re.compile(r"(\d{4})W(\d{1,2})", re.ASCII)
_MONTH: Final = re.compile(r"(\d{4})(\d{2})", re.ASCII)


class MapError(PredictorError):
    """The map file is refused; the message is the reason, in Spanish."""


class PeriodOf(NamedTuple):
    """A period of DHIS2: its name there (`2026W47`, `202611`), and its first and last day."""

    name: str
    first: date
    last: date


class CodeMap(NamedTuple):
    """What the map file says: the data set, the unit of each clinic, the element of each category or of all.

    `scheme` is what these are: `CODE`, or `UID`.
    """

    data_set: str
    units: Mapping[str, str]
    elements: Mapping[str, str]
    scheme: str


@dataclass(frozen=True, slots=True)
class Values:
    """The JSON, the units in it, and the codes of clinics without a delivery up to the end, and without a unit."""

    content: dict[str, Any]
    sent: Sequence[str]
    not_delivered: Sequence[str]
    without_unit: Sequence[str]

    @property
    def count(self) -> int:
        """The number of values."""
        return len(self.content["dataValues"])


def period(text: str) -> PeriodOf:
    """Return the ISO week (`2026W47`) or month (`202611`) that a text names. Raises ValueError."""
    if found := _WEEK.fullmatch(text):
        year, week = map(int, found.groups())
        monday = date.fromisocalendar(year, week, 1)
        return PeriodOf(f"{year}W{week}", monday, monday + timedelta(days=6))
    if found := _MONTH.fullmatch(text):
        year, month = map(int, found.groups())
        first = date(year, month, 1)
        return PeriodOf(text, first, first.replace(day=calendar.monthrange(year, month)[1]))
    raise ValueError(text)


def read_map(content: bytes) -> CodeMap:
    """Return the map that a file has. Raises MapError."""
    found = _members(content)
    scheme = found.get("idScheme", _SCHEMES[0])
    if scheme not in _SCHEMES:
        raise MapError(f"idScheme: puede ser {' o '.join(_SCHEMES)}")
    if not _is_code(found["dataSet"]):
        raise MapError("dataSet: debe ser un código")
    units, elements = (_codes(found[key], key) for key in _KEYS[1:])
    names = [*(category.value for category in Category), TOTAL]
    if unknown := elements.keys() - set(names):
        raise MapError(f"dataElements: no se reconoce {min(unknown)}; puede ser: {', '.join(names)}")
    return CodeMap(found["dataSet"], units, elements, scheme)


def _members(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise MapError("no es JSON en UTF-8") from None
    if not isinstance(found, dict):
        raise MapError("debe ser un objeto de JSON")
    if unknown := found.keys() - {*_KEYS, "idScheme"}:
        raise MapError(f"no se reconoce {min(unknown)}; puede ser: {', '.join((*_KEYS, 'idScheme'))}")
    for key in _KEYS:
        if key not in found:
            raise MapError(f"falta {key}")
    return found


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


def values(rows: Sequence[ClinicRow], days: PeriodOf, codes: CodeMap, made: datetime) -> Values:
    """Return the values of the clinics, whose `rows` count the records of the period.

    `made` is when, in the zone of the district: the day that a delivery reaches is one of that zone.
    """
    found: list[dict[str, str]] = []
    not_delivered, without_unit, sent = [], [], []
    for row in rows:
        unit = codes.units.get(row.code)
        if unit is None:
            without_unit.append(row.code or row.key)
        elif row.covered_until is None or row.covered_until.astimezone(made.tzinfo).date() < days.last:
            not_delivered.append(row.code)
        else:
            sent.append(unit)
            found += [
                {"dataElement": element, "period": days.name, "orgUnit": unit, "value": str(_count(row, name))}
                for name, element in codes.elements.items()
            ]
    content: dict[str, Any] = {
        "dataSet": codes.data_set,
        "idScheme": codes.scheme,
        "dataElementIdScheme": codes.scheme,
        "orgUnitIdScheme": codes.scheme,
    }
    if len(sent) == 1:  # DHIS2 takes a date of completion of one unit only
        content |= {"period": days.name, "orgUnit": sent[0], "completeDate": made.date().isoformat()}
    not_delivered += sorted(codes.units.keys() - {row.code for row in rows})
    return Values({**content, "dataValues": found}, sent, not_delivered, without_unit)


def _count(row: ClinicRow, name: str) -> int:
    return row.total if name == TOTAL else row.counts.get(name, 0)
