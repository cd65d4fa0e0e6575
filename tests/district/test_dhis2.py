"""The district's values for DHIS2: zeros as zeros, unknown values left out."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from core.district import dhis2
from core.district import main as program
from core.exchange.dhis2 import CodeMap, period
from core.system.status import DONE, FAILED, REFUSED
from tests.district.lakes import Lake, a_clinic
from tests.district_pages import a_row
from tests.samples import a_line

if TYPE_CHECKING:
    from pathlib import Path

ACUTE, MILD = "ENFERMEDAD AGUDA", "ENFERMEDAD LEVE"
ELEMENTS = {"NO ENFERMO": "PM_0", MILD: "PM_1", ACUTE: "PM_2", "total": "PM_T"}
MAP = {"dataSet": "PM_SEMANA", "orgUnits": {"E01": "OU_1", "E02": "OU_2"}, "dataElements": ELEMENTS}
CODES = CodeMap("PM_SEMANA", {"E01": "OU_1", "E02": "OU_2"}, ELEMENTS, "CODE")
WEEK = period("2026W47")
MADE = datetime(2026, 11, 25, 9, 30, tzinfo=timezone(timedelta(hours=-5)))


def of(values: dhis2.Values, unit: str) -> dict[str, str]:
    return {one["dataElement"]: one["value"] for one in values.content["dataValues"] if one["orgUnit"] == unit}


def test_a_clinic_that_delivered_has_its_zeros_and_one_that_did_not_has_nothing() -> None:
    rows = [a_row("E01", counts={ACUTE: 3, "ENFERMEDAD TERMINAL": 1}), a_row("E02", missing_days=3)]
    found = dhis2.values(rows, WEEK, CODES, MADE)
    assert of(found, "OU_1") == {"PM_0": "0", "PM_1": "0", "PM_2": "3", "PM_T": "4"}
    assert of(found, "OU_2") == {}
    assert (found.sent, found.not_delivered, found.without_unit) == (["OU_1"], ["E02"], [])
    assert found.count == 4
    assert {one["period"] for one in found.content["dataValues"]} == {"2026W47"}


def test_a_clinic_without_any_record_is_all_zeros() -> None:
    found = dhis2.values([a_row("E01"), a_row("E02")], WEEK, CODES, MADE)
    assert of(found, "OU_2") == {"PM_0": "0", "PM_1": "0", "PM_2": "0", "PM_T": "0"}
    assert "completeDate" not in found.content, "which DHIS2 takes of one unit only"


def test_one_unit_is_said_to_be_complete() -> None:
    found = dhis2.values([a_row("E01")], WEEK, CODES, MADE)
    assert (found.content["orgUnit"], found.content["period"]) == ("OU_1", "2026W47")
    assert found.content["completeDate"] == "2026-11-25"


def test_the_day_that_a_delivery_reaches_is_the_districts() -> None:
    before_midnight = dataclasses.replace(a_row("E01"), covered_until=datetime(2026, 11, 22, 3, tzinfo=UTC))
    assert dhis2.values([before_midnight], WEEK, CODES, MADE).not_delivered == ["E01", "E02"]
    assert dhis2.values([before_midnight], WEEK, CODES, MADE.astimezone(UTC)).sent == ["OU_1"]


def test_a_clinic_that_never_delivered_and_one_outside_the_map_are_told() -> None:
    never = dataclasses.replace(a_row("E02"), covered_until=None)
    found = dhis2.values([never, dataclasses.replace(a_row("8f3a01c2"), code="")], WEEK, CODES, MADE)
    assert found.not_delivered == ["E02", "E01"]
    assert found.without_unit == ["8f3a01c2"]


class TestTheCommand:
    @pytest.fixture
    def there(self, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """A lake with one clinic, and the command line up to the period."""
        monkeypatch.setattr("core.district.commands.dhis2.local_now", lambda: lake.now)
        clinic = a_clinic(tmp_path / "E01", *(a_line(n, "2025-11-13") for n in range(3)), a_line(9, "2025-11-17"))
        said = {"codigo": "E01", "nombre": "Santa Fe", "puesto": "00000001"}
        (clinic / "establecimiento.json").write_text(json.dumps(said), encoding="utf-8")
        lake.take(clinic)
        (tmp_path / "mapa.json").write_text(json.dumps(MAP), encoding="utf-8")
        return ["--lago", lake.place, "dhis2", "--mapa", str(tmp_path / "mapa.json"), "--salida", self.out(tmp_path)]

    @staticmethod
    def out(tmp_path: Path) -> str:
        return str(tmp_path / "valores.json")

    def test_writes_the_values_of_a_week_and_says_who_is_missing(
        self, there: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert program.main([*there, "--periodo", "2025W46"]) == DONE
        said = json.loads(capfd.readouterr().out)
        assert said == {
            "periodo": "2025W46",
            "desde": "2025-11-10",
            "hasta": "2025-11-16",
            "valores": 4,
            "unidades": 1,
            "sin_entrega": ["E02"],
            "sin_unidad": [],
        }
        content = json.loads((tmp_path / "valores.json").read_bytes())
        assert {one["dataElement"]: one["value"] for one in content["dataValues"]} == {
            "PM_0": "0",
            "PM_1": "0",
            "PM_2": "3",
            "PM_T": "3",
        }

    def test_a_clinic_that_is_not_in_the_map_fails(
        self, there: list[str], lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        lake.take(a_clinic(tmp_path / "otro", a_line(77, "2025-11-13")))
        assert program.main([*there, "--periodo", "2025W46"]) == FAILED
        out, err = capfd.readouterr()
        (left_out,) = json.loads(out)["sin_unidad"]
        assert f"no están en el mapa: {left_out}" in err

    @pytest.mark.parametrize("period", ["2025W48", "202511"])
    def test_a_period_that_has_not_ended_is_refused(
        self, there: list[str], period: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert program.main([*there, "--periodo", period]) == REFUSED
        assert f"--periodo: {period} no ha terminado" in capfd.readouterr().err
        assert not (tmp_path / "valores.json").exists()

    def test_what_is_no_period_and_what_is_no_map_is_said(
        self, there: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert program.main([*there, "--periodo", "2025W99"]) == REFUSED
        assert "'2025W99' no es una semana como 2026W47 ni un mes como 202611" in capfd.readouterr().err
        (tmp_path / "mapa.json").write_text("{}", encoding="utf-8")
        assert program.main([*there, "--periodo", "2025W46"]) == REFUSED
        assert "mapa.json: falta dataSet" in capfd.readouterr().err
        (tmp_path / "mapa.json").unlink()
        assert program.main([*there, "--periodo", "2025W46"]) == FAILED
        assert "no se pudo leer" in capfd.readouterr().err
