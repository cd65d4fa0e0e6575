"""The three vital signs: one owner of each one's name, unit, limits and decimals, and of what is refused.

Limits are for adults; they and their comparison with other systems are documented in CONTRIBUTING.md. All values
are `decimal.Decimal` here, so that 38.9 and 39.0 are neighbours and nothing depends on binary rounding.
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
"""Longest text, in characters, that is looked at as a number."""

_NUMBER = re.compile(r"([+\-−]?)([0-9]*)(?:([.,])([0-9]*))?")
_BLOOD_PRESSURE = re.compile(r"([0-9]{2,3})\s*/\s*[0-9]{1,3}")
_LIKELY_FAHRENHEIT = (Decimal(90), Decimal(113))
"""From a body that is very cold to the hottest that is taken; a lower number is more likely another vital sign."""


class Refusal(StrEnum):
    """Why a value is not taken."""

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
    """What was probably `meant` by what was `typed`: a suggestion in words, never put into the value's place."""

    slip: Slip
    meant: Decimal
    typed: Decimal | None = None


class RefusedError(PredictorError):
    """A value that is not taken. `name` is the JSON name of its vital, or the name that is not known."""

    def __init__(self, refusal: Refusal, name: str, hint: Hint | None = None) -> None:
        super().__init__(f"{name}: {refusal.value}")
        self.refusal = refusal
        self.name = name
        self.hint = hint


class Vital(NamedTuple):
    """A vital sign. All limits are inclusive and in `unit`.

    `minimum` and `maximum` are what a living adult can show. Outside `usual_minimum` to `usual_maximum` a value is
    kept only after it has been confirmed.
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
        """Say whether `value` is kept without asking."""
        return self.usual_minimum <= value <= self.usual_maximum

    def rounded(self, value: Decimal) -> Decimal:
        """Round half up to the decimals of this vital: 37.95 becomes 38.0."""
        return value.quantize(self.step, rounding=ROUND_HALF_UP)

    def from_number(self, value: object) -> Decimal:
        """Take a number from another program (JSON). Raises RefusedError.

        Temperature is rounded half up to 0.1 °C; the whole-number vitals refuse a fraction. Booleans, texts, null,
        NaN and infinity are no numbers. The error has a hint where a slip is likely.
        """
        if isinstance(value, float):
            value = Decimal(repr(value))  # the decimal number that was written, not its nearest binary fraction
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise RefusedError(Refusal.NOT_A_NUMBER, self.name)
        if isinstance(value, Decimal) and not value.is_finite():
            raise RefusedError(Refusal.NOT_A_NUMBER, self.name)
        # Before any arithmetic: a number of thousands of digits is only compared.
        if not -1000 < value < 1000:  # noqa: PLR2004 - far beyond every limit
            raise RefusedError(Refusal.OUT_OF_RANGE, self.name)
        exact = Decimal(value)
        if self.decimals == 0 and exact != exact.to_integral_value():
            raise RefusedError(Refusal.NOT_WHOLE, self.name)
        number = self.rounded(exact)
        self._check_range(number, self._slip(number, is_whole=number == number.to_integral_value()))
        return number

    def from_text(self, text: str) -> Decimal | None:
        """Take what a person typed: None if blank, else the number exactly as it stands there.

        Comma and dot are both decimal separators, whatever the locale. Spaces around the number are ignored.
        Nothing is rounded, clamped or guessed: raises RefusedError, with a hint where a slip is likely.
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
        """Say whether more digits after `text` can still make a value within the limits (`3` of `38,5`)."""
        found = _NUMBER.fullmatch(text.strip())
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
        found = _NUMBER.fullmatch(text)
        if found is None or len(text) > MAX_TYPED:
            pressures = _BLOOD_PRESSURE.fullmatch(text)
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
"""In the order of entry, of the record and of the report."""


class Reading(NamedTuple):
    """One patient's three vital signs: °C (one decimal), mmHg (whole), beats per minute (whole), within limits."""

    temperature_c: Decimal
    systolic_mmhg: Decimal
    heart_rate_bpm: Decimal

    def values(self) -> tuple[Decimal, Decimal, Decimal]:
        """Return the three values in the order of VITALS."""
        return self.temperature_c, self.systolic_mmhg, self.heart_rate_bpm

    @classmethod
    def from_numbers(cls, numbers: Mapping[str, object]) -> Reading:
        """Take the JSON names and their numbers. Raises RefusedError for the first name that is not right."""
        for name in numbers:
            if name not in {vital.name for vital in VITALS}:
                raise RefusedError(Refusal.UNKNOWN_NAME, name)
        for vital in VITALS:
            if vital.name not in numbers:
                raise RefusedError(Refusal.MISSING, vital.name)
        return cls(*(vital.from_number(numbers[vital.name]) for vital in VITALS))
