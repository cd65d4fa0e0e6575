"""The report: the same as a naive recount, for any records and any period."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.records.period import Period
from core.records.record import Record
from core.report.report import Tally
from core.vocabulary import Category, PeriodName
from tests.samples import TODAY, report_of


def record(fecha: str, resultado: str = "ENFERMEDAD AGUDA") -> Record:
    return Record(fecha, 38.0, 120, 90, resultado)


# Few days, so that the times go backwards and days repeat.
times = st.builds("{} {:%H:%M:%S}".format, st.dates(date(2025, 10, 28), date(2025, 11, 3)), st.times())
logs = st.lists(st.builds(record, times, st.sampled_from([category.value for category in Category])), max_size=40)
days = st.none() | st.dates(date(2025, 10, 27), date(2025, 11, 4))
periods = st.builds(Period, days, days)


@given(logs, periods)
def test_the_report_is_a_naive_recount(records: list[Record], period: Period) -> None:
    first = str(period.first or "0000")
    last = str(period.last or "9999")
    chosen = [one for one in records if first <= one.fecha[:10] <= last]
    report = report_of(records, period)

    assert list(report.counts.items()) == list(Counter(one.resultado for one in chosen).items())
    assert list(report.last) == chosen[-5:]
    assert report.total == len(chosen)
    assert report.last_time == (chosen[-1].fecha if chosen else None)
    recount: dict[str, dict[str, int]] = {}
    for one in sorted(chosen, key=lambda one: one.day):
        counts = recount.setdefault(one.day, {})
        counts[one.resultado] = counts.get(one.resultado, 0) + 1
    assert report.days == recount
    assert list(report.days) == sorted(report.days)


@given(logs, logs)
def test_a_report_that_grows_is_the_report_of_all(records: list[Record], more: list[Record]) -> None:
    tally = Tally()
    for one in records:
        tally.add(one)
    before = tally.report(Period())
    for one in more:
        tally.add(one)
    assert tally.report(Period()) == report_of(records + more)
    assert before == report_of(records), "a report that was handed out does not change"
    assert tally.total == len(records) + len(more)


# So few that a day has more records than are shown of it, and some of them may be the last ones of their category.
busy_logs = st.lists(
    st.builds(record, st.sampled_from(["2025-11-13 08:00:00", "2025-11-14 08:00:00"]), st.sampled_from(Category)),
    min_size=5,
    max_size=16,
)


def others(records: list[Record], counted: set[int], like: Record) -> list[int]:
    """The orders of the records that count and are of that day."""
    return [order for order in sorted(counted) if records[order].day == like.day]


@given(busy_logs, st.data())
def test_records_left_out_and_counted_again_are_as_if_only_the_rest_were_there(
    records: list[Record], data: st.DataObject
) -> None:
    tally = Tally(records.__getitem__)
    for one in records:
        tally.add(one)
    counted = set(range(len(records)))
    for order in data.draw(st.lists(st.sampled_from(range(len(records))), max_size=30)):
        one = records[order]
        if order in counted:
            counted.remove(order)
            day = others(records, counted, one)
            following = [later for later in day if later > order and records[later].resultado == one.resultado]
            tally.remove(
                one,
                order,
                partial(min, following, default=None),
                lambda end, day=day: max(before for before in day if before < end),
            )
        else:
            counted.add(order)
            tally.insert(one, order)
        rest = report_of([records[order] for order in sorted(counted)])
        found = tally.report(Period())
        assert found == rest
        assert list(found.counts) == list(rest.counts)
        assert tally.total == len(counted)


@given(logs, logs)
def test_a_tally_is_carried_on_from_its_state(records: list[Record], more: list[Record]) -> None:
    tally, whole = Tally(), Tally()
    for one in records:
        tally.add(one)
    for one in records + more:
        whole.add(one)
    carried_on = Tally((records + more).__getitem__)
    carried_on.restore(tally.state(), tally.total)
    for one in more:
        carried_on.add(one)
    assert carried_on.total == whole.total
    assert carried_on.state() == whole.state()
    assert carried_on.total == whole.total
    assert carried_on.report(Period()) == whole.report(Period())


def test_an_empty_log_invents_nothing() -> None:
    report = report_of([])
    assert (dict(report.counts), report.last, report.last_time, report.total) == ({}, (), None, 0)
    assert dict(report.days) == {}


def test_a_wrong_clock_does_not_change_the_order_of_entry() -> None:
    records = [record("2025-11-14 10:00:00", "NO ENFERMO"), record("2019-01-01 00:00:00", "ENFERMEDAD LEVE")]
    report = report_of(records)
    assert report.last_time == "2019-01-01 00:00:00"
    assert list(report.counts) == ["NO ENFERMO", "ENFERMEDAD LEVE"]
    assert [one.fecha for one in report.last] == ["2025-11-14 10:00:00", "2019-01-01 00:00:00"]


def test_days_of_the_calendar_are_the_period_that_they_are_and_a_month_is_known_as_one() -> None:
    october = Period(date(2025, 10, 1), date(2025, 10, 31))
    assert Period.named(october, TODAY) == october == Period.month(date(2025, 10, 5))
    assert october.is_month
    assert not any(other.is_month for other in (Period(), Period(TODAY, TODAY), october._replace(last=None)))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        (PeriodName.TODAY, date(2025, 11, 14), date(2025, 11, 14)),
        (PeriodName.DAYS_7, date(2025, 11, 8), date(2025, 11, 14)),
        (PeriodName.DAYS_30, date(2025, 10, 16), date(2025, 11, 14)),
        (PeriodName.THIS_MONTH, date(2025, 11, 1), date(2025, 11, 30)),
        (PeriodName.ALL, None, None),
    ],
)
def test_the_periods_of_the_window_include_today(name: PeriodName, first: date | None, last: date | None) -> None:
    assert Period.named(name, TODAY) == Period(first, last)


@given(st.dates(date(1970, 1, 1), date(2400, 1, 1)))
def test_this_month_is_all_days_of_this_month(today: date) -> None:
    period = Period.named(PeriodName.THIS_MONTH, today)
    assert period.first is not None
    assert period.last is not None
    assert (period.first.day, period.first.month) == (1, today.month)
    assert period.last.month == today.month
    assert (period.last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        pytest.param(Period(), date(2025, 10, 16), TODAY, id="all"),
        pytest.param(Period(TODAY, TODAY), date(2025, 10, 16), TODAY, id="a day, and those before it"),
        pytest.param(Period(date(2025, 11, 1), date(2025, 11, 30)), date(2025, 10, 16), TODAY, id="not over"),
        pytest.param(Period(date(2025, 1, 1), date(2025, 3, 31)), date(2025, 1, 1), date(2025, 3, 31), id="over"),
        pytest.param(Period(date(2026, 1, 1)), date(2025, 10, 16), TODAY, id="to come, with no end"),
        pytest.param(Period(date(2031, 5, 1), date(2031, 5, 31)), date(2031, 5, 1), date(2031, 5, 31), id="to come"),
        pytest.param(Period(date(2025, 1, 1), date(2025, 4, 3)), date(2025, 3, 5), date(2025, 4, 3), id="too long"),
        pytest.param(Period(None, date(1, 1, 5)), date(1, 1, 1), date(1, 1, 5), id="before all calendars"),
    ],
)
def test_the_chart_has_the_days_of_the_period_or_the_last_30_that_it_has_had(
    period: Period, first: date, last: date
) -> None:
    days = period.charted(TODAY)
    assert (days[0], days[-1], len(days)) == (first, last, (last - first).days + 1)


@pytest.mark.parametrize(
    ("period", "included"),
    [
        (Period(), [True, True, True, True]),
        (Period(first=TODAY), [False, True, True, True]),
        (Period(last=TODAY), [True, True, False, False]),
        (Period(TODAY, TODAY), [False, True, False, False]),
    ],
)
def test_both_ends_of_a_period_are_included(period: Period, included: list[bool]) -> None:
    assert [period.includes(day) for day in ("2025-11-13", "2025-11-14", "2025-11-15", "2026-01-01")] == included
