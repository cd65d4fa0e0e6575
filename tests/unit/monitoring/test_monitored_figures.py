"""Figures of a data directory: counts, times, damage, the model, and alarms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load as load_model
from core.models.catalogue import InUse
from core.monitoring.figures import Figures, alarms, encode, of_directory
from core.quality.assessment import Alarm, Typed, assess
from core.station.survey import of_last_days
from core.system.settings import SettingsFile
from core.vocabulary import Reason
from tests.stations import loaded, save, void

if TYPE_CHECKING:
    from pathlib import Path

    from core.station.station import Station
    from tests.conftest import Clock


def figures(station: Station) -> Figures:
    loaded(station)
    found = station.snapshot
    assert found is not None
    quality = of_last_days(station.log, found, station.clock().date()).run().quality()
    return of_directory(station.data_dir, found, InUse(station.model), quality)


def told(*here: Figures) -> list[str]:
    return [line for line in encode(here, "1.0.0").decode().splitlines() if line[0] != "#"]


def test_records_are_counted_by_category_without_the_retracted_ones(station: Station) -> None:
    for number in range(4):
        save(station, number)
    gone = station.last
    assert gone is not None
    void(station, gone, Reason.TEST)
    found = figures(station)
    assert found.records == {"NO ENFERMO": 1, "ENFERMEDAD AGUDA": 2}
    assert found.retracted == 1
    assert found.clinic == station.establishment.workplace


def test_times_are_instants_whatever_the_zone(station: Station, clock: Clock) -> None:
    save(station)
    assert figures(station).last_record == clock.now.timestamp()
    assert figures(station).last_backup == 0
    SettingsFile(station.data_dir).change(last_backup="2025-11-14 20:00:00")
    expected = datetime(2025, 11, 14, 20).astimezone().timestamp()
    assert figures(station).last_backup == expected


def test_the_time_of_a_record_without_a_zone_is_the_pcs(station: Station) -> None:
    line = (
        '{"fecha":"2025-11-14 22:31:10","fiebre":38.0,"presion":120,"frecuencia_cardiaca":90,'
        '"resultado":"ENFERMEDAD AGUDA"}\n'
    )
    station.log.write_text(line, encoding="utf-8")
    expected = datetime(2025, 11, 14, 22, 31, 10).astimezone().timestamp()
    assert figures(station).last_record == expected


def test_damaged_lines_are_counted_by_file(station: Station) -> None:
    save(station)
    with station.log.open("ab") as log:
        log.write(b"{broken\n\xff\n")
    found = figures(station).damaged
    assert (found["predicciones.log"], found["anulaciones.log"], sum(found.values())) == (2, 0, 2)


def test_the_program_is_told_only_where_it_has_a_version() -> None:
    assert 'predictor_medico_build_info{version="1.0.0"} 1' in told()
    assert encode([]) == b""


def test_an_empty_folder_has_figures_too(station: Station) -> None:
    found = figures(station)
    assert (found.records, found.last_record, found.alarms) == ({}, None, {})
    assert found.disk_free is not None
    assert found.disk_free > 0


def test_the_free_space_of_a_folder_that_is_gone_is_not_told(station: Station, tmp_path: Path) -> None:
    loaded(station)
    assert station.snapshot is not None
    found = of_directory(tmp_path / "gone", station.snapshot, InUse(station.model), None)
    assert found.disk_free is None
    assert not [line for line in told(found) if "disk_free" in line]


def test_the_code_of_the_establishment_names_the_clinic(station: Station) -> None:
    station.establishment.change("CS-7", "San José")
    assert figures(station).clinic == "CS-7"


@pytest.mark.parametrize("missing", ["", "reglas-9.9.9+00000000"])
def test_the_model_in_use_is_told_and_whether_it_is_the_one_wanted(missing: str) -> None:
    lines = told(Figures("A", model=InUse(load_model(), missing=missing)))
    name = load_model().name
    assert any(line.startswith(f'predictor_medico_model_info{{clinic="A",model="{name}",') for line in lines)
    assert f'predictor_medico_model_missing{{clinic="A"}} {int(bool(missing))}' in lines


def test_alarms_are_told_where_there_are_enough_values() -> None:
    sound = {"presion": {110.0: 60, 121.0: 60, 133.0: 60, 127.0: 60}}
    rounded = {"presion": {110.0: 60, 120.0: 60, 130.0: 60}, "fiebre": {37.0: 180}}
    found = alarms(assess(Typed(rounded, pairs=179), Typed(sound)))
    assert found["presion", "ceros"]
    assert found["presion", "distribucion"]
    assert not found["", "repetidos"]
    assert ("fiebre", "media") not in found  # nothing to compare with
    assert set(alarms(assess(Typed(rounded, pairs=179), Typed(sound)), frozenset({Alarm.MEAN}))) == {
        ("presion", "media")
    }


def test_alarms_and_deliveries_become_samples() -> None:
    noon = datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp()
    lines = told(
        Figures(
            "A",
            alarms={("presion", "ceros"): True, ("", "repetidos"): False},
            last_delivery=noon,
            delivery_alarms=("reloj",),
        )
    )
    assert 'predictor_medico_alarm{clinic="A",vital="presion",alarm="ceros"} 1' in lines
    assert 'predictor_medico_alarm{clinic="A",alarm="repetidos"} 0' in lines
    assert 'predictor_medico_delivery_alarm{clinic="A",alarm="reloj"} 1' in lines
    assert f'predictor_medico_last_delivery_timestamp_seconds{{clinic="A"}} {int(noon)}' in lines
    assert not [line for line in lines if "backup" in line]
