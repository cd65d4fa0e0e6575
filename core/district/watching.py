"""The typed values of the clinics of a lake, for `core.district.watch`: SQL that DuckDB and Spark answer alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.district.queries import DAY, NOT_RETRACTED, Query
from core.district.sums import SIGNS, VALUE
from core.district.watch import Watched, watch
from core.district.weeks import joined, last_sunday, whole_weeks
from core.quality.assessment import Typed
from core.station.survey import DAYS_BEFORE, DAYS_NOW

if TYPE_CHECKING:
    from core.district.queries import Engine
    from core.district.reporting import Clinics

WEEKS: Final = 52
_WEEK: Final = 7
_ALL_THREE: Final = "fiebre * 100000000 + presion * 10000 + frecuencia_cardiaca"


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are looked at, `first` to `last`, and the year before them."""

    first: date
    last: date

    @property
    def before(self) -> date:
        """The first day of the days before."""
        return date.fromordinal(max(1, self.first.toordinal() - DAYS_BEFORE))

    @property
    def parts(self) -> list[tuple[date, date]]:
        """First and last day of the days before, if there are any, and of the days that are looked at."""
        now = (self.first, self.last)
        return (
            [(self.before, date.fromordinal(self.first.toordinal() - 1)), now] if self.before < self.first else [now]
        )


def span(first: date | None, last: date | None, today: date) -> Span:
    """Return the days that are meant: up to `last`, else to the last Sunday; from `first`, else thirty days."""
    end = last or max(last_sunday(today), first or date.min)
    return Span(first or date.fromordinal(max(1, end.toordinal() - DAYS_NOW + 1)), end)


def values(days: Span) -> Query:
    """Values, not retracted: procedencia, vital sign, value, how many of `days`, how many of the year before.

    Those of whole weeks stand in `valores`; those of the days beside them are read from the records.
    """
    weeks, beside = zip(*(whole_weeks(*part) for part in days.parts), strict=True)
    of_records = f"CROSS JOIN {SIGNS}"
    read = (  # each is one pass: two over the same table take twice as long
        ("semana AS dia, valor, n FROM valores", "semana", [mondays for mondays in weeks if mondays is not None]),
        (f"dia, {VALUE} AS valor, 1 AS n FROM registros {of_records}", "dia", joined(chain.from_iterable(beside))),
        (f"dia, {VALUE} AS valor, -1 AS n FROM anulados {of_records}", "dia", [(days.before, days.last)]),
    )
    every = " UNION ALL ".join(
        f"SELECT procedencia, signo, {rows} WHERE {' OR '.join([f'{day} >= {DAY} AND {day} <= {DAY}'] * len(spans))}"
        for rows, day, spans in read
        if spans
    )
    given = [days.first, days.first, *(day for _, _, spans in read for ends in spans for day in ends)]
    return Query(
        f"""SELECT procedencia, signo, valor, CAST(sum(CASE WHEN dia >= {DAY} THEN n ELSE 0 END) AS BIGINT) AS ahora,
            CAST(sum(CASE WHEN dia >= {DAY} THEN 0 ELSE n END) AS BIGINT) AS antes
        FROM ({every}) m GROUP BY procedencia, signo, valor
        HAVING sum(n) > 0 ORDER BY procedencia, signo, valor""",
        tuple(day.isoformat() for day in given),
    )


def repeats(days: Span) -> Query:
    """Pairs of consecutive records in order of entry, not retracted: procedencia, pairs, those with equal values.

    The three values are compared as one number, which is several times as fast.
    """
    return Query(
        f"""SELECT procedencia, CAST(count(antes) AS BIGINT) AS pares,
            CAST(sum(CASE WHEN v = antes THEN 1 ELSE 0 END) AS BIGINT) AS iguales
        FROM (SELECT procedencia, v, lag(v) OVER (PARTITION BY procedencia, linaje ORDER BY linea) AS antes
            FROM (SELECT procedencia, linaje, linea, {_ALL_THREE} AS v FROM registros r
                WHERE dia >= {DAY} AND dia <= {DAY} AND {NOT_RETRACTED}) q) p
        GROUP BY procedencia ORDER BY procedencia""",
        (days.first.isoformat(), days.last.isoformat()),
    )


def by_week(first: date, last: date) -> Query:
    """Of the table `resumen`: procedencia, the Monday of a week, n."""
    monday = "CAST(date_trunc('week', dia) AS DATE)"
    return Query(
        f"""SELECT procedencia, {monday} AS lunes, CAST(sum(n) AS BIGINT) FROM resumen
        WHERE dia >= {DAY} AND dia <= {DAY}
        GROUP BY procedencia, {monday} ORDER BY procedencia, lunes""",
        (first.isoformat(), last.isoformat()),
    )


def watched(engine: Engine, clinics: Clinics, days: Span) -> tuple[Watched, ...]:
    """Compare what each clinic typed in these days with the year before them."""
    return watch(*typed(engine, clinics, days))


def typed(engine: Engine, clinics: Clinics, days: Span) -> tuple[dict[str, Typed], dict[str, Typed]]:
    """Return what each clinic typed in these days, and in the year before them."""
    now: defaultdict[str, dict[str, Counter[float]]] = defaultdict(_no_values)
    before: defaultdict[str, dict[str, Counter[float]]] = defaultdict(_no_values)
    for source, vital, value, here, earlier in engine.answer(values(days)):
        key = clinics.of(source).key
        if here:
            now[key][vital][value] += here
        if earlier:
            before[key][vital][value] += earlier
    pairs: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    for source, number, repeated in engine.answer(repeats(days)):
        pairs[clinics.of(source).key] += number
        equal[clinics.of(source).key] += repeated
    return (
        {key: Typed(found, pairs[key], equal[key]) for key, found in now.items()},
        {key: Typed(found) for key, found in before.items()},
    )


def _no_values() -> dict[str, Counter[float]]:
    return {vital.name: Counter() for vital in VITALS}


def weeks(engine: Engine, clinics: Clinics, last: date) -> dict[str, list[int]]:
    """Return the records of each clinic in the last weeks up to that of a day, by its key, the oldest week first."""
    begin = date.fromordinal(max(1, last.toordinal() - last.weekday() - _WEEK * (WEEKS - 1)))
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for source, monday, number in engine.answer(by_week(begin, last)):
        found[clinics.of(source).key][(monday - begin).days // _WEEK] += number
    return dict(found)
