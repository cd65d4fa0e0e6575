"""Voids of records: the events in their file, and each refusal."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from core.errors import NoteRefusedError, ReadError, SaveError, SaveFailure
from core.exchange import export
from core.journal.entry import CRC_LENGTH
from core.notes import voids
from core.notes.notes import Notes
from core.notes.voids import Action, Event
from core.records.period import Period
from core.refusals import NoteRefusal
from core.system import disk
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import LineKind, Reason
from tests import stations
from tests.retractions import assert_right, events, save, target
from tests.samples import BARE, RULES
from tests.stations import loaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.station.station import Station
    from tests.conftest import Clock

pytestmark = pytest.mark.usefixtures("few")


class TestTheJournal:
    def test_an_event_as_it_stands_in_the_file(self, station: Station, clock: Clock) -> None:
        loaded(station)
        key = save(station)
        before = station.log.read_bytes()
        clock.advance(minutes=2)
        stations.void(station, target(station, key), Reason.TYPING_ERROR)
        clock.advance(minutes=1)
        stations.reinstate(station, target(station, key))
        first, second = map(json.loads, (station.data_dir / "anulaciones.log").read_text("utf-8").splitlines())
        assert list(first) == ["fecha", "zona", "id", "registro", "accion", "motivo", "tras", "crc"]
        assert (first["fecha"], first["zona"]) == ("2025-11-14 22:33:10", "-05:00")
        assert (first["registro"], first["accion"], first["motivo"]) == (key, "anular", "error de digitación")
        assert (second["registro"], second["accion"], second.get("motivo")) == (key, "restablecer", None)
        assert len({first["id"], second["id"], key}) == 3
        assert station.log.read_bytes() == before, "the log is never changed"

    def test_the_file_is_for_this_user_alone(self, station: Station) -> None:
        stations.void(station, target(station, save(station)), Reason.OTHER)
        if os.name == "posix":
            assert (station.data_dir / "anulaciones.log").stat().st_mode & 0o777 == 0o600

    def test_without_a_void_there_is_no_file(self, station: Station) -> None:
        save(station)
        loaded(station)
        assert not (station.data_dir / "anulaciones.log").exists()

    @pytest.mark.parametrize(
        "event",
        [
            Event(fecha="2025-02-30 10:00:00", zona="-05:00", id="e", registro="r", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="Bogotá", id="e", registro="r", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="-05:00", id="", registro="r", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="-05:00", id="e", registro="", accion=Action.REINSTATE),
            Event(fecha="2025-02-03 10:00:00", zona="-05:00", id="e", registro="r", accion=Action.VOID),
            Event("2025-02-03 10:00:00", "-05:00", "e", "r", Action.REINSTATE, Reason.TEST),
        ],
    )
    def test_what_is_no_event(self, event: Event) -> None:
        assert voids.classify(voids.encode(event)[:-1]) == (LineKind.WRONG_SHAPE, None)

    def test_an_event_without_its_checksum_or_with_a_flipped_bit_is_none(self) -> None:
        event = Event("2025-02-03 10:00:00", "-05:00", "e", "r", Action.VOID, Reason.TEST)
        line = voids.encode(event)[:-1]
        assert voids.classify(line)[0] is LineKind.VALID
        assert voids.classify(line[:-CRC_LENGTH] + b"}")[0] is LineKind.WRONG_SHAPE
        assert voids.classify(line.replace(b"prueba", b"prueba".upper()))[0] is LineKind.WRONG_SHAPE
        assert voids.classify(line.replace(b'"r"', b'"q"'))[0] is LineKind.BAD_CHECKSUM

    def test_a_torn_tail_is_sealed_by_the_next_void(self, station: Station) -> None:
        loaded(station)
        first, second = save(station), save(station)
        stations.void(station, target(station, first), Reason.TEST)
        station.close()
        path = station.data_dir / "anulaciones.log"
        path.write_bytes(path.read_bytes() + b'{"fecha":"2025')
        station.open()
        loaded(station)
        stations.void(station, target(station, second), Reason.TEST)
        assert station.needs_load, "somebody else's bytes came between"
        loaded(station)
        assert_right(station)
        read = Notes.read(station.data_dir)
        assert (len(read.retracted), read.health[RETRACTIONS_NAME].damaged_count) == (2, 1)

    def test_damaged_lines_are_listed_by_place_beside_those_of_the_log(self, station: Station) -> None:
        loaded(station)
        keys = [save(station), save(station)]
        for key in keys:
            stations.void(station, target(station, key), Reason.TEST)
        station.close()
        content = station.ledgers[RETRACTIONS_NAME].path.read_bytes()
        second = content.index(b"\n") + 1
        station.ledgers[RETRACTIONS_NAME].path.write_bytes(
            content[:second] + content[second:].replace(b"prueba", b"pruebb")
        )
        loaded(station)
        (damaged,) = station.ledgers[RETRACTIONS_NAME].health.damaged
        assert (damaged.number, damaged.offset, damaged.kind) == (2, second, LineKind.WRONG_SHAPE)
        assert (station.ledgers[RETRACTIONS_NAME].health.damaged_count, station.health.damaged_count) == (1, 0)
        station.ledgers[RETRACTIONS_NAME].path.write_bytes(content)
        loaded(station)
        assert station.ledgers[RETRACTIONS_NAME].health.damaged == []

    def test_voids_that_cannot_be_read_are_not_taken_for_none(self, station: Station) -> None:
        save(station)
        (station.data_dir / "anulaciones.log").mkdir()
        with pytest.raises(ReadError):
            station.begin_load()
        assert station.needs_load
        with pytest.raises(ReadError):
            list(export.records_csv(station.log, Period(), export.CsvFormat(decimal_comma=True), RULES))


class TestRefusals:
    def test_what_is_so_already(self, station: Station) -> None:
        loaded(station)
        key = target(station, save(station))
        with pytest.raises(NoteRefusedError) as caught:
            stations.reinstate(station, key)
        assert (caught.value.refusal, str(caught.value)) == (NoteRefusal.NOT_RETRACTED, f"not_retracted: {key.key}")
        stations.void(station, key, Reason.TEST)
        with pytest.raises(NoteRefusedError) as caught:
            stations.void(station, key, Reason.OTHER)
        assert caught.value.refusal is NoteRefusal.ALREADY_RETRACTED
        assert len(events(station)) == 1

    def test_taking_back_where_nothing_was_voided_makes_no_file(self, station: Station) -> None:
        key = target(station, save(station))
        with pytest.raises(NoteRefusedError):
            stations.reinstate(station, key)
        assert not (station.data_dir / "anulaciones.log").exists()

    def test_what_is_so_already_is_said_only_when_it_is_on_the_disk(
        self, start: Callable[..., Station], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = start()
        key = save(first)
        stations.void(first, target(first, key), Reason.TEST)
        first.close()
        again = start()
        again.open()

        def fail(_fd: int) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_data", fail)
            with pytest.raises(SaveError) as caught:
                stations.void(again, target(again, key), Reason.TEST)
        assert (caught.value.failure, caught.value.path.name) == (SaveFailure.DEVICE, "anulaciones.log")
        with pytest.raises(NoteRefusedError):
            stations.void(again, target(again, key), Reason.TEST)

    def test_a_record_that_is_not_there_any_more(self, station: Station) -> None:
        key = target(station, save(station))
        station.close()
        station.log.write_bytes(BARE)
        with pytest.raises(SaveError):
            station.open()
        with pytest.raises(ReadError):
            stations.void(station, key, Reason.TEST)
        assert not (station.data_dir / "anulaciones.log").exists()

    def test_a_disk_that_fails_leaves_everything_as_it_was(
        self, station: Station, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_fd: int) -> None:
            raise OSError(28, "No space left on device")

        loaded(station)
        key = target(station, save(station))
        with monkeypatch.context() as patch:
            patch.setattr(disk, "sync_data", fail)
            with pytest.raises(SaveError) as caught:
                stations.void(station, key, Reason.TEST)
        assert caught.value.failure is SaveFailure.FULL
        assert caught.value.path.name == "anulaciones.log"
        assert_right(station)
        stations.void(station, key, Reason.TEST)
        assert len(events(station)) == 1
        assert_right(station)

    def test_voids_that_were_replaced_are_noticed(self, station: Station) -> None:
        loaded(station)
        first, second = (target(station, save(station)) for _ in range(2))
        stations.void(station, first, Reason.TEST)
        path = station.data_dir / "anulaciones.log"
        path.write_bytes(path.read_bytes() * 2)
        with pytest.raises(SaveError) as caught:
            stations.void(station, second, Reason.TEST)
        assert caught.value.failure is SaveFailure.CHANGED
        assert station.needs_load
        loaded(station)
        stations.void(station, second, Reason.TEST)
        assert_right(station)
