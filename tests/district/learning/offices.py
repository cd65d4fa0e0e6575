"""A district's office: a lake with clinics' verdicts, and those who register and promote tables in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from core.clinical.model import parse
from core.district.learning import dataset, registering, registry, remake, training
from core.district.learning.registering import Who
from core.district.learning.registry import FolderRegistry
from core.district.learning.training import Plan
from core.district.store import open_store
from tests.district.lakes import Lake
from tests.district.learning.clinics import Clinic

if TYPE_CHECKING:
    from pathlib import Path

    from core.district.learning.dataset import DataSet
    from core.district.learning.registry import Event

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


class Office:
    """A lake with a data set, and those who register and promote in it."""

    def __init__(self, folder: Path, clinics: int, number: int) -> None:
        self.folder, self.lake = folder, Lake(str(folder / "lago"))
        self.clinics = [Clinic(folder / f"E{place}", f"E{place}", number) for place in range(clinics)]
        self.now = NOW
        self.lake.take(*(clinic.data_dir for clinic in self.clinics))
        self.store = open_store(self.lake.place)
        self.registry = FolderRegistry(self.store)

    def freeze(self) -> DataSet:
        found = remake.freeze(self.lake.place, dataset.Asked())
        with self.store.writing("prueba"):
            dataset.save(self.store, found)
        return found

    def candidate(
        self, data_set: DataSet, version: str = "1.0.0", held_out: tuple[str, ...] = ("E0", "E1", "E2")
    ) -> bytes:
        return training.train(
            data_set, registry.champion(self.registry), Plan("ascenso", held_out, version, "1")
        ).content

    def register(self, content: bytes) -> Event:
        with self.store.writing("prueba"):
            return registering.register(self.store, self.registry, content, parse(content, "x"), self._who)

    def promote(self, name: str, despite: str = "") -> Event:
        with self.store.writing("prueba"):
            return registering.promote(self.registry, name, self._who, "", despite)

    @property
    def _who(self) -> Who:
        return Who("Ana", self.now, "1.0.0")
