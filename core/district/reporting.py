"""The consolidated report of a lake: what the engine counts, joined with whose it is and what was delivered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from core.district import queries, sums
from core.district.consolidated import (
    Alarm,
    ClinicRow,
    Completeness,
    Consolidated,
    Filters,
    LastPrediction,
    Week,
)
from core.district.queries import SUMMARY, Where
from core.district.tables import COLUMNS
from core.report.report import LAST
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.district.files import Store
    from core.district.manifest import Lineage, Manifest
    from core.district.queries import Engine

ALLOWED_DAYS: Final = 7
SILENT: Final = timedelta(days=30)
WEEKS: Final = 12
"""Number of weeks whose completeness is shown."""

_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)
_SLACK: Final = timedelta(days=2)
"""Days by which local dates of two zones may order two instants otherwise."""


@dataclass(slots=True)
class _Clinic:
    """A clinic that is being put together from its lineages and `puestos`."""

    key: str
    code: str = ""
    name: str = ""
    stations: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    lineages: list[Lineage] = field(default_factory=list)
    deliveries: list[tuple[datetime, datetime]] = field(default_factory=list)
    """When each delivery was received, and up to when it says that it reaches."""


class Clinics:
    """Whose a record is: the clinics of a lake, by their keys, and by what stands in `procedencia`."""

    def __init__(self, manifest: Manifest, names: Mapping[str, str]) -> None:
        self.by_key: dict[str, _Clinic] = {}
        self._by_source: dict[str, _Clinic] = {}
        self._by_lineage: dict[str, _Clinic] = {}
        for lineage in sorted(manifest.linajes, key=lambda one: (one.recibida, one.id)):
            key = lineage.codigo or lineage.puesto or lineage.id
            clinic = self.by_key.setdefault(key, _Clinic(key, lineage.codigo))
            clinic.name = lineage.nombre or clinic.name
            clinic.lineages.append(lineage)
            self._by_lineage[lineage.id] = clinic
            self._add(clinic, lineage.id)
            if lineage.puesto:
                clinic.stations.add(lineage.puesto)
                self._add(clinic, lineage.puesto)
        for code, name in names.items():
            clinic = self.by_key.setdefault(code, _Clinic(code, code))
            clinic.name = name or clinic.name

    def of(self, source: str) -> _Clinic:
        """Return the clinic of a `procedencia`; one that never delivered itself is a `puesto` without a code."""
        found = self._by_source.get(source)
        if found is None:
            found = self.by_key.setdefault(source, _Clinic(source))
            found.stations.add(source)
            self._add(found, source)
        return found

    def take(self, deliveries: Iterable[tuple[str, datetime, datetime]]) -> None:
        """Add the deliveries: lineage, when it was received, up to when it says that it reaches."""
        for lineage, received, until in deliveries:
            clinic = self._by_lineage.get(lineage)
            if clinic is not None:  # notes alone belong to nobody
                clinic.deliveries.append((received, until))

    def _add(self, clinic: _Clinic, source: str) -> None:
        self._by_source[source] = clinic
        clinic.sources.add(source)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is to be of. `expected` has the names of the expected clinics by code, None without a list."""

    filters: Filters = field(default_factory=Filters)
    expected: Mapping[str, str] | None = None
    allowed_days: int = ALLOWED_DAYS


class UnknownClinicError(Exception):
    """No clinic of the lake has the code that was asked for."""


def open_tables(engine: Engine, store: Store, manifest: Manifest) -> None:
    """Give an engine the tables of a lake. Raises LakeError or ReadError."""
    for table in COLUMNS:
        if table not in sums.MADE_BY or manifest.has_sums:
            engine.table(table, [store.local(file.nombre, file.sha256) for file in manifest.files(table)])
    if not manifest.has_sums:
        for table, made in sums.MADE_BY.items():
            engine.keep(table, made())


