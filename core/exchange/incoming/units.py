"""Units of the three vital signs as other programs write them, and exact conversion to ours."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE

LOINC: Final = {"8310-5": TEMPERATURE.name, "8480-6": SYSTOLIC.name, "8867-4": HEART_RATE.name}
"""The vital signs by their codes in LOINC."""

_CELSIUS: Final = frozenset({"cel", "c", "°c", "[degc]", "degc", "celsius", "mdc_dim_degc"})
_FAHRENHEIT: Final = frozenset({"[degf]", "degf", "f", "°f", "fahrenheit", "mdc_dim_fahr"})
_OURS: Final = {
    TEMPERATURE.name: _CELSIUS,
    SYSTOLIC.name: frozenset({"mm[hg]", "mmhg", "mm hg", "mdc_dim_mmhg"}),
    HEART_RATE.name: frozenset(
        {
            "/min",
            "{beats}/min",
            "bpm",
            "lpm",
            "beats/min",
            "beats/minute",
            "latidos/min",
            "1/min",
            "mdc_dim_beat_per_min",
        }
    ),
}


NUMBERS: Final = {sign: re.compile(rf"[+-]?[0-9]{{1,16}}(?:{re.escape(sign)}[0-9]{{1,16}})?") for sign in (",", ".")}
"""The form of a number, by its decimal sign."""


def to_celsius(name: str, text: str, unit: str, sign: str = ".") -> str | None:
    """Return the number of a text in the unit of the vital sign `name`; None if the unit is not known.

    °F is converted in decimals and given with one decimal more than is kept. A text that is no number with that
    decimal `sign` stays as it is.
    """
    unit = unit.strip().casefold().replace("º", "°")
    if unit in _OURS[name]:
        return text
    if name != TEMPERATURE.name or unit not in _FAHRENHEIT:
        return None
    return fahrenheit(text, sign)


def fahrenheit(text: str, sign: str) -> str:
    """Return a number in °F with the decimal `sign` as °C: exact, cut to six decimals; other texts as they are."""
    if not NUMBERS[sign].fullmatch(text):
        return text
    number = (Decimal(text.replace(sign, ".")) - 32) * 5 / 9
    return f"{number.quantize(Decimal('0.000001')):f}".replace(".", sign)
