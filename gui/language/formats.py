"""Numbers, dates and times in the reader's locale; names of keys as the system writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QLocale, QTime

if TYPE_CHECKING:
    from datetime import date, datetime

    from PySide6.QtGui import QKeySequence

EN_DASH: Final = "–"

_DECIMAL_SIGN: Final = re.compile(r"(?<=\d)[.,](?=\d)")

_LONGEST: Final = 24
"""Characters of the longest float."""


def typed(locale: QLocale) -> QLocale:
    """Return the locale; where its numbers are not of 0-9 with comma or dot, that of its language and country alone.

    A system may take its numbers from elsewhere than its language. With `LC_NUMERIC=fa_IR` it writes `۳۸٫۵`, which
    the keyboard of whoever reads Spanish does not have, and which is refused.
    """
    if locale.zeroDigit() == "0" and locale.decimalPoint() in (".", ","):
        return locale
    return QLocale(locale.language(), locale.territory())


def decimal_sign(locale: QLocale) -> str:
    """Return the decimal sign, comma or dot: the two that can be typed."""
    return "." if locale.decimalPoint() == "." else ","


def number(value: Decimal | float, decimals: int, locale: QLocale) -> str:
    """Return a vital's value as it could be typed: `38,5`, `120`. There are no thousands separators in it."""
    return f"{value:.{decimals}f}".replace(".", decimal_sign(locale))


def recorded(value: float, locale: QLocale) -> str:
    """Return a number as the log has it: a float with one decimal at least, a whole number with none.

    Another program may have logged a number of thousands of digits; of such a one this returns the size: `1,0e+300`.
    """
    text = str(value)
    if len(text) > _LONGEST:
        text = f"{Decimal(text):.1e}"
    return text.replace(".", decimal_sign(locale))


def with_decimal_sign(text: str, locale: QLocale) -> str:
    """Return a text of ours with the numbers in it as the locale writes them; there are no thousands in it."""
    return _DECIMAL_SIGN.sub(decimal_sign(locale), text)


def count(value: int, locale: QLocale) -> str:
    """Return a count with thousands separators."""
    return locale.toString(value)


def percent(part: int, whole: int, locale: QLocale) -> str:
    """Return a share as whole percent: `42 %`; anything between 0 and 1 percent is `<1 %`, of nothing `0 %`."""
    sign = " %" if locale.language() == QLocale.Language.Spanish else "%"
    if 0 < part * 100 < whole:
        return f"<1{sign}"
    return locale.toString(round(100 * part / whole) if whole else 0) + sign


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
    return locale.toString(QTime(moment.hour, moment.minute, moment.second), "HH:mm:ss")


def day(moment: date, locale: QLocale) -> str:
    """Return a date in words: `23 nov 2026`."""
    return _date(moment, "d MMM yyyy", locale)


def short_day(moment: date, locale: QLocale) -> str:
    """Return a date without its year: `23 nov`."""
    return _date(moment, "d MMM", locale)


def day_and_time(moment: datetime, locale: QLocale) -> str:
    """Return date and time: `23 nov 2026, 22:31:10`."""
    return f"{day(moment, locale)}, {clock_time(moment, locale)}"


def key(sequence: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """Return a key's name as it stands on this system's keyboards: `Ctrl+E`, `Del`."""
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - not for the first paint

    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)


def _date(moment: date, pattern: str, locale: QLocale) -> str:
    """Return a date with the month in the locale's language, wherever the system takes its dates from (`LC_TIME`)."""
    own = QLocale(locale.language(), locale.territory())
    return own.toString(QDate(moment.year, moment.month, moment.day), pattern).replace(".", "")
