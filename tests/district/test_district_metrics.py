"""`metricas`: a file for each clinic that any collector may read; those of clinics that are gone go too."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from core.district import main as program
from core.district import metrics
from core.district.synthetic import CLINICS, Fault
from core.system.status import DONE, FAILED, REFUSED
from tests.district.lakes import Lake
from tests.district.test_watching import NOW, code_of

if TYPE_CHECKING:
    from pathlib import Path

    from core.district.example import Made


@pytest.fixture(scope="module")
def lake(example: tuple[Path, Made], tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake with the example in it, to be read only."""
    made = Lake(str(tmp_path_factory.mktemp("lago") / "lago"), NOW)
    made.take(example[0])
    return made


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.district.commands.metricas.local_now", lambda: NOW)


def samples(path: Path) -> dict[str, float]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_each_clinic_has_a_file_with_its_counts(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / f"{metrics.PREFIX}gone.prom"
    others = tmp_path / "node.prom"
    for path in (old, others):
        path.write_text("", encoding="utf-8")
    assert program.main(["--lago", lake.place, "metricas", "--salida", str(tmp_path)]) == DONE
    assert json.loads(capfd.readouterr().out) == {"carpeta": str(tmp_path), "establecimientos": len(CLINICS)}
    assert others.exists()
    assert not old.exists()
    files = sorted(tmp_path.glob(f"{metrics.PREFIX}*.prom"))
    assert len(files) == len(CLINICS)
    found = [samples(path) for path in files]
    counted = sum(
        value for one in found for name, value in one.items() if name.startswith("predictor_medico_records")
    )
    assert counted == sum(lake.report().counts.values())
    assert not [name for one in found for name in one if "build_info" in name]


def test_the_alarms_of_a_clinic_stand_in_its_file(lake: Lake, tmp_path: Path) -> None:
    program.main(["--lago", lake.place, "metricas", "--salida", str(tmp_path)])
    code = code_of(Fault.ROUNDS)
    found = samples(tmp_path / metrics.file_name(code))
    assert found[f'predictor_medico_alarm{{clinic="{code}",vital="presion",alarm="ceros"}}'] == 1
    assert found[f'predictor_medico_alarm{{clinic="{code}",vital="fiebre",alarm="media"}}'] == 0
    assert found[f'predictor_medico_last_delivery_timestamp_seconds{{clinic="{code}"}}'] == NOW.timestamp()


def test_what_cannot_be_written_is_said(lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--lago", lake.place, "metricas", "--salida", str(tmp_path / "none")]) == FAILED
    assert "no se pudo guardar en" in capfd.readouterr().err
    assert program.main(["--lago", lake.place, "metricas"]) == REFUSED


def test_names_of_files_are_safe_and_differ() -> None:
    assert metrics.file_name("cs-07_b") == "predictor-medico-distrito-cs-07_b.prom"
    names = [metrics.file_name(key) for key in ("../x", "__x", "a b", "a_b", "CS-7", "cs-7", "Peñón")]
    assert len({name.lower() for name in names}) == len(names)
    assert all(re.fullmatch(r"predictor-medico-distrito-[\w.-]+\.prom", name, re.ASCII) for name in names)
    assert not [name for name in names if ".." in name]
