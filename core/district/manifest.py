"""The lake's manifest: which files are the lake, and what is known of each lineage. A new one is a new file.

`manifiestos/00000017.json` names all that the lake was after its 17th change; the highest number is the lake. Old
ones are kept, with every file they name, so that an earlier report can be made again. Files of the change that is
being made begin with its number: those of an unfinished one are known by it, and removed.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import msgspec

from core.district.errors import LakeError, LakeFault
from core.district.files import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.district.files import Store

FORMAT: Final = "predictor-medico/lago"
VERSION: Final = 1

MANIFESTS: Final = "manifiestos"
DATA: Final = "datos"
DELIVERIES: Final = "entregas"

RECORDS: Final = "registros"
"""Table: every record once, retracted ones too."""
RETRACTED: Final = "anulados"
"""Table: the rows of `registros` that are retracted now."""
NOTES: Final = "notas"
"""Table: every note about a record, once."""
IN_FORCE: Final = "vigentes"
"""Table: of the notes about a record, the one that holds."""
TAKEN: Final = "entregas"
"""Table: every delivery that was taken in."""
COUNTS: Final = "conteos"
"""Table: how many records there are, retracted ones too, by day and category."""
VALUES: Final = "valores"
"""Table: how often each value of a vital sign stands in the records of a week, retracted ones too."""
KNOWN: Final = "huellas"
"""No Parquet, since it is read before anything else: the SHA-256 of every delivery that was taken in, one a line."""

MANY: Final = 128
"""Small files of one table that are left as they are: more of them are compacted."""
SMALL: Final = 32 * 1024
"""Rows below which a file is small."""

_NAME: Final = re.compile(rf"{MANIFESTS}/(\d{{8}})\.json")
_MADE_BY: Final = re.compile(rf"{DATA}/(\d{{8}})-")
_SWEPT: Final = 4
"""The last versions whose unfinished rivals are looked for."""


class LakeFile(msgspec.Struct, frozen=True):
    """A file of the lake: its name, its table, its number of rows, its length in bytes, its SHA-256."""

    nombre: str
    tabla: str
    filas: int
    bytes: int
    sha256: str


class Lineage(msgspec.Struct, frozen=True):
    """A log that grows from delivery to delivery: that of one data directory, with all its backups.

    Found again by its `puesto`, else by its first record. `lineas`, `bytes` and `sha256` are those of the whole lines
    of the last log read: a log that begins with these bytes has only its tail read.
    """

    id: str
    primero: str
    """The key of the log's first record."""
    puesto: str = ""
    codigo: str = ""
    nombre: str = ""
    modelo: str = ""
    lineas: int = 0
    bytes: int = 0
    sha256: str = ""
    tiene_sin_id: bool = False
    """Whether there are records without an id, whose keys depend on all of the log."""
    danadas: int = 0
    """Damaged lines in those bytes, and `cola_danada` in an unfinished last line behind them."""
    cola_danada: int = 0
    notas: dict[str, str] = {}
    """The SHA-256 of each journal of notes read last, by the name of its file."""
    alarmas: tuple[str, ...] = ()
    recibida: str = ""
    """When the last delivery was taken in, and `hasta` the latest time that one states for itself: UTC, ISO 8601."""
    hasta: str = ""


class Manifest(msgspec.Struct, frozen=True):
    """A lake after its change number `numero`, made at `fecha` (UTC)."""

    formato: str = FORMAT
    version: int = VERSION
    numero: int = 0
    fecha: str = ""
    linajes: tuple[Lineage, ...] = ()
    archivos: tuple[LakeFile, ...] = ()
    sumados: int = 0
    """The number of records that `conteos` and `valores` count."""

    @property
    def has_sums(self) -> bool:
        """Whether those tables count every record: no program that knows nothing of them has added others."""
        return self.sumados == self.rows(RECORDS)

    def files(self, table: str) -> list[LakeFile]:
        """Return the files of a table."""
        return [file for file in self.archivos if file.tabla == table]

    def rows(self, table: str) -> int:
        """Return the number of rows of a table."""
        return sum(file.filas for file in self.files(table))

    def crowd(self) -> dict[str, list[LakeFile]]:
        """Return the small files by their table, of the tables that have too many."""
        small: defaultdict[str, list[LakeFile]] = defaultdict(list)
        for file in self.archivos:
            if file.filas < SMALL:
                small[file.tabla].append(file)
        return {table: files for table, files in small.items() if len(files) > MANY}

    @property
    def prefix(self) -> str:
        """The beginning of the names of files that the next change makes."""
        return f"{DATA}/{self.numero + 1:08d}-"


class _Head(msgspec.Struct):
    formato: str
    version: int


def load(store: Store) -> Manifest:
    """Return the lake's manifest, an empty one if there is no lake yet. Raises LakeError or ReadError."""
    numbers = [int(found[1]) for name in store.names(MANIFESTS) if (found := _NAME.fullmatch(name))]
    return _version(store, max(numbers)) if numbers else Manifest()


def _version(store: Store, number: int) -> Manifest:
    name = _name(number)
    content = store.read(name)
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.formato == FORMAT and head.version > VERSION:
            raise LakeError(LakeFault.NEWER, store.place)
        found_manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.DecodeError, RecursionError):
        raise LakeError(LakeFault.DAMAGED, f"{store.place}/{name}") from None
    if found_manifest.formato != FORMAT:
        raise LakeError(LakeFault.NOT_A_LAKE, store.place)
    return found_manifest


@contextlib.contextmanager
def naming_damage(store: Store, manifest: Manifest) -> Iterator[None]:
    """Say of an error inside the block which file of the lake is damaged, if one is: LakeError, DAMAGED."""
    try:
        yield
    except LakeError:
        for file in manifest.archivos:
            path = store.local(file.nombre, file.sha256)
            if sha256_of(path) != file.sha256:
                raise LakeError(LakeFault.DAMAGED, str(path)) from None
        raise


def commit(store: Store, manifest: Manifest) -> None:
    """Make a manifest the lake's: from now on what it names counts. Raises LakeError, CHANGED if it is too late."""
    store.create(_name(manifest.numero), msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def sweep(store: Store, manifest: Manifest) -> None:
    """Remove the files of changes that were never finished. The caller is the lake's writer on this place.

    Where others may write too, what is above the lake's number may be theirs. A file below it that the version of its
    own number does not name is of a change that came too late, and no version will ever name it.
    """
    if not store.is_shared:
        for name in store.names(DATA, manifest.prefix):
            store.remove(name)
        return
    oldest = max(1, manifest.numero - _SWEPT + 1)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for name in store.names(DATA, f"{DATA}/{oldest:08d}-"):
        if (number := _MADE_BY.match(name)) and int(number[1]) <= manifest.numero:
            found[int(number[1])].append(name)
    for number_of, names in found.items():
        named = {file.nombre for file in _version(store, number_of).archivos}
        for name in names:
            if name not in named:
                store.remove(name)


def _name(number: int) -> str:
    return f"{MANIFESTS}/{number:08d}.json"
