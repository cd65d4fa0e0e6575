"""Drafts that are saved together: one write, one sync, all or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import SaveError, SaveFailure
from core.records import lines
from core.records.period import Period
from core.system import disk
from tests.samples import BARE
from tests.stations import READINGS, loaded

if TYPE_CHECKING:
    from core.station.station import Station


def counted(station: Station) -> int:
    report = station.report(Period())
    assert report is not None
    return report.total


def test_they_are_in_the_log_in_order_and_in_the_report(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded(station)
    drafts = [station.draft(reading) for reading in READINGS]
    station.save_all(drafts[:1])
    syncs, real = [], disk.sync_data
    monkeypatch.setattr(disk, "sync_data", lambda fd: (syncs.append(fd), real(fd))[1])
    offset = station.save_all(drafts[1:])
    assert len(syncs) == 1
    assert offset == len(drafts[0].line)
    assert station.log.read_bytes() == b"".join(draft.line for draft in drafts)
    assert counted(station) == len(drafts)
    assert station.last is not None
    assert lines.record_at(station.log, station.last.offset) == station.last.record
    assert station.last.record.id == drafts[-1].record.id


def test_after_a_changed_file_the_same_drafts_are_saved_once(station: Station) -> None:
    loaded(station)
    drafts = [station.draft(reading) for reading in READINGS]
    station.save_all(drafts[:1])
    with station.log.open("ab") as file:
        file.write(BARE)
    with pytest.raises(SaveError) as caught:
        station.save_all(drafts[1:])
    assert caught.value.failure is SaveFailure.CHANGED
    assert station.save_all(drafts[1:]) == len(drafts[0].line) + len(BARE)
    assert station.needs_load
    loaded(station)
    assert counted(station) == len(drafts) + 1


def test_the_hash_of_a_request_s_key_stands_in_the_record(station: Station) -> None:
    keyed = station.draft(READINGS[0], request_key="3f2a")
    assert keyed.record.origen == {"clave": "3f2a"}
    assert keyed.record.request_key == "3f2a"
    assert station.draft(READINGS[0]).record.request_key == ""
