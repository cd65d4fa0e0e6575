"""The list of records: each row is the record that a plain list would have there, also when the log grows."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import ReadError, SaveFailure
from core.journal import reader
from core.records import lines
from core.records.index import Indexing, RecordIndex
from core.records.period import Period
from core.system.work import StoppedError
from tests.samples import BARE, DAYS, a_line

if TYPE_CHECKING:
    from pathlib import Path

    from core.records.record import Record


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "predicciones.log"


def index_of(log: Path) -> RecordIndex:
    return Indexing(log, reader.size(log)).run()


def plain(log: Path) -> list[tuple[int, Record]]:
    return [(line.offset, line.entry) for line in lines.read(log, reader.size(log)) if line.entry is not None]


def assert_right(index: RecordIndex, log: Path, period: Period, hidden: set[int]) -> None:
    truth = plain(log)
    assert [index.offset(position) for position in range(len(index))] == [offset for offset, _ in truth]
    view = index.view(period, hidden)
    wanted = [
        (position, record)
        for position, (offset, record) in reversed(list(enumerate(truth)))
        if period.includes(record.day) and offset not in hidden
    ]
    assert len(view) == len(wanted)
    for row, (position, record) in enumerate(wanted):
        assert view.position(row) == position
        assert view.row(position) == row
        assert index.position(index.offset(position)) == position
        assert index.read(log, position) == record
    shown = {position for position, _ in wanted}
    assert all((view.row(position) is None) == (position not in shown) for position in range(len(truth) + 2))


some_lines = st.lists(
    st.sampled_from([*(a_line(1, day) for day in DAYS), BARE, b"torn", b"", a_line(2), a_line(3)]).map(bytes.rstrip),
    max_size=15,
)
periods = st.sampled_from(
    [
        Period(),
        Period(date(2025, 11, 13), date(2025, 11, 13)),
        Period(date(2025, 11, 14)),
        Period(None, date(2024, 12, 31)),
        Period(date(2020, 1, 1), date(2020, 1, 2)),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(parts=st.lists(some_lines, max_size=3), period=periods, data=st.data(), newline=st.booleans())
def test_each_row_is_the_record_that_a_plain_list_has_there(
    log: Path, parts: list[list[bytes]], period: Period, data: st.DataObject, *, newline: bool
) -> None:
    log.write_bytes(b"")
    index = RecordIndex()
    for part in parts:
        content = b"\n".join(part)
        with log.open("ab") as file:
            file.write(content + b"\n" if newline else content)
        assert list(index.follow(log, reader.size(log))) == [] or index.end == reader.size(log)
        offsets = [offset for offset, _ in plain(log)]
        hidden = set(data.draw(st.lists(st.sampled_from([*offsets, 10**9, -1]))))
        assert_right(index, log, period, hidden)
    assert_right(index_of(log), log, period, set())


def test_many_blocks(log: Path) -> None:
    log.write_bytes(b"".join(a_line(number, DAYS[number // 400 % 3]) for number in range(2000)))
    index = index_of(log)
    assert_right(index, log, Period(date(2025, 11, 14)), {index.offset(500), index.offset(501), index.offset(1999)})


def test_of_no_log(log: Path) -> None:
    index = index_of(log)
    assert (len(index), len(index.view(Period()))) == (0, 0)


def test_it_takes_some_22_bytes_a_record(log: Path) -> None:
    log.write_bytes(b"".join(a_line(number) for number in range(20_000)))
    index = index_of(log)
    view = index.view(Period(), [index.offset(7)])
    columns = vars(index.columns).values()
    parts = [*vars(index).values(), *vars(view).values(), *columns, *index.columns.vitals]
    assert sum(map(sys.getsizeof, parts)) < 26 * len(index)


def test_a_record_that_is_not_there_any_more(log: Path) -> None:
    log.write_bytes(a_line(1) + a_line(2))
    index = index_of(log)
    log.write_bytes(a_line(1) + b"x" * 300)
    with pytest.raises(ReadError) as caught:
        index.read(log, 1)
    assert caught.value.failure is SaveFailure.CHANGED
    log.write_bytes(b"")
    with pytest.raises(ReadError):
        index.read(log, 0)


def test_it_can_be_stopped_and_tells_how_far_it_is(log: Path) -> None:
    log.write_bytes(b"".join(a_line(number) for number in range(2000)))
    work = Indexing(log, reader.size(log))
    work.run()
    assert work.done == work.total > 0
    work = Indexing(log, reader.size(log))
    work.cancel()
    with pytest.raises(StoppedError):
        work.run()


def test_a_new_index_covers_nothing() -> None:
    assert (RecordIndex().end, len(RecordIndex())) == (0, 0)
