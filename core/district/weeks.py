"""Whole weeks, Monday to Sunday, by which deliveries and values are looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def last_sunday(today: date) -> date:
    """Return the last Sunday before `today`: the end of the last whole week."""
    return today - timedelta(days=today.isoweekday())


def whole_weeks(first: date, last: date) -> tuple[tuple[date, date] | None, list[tuple[date, date]]]:
    """Return the first and the last Monday of the whole weeks from `first` to `last`, and the spans beside them.

    None where there is no whole week; then all days are one span.
    """
    begin, end = first.toordinal(), last.toordinal()
    monday = begin + (1 - begin) % 7  # the first day of all, 1, is a Monday
    after = end + 1 - end % 7
    if after <= monday:
        return None, [(first, last)]
    beside = [(begin, monday - 1), (after, end)]
    spans = [(date.fromordinal(one), date.fromordinal(other)) for one, other in beside if one <= other]
    return (date.fromordinal(monday), date.fromordinal(after - 7)), spans


def joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return spans of days, given in ascending order, those that touch as one."""
    found: list[tuple[date, date]] = []
    for first, last in spans:
        if found and (first - found[-1][1]).days == 1:
            found[-1] = found[-1][0], last
        else:
            found.append((first, last))
    return found
