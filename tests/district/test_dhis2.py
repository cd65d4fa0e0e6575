"""DHIS2 values: weeks and months, zeros as zeros, what is not known as nothing, a map that is refused in words."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from core.district import dhis2
from core.district import main as program
from core.district.dhis2 import CodeMap, MapError, PeriodOf
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
WEEK = dhis2.period("2026W47")
MADE = datetime(2026, 11, 25, 9, 30, tzinfo=timezone(timedelta(hours=-5)))


def of(values: dhis2.Values, unit: str) -> dict[str, str]:
    return {one["dataElement"]: one["value"] for one in values.content["dataValues"] if one["orgUnit"] == unit}


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ("2026W47", "2026W47", date(2026, 11, 16), date(2026, 11, 22)),
        ("2026W53", "2026W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2025W1", "2025W1", date(2024, 12, 30), date(2025, 1, 5)),
        ("2025W01", "2025W1", date(2024, 12, 30), date(2025, 1, 5)),
        ("202402", "202402", date(2024, 2, 1), date(2024, 2, 29)),
        ("202612", "202612", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_weeks_are_iso_weeks_and_months_are_whole(text: str, name: str, first: date, last: date) -> None:
    assert dhis2.period(text) == PeriodOf(name, first, last)


@pytest.mark.parametrize(
    "text", ["2025W53", "2026W0", "202613", "202600", "000001", "2026-W47", "2026", "٢٠٢٦W47", ""]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of the calendar or of the text, both are refused
        dhis2.period(text)


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


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dataSet": None}, "falta dataSet"),
        ({"dataSet": " "}, "dataSet: debe ser un código"),
        ({"idScheme": "NAME"}, "idScheme: puede ser CODE o UID"),
        ({"unidades": {}}, "no se reconoce unidades; puede ser: dataSet, orgUnits, dataElements, idScheme"),
        ({"orgUnits": {}}, "orgUnits: debe ser un objeto con al menos un código"),
        ({"orgUnits": {"E01": 7}}, "orgUnits: el código de E01 debe ser un texto"),
        ({"orgUnits": {"E01": "X", "E02": "X"}}, "orgUnits: un código está repetido"),
        ({"dataElements": {"GRIPE": "X"}}, "dataElements: no se reconoce GRIPE; puede ser: NO ENFERMO, "),
    ],
    ids=str,
)
def test_a_map_that_cannot_be_used_is_refused_in_words(change: dict[str, Any], reason: str) -> None:
    content = {key: value for key, value in {**MAP, **change}.items() if value is not None}
    with pytest.raises(MapError) as refused:
        dhis2.read_map(json.dumps(content).encode())
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 100_000, b"{"])
def test_a_map_that_is_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(MapError, match="no es JSON en UTF-8"):
        dhis2.read_map(content)


def test_a_map_that_is_no_object_is_refused() -> None:
    with pytest.raises(MapError, match="debe ser un objeto"):
        dhis2.read_map(b"[]")


def test_a_map_says_its_scheme() -> None:
    assert dhis2.read_map(json.dumps(MAP).encode()) == CODES
    assert dhis2.read_map(json.dumps({**MAP, "idScheme": "UID"}).encode()).scheme == "UID"


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
