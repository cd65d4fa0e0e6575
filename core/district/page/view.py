"""What the page shows, as plain values made of the consolidated report and of what was found in the clinics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final

from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.district.calls import Call
    from core.district.consolidated import ClinicRow, Consolidated, Week
    from core.district.reasons import Reason

BY_DAY: Final = 92
"""Longest period, in days, that is drawn by day; longer ones are drawn by week, and their end by day."""
LAST_DAYS: Final = 60
DRAWN: Final = 260 * 7
"""Longest period, in days, that is drawn at all: some clocks are years off."""
_WEEK: Final = 7


class State(Enum):
    """How a clinic stands with its deliveries, best first."""

    ON_TIME = "ontime"
    LATE = "late"
    """It has arrived, after the days allowed."""
    DUE = "due"
    """It has not arrived, and the days allowed are not over."""
    MISSING = "missing"
    """It has not arrived, and they are."""
    SILENT = "silent"
    NEVER = "never"
    UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class Row:
    """A clinic of the table. `counts` by category, mildest first; `weeks` are its records a week."""

    clinic: ClinicRow
    counts: tuple[int, ...]
    weeks: Sequence[int]
    state: State
    reasons: Sequence[Reason]

    @property
    def has_alarm(self) -> bool:
        """Whether there is a reason beyond the state of its deliveries."""
        return bool(self.alarms)

    @property
    def alarms(self) -> list[Reason]:
        """The reasons beyond the state of its deliveries."""
        return [reason for reason in self.reasons if reason.code not in ("sin_entrega", "silencio", "falta")]


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of the chart of days: its first day, and its counts by category."""

    first: date
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The whole page. `weeks_of` has each clinic's records a week by key, on one axis.

    `by_chance` is the number of clinics that would alarm if all were sound.
    """

    report: Consolidated
    calls: Sequence[Call]
    weeks_of: Mapping[str, Sequence[int]]
    by_chance: float = 0.0

    @property
    def first(self) -> date:
        """The first day: that of the period, else of the records that are drawn."""
        begin, last = self._earliest, self.last
        days = (day for day in self.report.days if begin <= day <= last)
        return self.report.filters.first or min(days, default=last)

    @property
    def last(self) -> date:
        """The last day: that of the period, else of the records up to tomorrow, else the day of the report."""
        today = self.report.made.date()
        days = (day for day in self.report.days if day <= today + timedelta(days=1))
        days = (day for day in days if day > today - timedelta(days=DRAWN))
        return self.report.filters.last or max(days, default=today)

    @property
    def undrawn(self) -> int:
        """Number of the records before or behind the days that are drawn."""
        begin, last = max(self.first, self._earliest), self.last
        return sum(sum(counts.values()) for day, counts in self.report.days.items() if not begin <= day <= last)

    @property
    def _earliest(self) -> date:
        monday = self.last.toordinal() - self.last.weekday()
        return date.fromordinal(max(1, monday - DRAWN + _WEEK))

    @property
    def due(self) -> date:
        """The last day on which deliveries of the report's week are on time."""
        completeness = self.report.completeness
        year, week = map(int, completeness.week.name.split("W"))
        return date.fromisocalendar(year, week, _WEEK) + timedelta(days=completeness.allowed_days)

    @property
    def is_open(self) -> bool:
        """Whether that day is not over."""
        return self.report.made.date() <= self.due

    @property
    def counts(self) -> tuple[int, ...]:
        """All records by category, mildest first."""
        return _in_order(self.report.counts)

    @property
    def is_by_day(self) -> bool:
        """Whether the whole period is drawn by day."""
        return (self.last - self.first).days < BY_DAY

    def by_day(self) -> list[Column]:
        """Return the bars of the days, empty ones too: of the whole period, or of its last days."""
        first = self.first if self.is_by_day else self.last - timedelta(days=LAST_DAYS - 1)
        return self._columns(first, 1)

    def by_week(self) -> list[Column]:
        """Return the bars of the ISO weeks of the period, empty ones too."""
        first = max(self.first, self._earliest)
        return self._columns(first - timedelta(days=first.weekday()), _WEEK)

    def _columns(self, first: date, step: int) -> list[Column]:
        last = self.last
        number = (last - first).days // step + 1
        sums = [[0] * len(Category) for _ in range(number)]
        for day, counts in self.report.days.items():
            if first <= day <= last:
                _add(sums[(day - first).days // step], counts)
        return [Column(first + timedelta(days=step * place), tuple(counts)) for place, counts in enumerate(sums)]

    def weeks(self) -> list[Week]:
        """Return the weeks of the completeness, the last one first, from the first with a delivery on time.

        Before it there was no lake that could have received one.
        """
        weeks = self.report.completeness.weeks
        began = next((place for place, week in enumerate(weeks) if week.on_time), len(weeks) - 1)
        return list(reversed(weeks[began:]))

    def rows(self) -> list[Row]:
        """Return the table, the clinics with most records first."""
        reasons = {call.key: call.reasons for call in self.calls}
        rows = [
            Row(row, _in_order(row.counts), self.weeks_of.get(row.key, ()), state_of(row), reasons.get(row.key, ()))
            for row in self.report.clinics
        ]
        return sorted(rows, key=lambda row: (-row.clinic.total, row.clinic.key))


def state_of(row: ClinicRow) -> State:
    """Return how a clinic stands with its deliveries."""
    if not row.is_expected:
        return State.UNLISTED
    if row.covered_until is None:
        return State.NEVER
    if row.is_silent:
        return State.SILENT
    if row.has_arrived:
        return State.ON_TIME if row.is_on_time else State.LATE
    return State.MISSING if row.is_missing else State.DUE


def _in_order(counts: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(counts.get(category.value, 0) for category in Category)


def _add(sums: list[int], counts: Mapping[str, int]) -> None:
    for place, count in enumerate(_in_order(counts)):
        sums[place] += count
