"""How dates are typed in the reader's language, and the sentences for those that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from core.records.dates import DateWords
from core.refusals import DateRefusal
from gui.language.i18n import tr

if TYPE_CHECKING:
    from datetime import date

    from core.errors import DateRefusedError
    from core.records.period import Period

_MONTHS: Final = range(1, 13)
_LANGUAGES: Final = (QLocale.Language.Spanish, QLocale.Language.English)
"""The names of months in both languages are understood in either."""


def words(locale: QLocale) -> DateWords:
    """Return how dates are typed in a locale."""
    spoken = [QLocale(language) for language in _LANGUAGES]
    months = tuple(tuple(one.standaloneMonthName(month) for one in spoken) for month in _MONTHS)
    return DateWords(_day_first(locale), months, ("hoy", "today"))


def typed(day: date, locale: QLocale) -> str:
    """Return a date as it is typed in a locale: `5/10/2026`, `10/5/2026`."""
    first, second = (day.day, day.month) if _day_first(locale) else (day.month, day.day)
    return f"{first}/{second}/{day.year:04}"


def typed_period(period: Period, locale: QLocale) -> tuple[str, str]:
    """Return the beginning and the end of a period as they are typed; a month, or one day, as the first alone."""
    if period.is_month and period.first is not None:
        return f"{period.first.month}/{period.first.year:04}", ""
    first, last = ("" if day is None else typed(day, locale) for day in period)
    return first, "" if first == last else last


def refusal(error: DateRefusedError, example: str) -> str:
    """Return the sentence for a refused date."""
    first, last = tr("Desde"), tr("Hasta")
    return {
        DateRefusal.MISSING: tr("Escriba una fecha, como {example}."),
        DateRefusal.NOT_A_DATE: tr("{field}: escriba una fecha, como {example}."),
        DateRefusal.NO_SUCH_DAY: tr("{field}: ese día no existe."),
        DateRefusal.REVERSED: tr("«Hasta» es anterior a «Desde»."),
    }[error.refusal].format(field=last if error.is_last else first, example=example)


def _day_first(locale: QLocale) -> bool:
    pattern = QLocale(locale.language(), locale.territory()).dateFormat(QLocale.FormatType.ShortFormat)
    return pattern.index("d") < pattern.index("M") if "d" in pattern and "M" in pattern else True
