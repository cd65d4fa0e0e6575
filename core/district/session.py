"""A lake opened for questions: an engine with its tables, and its manifest."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from core.district import manifest
from core.district.duck import Duck
from core.district.engines import DUCKDB, SPARK
from core.district.errors import LakeError, LakeFault
from core.district.reporting import open_tables
from core.district.store import open_store
from core.system.paths import APP_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.district.files import Store
    from core.district.manifest import Manifest
    from core.district.queries import Engine


def existing(place: str) -> tuple[Store, Manifest]:
    """Return the store of the lake at `place`, and its manifest. Raises LakeError, MISSING where there is none."""
    store = open_store(place)
    found = manifest.load(store)
    if not found.numero:
        raise LakeError(LakeFault.MISSING, store.place)
    return store, found


@contextlib.contextmanager
def asking(place: str, kind: str = DUCKDB) -> Iterator[tuple[Engine, Manifest]]:
    """Yield an engine with the tables of the lake at `place`, and its manifest. Raises LakeError or ReadError.

    `kind` is one of `ENGINES`.
    """
    store, found = existing(place)
    with (
        tempfile.TemporaryDirectory(prefix=f"{APP_ID}-") as spill,
        contextlib.closing(_engine(kind, Path(spill))) as engine,
        manifest.naming_damage(store, found),
    ):
        open_tables(engine, store, found)
        yield engine, found


def _engine(kind: str, spill: Path) -> Engine:
    if kind == SPARK:
        from core.district.spark import Spark  # noqa: PLC0415 - an extra of its own

        return Spark(spill)
    return Duck(spill)
