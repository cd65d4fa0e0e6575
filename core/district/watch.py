"""Quality and drift of many clinics: each one's typed values, compared with its own earlier ones.

The statistics and their limits are those of `core.quality`, the same as in the clinic's own program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.quality.assessment import Alarm, Typed, assess
from core.quality.drift import SUFFICIENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.quality.assessment import Quality

QUALITY: Final = frozenset({Alarm.ZEROS, Alarm.REPEATED, Alarm.FAHRENHEIT})
"""The alarms of `calidad`; the others are drift."""

DRIFT: Final = frozenset({Alarm.MEAN, Alarm.DISTRIBUTION})

BY_CHANCE: Final = 0.033
"""Share of sound clinics that alarm: three vital signs, each by 1 in 1000 (mean) or 1 in 100 (distribution)."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A clinic's values: `key` is that of its row in the report, `changes` the means' changes by vital sign."""

    key: str
    quality: Quality
    changes: Mapping[str, float]

    def alarms(self, kinds: frozenset[Alarm]) -> list[str]:
        """Return the codes of the alarms of these kinds: `presion:ceros`, `repetidos`."""
        of_vitals = [
            f"{vital.vital.name}:{alarm.value}"
            for vital in self.quality.vitals
            for alarm in vital.alarms
            if alarm in kinds
        ]
        return of_vitals + [alarm.value for alarm in self.quality.alarms if alarm in kinds]

    @property
    def is_compared(self) -> bool:
        """Whether there are enough values now and before."""
        return any(vital.shift is not None for vital in self.quality.vitals)


def watch(now: Mapping[str, Typed], before: Mapping[str, Typed]) -> tuple[Watched, ...]:
    """Compare the values of a period with those before it, by the key of their clinic; in order of the keys."""
    return tuple(_watched(key, now[key], before.get(key, Typed())) for key in sorted(now))


def expected_by_chance(watched: tuple[Watched, ...]) -> float:
    """Return how many of these clinics would alarm if all were sound."""
    return BY_CHANCE * sum(clinic.is_compared for clinic in watched)


def _watched(key: str, now: Typed, before: Typed) -> Watched:
    changes = {}
    for vital in VITALS:
        new, old = now.values.get(vital.name, {}), before.values.get(vital.name, {})
        if min(sum(new.values()), sum(old.values())) >= SUFFICIENT:
            changes[vital.name] = _mean(new) - _mean(old)
    return Watched(key, assess(now, before), changes)


def _mean(counts: Mapping[float, int]) -> float:
    return sum(value * count for value, count in counts.items()) / sum(counts.values())