def consolidate(engine: Engine, manifest: Manifest, asked: Asked, now: datetime, version: str) -> Consolidated:
    """Make the report; `now` has the zone of the district. Raises UnknownClinicError."""
    clinics = Clinics(manifest, asked.expected or {})
    clinics.take(engine.answer(queries.deliveries()))
    filters = asked.filters
    where = Where(filters.first, filters.last, filters.model or None, _sources(clinics, filters.clinic))
    engine.keep(SUMMARY, queries.summary(where))
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    spans: dict[str, tuple[date, date]] = {}
    for source, category, count, first, last in engine.answer(queries.by_source()):
        key = clinics.of(source).key
        counts[key][category] = counts[key].get(category, 0) + count
        so_far = spans.get(key, (first, last))
        spans[key] = min(first, so_far[0]), max(last, so_far[1])
    days: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for day, category, count in engine.answer(queries.by_day()):
        days[day][category] = count
    weeks = _weeks(filters.last, now)
    seen = _days_seen(engine, clinics, weeks)
    shown = [clinics.by_key[key] for key in sorted(clinics.by_key) if not filters.clinic or key == filters.clinic]
    rows = [_Row(clinic, weeks, seen[clinic.key], asked, now) for clinic in shown]
    return Consolidated(
        counts=_in_order(engine, where, days),
        last=_last(engine, where, days, clinics),
        clinics=tuple(row.made(counts[row.clinic.key], spans.get(row.clinic.key)) for row in rows),
        days={day: _sorted(days[day]) for day in sorted(days)},
        models=dict(engine.answer(queries.by_model())),
        completeness=_completeness(rows, weeks, asked.allowed_days),
        filters=filters,
        made=now,
        version=version,
        lake_version=manifest.numero,
    )


def _sources(clinics: Clinics, key: str) -> tuple[str, ...] | None:
    if not key:
        return None
    if key not in clinics.by_key:
        raise UnknownClinicError(key)
    return tuple(sorted(clinics.by_key[key].sources))


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return {category.value: counts[category.value] for category in Category if category.value in counts}


def _in_order(engine: Engine, where: Where, days: Mapping[date, Mapping[str, int]]) -> dict[str, int]:
    """Return the counts over all days, by the first occurrence of each category in time."""
    counts: dict[str, int] = {}
    first: dict[str, date] = {}
    for day in sorted(days):
        for category, count in days[day].items():
            counts[category] = counts.get(category, 0) + count
            first.setdefault(category, day)
    order = []
    for day in sorted(set(first.values())):
        around = where._replace(first=day, last=min(date.max, day + timedelta(days=1)) if day < date.max else day)
        new = {category for category, begins in first.items() if begins == day}
        order += [category for (category,) in engine.answer(queries.first_instants(around)) if category in new]
    return {category: counts[category] for category in order}


def _last(
    engine: Engine, where: Where, days: Mapping[date, Mapping[str, int]], clinics: Clinics
) -> tuple[LastPrediction, ...]:
    found, begin = 0, None
    for day in sorted(days, reverse=True):
        found, begin = found + sum(days[day].values()), day
        if found >= LAST:
            break
    if begin is None:
        return ()
    early = begin - _SLACK if begin - date.min > _SLACK else date.min
    since = early if where.first is None else max(where.first, early)
    rows = engine.answer(queries.last(where._replace(first=since), LAST))
    return tuple(
        LastPrediction(_local(time), temperature, pressure, rate, category, clinics.of(source).key)
        for time, temperature, pressure, rate, category, source, _ in reversed(rows)
    )


def _local(time: datetime) -> str:
    return time.isoformat(" ", "seconds")  # `strftime` does not pad years


def _weeks(last: date | None, now: datetime) -> list[date]:
    """Return the Mondays of the last whole weeks up to a day, the oldest first."""
    today = now.date() if last is None else min(now.date(), last + timedelta(days=1))
    monday = today - timedelta(days=today.weekday()) - _WEEK
    return [monday - number * _WEEK for number in reversed(range(WEEKS))]


def _days_seen(engine: Engine, clinics: Clinics, weeks: list[date]) -> defaultdict[str, set[date]]:
    """Return the Mondays of the weeks in which a clinic has records, by its key."""
    seen: defaultdict[str, set[date]] = defaultdict(set)
    for source, day in engine.answer(queries.days_of_sources(weeks[0], weeks[-1] + timedelta(days=6))):
        seen[clinics.of(source).key].add(day - timedelta(days=day.weekday()))
    return seen


