"""The DAG of `packaging/district/airflow`, run by the real Airflow, leaves on the disk what `ciclo` does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.district.learning.clinics import Clinic

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
DAG = "predictor_medico_ciclo"
LIMIT_S = 480
"""A task that fails is tried again after 5 minutes; pytest ends a test after 10, and then nobody sees why."""


class Airflow:
    """An Airflow with the shipped DAG alone, which opens no port: its database is a file."""

    def __init__(self, home: Path) -> None:
        self._environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "packaging" / "district" / "airflow"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "NO_COLOR": "1",
            "COLUMNS": "4000",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        self._run("db", "migrate")

    def tries(self, places: dict[str, Path], *, status: int = 0) -> str:
        """Run the DAG once and return what it said."""
        return self._run("dags", "test", DAG, "--conf", json.dumps(places, default=str), status=status)

    def _run(self, *words: str, status: int = 0) -> str:
        call = ["airflow", *words]
        try:
            done = subprocess.run(
                call,
                env=self._environment,
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
                timeout=LIMIT_S,
            )
        except subprocess.TimeoutExpired as error:
            pytest.fail(f"not ended in {LIMIT_S} s: {call}\n{(error.stdout or b'')[-12_000:].decode()}")
        assert done.returncode == status, done.stdout[-6000:] + done.stderr[-6000:]
        return done.stdout


@pytest.fixture
def airflow() -> Iterator[Airflow]:
    """Its database in memory where there is such a disk: making it syncs some hundred times."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder with a name of its own in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as home:
        yield Airflow(Path(home))


def command(*argv: object) -> Any:
    """The answer of the district's program, run without Airflow."""
    program = [sys.executable, "-c", "import sys; from core.district.main import main; sys.exit(main())"]
    done = subprocess.run([*program, *map(str, argv)], cwd=ROOT, capture_output=True, check=True)
    return json.loads(done.stdout)


def test_it_does_what_the_round_does_and_fails_only_where_a_person_should_look(
    airflow: Airflow, tmp_path: Path
) -> None:
    places = {"lago": tmp_path / "lago", "entrada": tmp_path / "memoria", "salida": tmp_path / "candidatos"}
    for name in ("E1", "E2"):
        Clinic(tmp_path / "pc" / name, name, 110).backup(places["entrada"])
    other = tmp_path / "otro"
    turn = command("ciclo", places["entrada"], "--lago", other, "--salida", tmp_path / "ciclo")
    airflow.tries(places)
    made = {path.suffix: path for path in places["salida"].glob("candidato-*")}
    assert made[".json"].read_bytes() == Path(turn["candidato"]).read_bytes()
    assert "Tres signos vitales dicen poco" in made[".html"].read_text(encoding="utf-8")
    (report,) = places["salida"].glob("reporte.html")
    assert "Puesto E1" in report.read_text(encoding="utf-8")
    sets = command("conjunto", "lista", "--lago", places["lago"])
    assert [one["id"] for one in sets] == [turn["conjunto"]]
    assert command("registro", "--lago", places["lago"])["versiones"] == []

    shutil.rmtree(places["salida"])
    (places["entrada"] / "rota.zip").write_bytes(b"PK\3\4 no")
    said = airflow.tries(places, status=1)
    assert "no se recibieron: 1" in said
    assert [path.name for path in places["salida"].iterdir()] == ["reporte.html"]  # nothing new: nothing is learned
    assert command("conjunto", "lista", "--lago", places["lago"]) == sets
