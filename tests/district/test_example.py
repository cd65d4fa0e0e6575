"""The example: real backups of twelve invented clinics, four of them with a fault that a district should find."""

from __future__ import annotations

import hashlib
import json
import statistics
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.district import main as program
from core.district.example import Example
from core.district.synthetic import CLINICS, TOO_WARM_DAYS, Fault, Year
from core.district.weeks import last_sunday
from core.errors import SaveError, SaveFailure
from core.exchange.archive import Archive
from core.notes import verdicts
from core.records import record
from core.records.period import Period
from core.station.station import Station
from core.system.paths import LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME
from core.system.status import DONE, REFUSED
from core.system.work import StoppedError
from core.vocabulary import Category
from tests.district.conftest import LAST_DAY, TODAY
from tests.stations import loaded

if TYPE_CHECKING:
    from pathlib import Path

    from core.district.example import Made
    from core.records.record import Record
    from tests.conftest import Clock

ExampleMade = tuple["Path", "Made"]


@pytest.fixture(scope="session")
def years(example: ExampleMade) -> dict[str, list[Record]]:
    """The records of each clinic by code, as its backup has them."""
    found = {}
    for name in example[1].names:
        with Archive(example[0] / name) as archive, archive.reader(LOG_NAME) as read:
            lines = read(archive.size(LOG_NAME)).splitlines()
        found[name[:3]] = [entry for line in lines if (entry := record.classify(line)[1]) is not None]
    return found


def code_of(fault: Fault) -> str:
    return next(clinic.code for clinic in CLINICS if clinic.fault is fault)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_there_are_twelve_backups_and_nothing_else(example: ExampleMade) -> None:
    folder, made = example
    assert len(made.names) == 12
    assert {path.name for path in folder.iterdir()} == set(made.names)


def test_it_has_the_same_bytes_each_time_and_may_be_made_again(example: ExampleMade, tmp_path: Path) -> None:
    Example(tmp_path, TODAY).run()
    assert digests(tmp_path) == digests(example[0])
    Example(tmp_path, TODAY).run()
    assert digests(tmp_path) == digests(example[0])


def test_each_backup_is_whole_and_says_when_it_was_made(example: ExampleMade) -> None:
    for clinic, name in zip(CLINICS, example[1].names, strict=True):
        with Archive(example[0] / name) as archive:
            archive.check(lambda _length: None)
            assert archive.manifest.fecha == f"{clinic.last_day(LAST_DAY)} 18:00:00"
            log = archive.manifest.file(LOG_NAME)
        assert log is not None
        assert log.lineas_danadas == 0


def test_a_clinic_can_restore_its_backup_and_read_it(example: ExampleMade, tmp_path: Path, clock: Clock) -> None:
    name = example[1].names[2]
    with Archive(example[0] / name) as archive:
        log, voids = archive.manifest.file(LOG_NAME), archive.manifest.file(RETRACTIONS_NAME)
    assert log is not None
    assert voids is not None
    assert voids.registros
    with Station(tmp_path, load(), clock, "prueba") as station:
        station.open()
        station.begin_restore(example[0] / name).run()
        station.finish_merge()
        loaded(station)
        report = station.report(Period())
    assert report is not None
    assert report.total == log.registros - voids.registros


def test_every_record_is_one_that_the_model_makes(years: dict[str, list[Record]]) -> None:
    model = load()
    records = [record for records in years.values() for record in records]
    assert len(records) > 50_000
    assert len({record.id for record in records}) == len(records)
    assert {record.modelo for record in records} == {model.name}
    assert {record.resultado for record in records} == {category.value for category in Category}
    assert min(record.day for record in records) == (LAST_DAY - timedelta(days=364)).isoformat()


def test_clinicians_of_most_clinics_judged_blind(example: ExampleMade) -> None:
    found = {}
    for name in example[1].names:
        lines = []
        with Archive(example[0] / name) as archive:
            if archive.size(VERDICTS_NAME):
                with archive.reader(VERDICTS_NAME) as read:
                    lines = read(archive.size(VERDICTS_NAME)).splitlines()
        found[name[:3]] = [entry for line in lines if (entry := verdicts.classify(line)[1]) is not None]
    given = [verdict for of_clinic in found.values() for verdict in of_clinic]
    assert [code for code, of_clinic in found.items() if not of_clinic] == ["E03", "E11"]
    assert 5000 < len(given) < 6000
    assert all(verdict.is_blind for verdict in given)
    agreeing = sum(verdict.criterio == verdict.mostrado for verdict in given) / len(given)
    assert 0.6 < agreeing < 0.8


