"""The consolidated report of a district as a value: what JSON, CSV and the page are made of.

Counts are of records that are not retracted, each once, whatever delivery brought them. Days and weeks are local ones
of the clinics; weeks are ISO weeks, `2026W47`. Made by `core.district.reporting`; nothing here reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


class Alarm(StrEnum):
    """What is wrong with what a clinic delivers, as a code; the sentence for it is the page's."""

    CHANGED_PREFIX = "inicio_cambiado"
    """A later log does not begin with the earlier one. Both are kept; the records of both count."""
    FEWER_RECORDS = "menos_registros"
    """The last delivery has fewer bytes of log than an earlier one."""
    DAMAGED_LINES = "lineas_danadas"
    CONFLICTS = "conflictos"
    """The id of a record stands at other values too; the first ones count."""
    SHARED_RECORDS = "registros_compartidos"
    """Records that another clinic had delivered before, as after restoring its backup."""
    CLOCK = "reloj"
    """Records dated after their delivery was taken in."""


@dataclass(frozen=True, slots=True)
class LastPrediction:
    """One of the last five predictions: the five values of the clinic's report, and whose it is."""

    time: str
    """Local time, `2025-11-14 22:31:10`."""
    temperature_c: float
    systolic_mmhg: float
    heart_rate_bpm: float
    category: str
    clinic: str
    """`ClinicRow.key` of the clinic."""


@dataclass(frozen=True, slots=True)
class ClinicRow:
    """One clinic: one establishment code with all its `puestos`; a `puesto` that has no code; or what has neither.

    Counts and days are of the filtered records; deliveries and alarms are of all time.
    """

    key: str
    """Code, else `puesto`, else the id of the log's lineage: unique in the report."""
    code: str
    """The establishment's code; "" where there is none."""
    name: str
    """The establishment's name; "" where there is none."""
    stations: tuple[str, ...]
    """Its `puestos`, ascending: 8 hex digits each."""
    counts: Mapping[str, int]
    """Predictions by category, in the order of `Category`, zeros left out."""
    first_day: date | None
    last_day: date | None
    """First and last day with records; None without any."""
    received: datetime | None
    """When its last delivery was taken in (UTC); None if there was none."""
    covered_until: datetime | None
    """The latest time that a delivery states for itself (UTC): days before it without records are zeros, not gaps."""
    is_overdue: bool
    """Whether no delivery covers the last week of which the days allowed are over."""
    has_arrived: bool
    """Whether a delivery covers the report's week."""
    is_on_time: bool
    """Whether such a delivery was taken in within the days allowed after the week's end."""
    is_zero: bool
    """Whether it has arrived and has no record in that week."""
    is_silent: bool
    """Whether nothing was delivered that covers any of the last 30 days."""
    is_expected: bool
    """Whether it is on the list of expected clinics; without a list all are."""
    damaged_lines: int
    alarms: tuple[Alarm, ...]

    @property
    def total(self) -> int:
        """Number of predictions."""
        return sum(self.counts.values())

    @property
    def is_missing(self) -> bool:
        """Whether it was expected, and is not here although its time is over; a silent clinic's is."""
        return self.is_expected and (self.is_overdue or self.is_silent)


@dataclass(frozen=True, slots=True)
class Week:
    """Completeness of one ISO week, in clinics; `arrived`, `on_time` and `zero` are among the `expected` ones."""

    name: str
    expected: int
    arrived: int
    on_time: int
    zero: int


@dataclass(frozen=True, slots=True)
class Completeness:
    """Completeness of the last whole week of the report, and of the weeks before it."""

    week: Week
    silent: int
    """Expected clinics of which nothing covers any of the last 30 days."""
    weeks: tuple[Week, ...]
    """Up to twelve weeks, the oldest first; the last one is `week`."""
    allowed_days: int
    """Days after a week's end within which a delivery is on time."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the report was asked to be of; None and "" mean all."""

    first: date | None = None
    last: date | None = None
    clinic: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The consolidated report."""

    counts: Mapping[str, int]
    """Predictions by category over all clinics, by first occurrence in time, zeros left out."""
    last: tuple[LastPrediction, ...]
    """The last five by instant, then id; the latest one last."""
    clinics: tuple[ClinicRow, ...]
    """By key."""
    days: Mapping[date, Mapping[str, int]]
    """Predictions by day and category; days with records only, ascending."""
    models: Mapping[str, int]
    """Predictions by model, "" for records that name none, by name."""
    completeness: Completeness
    filters: Filters
    made: datetime
    """When the report was made, with the zone of the district's PC."""
    version: str
    """The version of the program."""
    lake_version: int
    """The number of the lake's manifest: the same number, the same records."""

    @property
    def total(self) -> int:
        """Number of predictions."""
        return sum(self.counts.values())

    @property
    def last_time(self) -> str | None:
        """Local time of the latest prediction; None if there is none."""
        return self.last[-1].time if self.last else None
