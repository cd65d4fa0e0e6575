"""Periods of local days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from core.vocabulary import PeriodName

CHARTED: Final = 30
"""Number of days in a report's chart."""


class Period(NamedTuple):
    """Local days from `first` to `last`, inclusive; None leaves that end open."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def named(cls, name: PeriodName, today: date) -> Period:
        """Return the named period as of `today`, today included; ALL is open at both ends."""
        if name is PeriodName.TODAY:
            return cls(today, today)
        if name is PeriodName.DAYS_7:
            return cls(today - timedelta(days=6), today)
        if name is PeriodName.DAYS_30:
            return cls(today - timedelta(days=29), today)
        if name is PeriodName.THIS_MONTH:
            following = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
            return cls(today.replace(day=1), following - timedelta(days=1))
        return cls()

    def charted(self, today: date) -> tuple[date, ...]:
        """Return the days of this period's chart, ascending: 30 up to the period's end or `today`, the earlier one.

        A shorter period has 30 too, as the days before it serve for comparison. A future period ends at its own end:
        a clock that ran ahead may have put records there.
        """
        is_to_come = self.first is not None and self.first > today
        end = (self.last or today) if is_to_come else min(self.last or today, today)
        return tuple(map(date.fromordinal, range(max(1, end.toordinal() - CHARTED + 1), end.toordinal() + 1)))

    def includes(self, day: str) -> bool:
        """Return whether `day` (`2026-11-23`) lies in the period."""
        return (self.first is None or self.first.isoformat() <= day) and (
            self.last is None or day <= self.last.isoformat()
        )
