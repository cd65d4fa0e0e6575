"""Records as columns: rows of the table `registros`, written as Parquet while a log is read.

A record's key is 128 bits, as two signed whole numbers, which are fast to compare and take no more room than the id:
the id itself if it is one of this program's (32 lowercase hex digits), else a hash, and then the text stands beside.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from array import array
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from core.clinical.vitals import VITALS
from core.district.files import new_file
from core.district.schemas import RECORD_ROW
from core.district.tables import KEY_LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from core.district.whole_blocks import WholeBlock
    from core.notes.journals import Kind
    from core.records.batch import Batch
    from core.records.record import Record

HELD: Final = 128 * 1024
"""Rows held in memory before they are written."""

ROW_GROUP: Final = 16 * 1024
"""Rows of a row group: a question of a month reads little of the year around it."""

COMPRESSION: Final = "zstd"

_KEYS: Final = ("clave_a", "clave_b")
_ASCENDING: Final = ("linea", "fecha", "instante")

HOW: Final[dict[str, Any]] = {
    "compression": COMPRESSION,
    # Keys and times hardly repeat: to look for a dictionary would only take time. Differences of times are short.
    "use_dictionary": [name for name in RECORD_ROW.names if name not in (*_KEYS, *_ASCENDING)],
    "column_encoding": dict.fromkeys(_ASCENDING, "DELTA_BINARY_PACKED"),
    "write_statistics": ["linaje", "procedencia", "dia", "linea"],
}
"""How records are written."""

_OWN: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST_WHOLE: Final = 1 << 63
_FIELDS: Final = (
    *("fecha", "zona", "fiebre", "presion", "frecuencia_cardiaca"),
    *("resultado", "modelo", "puntaje", "puesto"),
)


def note_row(kind: Kind[Any], note: Any, lineage: str) -> dict[str, object]:
    """Return the row of a note, which names in `tras` what it replaces."""
    first, second = key_of(note.registro)
    return {
        "diario": kind.name,
        "nota": note.id,
        "clave_a": first,
        "clave_b": second,
        "registro": note.registro,
        "texto": kind.codec.encode(note).removesuffix(b"\n").decode(),
        "efecto": kind.stands(note),
        "linaje": lineage,
    }


def key_of(text: str) -> tuple[int, int]:
    """Return the two numbers of a record's key, or of that of a note's record."""
    packed = bytes.fromhex(text) if _OWN.fullmatch(text) else _hashed(text)
    return (
        int.from_bytes(packed[:8], "big", signed=True),
        int.from_bytes(packed[8:], "big", signed=True),
    )


def text_beside(text: str) -> str | None:
    """Return the text that stands beside a key: None if the two numbers are the id itself."""
    return None if _OWN.fullmatch(text) else text


class RecordFile:
    """A Parquet file of records that is being written; `rows` are those so far. `close` before it is used."""

    def __init__(self, path: Path, lineage: str) -> None:
        self.path = path
        self.rows = 0
        self._lineage = lineage
        self._file = os.fdopen(new_file(path), "wb")
        self._writer = pq.ParquetWriter(self._file, RECORD_ROW, **HOW)
        self._columns: dict[str, list[Any]] = {}
        self._tables: list[pa.Table] = []
        self._begin()

    def add(self, record: Record, key: str, line: int) -> None:
        """Add one record."""
        for name, values in self._columns.items():
            values.append(key if name == "clave" else line if name == "linea" else getattr(record, name))
        self._added(1)

    def add_batch(self, batch: Batch, ids: list[str], first_line: int) -> None:
        """Add the records of a block without damage, all of which have an id."""
        found = {
            "clave": ids,
            "linea": range(first_line, first_line + len(ids)),
            "fecha": batch.times,
            "resultado": batch.categories,
        }
        for name, values in self._columns.items():
            values.extend(found[name] if name in found else map(attrgetter(name), batch.records))
        self._added(len(ids))

    def add_whole(self, block: WholeBlock, first_line: int) -> None:
        """Add the records of a block that is in columns already."""
        self._tables.append(_table_of(block, first_line, self._lineage))
        self._added(len(block.times))

    def close(self) -> None:
        """Write the remaining rows and end the file."""
        self._flush()
        self._writer.close()
        self._file.close()

    def abandon(self) -> None:
        """Remove the file, which is incomplete."""
        with contextlib.suppress(OSError):  # the disk may be full
            self._writer.close()
        self._writer.is_open = False  # else it would try again, and complain, when it is collected
        with contextlib.suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)

    def _added(self, count: int) -> None:
        self.rows += count
        self._held += count
        if self._held >= HELD:
            self._flush()

    def _begin(self) -> None:
        self._held = 0
        self._tables.clear()
        self._columns = {name: [] for name in ("clave", "linea", *_FIELDS)}

    def _flush(self) -> None:
        if self._columns["clave"]:
            self._tables.append(_table(self._columns, self._lineage))
        if self._tables:
            self._writer.write_table(pa.concat_tables(self._tables).unify_dictionaries(), ROW_GROUP)
            self._begin()


def _table(columns: dict[str, list[Any]], lineage: str) -> pa.Table:
    times = pa.array(columns["fecha"], pa.string()).cast(pa.timestamp("us"))
    zones = _texts(columns["zona"])
    found = [
        *_keys(columns["clave"]),
        _constant(lineage, len(times)),
        _texts(columns["puesto"], lineage),
        pa.array(columns["linea"], pa.int64()),
        *_moments(times, zones),
        *(_numbers(columns[vital.name]) for vital in VITALS),
        _texts(columns["resultado"]),
        _texts(columns["modelo"]),
        _whole(columns["puntaje"]),
    ]
    return pa.Table.from_arrays(found, schema=RECORD_ROW)


def _table_of(block: WholeBlock, first_line: int, lineage: str) -> pa.Table:
    count = len(block.times)
    nothing = pa.nulls(count, pa.int32())

    def texts(name: str, missing: pa.Array | None = None) -> pa.Array:
        if missing is not None and name not in block.members:
            return missing
        indices, values = block.members.get(name, (nothing, []))
        return pa.DictionaryArray.from_arrays(indices, pa.array(values, pa.string()))

    def numbers(name: str, made: Callable[[Sequence[Any]], pa.Array]) -> pa.Array:
        indices, values = block.members.get(name, (nothing, []))
        return made(values).take(indices)

    own = _constant(lineage, count)
    found = [
        *_halves(block.ids),
        pa.nulls(count, pa.string()),
        own,
        texts("puesto", own),
        pc.add(_as_column(block.places), first_line),
        *_moments(block.times, texts("zona")),
        *(numbers(vital.name, _numbers) for vital in VITALS),
        texts("resultado"),
        texts("modelo"),
        numbers("puntaje", _whole),
    ]
    return pa.Table.from_arrays(found, schema=RECORD_ROW)


def _moments(times: pa.Array, zones: pa.DictionaryArray) -> tuple[pa.Array, ...]:
    """Return the columns of local times with their zones: time, zone, instant, day."""
    return times, zones, _instants(times, zones), times.cast(pa.date32())


def _keys(names: list[str]) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return the two numbers of each key, and the texts beside them."""
    count = len(names)
    if set(map(len, names)) == {KEY_LENGTH}:
        joined = "".join(names)
        try:
            packed = bytes.fromhex(joined)
        except ValueError:
            packed = b""
        if len(packed) == 16 * count and joined == joined.lower():  # `fromhex` skips white space
            return *_halves(packed), pa.nulls(count, pa.string())
    packed = b"".join(bytes.fromhex(name) if _OWN.fullmatch(name) else _hashed(name) for name in names)
    return *_halves(packed), pa.array(list(map(text_beside, names)), pa.string())


