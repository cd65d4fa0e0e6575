"""From the texts of a row to a reading and its time: exactly what is written, or a refusal."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical.vitals import TEMPERATURE, VITALS, Reading, Refusal, RefusedError, Vital
from core.exchange.incoming import own
from core.exchange.incoming.mapping import FAHRENHEIT
from core.exchange.incoming.rows import Flaw
from core.exchange.incoming.times import Order, parse, parse_compact
from core.exchange.incoming.units import NUMBERS, fahrenheit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from core.clinical.vitals import Hint
    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.own import Own
    from core.exchange.incoming.rows import Row

_ANY_SIGN: Final = re.compile(r"[+-]?[0-9]{1,16}[.,][0-9]{1,16}")
_TOLERANCE: Final = timedelta(days=1)
"""A time this far ahead is still taken: clocks differ, and zones."""


class Taken(NamedTuple):
    """A reading, its local time with zone, and the key that the file gives it; `sent` as of Row."""

    line: int
    time: datetime
    reading: Reading
    key: str
    sent: int = 0


class Refused(NamedTuple):
    """A row that is not taken: why, of which vital sign or "", and the hint for a likely slip."""

    row: Row
    why: Flaw | Refusal
    about: str = ""
    hint: Hint | None = None


class Taker:
    """Takes or refuses rows as a mapping says. `now` is the present; `local` turns a time into the clinic's zone."""

    def __init__(self, mapping: Mapping, now: datetime, local: Callable[[datetime], datetime]) -> None:
        self._sign = mapping.decimal or "."
        self._order = mapping.fechas or Order.ISO
        self._is_fahrenheit = mapping.unidad == FAHRENHEIT
        self._rounds = mapping.redondear
        self._latest = now + _TOLERANCE
        self._local = local

    def take(self, row: Row) -> Taken | Own | Refused:
        """Return the reading of a row, the record of one of our own, or its refusal."""
        if row.own and (row.flaw is None or (row.flaw is Flaw.NOT_FINAL and own.is_retracted(row))):
            return own.read(row) or Refused(row, Flaw.DAMAGED)
        if row.flaw is None:
            return self._take_reading(row)
        missing = next((name for name in row.missing if row.about and name != row.about), "")
        return Refused(row, Refusal.MISSING, missing) if missing else Refused(row, row.flaw, row.about)

    def _take_reading(self, row: Row) -> Taken | Refused:
        time = self._time(row.time)
        if isinstance(time, Flaw):
            return Refused(row, time)
        values = []
        for vital, text in zip(VITALS, row.vitals, strict=True):
            if not text:
                return Refused(row, Refusal.MISSING, vital.name)
            value = self._value(vital, text)
            if isinstance(value, Flaw):
                return Refused(row, value, vital.name)
            try:
                values.append(vital.from_number(value))
            except RefusedError as error:
                return Refused(row, error.refusal, vital.name, error.hint)
        return Taken(row.line, time, Reading(*values), row.key, row.sent)

    def _time(self, text: str) -> datetime | Flaw:
        if not text:
            return Flaw.NO_TIME
        found = parse(text, self._order) or parse_compact(text)
        if found is None:
            return Flaw.NOT_A_TIME
        time = self._local(found)
        return Flaw.FUTURE if time > self._latest else time

    def _value(self, vital: Vital, text: str) -> Decimal | str | Flaw:
        """Return the exact number of a text; the text if it is none."""
        if not NUMBERS[self._sign].fullmatch(text):
            return Flaw.OTHER_DECIMAL_SIGN if _ANY_SIGN.fullmatch(text) else text
        if self._is_fahrenheit and vital is TEMPERATURE:
            text = fahrenheit(text, self._sign)
        number = Decimal(text.replace(",", "."))
        if self._rounds and not vital.decimals:
            number = number.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return number
