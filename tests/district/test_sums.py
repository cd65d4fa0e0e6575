"""The sums beside the records: what is asked of them is what the records themselves say, on every lake."""

from __future__ import annotations

import contextlib
import random
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from core.clinical.vitals import VITALS
from core.district import manifest, queries, watching
from core.district.duck import Duck
from core.district.manifest import COUNTS, MANIFESTS, RECORDS, VALUES
from core.district.queries import Query, Where
from core.district.reporting import open_tables
from core.district.store import open_store
from core.district.watching import Span
from core.district.weeks import joined, whole_weeks
from core.notes import voids
from core.vocabulary import Reason
from tests.district.lakes import Lake, a_clinic, clinic_counts
from tests.samples import CATEGORIES, a_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST = date(2025, 9, 1)
"""A Monday."""
SPANS = [
    Span(date(2025, 10, 16), date(2025, 11, 14)),  # Thursday to Friday
    Span(date(2025, 10, 13), date(2025, 11, 9)),  # whole weeks
    Span(date(2025, 10, 15), date(2025, 10, 16)),  # within one
    Span(date(2025, 10, 18), date(2025, 10, 19)),
    Span(date(2025, 10, 20), date(2025, 10, 20)),
    Span(date(1, 1, 1), date(2025, 12, 31)),
]


def lines(numbers: range) -> list[bytes]:
    """Records of some ten weeks, two or three a day."""
    return [a_line(n, f"{FIRST + timedelta(days=n * 3 % 77)}", CATEGORIES[n % 5], 36 + n % 11 / 10) for n in numbers]


def a_void(number: int) -> bytes:
    event = voids.Event(
        "2025-11-15 08:00:00", "-05:00", f"n{number}", f"{number:032x}", voids.Action.VOID, Reason.TEST
    )
    return voids.encode(event)


@contextlib.contextmanager
def opened(lake: Lake, tmp_path: Path) -> Iterator[Duck]:
    with contextlib.closing(Duck(tmp_path)) as duck:
        open_tables(duck, open_store(lake.place), lake.manifest)
        yield duck


def typed(duck: Duck, days: Span) -> dict[str, tuple[Counter[float], Counter[float]]]:
    """The values by the sums: of the days, and of those before."""
    found: dict[str, tuple[Counter[float], Counter[float]]] = {vital.name: (Counter(), Counter()) for vital in VITALS}
    for _, vital, value, now, before in duck.answer(watching.values(days)):
        found[vital][0][value] += now
        found[vital][1][value] += before
    return found


def expected(duck: Duck, vital: str, first: date, last: date) -> Counter[float]:
    """The same of the records, one by one."""
    rows = duck.answer(
        Query(
            f"SELECT {vital} FROM registros r WHERE dia BETWEEN CAST(? AS DATE) AND CAST(? AS DATE) "  # noqa: S608
            f"AND {queries.NOT_RETRACTED}",
            (first.isoformat(), last.isoformat()),
        )
    )
    return Counter(value for (value,) in rows)


def check(lake: Lake, data_dir: Path, tmp_path: Path) -> None:
    """Compare everything that is asked of the sums with the records and with the clinic's own report."""
    assert lake.counts == clinic_counts(data_dir)
    with opened(lake, tmp_path) as duck:
        for days in SPANS:
            for vital, (now, before) in typed(duck, days).items():
                assert now == expected(duck, vital, days.first, days.last)
                if days.before < days.first:
                    assert before == expected(duck, vital, days.before, days.first - timedelta(days=1))
                else:
                    assert not before.total()


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    return a_clinic(tmp_path / "datos", *lines(range(200)), voids=a_void(3) + a_void(150) + a_void(230))


def test_sums_say_what_the_records_say(lake: Lake, clinic: Path, tmp_path: Path) -> None:
    lake.take(clinic)
    assert lake.manifest.has_sums
    check(lake, clinic, tmp_path)
    a_clinic(clinic, *lines(range(260)), voids=a_void(3) + a_void(150) + a_void(230) + a_void(7))
    lake.take(clinic)
    assert [len(lake.manifest.files(table)) for table in (COUNTS, VALUES)] == [2, 2]
    check(lake, clinic, tmp_path)


def without_sums(lake: Lake, numbers: int) -> None:
    """Leave the lake as a program writes it that knows nothing of sums: `numbers` of its files of them stay."""
    store, now = open_store(lake.place), lake.manifest
    gone = {file.nombre for table in (COUNTS, VALUES) for file in now.files(table)[numbers:]}
    kept = tuple(file for file in now.archivos if file.nombre not in gone)
    content = msgspec.to_builtins(msgspec.structs.replace(now, numero=now.numero + 1, archivos=kept))
    if not numbers:
        del content["sumados"]
    else:
        content["sumados"] = 200
    with store.writing("recibir"):
        store.create(f"{MANIFESTS}/{content['numero']:08d}.json", msgspec.json.encode(content))


@pytest.mark.parametrize("numbers", [0, 1])
def test_a_lake_whose_sums_do_not_count_all_is_asked_by_its_records(
    lake: Lake, clinic: Path, tmp_path: Path, numbers: int
) -> None:
    lake.take(clinic)
    a_clinic(clinic, *lines(range(260)))
    lake.take(clinic)
    without_sums(lake, numbers)
    assert not lake.manifest.has_sums
    check(lake, clinic, tmp_path)
    a_clinic(clinic, *lines(range(300)))
    lake.take(clinic)
    assert lake.manifest.has_sums, "made with the next change"
    assert [len(lake.manifest.files(table)) for table in (COUNTS, VALUES)] == [1, 1]
    check(lake, clinic, tmp_path)


def test_a_record_that_is_delivered_twice_is_summed_once(lake: Lake, clinic: Path, tmp_path: Path) -> None:
    other = a_clinic(tmp_path / "otro", *lines(range(100, 300)))
    lake.take(clinic, other)
    with opened(lake, tmp_path) as duck:
        assert duck.answer(Query("SELECT CAST(sum(n) AS BIGINT) FROM conteos")) == [(300,)]
        assert duck.answer(Query("SELECT CAST(sum(n) AS BIGINT) FROM valores")) == [(900,)]
        by_day = duck.answer(queries.summary(Where()))
        assert sum(row[-1] for row in by_day) == 297
    assert sum(file.filas for file in lake.manifest.files(RECORDS)) == 300
    assert manifest.load(open_store(lake.place)).sumados == 300


def test_whole_weeks_and_the_days_beside_them_are_all_days_once() -> None:
    chance = random.Random(1)  # noqa: S311 - the same in every run
    for begin in [1, 2, date.max.toordinal() - 3, *(chance.randint(1, 800) for _ in range(2000))]:
        end = min(begin + chance.randint(0, 40), date.max.toordinal())
        mondays, beside = whole_weeks(date.fromordinal(begin), date.fromordinal(end))
        days = [day for one, other in beside for day in range(one.toordinal(), other.toordinal() + 1)]
        if mondays is not None:
            assert mondays[0].weekday() == mondays[1].weekday() == 0
            days += range(mondays[0].toordinal(), mondays[1].toordinal() + 7)
            assert len(days) - 7 < end - begin + 1
        else:
            assert not any(date.fromordinal(day).weekday() == 0 for day in range(begin, end - 5))
        assert sorted(days) == list(range(begin, end + 1))


def test_days_that_touch_are_one_span() -> None:
    first, *others = (date(2025, 9, day) for day in (1, 2, 3, 5, 6))
    spans = [(first, first), (others[0], others[1]), (others[2], others[3])]
    assert joined(spans) == [(first, others[1]), spans[2]]
    assert joined([]) == []
