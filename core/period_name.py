"""The periods that have a name."""

from __future__ import annotations

from enum import StrEnum


class PeriodName(StrEnum):
    """The periods that the window offers."""

    TODAY = "today"
    DAYS_7 = "days_7"
    DAYS_30 = "days_30"
    THIS_MONTH = "this_month"
    ALL = "all"
