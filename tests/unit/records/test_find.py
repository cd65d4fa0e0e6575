"""Search for one record by id, key or line number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.errors import NoteRefusedError, ReadError, SaveFailure
from core.journal import reader
from core.records import find, lines
from core.records.period import Period
from core.records.record import Record, encode
from core.refusals import NoteRefusal
from core.vocabulary import Reason
from tests import stations
from tests.retractions import SPACED, assert_right, save, target, write_log
from tests.samples import BARE
from tests.stations import loaded

if TYPE_CHECKING:
    from core.station.station import Station

pytestmark = pytest.mark.usefixtures("few")


class TestFinding:
    @pytest.mark.parametrize(
        "name", ["", "x", "linea:0", "linea:2", "linea:9", f"sin-id-{'0' * 32}-1", "sin-id-x-1", "sin-id-", "linea:١"]
    )
    def test_names_of_nothing(self, station: Station, name: str) -> None:
        assert find.by_name(station.log, name) is None
        write_log(station, BARE + b"torn\n" + BARE)
        assert find.by_name(station.log, name) is None

    def test_the_last_line_needs_no_newline(self, station: Station) -> None:
        write_log(station, BARE + b"\n" + SPACED[:-2])
        found = target(station, "linea:3")
        assert found.record.day == "2025-11-13"
        assert found == target(station, found.key)

    def test_a_number_too_high_for_identical_lines(self, station: Station) -> None:
        write_log(station, BARE)
        assert find.by_name(station.log, target(station, "linea:1").key[:-1] + "2") is None

    def test_far_down_in_a_long_log(self, station: Station) -> None:
        write_log(station, BARE * 3000)
        key = save(station)
        assert target(station, "linea:3001").key == key
        assert target(station, "linea:2500").key.endswith("-2500")

    @pytest.mark.parametrize("key", ["a\nb", "a\0b", 'a"b', "a\\b", "añb", "sin-id"])
    def test_an_id_that_is_written_with_escapes(self, station: Station, key: str) -> None:
        escaped = "".join(f"\\u{ord(letter):04x}" for letter in key).encode()
        write_log(station, BARE + BARE.replace(b"{", b'{"id": "%s", ' % escaped))
        write_log(station, encode(Record("2025-11-14 22:31:10", 38.0, 120, 90, "NO ENFERMO", id=key)))
        loaded(station)
        for name in ("linea:2", key):
            found = target(station, name)
            assert (found.key, found.offset) == (key, len(BARE))
            stations.void(station, found, Reason.TEST)
            assert_right(station)
            loaded(station)
            assert_right(station)
            stations.reinstate(station, found)
        with pytest.raises(NoteRefusedError) as refused:
            target(station, "linea:3")
        assert refused.value.refusal is NoteRefusal.COPY

    def test_a_time_that_is_written_with_escapes(self, station: Station) -> None:
        escaped = BARE.replace(b"2025-11-14 ", b"2025-11-14\\u0020")
        write_log(station, escaped * 3)
        for number in (1, 2, 3):
            found = target(station, f"linea:{number}")
            assert found.key.endswith(f"-{number}")
            assert found == target(station, found.key)
        loaded(station)
        stations.void(station, target(station, "linea:2"), Reason.TEST)
        assert_right(station)
        loaded(station)
        assert_right(station)

    def test_of_two_lines_with_one_id_the_first_is_the_record(self, station: Station) -> None:
        first = Record("2025-11-14 22:31:10", 38.0, 120, 90, "ENFERMEDAD AGUDA", id="x")
        write_log(station, encode(first) + encode(Record("2025-11-13 22:31:10", 37.0, 120, 90, "NO ENFERMO", id="x")))
        loaded(station)
        assert_right(station)
        assert (station.health.records, station.health.conflicts) == (1, 1)
        found = target(station, "linea:1")
        assert found == target(station, "x")
        stations.void(station, found, Reason.TEST)
        report = station.report(Period())
        assert report is not None
        assert report.counts == {}
        assert_right(station)

    @pytest.mark.parametrize(
        "content", [BARE, encode(Record("2025-11-14 22:31:10", 38, 120, 90, "NO ENFERMO", id="x"))]
    )
    def test_a_record_that_goes_while_it_is_looked_for(
        self, station: Station, monkeypatch: pytest.MonkeyPatch, content: bytes
    ) -> None:
        write_log(station, content)
        record = lines.record_at(station.log, 0)
        monkeypatch.setattr(reader, "blocks", lambda _log: iter(()))
        with pytest.raises(ReadError) as caught:
            find.by_place(station.log, record, 0)
        assert caught.value.failure is SaveFailure.CHANGED

    def test_a_name_with_a_lone_surrogate(self, station: Station) -> None:
        write_log(station, BARE)
        assert find.by_name(station.log, "\udcff") is None
