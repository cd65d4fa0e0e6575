"""The typed values of the clinics of a lake, for `core.district.watch`: SQL that DuckDB and Spark answer alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.district.queries import DAY, NOT_RETRACTED, Query
from core.district.watch import Watched, watch
from core.district.weeks import last_sunday
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


def span(first: date | None, last: date | None, today: date) -> Span:
    """Return the days that are meant: up to `last`, else to the last Sunday; from `first`, else thirty days."""
    end = last or max(last_sunday(today), first or date.min)
    return Span(first or date.fromordinal(max(1, end.toordinal() - DAYS_NOW + 1)), end)


def values(vital: str, days: Span) -> Query:
    """Values of one vital sign, not retracted: procedencia, whether of `days` (1) or before (0), value, n."""
    of_days = f"CASE WHEN dia >= {DAY} THEN 1 ELSE 0 END"
    return Query(
        f"""SELECT procedencia, ahora, valor, CAST(sum(n) AS BIGINT) FROM (
            SELECT procedencia, {of_days} AS ahora, {vital} AS valor, 1 AS n FROM registros
            WHERE dia >= {DAY} AND dia <= {DAY}
            UNION ALL SELECT procedencia, {of_days} AS ahora, {vital} AS valor, -1 AS n FROM anulados
            WHERE dia >= {DAY} AND dia <= {DAY}
        ) m GROUP BY procedencia, ahora, valor HAVING sum(n) > 0 ORDER BY procedencia, ahora, valor""",
        (days.first.isoformat(), days.before.isoformat(), days.last.isoformat()) * 2,
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
    counts: dict[int, defaultdict[str, dict[str, Counter[float]]]] = {
        0: defaultdict(lambda: {vital.name: Counter() for vital in VITALS}),
        1: defaultdict(lambda: {vital.name: Counter() for vital in VITALS}),
    }
    for vital in VITALS:
        for source, is_now, value, number in engine.answer(values(vital.name, days)):
            counts[is_now][clinics.of(source).key][vital.name][value] += number
    pairs: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    for source, number, repeated in engine.answer(repeats(days)):
        pairs[clinics.of(source).key] += number
        equal[clinics.of(source).key] += repeated
    return (
        {key: Typed(found, pairs[key], equal[key]) for key, found in counts[1].items()},
        {key: Typed(found) for key, found in counts[0].items()},
    )


def weeks(engine: Engine, clinics: Clinics, last: date) -> dict[str, list[int]]:
    """Return the records of each clinic in the last weeks up to that of a day, by its key, the oldest week first."""
    begin = date.fromordinal(max(1, last.toordinal() - last.weekday() - _WEEK * (WEEKS - 1)))
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for source, monday, number in engine.answer(by_week(begin, last)):
        found[clinics.of(source).key][(monday - begin).days // _WEEK] += number
    return dict(found)
