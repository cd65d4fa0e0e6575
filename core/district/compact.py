"""Compaction: the many small files that many deliveries leave become a few large ones, as a change like any other.

A thousand clinics that deliver each week make fifty thousand files a year, and every query opens each of them. The
small files stay on the disk for the versions of the lake that name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from core.district import manifest
from core.district.change import Change
from core.district.errors import LakeError, LakeFault
from core.district.files import sha256_of
from core.district.manifest import KNOWN
from core.district.schemas import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from core.district.files import Store
    from core.district.manifest import LakeFile, Manifest

LARGE: Final = 2_000_000
"""Rows of a file that is made: as many as are held in memory at once."""


def compact(store: Store, lake: Manifest, now: datetime, tell: Callable[[], None]) -> Manifest:
    """Make large files of the small ones of crowded tables; return the manifest after it, which is committed.

    The caller is the lake's one writer; `tell` is called for each file, and may raise StoppedError. Raises LakeError,
    DAMAGED if a file has changed; SaveError or ReadError.
    """
    change = Change(store, lake, tell)
    for table, files in lake.crowd().items():
        for some in _portions(files):
            _join(change, table, some)
    after = change.version(now, lake.linajes)
    manifest.commit(store, after)
    return after


def _portions(files: list[LakeFile]) -> Iterator[list[LakeFile]]:
    portion: list[LakeFile] = []
    for file in files:
        if portion and sum(one.filas for one in portion) + file.filas > LARGE:
            yield portion
            portion = []
        portion.append(file)
    yield portion


def _join(change: Change, table: str, files: list[LakeFile]) -> None:
    paths = []
    for file in files:
        change.tell()
        paths.append(_sound(change.store, file))
    if table == KNOWN:
        change.add_text(table, "".join(path.read_text() for path in paths), sum(file.filas for file in files))
    else:
        change.add_rows(table, _rows(paths, SCHEMAS[table]))
    change.leave_out(files)


def _sound(store: Store, file: LakeFile) -> Path:
    """Return the path of a file that is as it was written: damage must not get a new checksum."""
    path = store.local(file.nombre, file.sha256)
    if sha256_of(path) != file.sha256:
        raise LakeError(LakeFault.DAMAGED, str(path))
    return path


def _rows(paths: list[Path], schema: pa.Schema) -> pa.Table:
    return pa.concat_tables([pq.ParquetFile(path).read().cast(schema) for path in paths]).unify_dictionaries()
