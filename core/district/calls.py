"""Whom to call first: the clinics with a reason to, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.district import reasons

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.district.consolidated import ClinicRow
    from core.district.reasons import Reason
    from core.district.watch import Watched


@dataclass(frozen=True, slots=True)
class Call:
    """A clinic to call and why, the most pressing reason first."""

    row: ClinicRow
    reasons: Sequence[Reason]

    @property
    def weight(self) -> float:
        """The weight of the most pressing reason."""
        return self.reasons[0].weight


def calls(rows: Iterable[ClinicRow], watched: Iterable[Watched]) -> list[Call]:
    """Return the clinics to call: first those not heard of, then by how far a value is beyond its limit.

    Clinics with equal reasons are in the order of their keys.
    """
    of_values = {clinic.key: reasons.of_values(clinic) for clinic in watched}
    found = []
    for row in rows:
        why = sorted(
            (*reasons.of_delivery(row), *of_values.get(row.key, ())), key=lambda reason: reason.weight, reverse=True
        )
        if why:
            found.append(Call(row, why))
    return sorted(found, key=lambda call: (-call.weight, call.row.key))
