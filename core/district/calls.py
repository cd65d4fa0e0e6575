"""Whom to call first: the clinics with a reason to, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.district import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.district.consolidated import ClinicRow
    from core.district.reasons import Reason
    from core.district.watch import Watched


@dataclass(frozen=True, slots=True)
class Call:
    """A clinic to call and why, the most pressing reason first. `key`, `code` and `name` are those of its row."""

    key: str
    code: str
    name: str
    reasons: Sequence[Reason]


def calls(rows: Iterable[ClinicRow], watched: Iterable[Watched]) -> list[Call]:
    """Return the clinics to call: first those not heard of, then by how far a value is beyond its limit.

    Clinics with equal reasons are in the order of their keys.
    """
    of_values = {clinic.key: reasons.of_values(clinic) for clinic in watched}
    return in_order(
        Call(row.key, row.code, row.name, [*reasons.of_delivery(row), *of_values.get(row.key, ())]) for row in rows
    )


def in_order(found: Iterable[Call]) -> list[Call]:
    """Return the calls that have a reason, with their reasons in order, the most pressing first."""
    pressing = [
        replace(call, reasons=sorted(call.reasons, key=lambda reason: reason.weight, reverse=True))
        for call in found
        if call.reasons
    ]
    return sorted(pressing, key=lambda call: (-call.reasons[0].weight, call.key))
