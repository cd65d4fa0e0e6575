"""Steps of a program with a station: reading the log, saving readings."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from core.clinical.vitals import Reading
from core.notes import voids
from core.notes.notes import Notes
from core.station import checkpoint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.records.find import Target
    from core.station.load import Load
    from core.station.station import Draft, Station
    from core.vocabulary import Reason

READINGS = [
    Reading.from_numbers({"fiebre": fever, "presion": 120, "frecuencia_cardiaca": 80}) for fever in (37, 38, 39.5, 42)
]


def loaded(station: Station) -> Load:
    loading = station.begin_load()
    loading.run()
    station.finish_load(loading)
    return loading


def save(station: Station, number: int = 1) -> Draft:
    draft = station.draft(READINGS[number % len(READINGS)])
    station.save(draft)
    return draft


@contextlib.contextmanager
def sidecar_kept(station: Station) -> Iterator[None]:
    """Leave the sidecar as it is, as a kill does."""
    path = checkpoint.path_beside(station.log)
    before = path.read_bytes() if path.exists() else None
    yield
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)


def void(station: Station, found: Target, reason: Reason) -> None:
    station.note(found, voids.void(reason))


def reinstate(station: Station, found: Target) -> None:
    station.note(found, voids.reinstate())


def voided(log: Path) -> dict[str, Reason]:
    """The reasons of the voided records, by key, as the journal says."""
    return reasons(Notes.read(log.parent))


def reasons(notes: Notes | None) -> dict[str, Reason]:
    assert notes is not None
    return {key: note.motivo for key, note in notes.retracted.items()}


class Session:
    """A station that is closed, killed, opened and read again: the events of property tests, a method each."""

    def __init__(self, start: Callable[..., Station]) -> None:
        self.start = start
        self.loading: Load | None = None
        self.station = start()

    def restart(self) -> None:
        self.station.close()
        self.station, self.loading = self.start(), None
        self.station.open()

    def kill(self) -> None:
        with sidecar_kept(self.station):
            self.station.close()
        self.restart()

    def load(self) -> None:
        loaded(self.station)

    def begin(self) -> None:
        self.loading = self.station.begin_load()
