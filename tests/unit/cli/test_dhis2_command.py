"""`exportar --formato dhis2`: whole weeks or months of the clinic, by the map that is kept or that of a file."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from core.exchange.dhis2 import CodeMap, PeriodType, written
from core.system import establishment, settings
from core.system.establishment import Establishment
from core.system.settings import Settings
from core.system.status import DONE, FAILED, REFUSED
from tests.samples import a_line
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run

ELEMENTS = {"NO ENFERMO": "PM_0", "ENFERMEDAD LEVE": "PM_1", "ENFERMEDAD AGUDA": "PM_2", "total": "PM_T"}
CODES = CodeMap("PM_SEMANA", {"E01": "OU_1", "E02": "OU_2"}, ELEMENTS)


@pytest.fixture
def target(data_dir: Path, log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file to write; the clinic E01 has three records in one week, one in the next, and the map kept."""
    now = datetime(2025, 11, 26, 9, tzinfo=timezone(timedelta(hours=-5)))
    monkeypatch.setattr("core.cli.commands.local_now", lambda: now)
    data_dir.mkdir(exist_ok=True)
    log.write_bytes(b"".join([*(a_line(str(n), "2025-11-13") for n in range(3)), a_line("9", "2025-11-17")]))
    establishment.save(data_dir, Establishment("E01", "Santa Fe", "00000001"))
    settings.save(data_dir, Settings(dhis2=written(CODES)))
    return tmp_path / "valores.json"


def values(target: Path) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in json.loads(target.read_bytes())["dataValues"]:
        assert one["orgUnit"] == "OU_1"
        found.setdefault(one["period"], {})[one["dataElement"]] = one["value"]
    return found


def test_writes_the_last_whole_week_with_zeros(run: Run, target: Path) -> None:
    assert run("exportar", "--formato", "dhis2", "--salida", str(target)) == (DONE, "", "")
    assert values(target) == {"2025W47": {"PM_0": "0", "PM_1": "0", "PM_2": "1", "PM_T": "1"}}
    content = json.loads(target.read_bytes())
    assert (content["orgUnit"], content["period"], content["completeDate"]) == ("OU_1", "2025W47", "2025-11-26")
    assert (content["dataSet"], content["idScheme"]) == ("PM_SEMANA", "CODE")


def test_writes_several_weeks(run: Run, target: Path) -> None:
    days = ("--desde", "2025-11-03", "--hasta", "2025-11-23")
    assert run("exportar", "--formato", "dhis2", "--salida", str(target), *days).status == DONE
    assert {name: found["PM_T"] for name, found in values(target).items()} == {
        "2025W45": "0",
        "2025W46": "3",
        "2025W47": "1",
    }
    assert "completeDate" not in json.loads(target.read_bytes()), "which DHIS2 takes of one period only"


def test_takes_a_map_from_a_file(run: Run, target: Path, tmp_path: Path) -> None:
    given = tmp_path / "mapa.json"
    given.write_text(written(CODES._replace(kind=PeriodType.MONTHLY)), "utf-8")
    options = ("--mapa", str(given), "--desde", "2025-10-01", "--hasta", "2025-10-31")
    assert run("exportar", "--formato", "dhis2", "--salida", str(target), *options).status == DONE
    assert list(values(target)) == ["202510"]


def test_a_map_may_have_four_mebibytes(run: Run, target: Path, tmp_path: Path) -> None:
    given, most = tmp_path / "mapa.json", 4 * 2**20
    for size, status in ((most, DONE), (most + 1, REFUSED)):
        given.write_text(written(CODES).rjust(size), "utf-8")
        assert run("exportar", "--formato", "dhis2", "--salida", str(target), "--mapa", str(given)).status == status


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (("--desde", "2025-11-04", "--hasta", "2025-11-09"), "deben ser semanas enteras, de lunes a domingo"),
        (("--desde", "2025-11-03"), "falta --hasta"),
        (("--hasta", "2025-11-09"), "falta --desde"),
        (("--desde", "2025-11-24", "--hasta", "2025-11-30"), "el 2025-11-30 no ha terminado"),
    ],
)
def test_days_that_are_no_whole_periods_are_refused(
    run: Run, target: Path, days: tuple[str, ...], reason: str
) -> None:
    status, out, err = run("exportar", "--formato", "dhis2", "--salida", str(target), *days)
    assert (status, out) == (REFUSED, "")
    assert reason in one_sentence(err)
    assert not target.exists()


@pytest.mark.parametrize(
    ("code", "reason"), [("E99", "el código de este establecimiento, E99"), ("", "que no tiene código")]
)
def test_a_clinic_that_the_map_does_not_know_is_refused(
    run: Run, target: Path, data_dir: Path, code: str, reason: str
) -> None:
    establishment.save(data_dir, Establishment(code, "", "00000001"))
    status, _, err = run("exportar", "--formato", "dhis2", "--salida", str(target))
    assert status == REFUSED
    assert reason in one_sentence(err)


def test_a_map_that_is_missing_unreadable_or_none_is_told(
    run: Run, target: Path, data_dir: Path, tmp_path: Path
) -> None:
    command = ("exportar", "--formato", "dhis2", "--salida", str(target))
    given = tmp_path / "mapa.json"
    status, _, err = run(*command, "--mapa", str(given))
    assert (status, "no se pudo leer" in one_sentence(err)) == (FAILED, True)
    given.write_text("{}", "utf-8")
    status, _, err = run(*command, "--mapa", str(given))
    assert (status, "mapa.json: falta dataSet" in one_sentence(err)) == (REFUSED, True)
    settings.save(data_dir, Settings())
    status, _, err = run(*command)
    assert (status, "falta --mapa" in one_sentence(err)) == (REFUSED, True)


def test_a_map_is_of_this_format_only(run: Run, target: Path) -> None:
    status, _, err = run("exportar", "--formato", "json", "--salida", str(target), "--mapa", "x")
    assert (status, "--mapa es de --formato dhis2" in one_sentence(err)) == (REFUSED, True)
