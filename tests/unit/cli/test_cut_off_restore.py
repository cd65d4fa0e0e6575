"""Commands go on with a restoring that a power cut ended."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.cli import main as cli
from core.clinical.model import load
from core.exchange.backup import Backup
from core.station.station import Station
from core.system.lock import DirectoryLock
from tests.samples import TYPED, a_line
from tests.unit.cli.conftest import counts, no_pdf, no_window
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Clock
    from tests.unit.cli.conftest import Run


@pytest.fixture(autouse=True)
def _directory(data_dir: Path) -> None:
    data_dir.mkdir()


class TestARestoringThatWasCutOff:
    """The note that it leaves, as a power cut does."""

    @pytest.fixture
    def backup(self, run: Run, log: Path, tmp_path: Path) -> Path:
        log.write_bytes(a_line("a") + a_line("b"))
        target = tmp_path / "copiá.zip"
        assert run("respaldar", "--salida", str(target))[0] == 0
        log.write_bytes(a_line("a"))
        log.with_name("restauracion.pendiente").write_text(str(target), "utf-8")
        return target

    @pytest.mark.parametrize("command", [("reporte",), ("verificar",), ("predecir", *TYPED)])
    def test_any_command_goes_on_with_it(self, run: Run, log: Path, backup: Path, command: tuple[str, ...]) -> None:
        status, _, err = run(*command)
        assert status == 0
        assert err == f"predictor-medico: se terminó la restauración de {backup}, que se había interrumpido\n"
        assert log.read_bytes().startswith(a_line("a") + a_line("b"))
        assert not log.with_name("restauracion.pendiente").exists()

    @pytest.mark.parametrize("what", ["gone", "damaged", "in use"])
    def test_where_it_cannot_it_says_so_and_stays(self, run: Run, log: Path, backup: Path, what: str) -> None:
        lock = DirectoryLock(log.parent, "ventana")
        if what == "gone":
            backup.unlink()
        elif what == "damaged":
            backup.write_bytes(backup.read_bytes()[:-40])
        else:
            lock.acquire(0.0)
        status, out, err = run("reporte")
        lock.release()
        assert (status, json.loads(out)["total_por_categoria"]) == (0, {"ENFERMEDAD AGUDA": 1})
        assert err == f"predictor-medico: la restauración de {backup} no terminó: restaure la misma copia otra vez\n"
        assert log.with_name("restauracion.pendiente").exists()

    def test_it_is_ended_before_another_backup_is_restored(
        self, run: Run, log: Path, backup: Path, tmp_path: Path
    ) -> None:
        other = tmp_path / "otra"
        other.mkdir()
        (other / "predicciones.log").write_bytes(a_line("c"))
        Backup(other, other / "copia.zip", datetime(2025, 11, 14, tzinfo=UTC)).run()
        status, out, err = run("restaurar", str(other / "copia.zip"))
        assert (status, json.loads(out)["registros_nuevos"]) == (0, 1)
        assert err == f"predictor-medico: se terminó la restauración de {backup}, que se había interrumpido\n"
        assert log.read_bytes() == a_line("a") + a_line("b") + a_line("c")
        assert run("restaurar", str(backup))[2] == ""

    def test_what_is_verified_without_it_is_not_all(self, run: Run, backup: Path) -> None:
        backup.unlink()
        status, out, err = run("verificar")
        assert (status, json.loads(out)["registros"]) == (1, 1)
        assert err == f"predictor-medico: la restauración de {backup} no terminó: restaure la misma copia otra vez\n"

    def test_one_that_fails_in_words_leaves_no_note(self, run: Run, log: Path, backup: Path) -> None:
        log.with_name("anulaciones.log").mkdir()
        assert run("restaurar", str(backup))[0] == 1
        assert not log.with_name("restauracion.pendiente").exists()

    @pytest.mark.usefixtures("backup")
    def test_a_note_that_cannot_be_read_keeps_no_command_from_its_work(self, run: Run, log: Path) -> None:
        note = log.with_name("restauracion.pendiente")
        note.unlink()
        note.mkdir()
        status, out, err = run("predecir", *TYPED)
        assert (status, out, err) == (0, '{"resultado": "ENFERMEDAD AGUDA"}\n', "")
        assert log.read_bytes().startswith(a_line("a"))
        assert counts(run) == {"ENFERMEDAD AGUDA": 2}, "nothing is restored"


@pytest.mark.parametrize("command", ["reporte", "verificar"])
def test_a_folder_that_cannot_be_looked_into_is_said_by_its_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    data_dir = tmp_path / ("x" * 300)
    status = cli.main(["--data-dir", str(data_dir), command], no_window, no_pdf)
    said = f"no se pudo leer {data_dir / 'predicciones.log'}: el nombre es demasiado largo"
    assert (status, one_sentence(capsys.readouterr().err)) == (1, said)


@pytest.mark.parametrize("name", ["x" * 300, "x"])
def test_a_station_there_has_no_note(tmp_path: Path, clock: Clock, name: str) -> None:
    assert Station(tmp_path / name, load(), clock, "ventana").pending_restore() is None
