"""The consolidated report: the clinic's three keys over all clinics, and their deliveries."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from core.district import main as program
from core.district.consolidated import Filters
from core.district.report_files import as_csv, as_json
from core.district.reporting import Asked, UnknownClinicError
from core.system.status import DONE, FAILED, REFUSED
from tests.district.lakes import NOW, Lake, a_backup, a_clinic, clinic_report
from tests.samples import CATEGORIES, DAYS, a_line

MONDAY = datetime.combine((NOW - timedelta(days=NOW.weekday())).date(), datetime.min.time(), NOW.tzinfo)
"""The Monday of this week: the week before it is the report's."""


def a_coded(folder: Path, code: str, workplace: str, *lines: bytes, name: str = "") -> Path:
    clinic = a_clinic(folder, *lines)
    said = {"codigo": code, "nombre": name, "puesto": workplace}
    (clinic / "establecimiento.json").write_text(json.dumps(said), encoding="utf-8")
    return clinic


def on(day: date, number: int, category: str = "ENFERMEDAD AGUDA") -> bytes:
    return a_line(number, day.isoformat(), category)


@pytest.fixture
def two(lake: Lake, tmp_path: Path) -> Lake:
    """Two clinics, one of them with two PCs."""
    lake.take(
        a_coded(tmp_path / "1", "E01", "00000001", a_line(1), a_line(2, DAYS[1], CATEGORIES[0]), name="Santa Fe"),
        a_coded(tmp_path / "2", "E01", "00000002", a_line(3, DAYS[1], CATEGORIES[4])),
        a_coded(tmp_path / "3", "E02", "00000003", a_line(4, DAYS[2]), name="=1+1"),
    )
    return lake


def test_the_three_keys_are_those_of_the_clinic(lake: Lake, tmp_path: Path) -> None:
    lines = [a_line(n, f"2025-11-{1 + n % 28:02}", CATEGORIES[n % 3], 36 + n / 10) for n in range(28)]
    clinic = a_clinic(tmp_path / "a", *lines)
    lake.take(clinic)
    said = json.loads(as_json(lake.report()))
    assert {key: said[key] for key in clinic_report(clinic)} == clinic_report(clinic)
    assert list(said)[:3] == list(clinic_report(clinic))


def test_one_row_for_a_clinic_with_two_pcs(two: Lake) -> None:
    rows = {row.key: row for row in two.report().clinics}
    assert list(rows) == ["E01", "E02"]
    assert (rows["E01"].stations, rows["E01"].total, rows["E01"].name) == (("00000001", "00000002"), 3, "Santa Fe")
    assert (rows["E01"].first_day, rows["E01"].last_day) == (date(2025, 11, 13), date(2025, 11, 14))


def test_filters_by_day_clinic_and_model(two: Lake) -> None:
    def total(**filters: object) -> int:
        return two.report(Asked(Filters(**filters))).total  # type: ignore[arg-type]

    assert total() == 4
    assert total(first=date(2025, 11, 14)) == 2
    assert total(last=date(2025, 11, 13)) == 2
    assert total(first=date(2025, 11, 13), last=date(2025, 11, 13)) == 1
    assert total(clinic="E01") == 3
    assert total(model="reglas-1.0.1+3f2a") == 4
    assert total(model="otro") == 0
    assert [row.key for row in two.report(Asked(Filters(clinic="E02"))).clinics] == ["E02"]
    with pytest.raises(UnknownClinicError):
        total(clinic="E99")


def test_nothing_in_the_period_is_an_empty_report(two: Lake) -> None:
    report = two.report(Asked(Filters(first=date(2030, 1, 1))))
    assert (dict(report.counts), report.last, report.last_time, dict(report.days)) == ({}, (), None, {})
    assert [row.total for row in report.clinics] == [0, 0]


def test_the_last_five_are_by_instant_then_id_whatever_the_zone(lake: Lake, tmp_path: Path) -> None:
    first = a_clinic(tmp_path / "a", *(a_line(n, "2025-11-14") for n in (9, 3, 5)))
    lake.take(first, a_clinic(tmp_path / "b", *(a_line(n, "2025-11-13") for n in range(20, 24))))
    assert [one.time[:10] for one in lake.report().last] == ["2025-11-13"] * 2 + ["2025-11-14"] * 3


def test_completeness_tells_late_zero_and_silent_ones_apart(lake: Lake, tmp_path: Path) -> None:
    in_week, before = MONDAY.date() - timedelta(days=3), MONDAY.date() - timedelta(days=60)
    made = {
        "regular": (in_week, MONDAY + timedelta(hours=8)),
        "cero": (before, MONDAY + timedelta(hours=8)),
        "tarde": (before, MONDAY - timedelta(days=9)),
        "silencioso": (before, MONDAY - timedelta(days=50)),
    }
    for number, (name, (day, stated)) in enumerate(made.items()):
        backup = a_backup(a_clinic(tmp_path / name, on(day, number)), tmp_path / f"{name}.zip", stated)
        lake.take(backup)
    report = lake.report()
    rows = sorted(report.clinics, key=lambda row: row.covered_until or NOW)
    assert [(row.has_arrived, row.is_on_time, row.is_zero, row.is_silent) for row in rows[:2]] == [
        (False, False, False, True),
        (False, False, False, False),
    ]
    assert sorted((row.is_on_time, row.is_zero) for row in rows[2:]) == [(True, False), (True, True)]
    week = report.completeness.week
    assert (week.expected, week.arrived, week.on_time, week.zero, report.completeness.silent) == (4, 2, 2, 1, 1)
    monday = MONDAY.date() - timedelta(days=7)
    assert week.name == f"{monday.isocalendar().year}W{monday.isocalendar().week}"


