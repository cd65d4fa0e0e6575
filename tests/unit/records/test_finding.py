"""The index finds the records of a linear search, in the order of a plain sort."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clinical import model
from core.clinical.alarms import AlarmRules
from core.clinical.vitals import VITALS
from core.journal import reader
from core.records.columns import Column, Columns
from core.records.finding import Finding, Found, Order, Wanted
from core.records.index import Days, Indexing, RecordIndex
from core.records.period import Period
from core.records.record import Record, encode
from core.system.work import StoppedError
from core.vocabulary import Category
from tests.samples import BARE, DAYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MODEL = model.load()
RULES = AlarmRules(MODEL)
KEYS: dict[Column, Callable[[Record], Any]] = {
    Column.TEMPERATURE: lambda record: record.fiebre,
    Column.SYSTOLIC: lambda record: record.presion,
    Column.HEART_RATE: lambda record: record.frecuencia_cardiaca,
    Column.CATEGORY: lambda record: list(Category).index(Category(record.resultado)),
    Column.SCORE: lambda record: -1 if record.puntaje is None else record.puntaje,
}

some_records = st.builds(
    Record,
    st.sampled_from([f"{day} 08:00:00" for day in DAYS]),
    st.sampled_from([36.5, 37.5, 38.0, 39.5, 32]),
    st.sampled_from([85, 120, 230]),
    st.sampled_from([40, 90, 140.5]),
    st.sampled_from([category.value for category in Category]),
    st.none() | st.just("-05:00"),
    st.none() | st.uuids().map(str),
    st.none() | st.sampled_from([MODEL.name, "otro-1.0+00000000"]),
    st.none() | st.integers(0, 12),
)


def write(log: Path, records: list[Record], damaged: bool = False) -> None:
    log.write_bytes(b"".join(map(encode, records)) + (b"torn\n" if damaged else b""))


def index_of(log: Path) -> RecordIndex:
    return Indexing(log, reader.size(log), RULES).run()


def has_alarm(record: Record) -> bool:
    limits = RULES.limits(record.modelo)
    return any(limit.is_alarm(getattr(record, vital.name)) for limit, vital in zip(limits, VITALS, strict=True))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(some_records, max_size=30),
    st.booleans(),
    st.none() | st.sampled_from(Category),
    st.none() | st.booleans(),
    st.builds(Order, st.sampled_from(Column), st.booleans()),
    st.none() | st.sets(st.integers(0, 29)),
    st.sets(st.integers(0, 4)),
    st.sampled_from([Period(), Period(date(2025, 11, 14), None), Period(date(2025, 11, 13), date(2025, 11, 13))]),
)
def test_what_is_found_is_what_a_plain_search_finds(  # noqa: PLR0917 - drawn
    tmp_path: Path,
    records: list[Record],
    damaged: bool,
    category: Category | None,
    alarm: bool | None,
    order: Order,
    only: set[int] | None,
    hidden: set[int],
    period: Period,
) -> None:
    log = tmp_path / "predicciones.log"
    write(log, records, damaged)
    index = index_of(log)
    count = range(len(records))
    offsets = None if only is None else [index.offset(number) for number in only if number in count]
    gone = [index.offset(number) for number in hidden if number in count]
    finding = Finding(index, Wanted(period, category, alarm, order, offsets, gone))
    found = finding.run()
    matching = [
        number
        for number in reversed(count)
        if period.includes(records[number].day)
        and (category is None or records[number].resultado == category.value)
        and (alarm is None or has_alarm(records[number]) is alarm)
        and (only is None or number in only)
        and number not in hidden
    ]
    if order.column in KEYS:
        key = KEYS[order.column]
        matching.sort(key=lambda number: key(records[number]), reverse=False)
        if order.descending:  # a stable sort: of equal ones the newest stays first
            matching.sort(key=lambda number: key(records[number]), reverse=True)
            matching = [
                number
                for _, same in groupby(matching, lambda number: key(records[number]))
                for number in sorted(same, reverse=True)
            ]
    elif not order.descending:
        matching.reverse()
    assert [found.position(row) for row in range(len(found))] == matching
    assert [found.row(number) for number in count] == [
        matching.index(number) if number in matching else None for number in count
    ]
    assert finding.done in (0, finding.total) or order.column is not Column.TIME
    assert_days(found, records, matching, order)


def assert_days(found: Found, records: list[Record], matching: list[int], order: Order) -> None:
    if order.column is not Column.TIME:
        assert not len(found.days)
        return
    row = 0
    for day, same in groupby(matching, lambda number: records[number].day):
        count = len(list(same))
        assert found.days.at(row) == (date.fromisoformat(day), count)
        assert all(found.days.at(row + more) is None for more in range(1, count))
        row += count
    assert found.days.at(row) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(some_records, max_size=12), st.booleans(), st.sets(st.integers(0, 11), max_size=2))
def test_alarms_are_counted_of_the_records_of_a_view(
    tmp_path: Path, records: list[Record], damaged: bool, hidden: set[int]
) -> None:
    log = tmp_path / "predicciones.log"
    write(log, records, damaged)
    index = index_of(log)
    view = index.view(Period(), [index.offset(number) for number in hidden if number < len(records)])
    shown = [record for number, record in enumerate(records) if number not in hidden]
    assert index.columns.count_alarms(view.runs) == sum(map(has_alarm, shown))
    for position, record in enumerate(records):
        limits = RULES.limits(record.modelo)
        expected = [limit.is_alarm(getattr(record, vital.name)) for limit, vital in zip(limits, VITALS, strict=True)]
        assert list(index.columns.alarms(position)) == expected


def test_without_rules_no_record_has_an_alarm_sign(tmp_path: Path) -> None:
    log = tmp_path / "predicciones.log"
    log.write_bytes(BARE)
    index = Indexing(log, len(BARE)).run()
    assert index.columns.alarms(0) == (False, False, False)


def test_numbers_that_no_float_can_hold_are_the_highest_and_the_lowest() -> None:
    columns = Columns(RULES)
    values = [38.0, 10**400, -(10**400)]
    columns.add([Record("2025-11-14 08:00:00", value, 120, 90, "NO ENFERMO") for value in values])
    key = columns.key(Column.TEMPERATURE)
    assert sorted(range(3), key=key) == [2, 0, 1]
    columns.keep(1)
    assert len(columns) == 1


def test_a_search_can_be_stopped(tmp_path: Path) -> None:
    log = tmp_path / "predicciones.log"
    log.write_bytes(BARE)
    finding = Finding(index_of(log), Wanted(Period()))
    finding.cancel()
    with pytest.raises(StoppedError):
        finding.run()


def test_the_nearest_day_is_that_day_or_the_closest_one() -> None:
    days = Days([(date(2025, 11, day).toordinal(), 2) for day in (20, 14, 3)])
    assert days.nearest(date(2025, 11, 14)) == (date(2025, 11, 14), 2)
    assert days.nearest(date(2026, 1, 1)) == (date(2025, 11, 20), 0)
    assert days.nearest(date(2025, 11, 6)) == (date(2025, 11, 3), 4)
    assert Days().nearest(date(2025, 11, 6)) is None
