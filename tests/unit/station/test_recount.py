"""Voiding a record that the report does not count yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.records import find
from core.records.period import Period
from core.vocabulary import Reason
from tests import stations
from tests.samples import a_line
from tests.stations import loaded, save

if TYPE_CHECKING:
    from core.station.station import Station


def test_a_record_that_another_program_wrote_since_is_voided_and_the_report_counted_anew(station: Station) -> None:
    save(station)
    loaded(station)
    with station.log.open("ab") as file:
        file.write(a_line("x") + a_line("y"))
    target = find.by_name(station.log, "x")
    assert target is not None
    stations.void(station, target, Reason.DUPLICATE)
    assert station.report(Period()) is None
    assert station.needs_load
    loaded(station)
    report = station.report(Period())
    assert report is not None
    assert report.total == 2
    assert station.notes is not None
    assert set(stations.reasons(station.notes)) == {"x"}
