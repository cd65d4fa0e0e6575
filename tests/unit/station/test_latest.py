"""The last records of a period that count, read from the end of the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.errors import ReadError
from core.records import find
from core.records.index import RecordIndex
from core.records.period import Period
from core.station.latest import latest
from core.vocabulary import Reason
from tests.samples import a_line
from tests.stations import loaded, save, void

if TYPE_CHECKING:
    from core.records.record import Record
    from core.station.station import Station

ALL = Period()
DAY = date(2025, 11, 14)
TODAY = Period(DAY, DAY)


def write(station: Station, content: bytes) -> None:
    station.log.parent.mkdir(parents=True, exist_ok=True)
    station.log.write_bytes(content)
    loaded(station)


def by_index(station: Station, period: Period, most: int) -> list[Record]:
    """What an index of the whole log finds."""
    index = RecordIndex()
    list(index.follow(station.log, station.end))
    notes = station.notes
    assert notes is not None
    rows = index.view(period, [*notes.offsets, *station.health.copies])
    return [index.read(station.log, rows.position(row)) for row in range(min(len(rows), most))]


def test_before_the_log_is_read_there_are_none(station: Station) -> None:
    save(station)
    assert latest(station, ALL, 5) == []
    loaded(station)
    assert len(latest(station, ALL, 5)) == 1


def test_an_empty_log_has_none(station: Station) -> None:
    write(station, b"")
    assert latest(station, ALL, 5) == []


@pytest.mark.parametrize("most", [0, 1, 7, 500, 2000])
@pytest.mark.parametrize("period", [ALL, TODAY, Period(None, date(2025, 11, 13)), Period(DAY, None)])
def test_they_are_those_of_an_index_of_the_whole_log(station: Station, period: Period, most: int) -> None:
    content = b"".join(a_line(number, "2025-11-13" if number % 3 else "2025-11-14") for number in range(800))
    copied = a_line(780, "2025-11-13")
    write(
        station,
        content + b"\x00\x00\n" + copied + b"torn {\n\n" + b"x" * 40_000 + b"\n" + a_line(5000, "2025-11-14"),
    )
    for number in (1, 600, 799):
        target = find.by_name(station.log, f"{number:032x}")
        assert target is not None
        void(station, target, Reason.TEST)
    assert len(station.health.copies) == 1
    found = latest(station, period, most)
    assert found == by_index(station, period, most)
    assert len(found) == min(most, len(found))


def test_no_more_than_the_end_of_a_long_log_is_searched(station: Station) -> None:
    content = a_line(1, "2025-11-14") + b"".join(a_line(number, "2025-11-13") for number in range(2, 1600))
    assert len(content) > 300_000
    write(station, content)
    assert latest(station, TODAY, 5) == []
    assert len(by_index(station, TODAY, 5)) == 1
    assert len(latest(station, ALL, 20)) == 20


def test_a_log_that_has_gone_or_cannot_be_read(station: Station) -> None:
    write(station, a_line(1) + a_line(2))
    station.log.unlink()
    assert latest(station, ALL, 5) == []
    station.log.mkdir()
    with pytest.raises(ReadError):
        latest(station, ALL, 5)
