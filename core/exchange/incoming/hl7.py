"""HL7 v2: vital signs in the observations of messages, ORU^R01 or ADT, of versions 2.3 to 2.8.

Only segments MSH, OBR and OBX are parsed. PID says no more than that another patient begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE
from core.exchange.incoming.joined import Joined, Observed
from core.exchange.incoming.rows import Flaw, Row
from core.exchange.incoming.units import LOINC, to_celsius

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CODES: Final = LOINC | {
    "MDC_TEMP": TEMPERATURE.name,
    "MDC_TEMP_BODY": TEMPERATURE.name,
    "MDC_PRESS_BLD_NONINV_SYS": SYSTOLIC.name,
    "MDC_PRESS_BLD_SYS": SYSTOLIC.name,
    "MDC_PULS_RATE_NON_INV": HEART_RATE.name,
    "MDC_PULS_RATE": HEART_RATE.name,
    "MDC_ECG_HEART_RATE": HEART_RATE.name,
}
_WITHDRAWN: Final = frozenset({"D", "W", "X"})
"""Result statuses of values that are no longer true."""

_PROVISIONAL: Final = frozenset({"I", "P", "S"})
"""Result statuses of values that are still to come, or preliminary."""

_CORRECTED: Final = "C"
"""The status of a value that replaces an earlier one, of another message."""

_TIME_OF_MESSAGE: Final = 6
_NAME_OF_MESSAGE: Final = 9
_TIME_OF_ORDER: Final = 7
_CODE, _VALUE, _UNIT, _STATUS, _TIME_OF_VALUE = 3, 5, 6, 11, 14
"""Places of fields in MSH, OBR and OBX."""


def rows(lines: Iterable[str]) -> Iterator[Row]:
    """Read the readings of messages: the vital signs of an order (OBR), or of several orders of one patient and time.

    An order with a sign that the reading has already begins another one. `lines` are segments, ending in CR, LF or
    both. Times are the order's, else the value's, else the message's, as HL7 writes them.
    """
    fields, components, repeats = "|", "^", "~"
    of_message = of_order = of_visit = visit = ""
    told: set[str] = set()
    is_new_order = False
    sent = 0
    joined = Joined()
    for number, segment in _segments(lines):
        name = segment[:3]
        sent = hash((sent, segment)) if sent else 0
        if name == "MSH":
            yield from joined.rest()
            signs = segment[3:6] + "|^~"[len(segment[3:6]) :]
            fields, components, repeats = signs[0], signs[1], signs[2]
            parts = segment.split(fields)
            of_message = _field(parts, _TIME_OF_MESSAGE)
            sent = hash(segment) if _field(parts, _NAME_OF_MESSAGE) else 0
        if name in {"MSH", "PID"}:
            of_order, visit, told, is_new_order = "", f"{name} {number}", set(), False
        elif name == "OBR":
            of_order, is_new_order = _field(segment.split(fields), _TIME_OF_ORDER), True
        elif name == "OBX":
            parts = segment.split(fields)
            vital = next((_CODES[code] for code in _field(parts, _CODE).split(components) if code in _CODES), None)
            if vital is None or _field(parts, _STATUS) in _WITHDRAWN or not _field(parts, _VALUE):
                continue
            time = of_order or _field(parts, _TIME_OF_VALUE) or of_message
            if is_new_order and (vital in told or time != of_visit):
                visit, told = f"OBX {number}", set()
            of_visit, is_new_order = time, False
            told.add(vital)
            value, flaw = _observation(parts, vital, components, repeats)
            yield from joined.add(Observed(number, visit, time, vital, value, flaw, sent=sent))
    yield from joined.rest()


def _observation(parts: list[str], vital: str, components: str, repeats: str) -> tuple[str | None, Flaw | None]:
    """Return the value of an OBX segment in the unit of its vital sign, None if its unit is unknown, and its flaw."""
    values = _field(parts, _VALUE).split(repeats)
    text = values[0].split(components)[0].strip()
    value = to_celsius(vital, text, _field(parts, _UNIT).split(components)[0])
    if _field(parts, _STATUS) in _PROVISIONAL:
        return value, Flaw.NOT_FINAL
    if _field(parts, _STATUS) == _CORRECTED:
        return value, Flaw.CORRECTION
    return value, Flaw.REPEATED if len(set(values)) > 1 else None


def _field(parts: list[str], number: int) -> str:
    return parts[number].strip() if number < len(parts) else ""


def _segments(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Split lines at CR, which is the end of a segment; number them from 1."""
    number = 0
    for line in lines:
        for segment in line.lstrip("\ufeff\x0b\x1c").replace("\r", "\n").split("\n"):
            if segment.strip("\x1c\x0b "):
                number += 1
                yield number, segment.strip("\x1c\x0b")
