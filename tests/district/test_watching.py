"""`calidad`, `deriva` and the page on a lake: typed values are counted right, and each planted fault is found."""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from core.district import main as program
from core.district import watching
from core.district.duck import Duck
from core.district.reporting import Clinics, open_tables
from core.district.store import open_store
from core.district.synthetic import CLINICS, Fault
from core.district.watching import Span, span
from core.notes import voids
from core.system.status import DONE, FAILED
from core.vocabulary import Reason
from tests.district.conftest import LAST_DAY
from tests.district.lakes import Lake, a_clinic
from tests.samples import a_line

if TYPE_CHECKING:
    from pathlib import Path

    from core.district.example import Made
    from core.district.watch import Watched

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
COMMANDS = ("core.district.assessing", "core.district.commands.reporte", "core.district.commands.dhis2")


@pytest.fixture(scope="session")
def taken(example: tuple[Path, Made], tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake with the example in it, to be read only."""
    lake = Lake(str(tmp_path_factory.mktemp("lago") / "lago"), NOW)
    lake.take(example[0])
    return lake


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the Wednesday after the example's year."""
    for name in COMMANDS:
        monkeypatch.setattr(f"{name}.local_now", lambda: NOW)


def code_of(fault: Fault) -> str:
    return next(clinic.code for clinic in CLINICS if clinic.fault is fault)


def watch(lake: Lake, days: Span, tmp_path: Path) -> tuple[Watched, ...]:
    engine = Duck(tmp_path)
    try:
        open_tables(engine, open_store(lake.place), lake.manifest)
        return watching.watched(engine, Clinics(lake.manifest, {}), days)
    finally:
        engine.close()


def answer(capfd: pytest.CaptureFixture[str]) -> tuple[dict[str, Any], str]:
    out, err = capfd.readouterr()
    return json.loads(out), err


def test_the_days_that_are_looked_at() -> None:
    wednesday = date(2026, 11, 25)
    assert span(None, None, wednesday) == Span(date(2026, 10, 24), date(2026, 11, 22))
    assert span(None, date(2026, 11, 25), wednesday) == Span(date(2026, 10, 27), date(2026, 11, 25))
    assert span(date(2026, 11, 2), None, wednesday) == Span(date(2026, 11, 2), date(2026, 11, 22))
    assert span(date(2026, 11, 24), None, wednesday) == Span(date(2026, 11, 24), date(2026, 11, 24))
    assert span(None, date(1, 1, 1), wednesday) == Span(date(1, 1, 1), date(1, 1, 1))
    assert span(None, None, wednesday).before == date(2025, 10, 24)
    assert Span(date(1, 1, 2), date(1, 1, 2)).before == date(1, 1, 1)


def test_values_are_counted_once_voided_ones_not_at_all(lake: Lake, tmp_path: Path) -> None:
    days = Span(date(2025, 11, 13), date(2025, 11, 14))
    lines = [a_line(n, "2025-11-13", temperature_c=36 + n % 3 / 10) for n in range(60)]
    lines += [a_line(100 + n, "2025-10-13", temperature_c=37.0) for n in range(60)]
    lines += [a_line(200, "2024-11-01"), a_line(201, "2025-11-15")]
    event = voids.Event("2025-11-13 23:00:00", "-05:00", "e1", f"{0:032x}", voids.Action.VOID, Reason.TEST, ())
    lake.take(a_clinic(tmp_path / "datos", *lines, voids=voids.encode(event)))
    (found,) = watch(lake, days, tmp_path)
    assert found.quality.total == 59
    fever, pressure, _ = found.quality.vitals
    assert (fever.total, fever.total_before) == (59, 60)
    assert found.changes["fiebre"] == pytest.approx(-0.898, abs=0.001)
    assert pressure.zeros is not None
    assert pressure.zeros.hits == 59
    assert found.quality.repeated is not None
    assert (found.quality.repeated.hits, found.quality.repeated.total) == (0, 58)


def test_repeated_records_are_pairs_in_order_of_entry(lake: Lake, tmp_path: Path) -> None:
    # Two of one temperature, two of another, and again; the clock goes back and forth.
    lines = [a_line(n, f"2025-11-{14 - n % 2}", temperature_c=36 + n // 2 % 2 / 10) for n in range(51)]
    lake.take(a_clinic(tmp_path / "datos", *lines))
    (found,) = watch(lake, Span(date(2025, 11, 1), date(2025, 11, 30)), tmp_path)
    assert found.quality.repeated is not None
    assert (found.quality.repeated.hits, found.quality.repeated.total) == (25, 50)


def test_two_clinics_are_not_one(lake: Lake, tmp_path: Path) -> None:
    for number in (0, 1000):
        lines = [a_line(number + n, "2025-11-13", temperature_c=36 + number / 1000) for n in range(50)]
        lake.take(a_clinic(tmp_path / str(number), *lines))
    found = watch(lake, Span(date(2025, 11, 1), date(2025, 11, 30)), tmp_path)
    assert [clinic.quality.total for clinic in found] == [50, 50]


@pytest.mark.usefixtures("today")
def test_quality_finds_the_clinic_that_rounds_and_no_other(taken: Lake, capfd: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--lago", taken.place, "calidad"]) == FAILED
    said, complaint = answer(capfd)
    alarming = [one for one in said["establecimientos"] if one["alarmas"]]
    assert [(one["codigo"], one["alarmas"]) for one in alarming] == [(code_of(Fault.ROUNDS), ["presion:ceros"])]
    assert alarming[0]["registros"] > 300
    assert alarming[0]["signos"]["presion"]["ceros"]["n"] > 250
    (call,) = said["llamar_primero"]
    assert (call["codigo"], call["nombre"]) == ("E04", "Centro de Salud La Unión")
    assert "redondeando a decenas" in call["razones"][0]["hallazgo"]
    assert (said["desde"], said["hasta"]) == ("2026-10-24", str(LAST_DAY))
    assert (
        "dan alarma 1 de los 11 establecimientos con registros en esos días: Centro de Salud La Unión\n" in complaint
    )


@pytest.mark.usefixtures("today")
def test_drift_finds_the_warm_thermometer_and_no_other(taken: Lake, capfd: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--lago", taken.place, "deriva"]) == FAILED
    said, _ = answer(capfd)
    alarming = [one for one in said["establecimientos"] if one["alarmas"]]
    assert [(one["codigo"], one["alarmas"]) for one in alarming] == [
        (code_of(Fault.TOO_WARM), ["fiebre:media", "fiebre:distribucion"])
    ]
    fever = alarming[0]["signos"]["fiebre"]
    assert fever["cambio"] == pytest.approx(0.28, abs=0.05)
    assert fever["z"]["valor"] > fever["z"]["limite"] == 3.29
    assert [reason["codigo"] for reason in said["llamar_primero"][0]["razones"]] == ["fiebre:media"]


@pytest.mark.usefixtures("today")
def test_a_terminal_shows_that_it_is_at_work(
    taken: Lake, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert program.main(["--lago", taken.place, "deriva"]) == FAILED
    assert capfd.readouterr().err.startswith("\rComparando…\r")


@pytest.mark.usefixtures("today")
def test_before_the_thermometer_was_changed_nothing_drifts(taken: Lake, capfd: pytest.CaptureFixture[str]) -> None:
    assert program.main(["--lago", taken.place, "deriva", "--hasta", "2026-09-20"]) == DONE
    said, complaint = answer(capfd)
    assert said["llamar_primero"] == []
    assert len(said["establecimientos"]) == 12
    assert complaint == ""


@pytest.mark.usefixtures("today")
def test_many_alarming_clinics_are_named_in_one_line_and_a_small_one_has_no_figures(
    lake: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for number, records in enumerate((50, 50, 50, 50, 49)):
        lines = [a_line(1000 * number + n, "2026-11-13") for n in range(records)]
        lake.take(a_clinic(tmp_path / str(number), *lines))
    assert program.main(["--lago", lake.place, "calidad"]) == FAILED
    said, complaint = answer(capfd)
    assert re.search(
        r"dan alarma 4 de los 5 establecimientos con registros en esos días: [^,]+, [^,]+, [^,]+…\n", complaint
    )
    (small,) = (one for one in said["establecimientos"] if not one["suficiente"])
    assert small["signos"]["presion"] == {"n": 49, "ceros": {"n": None, "de": None, "probabilidad": None}}
    assert small["alarmas"] == []


@pytest.mark.usefixtures("today")
def test_the_page_of_a_lake_names_each_planted_clinic(taken: Lake, tmp_path: Path) -> None:
    file = tmp_path / "reporte.html"
    assert program.main(["--lago", taken.place, "reporte", "--formato", "html", "--salida", str(file)]) == DONE
    page = file.read_text(encoding="utf-8")
    called = re.findall(r'<div class="who">[^<]+<span class="code">(E\d\d)</span>', page)
    assert called == [code_of(fault) for fault in (Fault.SILENT, Fault.ROUNDS, Fault.TOO_WARM, Fault.LATE)]
    assert page.count('<tr role="row" data-s="') == 12
    assert page.count("se está redondeando a decenas") == 1
    assert page.count("La temperatura media subió 0,3") == 1
    assert page.count("No se sabe nada de él desde el 5 oct 2026.") == 1
    assert page.count("Falta su entrega: la última llega hasta el 6 nov 2026.") == 1
    assert page.count('<svg class="spark"') == 12
    assert "10 entregaron a tiempo y 2 faltan (1 sin noticias desde hace 30 días)" in page


@pytest.mark.usefixtures("today")
def test_the_page_of_one_clinic_says_nothing_of_others(taken: Lake, capfd: pytest.CaptureFixture[str]) -> None:
    key = taken.report().clinics[0].key
    assert program.main(["--lago", taken.place, "reporte", "--formato", "html", "--establecimiento", key]) == DONE
    page = capfd.readouterr().out
    assert page.count('<tr role="row" data-s="') == 1
    assert f"solo el establecimiento {key}" in page
