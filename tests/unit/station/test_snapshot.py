"""In every phase that has one, the snapshot is the fold of the files, from the first result of a load on."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clinical.model import Model, load
from core.clinical.vitals import Reading
from core.journal import reader
from core.journal.entry import unsealed
from core.records import find
from core.records.period import Period
from core.station import checkpoint
from core.station.load import Load
from core.station.station import Station
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Reason
from tests import stations

if TYPE_CHECKING:
    from core.station.snapshot import Snapshot

READINGS = [
    Reading.from_numbers({"fiebre": temperature_c, "presion": 120, "frecuencia_cardiaca": 80})
    for temperature_c in (36.5, 37.6, 39.5)
]
BARE = (
    b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90, '
    b'"resultado": "ENFERMEDAD AGUDA"}\n'
)


@pytest.fixture(scope="module")
def model() -> Model:
    return load()


def facts(snapshot: Snapshot) -> tuple[object, ...]:
    """Return all that a snapshot says of its files."""
    report = snapshot.tally.report(Period())
    counted = list(report.counts.items()), report.days, [unsealed(record) for record in report.last]
    return (
        *counted,
        snapshot.health,
        snapshot.notes.places.keys,
        stations.reasons(snapshot.notes),
        snapshot.end,
        snapshot.mark,
    )


def fold(station: Station) -> Snapshot:
    """Count the files from their beginnings, without a sidecar, in another folder."""
    with tempfile.TemporaryDirectory() as folder:
        for path in (station.log, station.ledgers[RETRACTIONS_NAME].path):
            if path.exists():
                shutil.copy(path, folder)
        log = Path(folder, station.log.name)
        loading = Load(log, reader.size(log))
        loading.run()
        assert loading.result is not None
        assert loading.result.tally.report(Period()) is not None  # reads its records while they are there
        return loading.result


class Clinic:
    """A station and the load that it waits for, if there is one."""

    def __init__(self, folder: str, model: Model, data: st.DataObject) -> None:
        self.folder, self.model, self.data = Path(folder), model, data
        self.now = datetime(2025, 11, 14, 22, 0, 0, tzinfo=timezone(timedelta(hours=-5)))
        self.loading: Load | None = None
        self.station = self.start()

    def clock(self) -> datetime:
        self.now += timedelta(hours=self.data.draw(st.integers(0, 9), "hours"))
        return self.now

    def start(self) -> Station:
        station = Station(self.folder, self.model, self.clock, "ventana")
        station.open()
        return station

    def step(self) -> None:
        steps = [self.save, self.save, self.void, self.begin, self.take_first, self.end, self.restart, self.paste]
        self.data.draw(st.sampled_from(steps), "step")()

    def save(self) -> None:
        self.station.save(self.station.draft(self.data.draw(st.sampled_from(READINGS))))

    def void(self) -> None:
        number = self.data.draw(st.integers(1, 6))
        found = find.by_name(self.station.log, f"linea:{number}") if self.station.log.exists() else None
        if found is None or self.station.notes is None:
            return
        if found.key in stations.reasons(self.station.notes):
            stations.reinstate(self.station, found)
        else:
            stations.void(self.station, found, Reason.TEST)

    def begin(self) -> None:
        self.loading = self.station.begin_load()

    def take_first(self) -> None:
        if self.loading is not None and not self.loading.is_done:
            self.loading.run(self.check_first)

    def check_first(self) -> None:
        assert self.loading is not None
        self.station.finish_load(self.loading)
        self.check()
        self.save()  # while the rest of the load is under way

    def end(self) -> None:
        self.take_first()
        if self.loading is not None:
            self.station.finish_load(self.loading)
            self.loading = None

    def restart(self) -> None:
        self.station.close()
        self.loading = None
        if self.data.draw(st.booleans(), "the sidecar is lost"):
            checkpoint.remove(self.station.log)
        self.station = self.start()

    def paste(self) -> None:
        """Have another program write a line while this one is closed."""
        self.station.close()
        self.loading = None
        with self.station.log.open("ab") as file:
            file.write(self.data.draw(st.sampled_from([BARE, b"torn\n", b"\n"])))
        self.station = self.start()

    def check(self) -> None:
        snapshot = self.station.snapshot
        if snapshot is not None:
            assert facts(snapshot) == facts(fold(self.station))


@settings(max_examples=150)
@given(data=st.data())
def test_the_snapshot_is_the_fold_of_the_files(model: Model, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clinic = Clinic(folder, model, data)
        try:
            for _ in range(data.draw(st.integers(1, 14), "steps")):
                clinic.step()
                clinic.check()
        finally:
            clinic.station.close()
