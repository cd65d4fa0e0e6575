"""The clinics' counts of a week or a month for DHIS2.

A clinic whose deliveries reach the end of the period has a value for each category, 0 too. One whose deliveries do
not gets none: what is not known is no zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.exchange.dhis2 import unit_values, value_set

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.district.consolidated import ClinicRow
    from core.exchange.dhis2 import CodeMap, PeriodOf


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
            found += unit_values(codes, unit, days.name, row.counts, row.total)
    not_delivered += sorted(codes.units.keys() - {row.code for row in rows})
    complete = (days.name, sent[0]) if len(sent) == 1 else None
    return Values(value_set(codes, found, complete, made.date()), sent, not_delivered, without_unit)
