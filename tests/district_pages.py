"""Consolidated reports made in memory of the invented clinics, and the pages made of them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from core.clinical.model import load
from core.clinical.vitals import VITALS
from core.district import calls, watch
from core.district.consolidated import Alarm, ClinicRow, Completeness, Consolidated, Filters, LastPrediction, Week
from core.district.page.view import View
from core.district.synthetic import CLINICS, Clinic, Year
from core.quality.assessment import Typed
from core.station.survey import DAYS_NOW
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.records.record import Record

END = date(2026, 11, 22)
MADE = datetime(2026, 11, 25, 9, 30, tzinfo=timezone(timedelta(hours=-5)))
WEEKS = 52


@cache
def year(code: str) -> tuple[Record, ...]:
    clinic = next(clinic for clinic in CLINICS if clinic.code == code)
    return tuple(record for day in Year(clinic, load(), END).days() for record in day)


def a_row(  # noqa: PLR0917
    key: str,
    name: str = "",
    counts: dict[str, int] | None = None,
    missing_days: int = 0,
    alarms: tuple[Alarm, ...] = (),
    damaged_lines: int = 0,
) -> ClinicRow:
    """A clinic whose last delivery was made `missing_days` before the end of the report."""
    until = END - timedelta(days=missing_days)
    in_time = not missing_days
    return ClinicRow(
        key=key,
        code=key,
        name=name,
        stations=("8f3a01c2",),
        counts=counts or {},
        first_day=END - timedelta(days=364) if counts else None,
        last_day=until if counts else None,
        received=MADE.astimezone(UTC),
        covered_until=datetime.combine(until, time(23), UTC),
        is_overdue=missing_days >= 7,
        has_arrived=in_time,
        is_on_time=in_time,
        is_zero=False,
        is_silent=missing_days > 30,
        is_expected=True,
        damaged_lines=damaged_lines,
        alarms=alarms,
    )


def a_report(
    rows: Sequence[ClinicRow], days: dict[date, Counter[str]], filters: Filters | None = None
) -> Consolidated:
    total: Counter[str] = Counter()
    for counts in days.values():
        total += counts
    on_time = sum(row.is_on_time for row in rows)
    week = Week("2026W47", len(rows), on_time, on_time, sum(row.is_zero for row in rows))
    return Consolidated(
        counts=dict(total),
        last=(LastPrediction("2026-11-22 16:58:01", 38.5, 120, 90, "ENFERMEDAD AGUDA", rows[0].key),) if rows else (),
        clinics=tuple(rows),
        days={day: dict(days[day]) for day in sorted(days)},
        models={"reglas-1.0.1+f08825a6": total.total()},
        completeness=Completeness(week, sum(row.is_silent for row in rows), (week,), 7),
        filters=filters or Filters(),
        made=MADE,
        version="1.0.0",
        lake_version=3,
    )


def typed(records: Sequence[Record]) -> Typed:
    values = {vital.name: Counter(getattr(record, vital.name) for record in records) for vital in VITALS}
    return Typed(values, max(0, len(records) - 1))


def watched(codes: Sequence[str]) -> tuple[watch.Watched, ...]:
    start = (END - timedelta(days=DAYS_NOW - 1)).isoformat()
    return watch.watch(
        {code: typed([record for record in year(code) if record.day >= start]) for code in codes},
        {code: typed([record for record in year(code) if record.day < start]) for code in codes},
    )


def example_view() -> View:
    """The example, as if it had been taken in."""
    return _view(CLINICS, watched([clinic.code for clinic in CLINICS]))


def large_view(number: int) -> View:
    """Many clinics, each like one of the example; nobody is watched."""
    clinics = [CLINICS[place % len(CLINICS)]._replace(code=f"E{place:05}") for place in range(number)]
    return _view([clinic._replace(name=f"{clinic.name} {clinic.code}") for clinic in clinics], ())


def long_view() -> View:
    """Names and codes as long as a clinic may have, large numbers, and every alarm of a delivery."""
    acute = Category.ACUTE.value
    rows = [
        a_row("E01", "X" * 120, {acute: 1_234_567}),
        a_row("C" * 40, "Puesto de salud de la vereda de San José del Río Grande, sector 3", {}, 40, tuple(Alarm), 9),
        a_row("E03"),
    ]
    return View(a_report(rows, {END: Counter({acute: 1_234_567})}), calls.calls(rows, ()), {})


def empty_view() -> View:
    return View(a_report((), {}), (), {})


def _view(clinics: Sequence[Clinic], found: tuple[watch.Watched, ...]) -> View:
    days: dict[date, Counter[str]] = {}
    rows, weeks = [], {}
    for place, clinic in enumerate(clinics):
        counts, by_week = _counted(CLINICS[place % len(CLINICS)].code)
        for day, of_day in counts.items():
            days.setdefault(day, Counter()).update(of_day)
        total: Counter[str] = sum(counts.values(), Counter())
        in_order = {category.value: total[category.value] for category in Category if total[category.value]}
        rows.append(a_row(clinic.code, clinic.name, in_order, clinic.missing_days))
        weeks[clinic.code] = by_week
    return View(a_report(rows, days), calls.calls(rows, found), weeks, watch.expected_by_chance(found))


@cache
def _counted(code: str) -> tuple[dict[date, Counter[str]], list[int]]:
    days: dict[date, Counter[str]] = {}
    weeks = [0] * WEEKS
    first = END - timedelta(days=7 * WEEKS - 1)
    for record in year(code):
        day = date.fromisoformat(record.day)
        days.setdefault(day, Counter())[record.resultado] += 1
        if day >= first:
            weeks[(day - first).days // 7] += 1
    return days, weeks
