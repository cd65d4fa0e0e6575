"""Blocks of a log without damage as Arrow columns, without an object for each record.

A line of this program is `{"key":value,…,"crc":"…"}`, and its values have no comma: Arrow's reader of CSV finds
the members. Those that repeat are decoded once, by the types of `Verified`; time and id have a fixed form. Any other
block is left to the caller. Why both come to the same: CONTRIBUTING.md, "Blocks of the log without damage".
"""

from __future__ import annotations

import binascii
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import UNSET, UnsetType
from pyarrow import csv

from core.district.tables import KEY_LENGTH
from core.records.batch import Verified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.journal.reader import Block

pa.enable_signal_handlers(False)  # else Arrow takes Ctrl+C for itself while it reads

CHUNK: Final = 2 * 1024 * 1024
"""Bytes of a block: Arrow's calls take long for few lines."""

_FIXED: Final = frozenset(("fecha", "id", "crc"))
_NEEDED: Final = _FIXED | {field.name for field in msgspec.structs.fields(Verified) if field.required}
_ORIGIN: Final = b'"origen":'
_OTHERS: Final = 8
"""At most one in so many lines may tell its origin."""

_names: Final = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_Member: Any = msgspec.defstruct(
    "_Member",
    [(field.name, field.type | UnsetType, UNSET) for field in msgspec.structs.fields(Verified)],
    forbid_unknown_fields=True,
)
_member: Final = msgspec.json.Decoder(_Member).decode

_REPEATED: Final = pa.dictionary(pa.int32(), pa.string())
_TYPES: Final = {
    name: pa.string() if name in _FIXED else _REPEATED for name in Verified.__struct_fields__ if name != "origen"
}
_TIME: Final = b'{"fecha":"0000-00-00 00:00:00"'
_TIME_KEY: Final = '{"fecha":"'
_YEAR_1: Final = -62_135_596_800_000_000
"""The first moment of the year 1, in microseconds from 1970 on."""
_ID_KEY: Final = '"id":"'
_ID: Final = b'"i0":"' + b"0" * KEY_LENGTH + b'"'
_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_HEX_DIGITS: Final = bytes.maketrans(b"123456789abcdef", b"000000000000000")


@dataclass(frozen=True, slots=True)
class WholeBlock:
    """The records of a block in columns: 16 bytes of each id, the times, the places of the lines in it, from 0.

    `members` has the other keys that the lines have: the index of each value, and the values. `others` are the
    places of the lines that are to be read one by one.
    """

    ids: bytes
    times: pa.Array
    places: array[int]
    members: Mapping[str, tuple[pa.Array, list[Any]]]
    others: list[int]


def decode(block: Block) -> WholeBlock | None:
    """Return the columns of a block that `is_sound`; None if a line is of another form."""
    pieces = block.pieces
    if (found := _tried(block.data, pieces, array("q", range(len(pieces))), [])) is not None:
        return found
    others = [place for place, piece in enumerate(pieces) if _ORIGIN in piece]
    if not others or len(others) * _OTHERS > len(pieces):
        return None
    left_out = set(others)
    places = array("q", (place for place in range(len(pieces)) if place not in left_out))
    pieces = [pieces[place] for place in places]
    return _tried(b"".join(pieces), pieces, places, others)


def _tried(data: bytes, pieces: list[bytes], places: array[int], others: list[int]) -> WholeBlock | None:
    try:
        return _columns(data, pieces, places, others)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, pa.ArrowInvalid):
        return None


def _columns(data: bytes, pieces: list[bytes], places: array[int], others: list[int]) -> WholeBlock | None:
    names = tuple(_names(pieces[0]))
    if not _NEEDED <= set(names) <= _TYPES.keys():
        return None
    names = names[:-1]  # that of the checksum: it is where it belongs, as `is_sound` has seen
    read = csv.read_csv(
        pa.py_buffer(data),
        csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=[*names, "crc"]),
        csv.ParseOptions(quote_char=False),
        csv.ConvertOptions(column_types=_TYPES, include_columns=names, null_values=[], strings_can_be_null=False),
    )
    columns = {name: read[name].chunk(0) for name in names}
    times, ids = columns.pop("fecha"), columns.pop("id")
    if len(read) != len(pieces) or not (
        _have_form(times, _TIME_KEY, _TIME, _DIGITS) and _have_form(ids, _ID_KEY, _ID, _HEX_DIGITS)
    ):
        return None
    members = {}
    for name, column in columns.items():
        values = [_value(name, text) for text in column.dictionary.to_pylist()]
        if None in values or len(set(values)) < len(values):
            return None
        members[name] = column.indices, values
    moments = _part(times, _TIME_KEY, _TIME).cast(pa.string()).cast(pa.timestamp("us"))
    if pc.min(moments).value < _YEAR_1:
        return None
    packed = binascii.unhexlify(_joined(_part(ids, _ID_KEY, _ID)))
    return WholeBlock(packed, moments, places, members, others)


@lru_cache(maxsize=1024)
def _value(name: str, text: str) -> Any:
    """Return the value of a member, None if it is null or that of another key."""
    value = getattr(_member(f"{{{text}}}"), name)
    return None if value is UNSET else value


def _have_form(column: pa.Array, key: str, form: bytes, digits: bytes) -> bool:
    """Return whether all texts begin with a key and have a form; so each has its length, the key being there once."""
    if not pc.all(pc.starts_with(column, key)).as_py():
        return False
    return _joined(column).translate(digits) == form * len(column)


def _part(column: pa.Array, key: str, form: bytes) -> pa.Array:
    """Return the characters between the key and the last quotation mark of each text."""
    return pc.binary_slice(column.cast(pa.binary()), len(key), len(form) - 1)


def _joined(column: pa.Array) -> bytes:
    """Return the texts of a column as one."""
    _, offsets, content = column.buffers()
    places = memoryview(offsets).cast("i")
    return bytes(memoryview(content)[places[column.offset] : places[column.offset + len(column)]])