class _Row:
    """The report's entry on a clinic's deliveries."""

    def __init__(self, clinic: _Clinic, weeks: list[date], seen: set[date], asked: Asked, now: datetime) -> None:
        self.clinic = clinic
        self.is_expected = asked.expected is None or clinic.code in asked.expected
        self._zone = now.tzinfo
        self._now = now.astimezone(UTC).replace(tzinfo=None)
        self._seen = seen
        self._allowed = timedelta(days=asked.allowed_days)
        self._until = max((until for _, until in clinic.deliveries), default=None)
        self._week = weeks[-1]
        over = [monday for monday in weeks if self._end(monday) + self._allowed <= self._now]
        self._due = over[-1] if over else None

    def has_arrived(self, monday: date) -> bool:
        """Return whether a delivery reaches into the week's last day."""
        return self._arrival(monday) is not None

    def is_on_time(self, monday: date) -> bool:
        """Return whether one that does was received early enough."""
        arrival = self._arrival(monday)
        return arrival is not None and arrival <= self._end(monday) + self._allowed

    def is_zero(self, monday: date) -> bool:
        """Return whether it has arrived, without a record in that week."""
        return self.has_arrived(monday) and monday not in self._seen

    @property
    def is_overdue(self) -> bool:
        """Whether no delivery reaches into the last day of the last week that should be here by now."""
        return self._due is not None and not self.has_arrived(self._due)

    @property
    def is_silent(self) -> bool:
        """Whether no delivery reaches into the last 30 days."""
        return self._until is None or self._until < self._now - SILENT

    def made(self, counts: Mapping[str, int], span: tuple[date, date] | None) -> ClinicRow:
        """Return the row with its counts."""
        clinic = self.clinic
        damaged = sum(lineage.danadas + lineage.cola_danada for lineage in clinic.lineages)
        alarms = {Alarm(alarm) for lineage in clinic.lineages for alarm in lineage.alarmas}
        received = max((received for received, _ in clinic.deliveries), default=None)
        return ClinicRow(
            key=clinic.key,
            code=clinic.code,
            name=clinic.name,
            stations=tuple(sorted(clinic.stations)),
            counts=_sorted(counts),
            first_day=span[0] if span else None,
            last_day=span[1] if span else None,
            received=received.replace(tzinfo=UTC) if received else None,
            covered_until=self._until.replace(tzinfo=UTC) if self._until else None,
            is_overdue=self.is_overdue,
            has_arrived=self.has_arrived(self._week),
            is_on_time=self.is_on_time(self._week),
            is_zero=self.is_zero(self._week),
            is_silent=self.is_silent,
            is_expected=self.is_expected,
            damaged_lines=damaged,
            alarms=tuple(sorted(alarms | ({Alarm.DAMAGED_LINES} if damaged else set()))),
        )

    def _end(self, monday: date) -> datetime:
        """Return the end of a week in the district's zone, as UTC."""
        following = monday + _WEEK
        end = datetime(following.year, following.month, following.day, tzinfo=self._zone)
        return end.astimezone(UTC).replace(tzinfo=None)

    def _arrival(self, monday: date) -> datetime | None:
        last_day = self._end(monday) - _DAY
        return min((received for received, until in self.clinic.deliveries if until >= last_day), default=None)


def _completeness(rows: list[_Row], weeks: list[date], allowed_days: int) -> Completeness:
    expected = [row for row in rows if row.is_expected]
    counted = tuple(
        Week(
            name=f"{monday.isocalendar().year}W{monday.isocalendar().week:02d}",
            expected=len(expected),
            arrived=sum(row.has_arrived(monday) for row in expected),
            on_time=sum(row.is_on_time(monday) for row in expected),
            zero=sum(row.is_zero(monday) for row in expected),
        )
        for monday in weeks
    )
    return Completeness(counted[-1], sum(row.is_silent for row in expected), counted, allowed_days)