def _halves(packed: bytes) -> tuple[pa.Array, pa.Array]:
    numbers = array("q", packed)
    numbers.byteswap()  # the numbers are read as written, first byte first, on any processor that Arrow runs on
    return _as_column(numbers[::2]), _as_column(numbers[1::2])


def _as_column(numbers: array[int]) -> pa.Array:
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers)])


def _hashed(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def _texts(values: list[str | None], missing: str | None = None) -> pa.DictionaryArray:
    """Return texts that repeat, mostly one for all; `missing` stands for None."""
    only = missing if values[0] is None else values[0]
    if only is not None and values.count(values[0]) == len(values):
        return _constant(only, len(values))
    found = pa.array(values, pa.string())
    return (found if missing is None else pc.fill_null(found, missing)).dictionary_encode()


def _constant(text: str, count: int) -> pa.DictionaryArray:
    zeros = pa.Array.from_buffers(pa.int32(), count, [None, pa.py_buffer(bytes(4 * count))])
    return pa.DictionaryArray.from_arrays(zeros, pa.array([text], pa.string()))


def _instants(times: pa.Array, zones: pa.DictionaryArray) -> pa.Array:
    """Return the instants of local times; a time without a zone stays as it is."""
    offsets = pa.array([_offset_us(zone) for zone in zones.dictionary.to_pylist()], pa.int64())
    of_each = pc.fill_null(offsets.take(zones.indices), 0)
    return pc.subtract(times.cast(pa.int64()), of_each).cast(pa.timestamp("us"))


def _offset_us(zone: str) -> int:
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 60 + int(zone[4:6])) * 60_000_000


def _numbers(values: Sequence[float]) -> pa.Array:
    try:
        return pa.array(values, pa.float64())
    except (pa.ArrowInvalid, OverflowError):  # whole numbers that a float holds only roughly, or not at all
        return pa.array(list(map(_float, values)), pa.float64())


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _whole(values: Sequence[int | None]) -> pa.Array:
    try:
        return pa.array(values, pa.int64())
    except (pa.ArrowInvalid, OverflowError):  # a score that no table of points comes to
        fits = (value if value is None or -_LONGEST_WHOLE <= value < _LONGEST_WHOLE else None for value in values)
        return pa.array(list(fits), pa.int64())