def test_one_is_late_and_one_is_silent(years: dict[str, list[Record]]) -> None:
    behind = {code: (LAST_DAY - date.fromisoformat(records[-1].day)).days for code, records in years.items()}
    late, silent = code_of(Fault.LATE), code_of(Fault.SILENT)
    assert 14 < behind[late] < 30
    assert behind[silent] > 30
    assert max(days for code, days in behind.items() if code not in (late, silent)) < 7


def test_one_rounds_its_pressures_to_tens(years: dict[str, list[Record]]) -> None:
    tens = {
        code: sum(record.presion % 10 == 0 for record in records) / len(records) for code, records in years.items()
    }
    assert tens.pop(code_of(Fault.ROUNDS)) > 0.8
    assert max(tens.values()) < 0.15


def test_one_thermometer_reads_a_third_of_a_degree_too_much_at_the_end(years: dict[str, list[Record]]) -> None:
    start = (LAST_DAY - timedelta(days=TOO_WARM_DAYS - 1)).isoformat()
    changes = {}
    for code, records in years.items():
        later = [record.fiebre for record in records if record.day >= start]
        if later:
            earlier = [record.fiebre for record in records if record.day < start]
            changes[code] = statistics.fmean(later) - statistics.fmean(earlier)
    assert changes.pop(code_of(Fault.TOO_WARM)) == pytest.approx(0.3, abs=0.06)
    assert max(map(abs, changes.values())) < 0.15


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "archivo").touch()
    with pytest.raises(SaveError) as caught:
        Example(tmp_path / "archivo" / "ejemplo", TODAY).run()
    assert caught.value.failure is SaveFailure.NOT_A_FILE


def test_stopped_midway_it_leaves_no_half_clinic(tmp_path: Path) -> None:
    work = Example(tmp_path, TODAY)

    def stop_in_the_second() -> None:
        if work.done > 400:
            work.cancel()

    work.on_progress = stop_in_the_second
    with pytest.raises(StoppedError):
        work.run()
    assert [path.name for path in tmp_path.iterdir()] == ["E01 Hospital Santa Rosa.zip"]
    assert 0 < work.done < work.total


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2026, 11, 29)], ids=["Monday", "Sunday"])
def test_the_year_ends_with_the_last_whole_week(today: date) -> None:
    assert last_sunday(today) == date(2026, 11, 22)


def test_another_week_draws_the_same_values_under_other_ids() -> None:
    model = load()
    first, second = (
        [entry for day in Year(CLINICS[7], model, LAST_DAY + timedelta(days=days)).days() for entry in day]
        for days in (0, 7)
    )
    assert [entry.fiebre for entry in first] == [entry.fiebre for entry in second]
    assert {entry.id for entry in first}.isdisjoint(entry.id for entry in second)


def test_the_command_says_what_it_wrote_and_needs_no_lake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.district.example.CLINICS", CLINICS[2:4])
    folder = tmp_path / "mis memorias"
    assert program.main(["ejemplo", str(folder)]) == DONE
    said = json.loads(capfd.readouterr().out)
    assert said["carpeta"] == str(folder)
    assert sorted(said["copias"]) == sorted(path.name for path in folder.iterdir())
    assert said["registros"] > 5000
    assert date.fromisoformat(said["hasta"]).isoweekday() == 7


def test_a_backup_with_other_records_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("core.district.example.CLINICS", CLINICS[2:3])
    Example(tmp_path, TODAY - timedelta(days=7000)).run()
    before = digests(tmp_path)
    assert program.main(["ejemplo", str(tmp_path)]) == REFUSED
    out, err = capfd.readouterr()
    assert out == ""
    assert "E03 Puesto de Salud El Mirador.zip ya existe con otros registros" in err
    assert digests(tmp_path) == before
