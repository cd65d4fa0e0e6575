"""The next version of a lake while it is made: files are published for it, and count once it is committed."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC
from typing import TYPE_CHECKING

import msgspec
import pyarrow.parquet as pq

from core.district.columns import COMPRESSION, HOW, ROW_GROUP
from core.district.files import new_file, sha256_of
from core.district.manifest import LakeFile, Manifest
from core.district.schemas import RECORD_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    import pyarrow as pa

    from core.district.files import Store
    from core.district.manifest import Lineage


@dataclass(slots=True)
class Change:
    """A change of the lake that `manifest` names. `tell` is called before each file, and may raise StoppedError."""

    store: Store
    manifest: Manifest
    tell: Callable[[], None]
    _made: list[LakeFile] = field(default_factory=list)
    _gone: set[str] = field(default_factory=set)

    def add(self, table: str, path: Path, rows: int) -> None:
        """Publish a file of the staging folder as one of a table. Raises SaveError or LakeError."""
        self.tell()
        name = f"{self.manifest.prefix}{table}-{os.urandom(8).hex()}{path.suffix}"
        self._made.append(LakeFile(name, table, rows, path.stat().st_size, sha256_of(path)))
        self.store.publish(path, name)

    def add_rows(self, table: str, rows: pa.Table) -> None:
        """Publish rows as a file of a table; nothing if there are none. Raises SaveError or LakeError."""
        if rows.num_rows:
            path = self.store.staging / f"{table}-{os.urandom(4).hex()}.parquet"
            self.add(table, written(path, rows), rows.num_rows)

    def add_text(self, table: str, text: str, rows: int) -> None:
        """Publish a text as a file of a table. Raises SaveError or LakeError."""
        path = self.store.staging / f"{table}-{os.urandom(4).hex()}.txt"
        with os.fdopen(new_file(path), "w") as file:
            file.write(text)
        self.add(table, path, rows)

    def leave_out(self, files: Iterable[LakeFile]) -> None:
        """Name these files no longer; they stay for the versions that do."""
        self._gone.update(file.nombre for file in files)

    def version(self, now: datetime, lineages: Iterable[Lineage]) -> Manifest:
        """Return the next manifest, which is not committed yet."""
        kept = (file for file in self.manifest.archivos if file.nombre not in self._gone)
        return msgspec.structs.replace(
            self.manifest,
            numero=self.manifest.numero + 1,
            fecha=now.astimezone(UTC).isoformat(timespec="seconds"),
            linajes=tuple(lineages),
            archivos=(*kept, *self._made),
        )


def written(path: Path, rows: pa.Table) -> Path:
    """Write rows to a new file and return its path."""
    how = {**HOW, "row_group_size": ROW_GROUP} if rows.schema.equals(RECORD_ROW) else {"compression": COMPRESSION}
    with os.fdopen(new_file(path), "wb") as file:
        pq.write_table(rows, file, **how)
    return path
