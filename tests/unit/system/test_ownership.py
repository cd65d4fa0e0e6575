"""Files in a data directory belong to the directory's owner, also those that root writes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from core.clinical import model
from core.station.station import Station
from core.system import disk, settings
from core.system.paths import CHECKPOINT_NAME, HOLDER_NAME, LOCK_NAME, LOG_NAME, RETRACTIONS_NAME, SETTINGS_NAME
from tests.samples import READING, TYPED

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root writes files and gives them to somebody else"
)

NURSE = (65534, 65533)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A directory of the nurse's."""
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, *NURSE)
    return home


def owners(folder: Path) -> dict[str, tuple[int, int]]:
    found = {str(path.relative_to(folder)): path.lstat() for path in folder.rglob("*")}
    return {name: (status.st_uid, status.st_gid) for name, status in found.items()}


def assert_all_are_the_nurses(folder: Path, *names: str) -> None:
    found = owners(folder)
    assert set(names) <= set(found)
    assert found == dict.fromkeys(found, NURSE)


def test_what_an_administrator_does_on_the_command_line_leaves_everything_to_the_nurse(
    home: Path, run_program: Callable[..., object]
) -> None:
    data, other, exported = home / "datos", home / "nueva" / "datos", home / "exportado"
    exported.mkdir()
    os.chown(exported, *NURSE)
    for command in (
        ("predecir", *TYPED),
        ("predecir", *TYPED),
        ("anular", "linea:1", "--motivo", "prueba"),
        ("reporte",),
        ("exportar", "--formato", "json", "--salida", str(exported / "reporte.json")),
        ("exportar", "--formato", "registros", "--salida", str(exported / "registros.csv")),
        ("respaldar", "--salida", str(exported / "copia.zip")),
    ):
        run_program("--data-dir", str(data), *command)
    run_program("--data-dir", str(other), "restaurar", str(exported / "copia.zip"))
    assert_all_are_the_nurses(
        home,
        *(
            f"{folder}/{name}"
            for folder in ("datos", "nueva/datos")
            for name in (LOG_NAME, RETRACTIONS_NAME, LOCK_NAME)
        ),
        *(f"exportado/{name}" for name in ("reporte.json", "registros.csv", "copia.zip")),
    )


def test_so_does_a_window_that_an_administrator_opens(home: Path, clock: Callable[[], datetime]) -> None:
    data = home / "datos"
    with Station(data, model.load(), clock, "ventana") as station:
        station.open()
        loading = station.begin_load()
        loading.run()
        station.finish_load(loading)
        station.save(station.draft(READING))
        settings.save(data, settings.Settings(language="en"))
        assert (data / HOLDER_NAME).exists()
        assert_all_are_the_nurses(home)
    assert_all_are_the_nurses(home, *(f"datos/{name}" for name in (LOG_NAME, SETTINGS_NAME, CHECKPOINT_NAME)))


def test_a_file_of_two_names_is_not_given_away(home: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secreto"
    secret.touch()
    (home / HOLDER_NAME).hardlink_to(secret)
    os.close(disk.open_regular(home / HOLDER_NAME, os.O_WRONLY | os.O_CREAT))
    assert owners(tmp_path)["secreto"] == (0, 0)
