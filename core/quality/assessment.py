"""The assessment of the values typed in a period: checks of the period, and its drift from the time before."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from core.clinical.vitals import TEMPERATURE, VITALS, Vital
from core.quality import checks, drift
from core.quality.drift import SUFFICIENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.quality.checks import Check
    from core.quality.drift import Measure, Shift


class Alarm(StrEnum):
    """The alarms, by the codes of the command line."""

    MEAN = "media"
    DISTRIBUTION = "distribucion"
    ZEROS = "ceros"
    FAHRENHEIT = "fahrenheit"
    REPEATED = "repetidos"


@dataclass(frozen=True, slots=True)
class Typed:
    """Counts of a period: `values` by name of the vital sign, then by value in its unit.

    `equal` of the `pairs` of consecutive records have three equal values; `fahrenheit` temperatures were refused that
    look like °F.
    """

    values: Mapping[str, Mapping[float, int]] = field(default_factory=dict)
    pairs: int = 0
    equal: int = 0
    fahrenheit: int = 0

    @property
    def total(self) -> int:
        """Number of records."""
        return sum(self.values.get(TEMPERATURE.name, {}).values())


@dataclass(frozen=True, slots=True)
class VitalQuality:
    """One vital sign: `total` values in the period and `total_before` before it.

    `zeros` is None where the values in the period are too few, `shift` and `stability` also where those before are.
    """

    vital: Vital
    total: int
    total_before: int
    shift: Shift | None
    stability: Measure | None
    zeros: Check | None

    @property
    def measures(self) -> tuple[tuple[Alarm, Measure | Check | None], ...]:
        """What may alarm, each with its code."""
        return ((Alarm.MEAN, self.shift), (Alarm.DISTRIBUTION, self.stability), (Alarm.ZEROS, self.zeros))

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The alarms."""
        return tuple(alarm for alarm, found in self.measures if found is not None and found.is_alarm)


@dataclass(frozen=True, slots=True)
class Quality:
    """The vital signs in their order, and the checks of whole records; these are None where `total` is too small."""

    total: int
    vitals: tuple[VitalQuality, ...]
    repeated: Check | None
    fahrenheit: Check | None

    @property
    def is_sufficient(self) -> bool:
        """Whether there are enough records to say something."""
        return self.total >= SUFFICIENT

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The alarms beyond a single vital sign."""
        checked = ((Alarm.FAHRENHEIT, self.fahrenheit), (Alarm.REPEATED, self.repeated))
        return tuple(alarm for alarm, found in checked if found is not None and found.is_alarm)


def assess(now: Typed, before: Typed) -> Quality:
    """Return the assessment of the values typed `now`, compared with those of the same clinic `before`."""
    is_sufficient = now.total >= SUFFICIENT
    return Quality(
        now.total,
        tuple(_vital(vital, now.values.get(vital.name, {}), before.values.get(vital.name, {})) for vital in VITALS),
        checks.repeated(now.equal, now.pairs) if is_sufficient else None,
        checks.fahrenheit(now.fahrenheit, now.total + now.fahrenheit) if is_sufficient else None,
    )


def _vital(vital: Vital, now: Mapping[float, int], before: Mapping[float, int]) -> VitalQuality:
    total = sum(now.values())
    return VitalQuality(
        vital,
        total,
        sum(before.values()),
        drift.mean_shift(now, before, (float(vital.usual_minimum), float(vital.usual_maximum)), float(vital.step)),
        drift.stability(now, before),
        checks.zeros(now, vital.decimals) if total >= SUFFICIENT else None,
    )
