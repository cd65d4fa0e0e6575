"""Dates and times as other programs write them, read exactly or not at all.

In which order day and month stand is never guessed from one date: `order_of` looks at a whole column.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


class Order(StrEnum):
    """The order of day, month and year in a column of dates."""

    ISO = "amd"
    DAY_FIRST = "dma"
    MONTH_FIRST = "mda"


_CLOCK: Final = (
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\.?)?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d{2}:?\d{2})?"
)
_ISO: Final = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK, re.IGNORECASE)
_OTHER: Final = re.compile(r"(?P<first>\d{1,2})[-/.](?P<other>\d{1,2})[-/.](?P<year>\d{4})" + _CLOCK, re.IGNORECASE)
_COMPACT: Final = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:(?P<hour>\d{2})(?P<minute>\d{2})(?:(?P<second>\d{2})(?:\.\d{1,6})?)?)?(?P<zone>[+-]\d{4})?"
)
_EARLIEST: Final = 1900
_NOON: Final = 12
_MONTHS: Final = 12
_MINUTES: Final = 60
_LONGEST: Final = 40


def order_of(texts: Iterable[str]) -> Order | None:
    """Return the order that all dates of a column fit; None if two do, or if none does.

    Texts that are no dates are passed over. A column without any date with day and month apart from the year is ISO.
    """
    can_day_first = can_month_first = True
    are_told_apart = False
    for text in texts:
        found = _OTHER.fullmatch(text.strip()[:_LONGEST])
        if found is None:
            continue
        first, second = int(found["first"]), int(found["other"])
        if first > _MONTHS and second > _MONTHS:
            continue
        can_day_first = can_day_first and second <= _MONTHS
        can_month_first = can_month_first and first <= _MONTHS
        are_told_apart = are_told_apart or first != second
    if can_day_first and can_month_first:
        return None if are_told_apart else Order.ISO
    if can_day_first:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if can_month_first else None


def parse(text: str, order: Order) -> datetime | None:
    """Return the time of a text, with its offset if it states one; None if it is no date and time of that order.

    A date alone is midnight. ISO dates are read in every order; a date such as 5/5/2026 too.
    """
    text = text.strip()
    found = _ISO.fullmatch(text) if len(text) <= _LONGEST else None
    if found:
        return _time(found, found["month"], found["day"])
    found = _OTHER.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    first, second = found["first"], found["other"]
    if order is Order.ISO and int(first) != int(second):
        return None
    return _time(found, first, second) if order is Order.MONTH_FIRST else _time(found, second, first)


def parse_compact(text: str) -> datetime | None:
    """Return the time of an HL7 timestamp, such as `20261123081500-0500`; None if it is none, or less than a day."""
    found = _COMPACT.fullmatch(text)
    return None if found is None else _time(found, found["month"], found["day"])


def _time(found: re.Match[str], month: str, day: str) -> datetime | None:
    groups = found.groupdict()
    hour = int(groups["hour"] or 0)
    half = (groups.get("half") or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        time = datetime(  # noqa: DTZ001 - the zone follows, or is the clinic's
            int(groups["year"]), int(month), int(day), hour, int(groups["minute"] or 0), int(groups["second"] or 0)
        )
        zone = _zone(groups["zone"])
    except ValueError:
        return None
    return None if time.year < _EARLIEST else time.replace(tzinfo=zone)


def _zone(text: str | None) -> timezone | None:
    """Return the offset that a text states; None for none. Raises ValueError."""
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    if int(text[-2:]) >= _MINUTES:
        raise ValueError(text)
    minutes = int(text[1:3]) * _MINUTES + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
