"""Typed dates: a day, a month or a year, as people write them, and the periods between two of them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, NamedTuple

from core.errors import DateRefusedError
from core.records.period import Period
from core.refusals import DateRefusal

_PART: Final = re.compile(r"[a-z]+|[0-9]+")
_BETWEEN: Final = re.compile(r"[\s/.,-]*")
_MARKS: Final = "Mn"
_SHORTEST_NAME: Final = 3
"""Letters that tell a month from others; shorter words, as in `1 de octubre`, say nothing."""

_CENTURY: Final = 2000
_YEAR_DIGITS: Final = 4
_LONGEST: Final = 40
"""Most characters of a date."""


class DateWords(NamedTuple):
    """How dates are written: whether the day comes before the month, the names of the twelve months, and of today.

    `months` has all names of a month together, in any language; three letters of one are enough.
    """

    day_first: bool
    months: tuple[tuple[str, ...], ...]
    today: tuple[str, ...] = ()


def between(first: str, last: str, today: date, words: DateWords) -> Period:
    """Return the period from the beginning of `first` to the end of `last`, as typed.

    Without `last` it is the day, month or year of `first`; without `first` it is open at its beginning. Raises
    DateRefusedError, which names the text that it is about.
    """
    if not first.strip() and not last.strip():
        raise DateRefusedError(DateRefusal.MISSING)
    start = _named(first, today, words, is_last=False)
    end = _named(last, today, words, is_last=True)
    if end is None:
        return start or Period()
    if start is None:
        return Period(None, end.last)
    if start.first is not None and end.last is not None and start.first > end.last:
        raise DateRefusedError(DateRefusal.REVERSED, is_last=True)
    return Period(start.first, end.last)


def _named(text: str, today: date, words: DateWords, *, is_last: bool) -> Period | None:
    try:
        return span(text, today, words) if text.strip() else None
    except DateRefusedError as error:
        raise DateRefusedError(error.refusal, is_last=is_last) from None


def span(text: str, today: date, words: DateWords) -> Period:
    """Return the day, month or year that a text names: `1/10/2026`, `2026-10-01`, `1 oct`, `10/2026`, `2026`.

    Without a year it is the latest one that is not after `today`. Raises DateRefusedError: NOT_A_DATE, or NO_SUCH_DAY
    for one such as `31/2/2026`.
    """
    plain = _plain(text)
    if len(plain) > _LONGEST or _BETWEEN.fullmatch(_PART.sub("", plain)) is None:
        raise DateRefusedError(DateRefusal.NOT_A_DATE)
    parts = _PART.findall(plain)
    numbers = [part for part in parts if part.isdigit()]
    names = [part for part in parts if not part.isdigit() and len(part) >= _SHORTEST_NAME]
    is_nameless = not names and len(parts) > len(numbers)
    if is_nameless or any(len(number) not in (1, 2, _YEAR_DIGITS) for number in numbers):
        raise DateRefusedError(DateRefusal.NOT_A_DATE)
    if names and not numbers and names[0] in map(_plain, words.today) and len(names) == 1:
        return Period(today, today)
    try:
        return _with_name(names, numbers, today, words) if names else _of_numbers(numbers, today, words)
    except (ValueError, OverflowError):
        raise DateRefusedError(DateRefusal.NO_SUCH_DAY) from None


def _with_name(names: list[str], numbers: list[str], today: date, words: DateWords) -> Period:
    known = [[_plain(name) for name in of_month] for of_month in words.months]
    months = [number for number, of_month in enumerate(known, 1) if any(one.startswith(names[0]) for one in of_month)]
    if len(names) != 1 or len(months) != 1:
        raise DateRefusedError(DateRefusal.NOT_A_DATE)
    years = [number for number in numbers if len(number) == _YEAR_DIGITS]
    days = [number for number in numbers if len(number) != _YEAR_DIGITS]
    if len(days) == 2 and not years:  # noqa: PLR2004 - a day and a year of two digits
        years.append(days.pop())
    if len(years) > 1 or len(days) > 1:
        raise DateRefusedError(DateRefusal.NOT_A_DATE)
    year = _year(years[0]) if years else None
    return _day(year, months[0], int(days[0]), today) if days else _month(year, months[0], today)


def _of_numbers(numbers: list[str], today: date, words: DateWords) -> Period:
    year_first = bool(numbers) and len(numbers[0]) == _YEAR_DIGITS
    values = list(map(int, numbers))
    lengths = [len(number) for number in numbers]
    if lengths == [_YEAR_DIGITS]:
        return Period(date(values[0], 1, 1), date(values[0], 12, 31))
    if _YEAR_DIGITS in lengths[1:-1] or lengths.count(_YEAR_DIGITS) > 1:
        raise DateRefusedError(DateRefusal.NOT_A_DATE)
    if len(values) == 2:  # noqa: PLR2004 - a day and a month, or a month and a year
        if year_first:
            return _month(values[0], values[1], today)
        if lengths[1] == _YEAR_DIGITS:
            return _month(values[1], values[0], today)
        day, month = values if words.day_first else reversed(values)
        return _day(None, month, day, today)
    if len(values) != 3:  # noqa: PLR2004 - a day, a month and a year
        raise DateRefusedError(DateRefusal.NOT_A_DATE)
    if year_first:
        return _day(values[0], values[1], values[2], today)
    day, month = values[:2] if words.day_first else reversed(values[:2])
    return _day(_year(numbers[2]), month, day, today)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == _YEAR_DIGITS else _CENTURY + int(digits)


def _day(year: int | None, month: int, day: int, today: date) -> Period:
    found = date(today.year if year is None else year, month, day)
    if year is None and found > today:
        found = found.replace(year=found.year - 1)
    return Period(found, found)


def _month(year: int | None, month: int, today: date) -> Period:
    if year is None:
        year = today.year - (month > today.month)
    return Period.month(date(year, month, 1))


def _plain(text: str) -> str:
    """Return a text in small letters without accents."""
    split = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in split if unicodedata.category(letter) != _MARKS).strip()
