"""Numbers, dates and times in the reader's locale; names of keys as the system writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from datetime import date, datetime

    from PySide6.QtGui import QKeySequence

EN_DASH: Final = "–"

_DECIMAL_SIGN: Final = r"(?<=\d)[.,](?=\d)"

_LONGEST: Final = 24
"""Characters of the longest float."""


def typed(locale: QLocale) -> QLocale:
    """Return a locale whose numbers can be typed: `locale`, or its language and country if it lacks 0-9, `,` or `.`.

    A system's number format may differ from its language: `LC_NUMERIC=fa_IR` writes `۳۸٫۵`, which a Spanish keyboard
    lacks and the number entry refuses.
    """
    if locale.zeroDigit() == "0" and locale.decimalPoint() in (".", ","):
        return locale
    return QLocale(locale.language(), locale.territory())


def decimal_sign(locale: QLocale) -> str:
    """Return the decimal sign: a comma unless the locale has a dot."""
    return "." if locale.decimalPoint() == "." else ","


def number(value: Decimal | float, decimals: int, locale: QLocale) -> str:
    """Return a vital's value in the form of number entry, without thousands separators: `38,5`, `120`."""
    return f"{value:z.{decimals}f}".replace(".", decimal_sign(locale))


def figure(value: float, locale: QLocale) -> str:
    """Return a figure of a model with two decimals, a true minus sign, and none before a zero: `−0,02`."""
    return number(value, 2, locale).replace("-", "−")


def recorded(value: Decimal | float, locale: QLocale) -> str:
    """Return a recorded number: a float with at least one decimal, a whole number with none.

    A number of more than 24 characters, from another program, is shown by magnitude: `1,0e+300`.
    """
    text = str(value)
    if len(text) > _LONGEST:
        text = f"{Decimal(text):.1e}"
    return text.replace(".", decimal_sign(locale))


def with_decimal_sign(text: str, locale: QLocale) -> str:
    """Replace the decimal signs in a text with the locale's; the text has no thousands separators."""
    return re.sub(_DECIMAL_SIGN, decimal_sign(locale), text)


def count(value: int, locale: QLocale) -> str:
    """Return a count with thousands separators."""
    return locale.toString(value)


def percent(part: int, whole: int, locale: QLocale) -> str:
    """Return a share in whole percent: `42 %`; `<1 %` between 0 and 1 percent; `0 %` if `whole` is 0."""
    if 0 < part * 100 < whole:
        return "<1" + percent_sign(locale)
    return locale.toString(round(100 * part / whole) if whole else 0) + percent_sign(locale)


def percent_sign(locale: QLocale) -> str:
    """Return the sign behind a number, with a space where the language has one."""
    return " %" if locale.language() == QLocale.Language.Spanish else "%"


def span(first: Decimal | None, last: Decimal | None, decimals: int, locale: QLocale) -> str:
    """Return a range of values: `38,0 – 38,9`, `≤ 32,0`, `≥ 41,0`."""
    if first is None and last is not None:
        return f"≤ {number(last, decimals, locale)}"
    if last is None and first is not None:
        return f"≥ {number(first, decimals, locale)}"
    if first is None or last is None:
        return EN_DASH
    if first == last:
        return number(first, decimals, locale)
    return f"{number(first, decimals, locale)} {EN_DASH} {number(last, decimals, locale)}"


def clock_time(moment: datetime, locale: QLocale) -> str:
    """Return the time of day to the second, on 24 hours: `22:31:10`."""
    from PySide6.QtCore import QTime  # noqa: PLC0415 - the first paint shows no time

    return locale.toString(QTime(moment.hour, moment.minute, moment.second), "HH:mm:ss")


def day(moment: date, locale: QLocale) -> str:
    """Return a date in words: `23 nov 2026`."""
    return _date(moment, "d MMM yyyy", locale)


def short_day(moment: date, locale: QLocale) -> str:
    """Return a date without its year: `23 nov`."""
    return _date(moment, "d MMM", locale)


def weekday(moment: date, locale: QLocale) -> str:
    """Return the day of the week of a date: `lunes`."""
    return _date(moment, "dddd", locale)


def month(moment: date, locale: QLocale) -> str:
    """Return the month of a date: `octubre de 2026`, `October 2026`."""
    is_spanish = locale.language() == QLocale.Language.Spanish
    return _date(moment, "MMMM 'de' yyyy" if is_spanish else "MMMM yyyy", locale)


def day_and_time(moment: datetime, locale: QLocale) -> str:
    """Return date and time: `23 nov 2026, 22:31:10`."""
    return f"{day(moment, locale)}, {clock_time(moment, locale)}"


def key(sequence: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """Return a key's name in the system's form: `Ctrl+E`, `Del`."""
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - not for the first paint

    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


def _date(moment: date, pattern: str, locale: QLocale) -> str:
    """Return a date with the month in the locale's language, independent of the system's `LC_TIME`."""
    own = QLocale(locale.language(), locale.territory())
    from PySide6.QtCore import QDate  # noqa: PLC0415 - likewise

    return own.toString(QDate(moment.year, moment.month, moment.day), pattern).replace(".", "")
