"""`modelos.log` is a journal like the others: verified, backed up, missed when it is gone; and never merged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.cli import upkeep, words
from core.clinical.model import load
from core.errors import BackupKeptError
from core.exchange.backup import Backup
from core.models import catalogue
from core.station.station import Station
from tests.answers import model_file
from tests.stations import loaded, save

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Clock

NAME = "modelos.log"


@pytest.fixture
def here(data_dir: Path, clock: Clock) -> Path:
    """The directory of a PC with one record, and a model that was installed and put in use."""
    with Station(data_dir, load(), clock, "prueba") as station:
        save(station)
        catalogue.activate(data_dir, catalogue.install(data_dir, model_file(), {}, clock()).name, clock())
        loaded(station)
    return data_dir


def test_it_is_verified_with_its_damage_and_copies(here: Path) -> None:
    first, second = (here / NAME).read_bytes().splitlines(keepends=True)
    (here / NAME).write_bytes(first + second[:-9] + b"\n" + first)
    outcome = upkeep.verify(here)
    found = json.loads("".join(outcome.answer))["modelos"]
    assert (found["eventos"], found["lineas_danadas"], found["lineas_copiadas"]) == (1, 1, 1)
    assert found["danos"][0]["posicion"] == len(first)
    assert outcome.complaint == "líneas dañadas: 1"


def test_it_is_backed_up_whole_with_its_numbers(here: Path, tmp_path: Path, clock: Clock) -> None:
    manifest = Backup(here, tmp_path / "copia.zip", clock()).run()
    file = manifest.file(NAME)
    assert file is not None
    assert (file.registros, file.bytes) == (2, (here / NAME).stat().st_size)


def test_a_backup_of_another_pc_with_other_models_is_kept(here: Path, tmp_path: Path, clock: Clock) -> None:
    Backup(here, tmp_path / "copia.zip", clock()).run()
    (here / NAME).unlink()
    with pytest.raises(BackupKeptError) as caught:
        Backup(here, tmp_path / "copia.zip", clock()).run()
    assert caught.value.missing == {NAME: 2}
    assert "es la copia de otro computador, con otros modelos; use otro nombre" in words.backup_kept(caught.value)


def test_it_is_not_merged(here: Path, tmp_path: Path, clock: Clock) -> None:
    Backup(here, tmp_path / "copia.zip", clock()).run()
    there = tmp_path / "otro"
    with Station(there, load(), clock, "restaurar") as station:
        restoring = station.begin_restore(tmp_path / "copia.zip")
        restoring.run()
        station.finish_merge()
    assert restoring.done_so_far.records_added == 1
    assert not (there / NAME).exists()


def test_what_is_gone_of_it_is_known_in_the_session_and_once_after_it(here: Path, clock: Clock) -> None:
    with Station(here, load(), clock, "ventana") as station:
        station.open()
        loaded(station)
        content = (here / NAME).read_bytes()
        (here / NAME).unlink()
        save(station)
        loaded(station)
        assert station.lost(NAME).records == 2
        (here / NAME).write_bytes(content)
        loaded(station)
    (here / NAME).unlink()
    for expected in ({NAME: 2}, {}):
        with Station(here, load(), clock, "ventana") as again:
            again.open()
            loaded(again)
            assert again.drops == expected


def test_what_is_done_with_models_is_accepted_and_counted(here: Path, clock: Clock) -> None:
    with Station(here, load(), clock, "ventana") as station:
        station.open()
        loaded(station)
        catalogue.go_back(here, clock())
        station.models_changed()
        assert station.needs_load
        loaded(station)
        assert station.ledgers[NAME].health.records == 3
        assert station.lost(NAME).records == 0
        save(station)
        assert not station.needs_load
