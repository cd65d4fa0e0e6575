"""A report of a past month, by keyboard alone: asked for in the report, exported, and found again in the records."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window


def test_the_report_of_a_past_month_is_typed_and_exported(nurse: Nurse, tmp_path: Path) -> None:
    last = date.today().replace(day=1) - timedelta(days=1)  # noqa: DTZ011 - the nurse's own calendar
    days = [last.replace(day=1) - timedelta(days=1), last.replace(day=1), last, last + timedelta(days=1)]
    nurse.data_dir.mkdir()
    (nurse.data_dir / "predicciones.log").write_text(
        "".join(
            f'{{"fecha":"{day} 08:00:00","fiebre":38.0,"presion":120,"frecuencia_cardiaca":{60 + number},'
            '"resultado":"ENFERMEDAD AGUDA"}\n'
            for number, day in enumerate(days)
        ),
        encoding="utf-8",
    )
    program = nurse.start()
    nurse.look_at(program, "Predictor Médico")
    nurse.open_by(program, "Fechas", "ctrl+2", "alt+f")
    nurse.type("31/2/2026\n")
    assert nurse.windows(program, "Fechas"), "what is no date is refused"
    nurse.press("ctrl+a")
    nurse.type(f"{last.month}/{last.year}\n")
    nurse.wait_until(lambda: not nurse.windows(program, "Fechas"), "the end of the dialog")
    nurse.look_at(program, "Predictor Médico")
    nurse.open_by(program, "Exportar", "ctrl+e")
    target = tmp_path / "usb" / "reporte.json"
    target.parent.mkdir()
    nurse.type(f"{target}\n")
    nurse.wait_until(target.exists, "the exported file")
    assert target.read_bytes() == nurse.run("reporte", "--desde", str(days[1]), "--hasta", str(days[2])).stdout
    assert [one["frecuencia_cardiaca"] for one in json.loads(target.read_bytes())["ultimas_5_predicciones"]] == [
        61,
        62,
    ]
