"""What the clinics of a lake typed, read for `core.district.watch`: plain SQL that DuckDB and Spark answer alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.district.queries import NOT_VOIDED, Query
from core.district.watch import DAYS, DAYS_BEFORE, Watched, watch
from core.district.weeks import last_sunday
from core.quality.assessment import Typed

if TYPE_CHECKING:
    from core.district.queries import Engine
    from core.district.reporting import Clinics

WEEKS: Final = 52
_WEEK: Final = 7


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
    return Span(first or date.fromordinal(max(1, end.toordinal() - DAYS + 1)), end)


def values(vital: str, days: Span) -> Query:
    """Values of one vital sign, not voided: procedencia, whether they are of `days` (1) or before (0), value, n."""
    of_days = "CASE WHEN dia >= ? THEN 1 ELSE 0 END"
    return Query(
        f"""SELECT procedencia, ahora, valor, CAST(sum(n) AS BIGINT) FROM (
            SELECT procedencia, {of_days} AS ahora, {vital} AS valor, 1 AS n FROM registros
            WHERE dia >= ? AND dia <= ?
            UNION ALL SELECT procedencia, {of_days} AS ahora, {vital} AS valor, -1 AS n FROM anulados
            WHERE dia >= ? AND dia <= ?
        ) m GROUP BY procedencia, ahora, valor HAVING sum(n) > 0 ORDER BY procedencia, ahora, valor""",
        (days.first, days.before, days.last) * 2,
    )


def repeats(days: Span) -> Query:
    """Pairs of consecutive records in order of entry, not voided: procedencia, pairs, those with equal values."""
    names = [vital.name for vital in VITALS]
    order = "OVER (PARTITION BY procedencia, linaje ORDER BY linea)"
    former = ", ".join(f"lag({name}) {order} AS antes_{name}" for name in names)
    equal = " AND ".join(f"{name} = antes_{name}" for name in names)
    return Query(
        f"""SELECT procedencia, CAST(count(antes_{names[0]}) AS BIGINT),
            CAST(sum(CASE WHEN {equal} THEN 1 ELSE 0 END) AS BIGINT)
        FROM (SELECT procedencia, {", ".join(names)}, {former} FROM registros r
            WHERE dia >= ? AND dia <= ? AND {NOT_VOIDED}) p
        GROUP BY procedencia ORDER BY procedencia""",
        (days.first, days.last),
    )


def by_day() -> Query:
    """Of the table `resumen`: procedencia, dia, n."""
    return Query(
        """SELECT procedencia, dia, CAST(sum(n) AS BIGINT) FROM resumen
        GROUP BY procedencia, dia ORDER BY procedencia, dia"""
    )


def watched(engine: Engine, clinics: Clinics, days: Span) -> tuple[Watched, ...]:
    """Compare what each clinic typed in these days with the year before them."""
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
    return watch(
        {key: Typed(found, pairs[key], equal[key]) for key, found in counts[1].items()},
        {key: Typed(found) for key, found in counts[0].items()},
    )


def weeks(engine: Engine, clinics: Clinics, last: date) -> dict[str, list[int]]:
    """Return the records of each clinic in each of the last weeks up to a day, by its key, the oldest week first."""
    begin = last - timedelta(days=_WEEK * WEEKS - 1)
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * WEEKS)
    for source, day, number in engine.answer(by_day()):
        if begin <= day <= last:
            found[clinics.of(source).key][(day - begin).days // _WEEK] += number
    return dict(found)
