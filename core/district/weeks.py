"""Whole weeks, Monday to Sunday, by which deliveries and values are looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def last_sunday(today: date) -> date:
    """Return the last Sunday before `today`: the end of the last whole week."""
    return today - timedelta(days=today.isoweekday())
