"""The three vital signs: name, unit, limits and decimals of each, and the check of typed values.

Limits are for adults; they and their comparison with other systems are in README.md beside this file. All values
are `decimal.Decimal`, so that 38.9 and 39.0 are neighbours and nothing depends on binary rounding.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from core.errors import PredictorError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TYPED: Final = 32
"""Longest text, in characters, that is parsed as a number."""

# Compiled on first use: the first screen shows no number yet.
_NUMBER: Final = r"([+\-−]?)([0-9]*)(?:([.,])([0-9]*))?"
_BLOOD_PRESSURE: Final = r"([0-9]{2,3})\s*/\s*[0-9]{1,3}"
_LIKELY_FAHRENHEIT = (Decimal(90), Decimal(113))
"""Plausible body temperatures in °F, 32.2 to 45 °C; a lower number is more likely another vital sign."""


class Refusal(StrEnum):
    """Reasons to refuse a value."""

    MISSING = "missing"
    UNKNOWN_NAME = "unknown_name"
    NOT_A_NUMBER = "not_a_number"
    INCOMPLETE = "incomplete"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NOT_WHOLE = "not_whole"
    OUT_OF_RANGE = "out_of_range"


class Slip(StrEnum):
    """A likely slip of the fingers, worth a hint."""

    DECIMAL_POINT_LEFT_OUT = "decimal_point_left_out"
    FAHRENHEIT = "fahrenheit"
    BOTH_PRESSURES = "both_pressures"


class Hint(NamedTuple):
    """A suggestion for a refused value: the number probably `meant`; shown to the user, never put in its place.

    `typed` is the number as entered, given for FAHRENHEIT only.
    """

    slip: Slip
    meant: Decimal
    typed: Decimal | None = None


class RefusedError(PredictorError):
    """A refused value. `name` is the JSON name of its vital, or the unknown name."""

    def __init__(self, refusal: Refusal, name: str, hint: Hint | None = None) -> None:
        super().__init__(f"{name}: {refusal.value}")
        self.refusal = refusal
        self.name = name
        self.hint = hint


class Vital(NamedTuple):
    """A vital sign. All limits are inclusive and in `unit`.

    `minimum` and `maximum` are the extremes of a living adult: hard limits. A value outside `usual_minimum` to
    `usual_maximum` needs confirmation.
    """

    name: str
    unit: str
    decimals: int
    minimum: Decimal
    maximum: Decimal
    usual_minimum: Decimal
    usual_maximum: Decimal

    @property
    def step(self) -> Decimal:
        """The smallest difference between two values."""
        return Decimal(1).scaleb(-self.decimals)

    def is_usual(self, value: Decimal) -> bool:
        """Return whether `value` needs no confirmation."""
        return self.usual_minimum <= value <= self.usual_maximum

    def rounded(self, value: Decimal) -> Decimal:
        """Round half up to the decimals of this vital: 37.95 becomes 38.0."""
        return value.quantize(self.step, rounding=ROUND_HALF_UP)

    def from_number(self, value: object) -> Decimal:
        """Return the value for a number from another program (JSON).

        Temperature is rounded half up to 0.1 °C; the other vitals are whole numbers. Raises RefusedError for
        booleans, texts, null, NaN, infinity, fractions of whole vitals and values outside the hard limits, with a
        hint where a slip is likely.
        """
        if isinstance(value, float):
            value = Decimal(repr(value))  # the decimal as written, not the nearest binary fraction
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise RefusedError(Refusal.NOT_A_NUMBER, self.name)
        if isinstance(value, Decimal) and not value.is_finite():
            raise RefusedError(Refusal.NOT_A_NUMBER, self.name)
        # Before any arithmetic, which would be slow on thousands of digits.
        if not -1000 < value < 1000:  # noqa: PLR2004 - far beyond every limit
            raise RefusedError(Refusal.OUT_OF_RANGE, self.name)
        exact = Decimal(value)
        if self.decimals == 0 and exact != exact.to_integral_value():
            raise RefusedError(Refusal.NOT_WHOLE, self.name)
        number = self.rounded(exact)
        self._check_range(number, self._slip(number, is_whole=number == number.to_integral_value()))
        return number

    def from_text(self, text: str) -> Decimal | None:
        """Return the value of a typed text, exactly as written; None for a blank text.

        Comma and dot are decimal separators in every locale; surrounding spaces are ignored. Nothing is rounded,
        clamped or guessed. Raises RefusedError, with a hint where a slip is likely.
        """
        text = text.strip()
        if not text:
            return None
        number = self._exact(text)
        if number != number.to_integral_value() and self.decimals == 0:
            raise RefusedError(Refusal.NOT_WHOLE, self.name)
        self._check_range(number, self._slip(number, is_whole=text.isdecimal()))
        if number != self.rounded(number):
            raise RefusedError(Refusal.TOO_MANY_DECIMALS, self.name)
        return self.rounded(number)

    def can_become_valid(self, text: str) -> bool:
        """Return whether digits appended to `text` can make a value within the hard limits: `3` of `38,5`."""
        found = re.fullmatch(_NUMBER, text.strip())
        if found is None or found[1] or not found[2] or len(text) > MAX_TYPED:
            return False
        whole, separator, fraction = found[2], found[3], found[4] or ""
        if separator is None:
            return any(
                Decimal(whole).scaleb(n) <= self.maximum and Decimal(int(whole) + 1).scaleb(n) > self.minimum
                for n in range(4)
            )
        lowest = Decimal(f"{whole}.{fraction or 0}")
        span = Decimal(1).scaleb(-len(fraction))
        return self.decimals > len(fraction) and lowest <= self.maximum and lowest + span > self.minimum

    def _exact(self, text: str) -> Decimal:
        found = re.fullmatch(_NUMBER, text)
        if found is None or len(text) > MAX_TYPED:
            pressures = re.fullmatch(_BLOOD_PRESSURE, text)
            hint = None
            if pressures and self is SYSTOLIC and self.minimum <= int(pressures[1]) <= self.maximum:
                hint = Hint(Slip.BOTH_PRESSURES, Decimal(pressures[1]))
            raise RefusedError(Refusal.NOT_A_NUMBER, self.name, hint)
        sign, whole, separator, fraction = found.groups()
        if not whole or (separator and not fraction):
            raise RefusedError(Refusal.INCOMPLETE, self.name)
        return Decimal(f"{'-' if sign in ('-', '−') else ''}{whole}.{fraction or 0}")

    def _slip(self, number: Decimal, *, is_whole: bool) -> Hint | None:
        if self is not TEMPERATURE:
            return None
        tenth = number / 10
        if is_whole and self.minimum <= tenth <= self.maximum:
            return Hint(Slip.DECIMAL_POINT_LEFT_OUT, tenth)
        if _LIKELY_FAHRENHEIT[0] <= number <= _LIKELY_FAHRENHEIT[1]:
            return Hint(Slip.FAHRENHEIT, self.rounded((number - 32) * 5 / 9), number)
        return None

    def _check_range(self, number: Decimal, hint: Hint | None) -> None:
        if not self.minimum <= number <= self.maximum:
            raise RefusedError(Refusal.OUT_OF_RANGE, self.name, hint)


def _vital(name: str, unit: str, decimals: int, limits: tuple[str, str], usual: tuple[str, str]) -> Vital:
    return Vital(name, unit, decimals, *map(Decimal, limits), *map(Decimal, usual))


TEMPERATURE: Final = _vital("fiebre", "°C", 1, ("25.0", "45.0"), ("34.0", "41.0"))
SYSTOLIC: Final = _vital("presion", "mmHg", 0, ("30", "300"), ("70", "220"))
HEART_RATE: Final = _vital("frecuencia_cardiaca", "lpm", 0, ("20", "300"), ("40", "180"))

VITALS: Final = (TEMPERATURE, SYSTOLIC, HEART_RATE)
"""The order of entry, records and reports."""


class Reading(NamedTuple):
    """One patient's three vital signs: °C (one decimal), mmHg (whole), beats per minute (whole), within limits.

    In the order of VITALS.
    """

    temperature_c: Decimal
    systolic_mmhg: Decimal
    heart_rate_bpm: Decimal

    @classmethod
    def from_numbers(cls, numbers: Mapping[str, object]) -> Reading:
        """Return the reading for JSON names and numbers; all three are required.

        Raises RefusedError: UNKNOWN_NAME, MISSING, or the refusal of `Vital.from_number`.
        """
        for name in numbers:
            if name not in {vital.name for vital in VITALS}:
                raise RefusedError(Refusal.UNKNOWN_NAME, name)
        for vital in VITALS:
            if vital.name not in numbers:
                raise RefusedError(Refusal.MISSING, vital.name)
        return cls(*(vital.from_number(numbers[vital.name]) for vital in VITALS))
