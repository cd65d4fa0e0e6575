"""Periods of local days, and days as programs write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from core.errors import DateRefusedError
from core.refusals import DateRefusal
from core.vocabulary import PeriodName

CHARTED: Final = 30
"""Least number of days in a report's chart."""

MOST_CHARTED: Final = 92
"""Most days in a report's chart: three months."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def day(text: str) -> date:
    """Return the day that a text like `2026-11-30` names, in that form alone. Raises DateRefusedError."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise DateRefusedError(DateRefusal.NOT_A_DATE)


class Period(NamedTuple):
    """Local days from `first` to `last`, inclusive; None leaves that end open."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def month(cls, day: date) -> Period:
        """Return the month of a day."""
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    @classmethod
    def named(cls, name: Choice, today: date) -> Period:
        """Return the chosen period as of `today`, today included; ALL is open at both ends."""
        if isinstance(name, Period):
            return name
        if name is PeriodName.TODAY:
            return cls(today, today)
        if name is PeriodName.DAYS_7:
            return cls(today - timedelta(days=6), today)
        if name is PeriodName.DAYS_30:
            return cls(today - timedelta(days=29), today)
        if name is PeriodName.THIS_MONTH:
            return cls.month(today)
        return cls()

    @property
    def is_month(self) -> bool:
        """Whether the period is one whole month."""
        return self.first is not None and self == Period.month(self.first)

    def charted(self, today: date) -> tuple[date, ...]:
        """Return the days of this period's chart, ascending, up to the period's end or `today`, the earlier one.

        They are the whole period if it has 30 to 92 days, else 30 days: those before a shorter one serve for
        comparison. A future period ends at its own end: a clock that ran ahead may have put records there.
        """
        is_to_come = self.first is not None and self.first > today
        end = ((self.last or today) if is_to_come else min(self.last or today, today)).toordinal()
        length = end - self.first.toordinal() + 1 if self.first is not None else CHARTED
        charted = length if CHARTED <= length <= MOST_CHARTED else CHARTED
        return tuple(map(date.fromordinal, range(max(1, end - charted + 1), end + 1)))

    def includes(self, day: str) -> bool:
        """Return whether `day` (`2026-11-23`) lies in the period."""
        return (self.first is None or self.first.isoformat() <= day) and (
            self.last is None or day <= self.last.isoformat()
        )


Choice = PeriodName | Period
"""The user's choice: a named period, which moves on with the date, or days of the calendar."""
