"""`metricas`: a file that a collector may read, whole or not at all; a backup by command is told too."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from core.system import settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run

READING = ("predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")


def test_the_metrics_are_written_to_the_file(run: Run, tmp_path: Path) -> None:
    run(*READING)
    outcome = run("metricas", "--salida", str(tmp_path / "pc.prom"))
    assert outcome == (0, "", "")
    lines = (tmp_path / "pc.prom").read_text(encoding="utf-8").splitlines()
    assert [line.rsplit(" ", 1)[1] for line in lines if 'category="ENFERMEDAD AGUDA"' in line] == ["1"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["pc.prom"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_another_user_may_read_the_file(run: Run, tmp_path: Path) -> None:
    run("metricas", "--salida", str(tmp_path / "pc.prom"))
    assert stat.S_IMODE((tmp_path / "pc.prom").stat().st_mode) & 0o044 == 0o044


def test_damage_is_said_and_the_metrics_are_written_all_the_same(run: Run, log: Path, tmp_path: Path) -> None:
    run(*READING)
    with log.open("ab") as file:
        file.write(b"{broken\n")
    outcome = run("metricas", "--salida", str(tmp_path / "pc.prom"))
    assert outcome.status == 0
    assert "líneas dañadas: 1 en predicciones.log" in outcome.err
    assert 'file="predicciones.log"} 1\n' in (tmp_path / "pc.prom").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    outcome = run("metricas", "--salida", str(tmp_path / "pc.prom"))
    assert outcome.status == 0
    assert "la carpeta de datos no existe" in outcome.err


def test_what_cannot_be_written_is_said_in_words(run: Run, log: Path, tmp_path: Path) -> None:
    run(*READING)
    assert run("metricas", "--salida", str(tmp_path / "none" / "pc.prom")).status == 1
    outcome = run("metricas", "--salida", str(log))
    assert outcome.status == 1
    assert "es de un archivo propio del programa" in outcome.err
    assert run("metricas").status == 2


def test_a_backup_by_command_is_told(run: Run, data_dir: Path, tmp_path: Path) -> None:
    run(*READING)
    beside = settings.SettingsFile(data_dir)  # an open window's, read before the backup
    run("respaldar", "--salida", str(tmp_path / "copia.zip"))
    beside.change(language="en")
    assert settings.load(data_dir).language == "en"
    run("metricas", "--salida", str(tmp_path / "pc.prom"))
    lines = (tmp_path / "pc.prom").read_text(encoding="utf-8").splitlines()
    told = next(line for line in lines if line.startswith("predictor_medico_last_backup_timestamp_seconds"))
    assert float(told.rsplit(" ", 1)[1]) > 1.7e9
