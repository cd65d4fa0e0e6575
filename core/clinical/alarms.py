"""Which recorded values are an alarm sign, found fast for many records.

The model that made a record decides; where it is not here, and for lines of the original service, the model in use.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, Protocol

from core.clinical.vitals import VITALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.clinical.model import Band, Model
    from core.clinical.vitals import Vital


class Recorded(Protocol):
    """A record: its vital signs by their names, and the name of the model that made it, if one is named."""

    @property
    def modelo(self) -> str | None:
        """The model's name; None in a line of the original service."""


class Limits(NamedTuple):
    """A vital is an alarm sign at `low` and below, and above `high`; infinite where there is no such band."""

    low: float
    high: float

    def is_alarm(self, value: float) -> bool:
        """Return whether a value is an alarm sign."""
        return value <= self.low or value > self.high


class AlarmRules:
    """The limits of alarm signs of the models that are here: `in_use`, then others."""

    def __init__(self, in_use: Model, *others: Model) -> None:
        self._in_use = _limits(in_use)
        self._by_name = {model.name: _limits(model) for model in (*others, in_use)}

    def use(self, model: Model) -> None:
        """Take another model for the one in use; those that were here stay known."""
        self._in_use = _limits(model)
        self._by_name[model.name] = self._in_use

    def limits(self, model: str | None) -> tuple[Limits, ...]:
        """Return the limits of the three vitals for a record of a model."""
        return self._by_name.get(model or "", self._in_use)

    def alarms(self, record: Recorded) -> tuple[Vital, ...]:
        """Return the vitals of a record that are an alarm sign."""
        limits = zip(VITALS, self.limits(record.modelo), strict=True)
        return tuple(vital for vital, limit in limits if limit.is_alarm(getattr(record, vital.name)))


def _limits(model: Model) -> tuple[Limits, ...]:
    return tuple(_of_bands(bands, model.alarm_points) for bands in model.bands)


def _of_bands(bands: Sequence[Band], alarm_points: int) -> Limits:
    """Return the limits of one vital. Points do not fall outwards from the normal band, which has 0."""
    normal = next(place for place, band in enumerate(bands) if band.points == 0)
    low, high = -math.inf, math.inf
    for band in bands[:normal]:
        if band.points >= alarm_points and band.last is not None:
            low = float(band.last)
    for before, band in zip(bands[normal:], bands[normal + 1 :], strict=False):
        if band.points >= alarm_points and before.last is not None:
            high = float(before.last)
            break
    return Limits(low, high)
