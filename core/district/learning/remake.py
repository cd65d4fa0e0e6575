"""A data set made again from the deliveries that it names: they are replayed into a lake of their own."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from core.district import manifest as lakes
from core.district.learning import dataset
from core.district.learning.errors import LearningError, LearningFault
from core.district.manifest import DELIVERIES
from core.district.receive import Receive
from core.district.session import asking
from core.district.store import open_store
from core.system import establishment
from core.system.establishment import Establishment
from core.system.paths import APP_ID

if TYPE_CHECKING:
    from core.district.files import Store
    from core.district.learning.dataset import DataSet, Manifest


def freeze(place: str, asked: dataset.Asked) -> DataSet:
    """Freeze what the lake at `place` has. Raises LearningError, LakeError or ReadError."""
    store = open_store(place)
    with asking(place) as (engine, lake):
        taken = [row["sha256"] for rows in dataset.deliveries_of(store, lake) for row in rows]
        return dataset.freeze(engine, lake, asked, taken)


def remake(store: Store, data_set: str, manifest: Manifest) -> DataSet:
    """Return a data set made of its deliveries alone, as the lake keeps them.

    Raises LearningError: MISSING_DELIVERIES or OTHER_BYTES; LakeError, ReadError or SaveError.
    """
    lake = lakes.load(store)
    wanted = set(manifest.entregas)
    batches = [[row for row in rows if row["sha256"] in wanted] for rows in dataset.deliveries_of(store, lake)]
    missing = wanted - {row["sha256"] for rows in batches for row in rows}
    if missing:
        raise LearningError(LearningFault.MISSING_DELIVERIES, data_set, str(len(missing)))
    with TemporaryDirectory(prefix=f"{APP_ID}-") as work:
        replayed = open_store(str(Path(work) / "lago"))
        for number, rows in enumerate(batches):
            folder = Path(work) / "entregas" / str(number)
            paths = [_laid_out(store, lake, row, folder / str(place)) for place, row in enumerate(rows)]
            if paths:
                with replayed.writing("conjunto"):
                    Receive(replayed, paths, lambda: datetime.now(UTC)).run()
        with asking(replayed.place) as (engine, replayed_lake):
            # A data folder is taken again without what only its own file says: its deliveries keep their names.
            found = dataset.freeze(engine, replayed_lake, manifest.pedido, manifest.entregas)
    if found.id != data_set:
        raise LearningError(LearningFault.OTHER_BYTES, data_set, found.id)
    return found


def _laid_out(store: Store, lake: lakes.Manifest, row: dict[str, Any], folder: Path) -> Path:
    """Lay a delivery out as it came, and return its path."""
    folder.mkdir(parents=True)
    copies: dict[str, str] = json.loads(row["copias"])
    for journal, name in copies.items():
        target = folder / (journal or name)
        shutil.copyfile(store.local(f"{DELIVERIES}/{name}", name.partition(".")[0]), target)
        if not journal:
            return target
    whose = next((one for one in lake.linajes if one.id == row["linaje"]), None)
    if whose is not None and (whose.puesto or whose.codigo):
        establishment.save(folder, Establishment(whose.codigo, whose.nombre, whose.puesto))
    return folder
