"""A record counts once by its id, and one without an id by its values, in every command."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from core.cli import main as cli
from core.cli import upkeep
from tests.samples import a_line
from tests.unit.cli.conftest import counts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run

A_HEALTHY_ONE = a_line("b", category="NO ENFERMO", temperature_c=36.5)


@pytest.fixture(autouse=True)
def _directory(data_dir: Path) -> None:
    data_dir.mkdir()


class TestEveryReader:
    @pytest.fixture(autouse=True)
    def _copied(self, log: Path) -> None:
        """Two records, both pasted again, one of them a third time with another temperature."""
        once = a_line("a") + A_HEALTHY_ONE
        log.write_bytes(once + b"\n" + once + a_line("a", temperature_c=39.0))

    def test_the_report(self, run: Run) -> None:
        status, out, err = run("reporte")
        answer = json.loads(out)
        assert answer["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}
        assert [one["fiebre"] for one in answer["ultimas_5_predicciones"]] == [38.0, 36.5]
        assert (status, err) == (
            0,
            "predictor-medico: líneas repetidas: 3, 1 con otros datos; cada registro cuenta una sola vez\n",
        )
        assert json.loads(run("reporte")[1]) == answer, "with the sidecar too"

    def test_the_exports(self, run: Run, tmp_path: Path) -> None:
        target = tmp_path / "r.csv"
        status, _, err = run("exportar", "--formato", "registros", "--salida", str(target))
        assert status == 0
        assert "líneas repetidas: 3, 1 con otros datos" in err
        assert len(target.read_text("utf-8-sig").splitlines()) == 3
        run("exportar", "--formato", "json", "--salida", str(target))
        assert json.loads(target.read_bytes())["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}

    def test_verifying_names_them(self, run: Run, log: Path) -> None:
        status, out, err = run("verificar")
        answer = json.loads(out)
        assert (answer["registros"], answer["lineas_copiadas"], answer["lineas_danadas"]) == (2, 3, 0)
        assert [(one["linea"], one["tipo"], one["id"], one["linea_del_registro"]) for one in answer["copias"]] == [
            (4, "copia de otra línea", "a", 1),
            (5, "copia de otra línea", "b", 2),
            (6, "el mismo id que otra línea, con otros datos", "a", 1),
        ]
        content = log.read_bytes()
        for one in answer["copias"]:
            assert content[one["posicion"] :][: one["bytes"]].startswith(b'{"fecha"')
        assert status == 1
        assert err == "predictor-medico: líneas repetidas: 3, 1 con otros datos; cada registro cuenta una sola vez\n"

    def test_copies_that_go_while_they_are_told_leave_whole_json(self, log: Path) -> None:
        answer = upkeep.verify(log.parent).answer
        log.write_bytes(a_line("a"))
        told = json.loads("".join(answer))
        assert (told["lineas_copiadas"], told["copias"]) == (3, [])

    def test_voiding(self, run: Run) -> None:
        assert run("anular", "linea:5", "--motivo", "duplicado")[0] == 2
        assert "NO ENFERMO" in counts(run)
        assert run("anular", "b", "--motivo", "duplicado")[0] == 0
        assert counts(run) == {"ENFERMEDAD AGUDA": 1}
        assert run("anular", "linea:2", "--deshacer")[0] == 0
        assert counts(run) == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}

    def test_backing_up_and_restoring(self, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        target = tmp_path / "copia.zip"
        assert json.loads(run("respaldar", "--salida", str(target))[1])["registros"] == 2
        with zipfile.ZipFile(target) as archive:
            assert archive.read("predicciones.log").count(b"\n") == 6, "what is there is evidence"
        there = tmp_path / "otro"
        assert cli.main(["--data-dir", str(there), "restaurar", str(target)], lambda _: 0, lambda *_: None) == 1
        out, err = capsys.readouterr()
        assert err == "predictor-medico: 1 registro de la copia tiene otros datos aquí: vale el de aquí\n"
        answer = json.loads(out)
        assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (2, 0)
        assert (there / "predicciones.log").read_bytes() == a_line("a") + a_line(
            "b", category="NO ENFERMO", temperature_c=36.5
        )
        answer = json.loads(run("restaurar", str(target))[1])
        assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (0, 2)

    def test_events_that_are_there_twice(self, run: Run, data_dir: Path) -> None:
        run("anular", "a", "--motivo", "error")
        path = data_dir / "anulaciones.log"
        copy = path.read_bytes()
        run("anular", "a", "--deshacer")
        path.write_bytes(path.read_bytes() + copy)
        assert counts(run) == {"ENFERMEDAD AGUDA": 1, "NO ENFERMO": 1}
        answer = json.loads(run("verificar")[1])["anulaciones"]
        assert (answer["eventos"], answer["lineas_copiadas"], answer["registros_anulados"]) == (2, 1, 0)
        place = len(path.read_bytes()) - len(copy)
        assert answer["danos"] == []
        assert answer["copias"] == [
            {"linea": 3, "posicion": place, "bytes": len(copy), "tipo": "copia de otra línea"}
        ]

    def test_of_very_many_copied_events_the_first_are_listed(self, run: Run, data_dir: Path) -> None:
        run("anular", "a", "--motivo", "error")
        path = data_dir / "anulaciones.log"
        path.write_bytes(path.read_bytes() * 1500)
        answer = json.loads(run("verificar")[1])["anulaciones"]
        assert (answer["lineas_copiadas"], len(answer["copias"])) == (1499, 1000)


class TestWithoutAnId:
    def test_numbers_are_compared_by_value(self, run: Run, log: Path, tmp_path: Path) -> None:
        bare = '{"fecha": "2025-11-14 22:31:10", "fiebre": %s, "presion": %s, "frecuencia_cardiaca": 90, '
        bare += '"resultado": "ENFERMEDAD AGUDA"}\n'
        log.write_text(bare % ("38.0", "120"))
        assert run("anular", "linea:1", "--motivo", "error")[0] == 0
        target = tmp_path / "copia.zip"
        run("respaldar", "--salida", str(target))
        log.write_text(bare % ("38", "120.0"))
        assert counts(run) == {}, "it is voided however it is written"
        answer = json.loads(run("restaurar", str(target))[1])
        assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (0, 1)
