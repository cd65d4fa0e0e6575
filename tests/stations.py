"""What a program does with a station: it reads the log, and saves readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.clinical.vitals import Reading

if TYPE_CHECKING:
    from core.station.load import Load
    from core.station.station import Draft, Station

READINGS = [
    Reading.from_numbers({"fiebre": fever, "presion": 120, "frecuencia_cardiaca": 80}) for fever in (37, 38, 39.5, 42)
]


def loaded(station: Station) -> Load:
    loading = station.begin_load()
    loading.run()
    station.finish_load(loading)
    return loading


def saved(station: Station, number: int = 1) -> Draft:
    draft = station.draft(READINGS[number % len(READINGS)])
    station.save(draft)
    return draft
