"""The `puesto` of a data directory in its records, and a restore of another one's establishment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.exchange.backup import Backup
from core.journal import reader
from core.records.batch import decode
from core.station.station import Station
from core.system import establishment
from core.system.establishment import Establishment
from tests.stations import save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Clock


@pytest.fixture
def station(data_dir: Path, clock: Clock) -> Iterator[Station]:
    with Station(data_dir, load(), clock, "ventana") as station:
        yield station


def workplaces(log: Path) -> list[str]:
    return [json.loads(line)["puesto"] for line in log.read_bytes().splitlines()]


def restored(path: Path, data_dir: Path, clock: Clock) -> Establishment:
    with Station(data_dir, load(), clock, "restaurar") as station:
        station.begin_restore(path).run()
        station.finish_merge()
        return station.establishment.current


def test_each_record_has_the_one_of_its_directory_across_sessions(
    station: Station, data_dir: Path, clock: Clock
) -> None:
    save(station)
    station.close()
    with Station(data_dir, load(), clock, "ventana") as next_one:
        save(next_one)
        next_one.establishment.change("05-001", "La Unión")
        save(next_one)
    assert workplaces(station.log) == [establishment.load(data_dir).puesto] * 3


def test_records_with_a_workplace_are_decoded_in_blocks(station: Station) -> None:
    for number in range(20):
        save(station, number)
    (block,) = reader.blocks(station.log)
    assert decode(block) is not None


def test_nothing_is_written_before_the_first_save(station: Station, data_dir: Path) -> None:
    station.open()
    assert establishment.load(data_dir) == Establishment()


class TestRestoring:
    @pytest.fixture
    def backup(self, station: Station, tmp_path: Path, clock: Clock) -> Path:
        save(station)
        station.establishment.change("05-001", "La Unión")
        Backup(station.data_dir, tmp_path / "copia.zip", clock()).run()
        return tmp_path / "copia.zip"

    def test_code_and_name_come_where_both_are_blank_and_the_workplace_never(
        self, backup: Path, tmp_path: Path, clock: Clock, station: Station
    ) -> None:
        there = restored(backup, tmp_path / "nuevo", clock)
        assert there == Establishment("05-001", "La Unión")
        with Station(tmp_path / "nuevo", load(), clock, "ventana") as other:
            save(other)
            first, second = workplaces(other.log)
        assert first == station.establishment.workplace != second
        assert restored(backup, tmp_path / "nuevo", clock) == Establishment("05-001", "La Unión", second)

    @pytest.mark.parametrize("here", [Establishment("B"), Establishment(nombre="B")])
    def test_what_is_here_stays(self, backup: Path, tmp_path: Path, clock: Clock, here: Establishment) -> None:
        (tmp_path / "nuevo").mkdir()
        establishment.save(tmp_path / "nuevo", here)
        assert restored(backup, tmp_path / "nuevo", clock) == here

    @pytest.mark.parametrize("content", [b"{}", b"?"])
    def test_a_blank_or_broken_one_is_not_taken(
        self, station: Station, tmp_path: Path, clock: Clock, content: bytes
    ) -> None:
        save(station)
        (station.data_dir / "establecimiento.json").write_bytes(content)
        Backup(station.data_dir, tmp_path / "copia.zip", clock()).run()
        assert restored(tmp_path / "copia.zip", tmp_path / "nuevo", clock) == Establishment()
