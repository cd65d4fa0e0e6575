"""`ciclo`: when it learns, that it is done once, and that it registers nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.clinical.model import parse
from core.district import main as program
from core.district.learning import cycle
from core.district.learning.cycle import Last, Start
from core.system.status import DONE, FAILED, REFUSED
from tests.district.learning.clinics import Clinic

if TYPE_CHECKING:
    from tests.district.lakes import Lake

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "now", "drifting", "found"),
    [
        (Last(), 99, ["E1"], []),
        (Last(), 100, [], [Start.VERDICTS]),
        (Last("a", 1000), 1199, [], []),
        (Last("a", 1000), 1200, [], [Start.VERDICTS, Start.DATA]),
        (Last("a", 5000), 5200, [], [Start.VERDICTS]),
        (Last("a", 200), 240, [], [Start.DATA]),
        (Last("a", 1000), 1001, ["E1"], [Start.DRIFT]),
        (Last("a", 1000), 1000, ["E1"], []),
    ],
)
def test_what_starts_it(before: Last, now: int, drifting: list[str], found: list[Start]) -> None:
    assert cycle.reasons(before, now, now, drifting) == found


def test_it_waits_until_the_half_to_learn_from_is_enough() -> None:
    assert cycle.reasons(Last(), 198, 99, ["E1"]) == []
    assert cycle.reasons(Last(), 200, 100, []) == [Start.VERDICTS]


def run(lake: Lake, capfd: pytest.CaptureFixture[str], *argv: object, status: int = DONE) -> Any:
    capfd.readouterr()
    assert program.main(["ciclo", "--lago", lake.place, *map(str, argv)]) == status
    return json.loads(capfd.readouterr().out)


def test_it_receives_learns_once_and_registers_nothing(
    tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.district.commands.ciclo.local_now", lambda: NOW)
    clinics = [Clinic(tmp_path / "pc" / name, name, 110) for name in ("E1", "E2")]
    target = tmp_path / "candidatos"
    stick = tmp_path / "memoria"
    for clinic in clinics:
        clinic.backup(stick)
    (stick / "otra.zip").write_bytes(b"PK\3\4 no")
    asked = run(lake, capfd, stick, "--solo-motivos", status=FAILED)
    assert (asked["recibidas"], asked["motivos"], "candidato" in asked) == (2, ["criterios"], False)
    said = run(lake, capfd, stick, "--salida", target, status=FAILED)
    assert (said["recibidas"], said["criterios"], said["motivos"]) == (0, 220, ["criterios"])
    (candidate,) = target.glob("*.json")
    assert said["candidato"] == str(candidate)
    assert parse(candidate.read_bytes(), "x").card["conjunto"] == said["conjunto"]
    assert "Tres signos vitales dicen poco" in (target / f"{candidate.stem}.html").read_text(encoding="utf-8")
    assert said["siguiente"] == f"predictor-medico-distrito registrar {candidate} --lago {lake.place}"
    again = run(lake, capfd, "--salida", target)
    assert (again["motivos"], again["desde_el_ultimo_conjunto"]) == ([], 0)
    assert program.main(["registro", "--lago", lake.place]) == DONE
    assert json.loads(capfd.readouterr().out)["versiones"] == []


def test_a_candidate_is_told_and_the_next_command_works_from_any_folder(tmp_path: Path, lake: Lake) -> None:
    program_file = Path(sys.executable).with_name("predictor-medico-distrito")
    for name in ("E1", "E2"):
        Clinic(tmp_path / "pc" / name, name, 110).backup(tmp_path / "memoria nueva")
    asked = [program_file, "ciclo", "memoria nueva", "--lago", lake.place, "--salida", "los candidatos"]
    ran = subprocess.run(asked, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    turn = json.loads(ran.stdout)
    # The answer goes into a file, stderr goes to somebody: cron mails it, the journal marks it.
    told = f"hay un candidato nuevo: {turn['pagina']}; para registrarlo: {turn['siguiente']}"
    assert ran.stderr == f"predictor-medico-distrito: {told}\n"
    assert datetime.fromisoformat(turn["fecha"]).tzinfo is not None
    done = subprocess.run(turn["siguiente"], shell=True, cwd="/", capture_output=True, check=False)  # noqa: S602
    assert done.returncode == FAILED, done.stderr  # the gate has too few verdicts
    assert json.loads(done.stdout)["modelo"] == Path(turn["candidato"]).stem


@pytest.mark.parametrize("has_lake", [False, True])
def test_an_empty_folder_is_nothing_new(
    tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], has_lake: bool
) -> None:
    monkeypatch.setattr("core.district.commands.ciclo.local_now", lambda: NOW)
    stick, target = tmp_path / "memoria", tmp_path / "candidatos"
    stick.mkdir()
    if has_lake:
        lake.take(Clinic(tmp_path / "E1", "E1", 5).data_dir)
    assert program.main(["ciclo", str(stick), "--lago", lake.place, "--salida", str(target)]) == DONE
    out, err = capfd.readouterr()
    said = json.loads(out)
    assert (said["recibidas"], said["motivos"], err) == (0, [], "")
    assert said["nota"] == "no hay nada nuevo: la carpeta de entregas está vacía"
    Clinic(tmp_path / "E2", "E2", 5).backup(stick)
    assert "nota" not in run(lake, capfd, stick, "--salida", target)
    assert not target.exists()


@pytest.mark.parametrize("has_lake", [False, True])
def test_what_was_refused_is_said_with_and_without_a_lake(
    tmp_path: Path, lake: Lake, capfd: pytest.CaptureFixture[str], has_lake: bool
) -> None:
    if has_lake:
        lake.take(Clinic(tmp_path / "E1", "E1", 5).data_dir)
    asked = ["ciclo", "--lago", lake.place, "--solo-motivos"]
    (tmp_path / "rota.zip").write_bytes(b"PK\3\4 no")
    for path, why in ((tmp_path / "desmontado", "no existe"), (tmp_path / "rota.zip", "dañad")):
        assert program.main([*asked, str(path)]) == REFUSED
        assert why in capfd.readouterr().err


def test_with_too_few_verdicts_besides_those_held_out_it_is_not_due(
    tmp_path: Path, lake: Lake, capfd: pytest.CaptureFixture[str]
) -> None:
    """150 verdicts of two clinics: 75 to learn from. No failure each night, and no data set."""
    lake.take(*(Clinic(tmp_path / name, name, 75).data_dir for name in ("E1", "E2")))
    said = run(lake, capfd, "--salida", tmp_path / "candidatos")
    assert (said["criterios"], said["para_aprender"], said["motivos"]) == (150, 75, [])
    assert not (tmp_path / "candidatos").exists()
    assert program.main(["conjunto", "lista", "--lago", lake.place]) == DONE
    assert json.loads(capfd.readouterr().out) == []


def test_a_lake_without_verdicts_is_left_as_it_is(
    tmp_path: Path, lake: Lake, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.district.commands.ciclo.local_now", lambda: NOW)
    clinic = Clinic(tmp_path / "E1", "E1", 5)
    (clinic.data_dir / "criterios.log").unlink()
    lake.take(clinic.data_dir)
    said = run(lake, capfd, "--salida", tmp_path / "candidatos")
    assert (said["criterios"], said["motivos"]) == (0, [])
    assert not (tmp_path / "candidatos").exists()