def test_a_delivery_after_the_days_allowed_is_late(lake: Lake, tmp_path: Path) -> None:
    lake.now = MONDAY + timedelta(days=5)
    lake.take(a_backup(a_clinic(tmp_path / "a", on(date(2025, 11, 1), 1)), tmp_path / "a.zip", lake.now))
    assert [row.is_on_time for row in lake.report(Asked(allowed_days=7)).clinics] == [True]
    assert [row.is_on_time for row in lake.report(Asked(allowed_days=4)).clinics] == [False]


@pytest.mark.parametrize(("now", "is_overdue"), [(timedelta(days=7), False), (timedelta(days=7, hours=23), True)])
def test_a_delivery_is_missing_once_the_days_allowed_are_over(
    lake: Lake, tmp_path: Path, now: timedelta, *, is_overdue: bool
) -> None:
    """It reaches to the Sunday before last: the week behind that has until next Sunday's end."""
    stated = MONDAY - timedelta(days=7, hours=1)
    lake.take(a_backup(a_clinic(tmp_path / "a", on(date(2025, 11, 1), 1)), tmp_path / "a.zip", stated))
    lake.now = MONDAY + now - timedelta(hours=2)
    (row,) = lake.report().clinics
    assert (row.has_arrived, row.is_overdue, row.is_missing) == (False, is_overdue, is_overdue)
    unlisted = next(one for one in lake.report(Asked(expected={"E01": ""})).clinics if one.key == row.key)
    assert not unlisted.is_missing


def test_expected_are_those_of_the_list(two: Lake) -> None:
    report = two.report(Asked(expected={"E02": "", "E03": "El Mirador"}))
    assert [(row.key, row.is_expected, row.is_silent) for row in report.clinics] == [
        ("E01", False, False),
        ("E02", True, True),  # its last record is of 2024, and a folder of data states no time
        ("E03", True, True),
    ]
    assert report.clinics[2].name == "El Mirador"
    assert report.completeness.week.expected == 2


def test_the_csv_has_a_row_for_each_clinic_and_no_formula(two: Lake) -> None:
    content = as_csv(two.report()).decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(content), delimiter=";")
    assert [len(row) for row in rows] == [len(heading)] * 2
    assert [row[heading.index("total")] for row in rows] == ["3", "1"]
    assert rows[1][1] == "'=1+1"


def run(*argv: str) -> int:
    return program.main(list(argv))


def test_the_commands_from_sticks_to_a_report(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lake = ("--lago", str(tmp_path / "lago"))
    assert run(*lake, "reporte") == FAILED
    assert "no hay ningún lago" in capfd.readouterr().err
    clinic = a_coded(tmp_path / "a", "E01", "00000001", a_line(1), b"torn\n")
    assert run(*lake, "recibir", str(clinic), str(tmp_path / "nada")) == FAILED
    out, err = capfd.readouterr()
    said = json.loads(out)
    assert (said["registros_nuevos"], said["recibidas"], said["rechazadas"]) == (1, 1, 1)
    taken = next(one for one in said["archivos"] if one["estado"] == "recibida")
    assert (taken["codigo"], taken["puesto"], taken["nuevos"], taken["lineas_danadas"]) == ("E01", "00000001", 1, 1)
    assert "no existe" in err
    assert err.count("\n") == 1
    assert run(*lake, "recibir", str(tmp_path / "nada")) == REFUSED
    capfd.readouterr()
    assert run(*lake, "reporte") == DONE
    assert json.loads(capfd.readouterr().out)["total_por_categoria"] == {"ENFERMEDAD AGUDA": 1}
    target = tmp_path / "r.csv"
    assert run(*lake, "reporte", "--formato", "csv", "--salida", str(target), "--plazo", "3") == DONE
    assert target.read_bytes().startswith(b"\xef\xbb\xbfcodigo;")


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of expected clinics that are none, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("vacía.csv").write_text("codigo;nombre\n", encoding="utf-8")
    Path("latin.csv").write_bytes("código;año".encode("latin-1"))


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--establecimiento", "X"), "no hay ningún establecimiento con el código X"),
        (("--plazo", "-1"), "'-1' no es un número de días"),
        (("--plazo", "siete"), "'siete' no es un número de días"),
        (("--desde", "2025-02-02", "--hasta", "2025-01-01"), "--desde es posterior a --hasta"),
        (("--lista", "vacía.csv"), "no tiene ningún código"),
        (("--lista", "latin.csv"), "no está en UTF-8"),
        (("--formato", "pdf"), "puede ser: json, csv"),
    ],
    ids=str,
)
def test_refused_options_of_the_report(
    two: Lake, capfd: pytest.CaptureFixture[str], options: tuple[str, ...], sentence: str
) -> None:
    assert run("--lago", two.place, "reporte", *options) == REFUSED
    assert sentence in capfd.readouterr().err


def test_the_list_of_expected_clinics_is_read_as_spreadsheets_write_it(
    two: Lake, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for text in ("codigo;nombre\r\nE02;Uno\r\n", "E02,Uno\n", "E02\n"):
        path = tmp_path / "lista.csv"
        path.write_text(text, encoding="utf-8-sig")
        assert run("--lago", two.place, "reporte", "--lista", str(path)) == DONE
        assert json.loads(capfd.readouterr().out)["completitud"]["esperados"] == 1
