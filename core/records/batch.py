"""Fast decoding of whole blocks of the log that have no damage.

`decode` accepts a block only if every line is a verified record as this program writes them; the caller reads any
other block line by line. Why both give the same result: CONTRIBUTING.md, "Blocks of the log without damage are
decoded at once".
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, compress, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from core.journal.entry import CRC_END, CRC_KEY, CRC_LENGTH, MAX_LINE, is_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.journal.reader import Block

_Category = Literal["NO ENFERMO", "ENFERMEDAD LEVE", "ENFERMEDAD AGUDA", "ENFERMEDAD CRÓNICA", "ENFERMEDAD TERMINAL"]
if TYPE_CHECKING:
    _Zone = str
else:
    # All existing offsets and some more: a lookup among literals is faster than making and checking a text.
    _Zone = Literal[tuple(f"{sign}{h:02}:{m:02}" for sign in "+-" for h in range(15) for m in (0, 15, 30, 45))]


class _Origin(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """The `origen` of a record. No key of it may be `crc`, which ends a line."""

    corrige: str | None = None
    sha256: str | None = None
    linea: int | None = None
    importado: str | None = None
    clave: str | None = None


class Verified(msgspec.Struct, gc=False, forbid_unknown_fields=True, kw_only=True):
    """A record as this program writes it: the fields of `Record` in order, known categories only, with checksum."""

    fecha: str
    fiebre: int | float
    presion: int | float
    frecuencia_cardiaca: int | float
    resultado: _Category
    zona: _Zone | None = None
    id: str | None = None
    modelo: str | None = None
    puntaje: int | None = None
    puesto: str | None = None
    origen: _Origin | None = None
    crc: str


_SHORTEST: Final = len('{"fecha":"","fiebre":0,"presion":0,"frecuencia_cardiaca":0,"resultado":"","crc":""}\n')
_decode_lines: Final = msgspec.json.Decoder(Verified).decode_lines
_TAIL: Final = CRC_LENGTH + 1
_tail: Final = itemgetter(slice(-_TAIL, None))
# The checksum covers the line with "}" in place of the comma before the checksum's key. CRC-32 is affine: swapping
# the last byte flips the same bits whatever precedes it, so that no line has to be rebuilt.
_with_comma: Final = itemgetter(slice(None, 1 - _TAIL))
_COMMA: Final = zlib.crc32(b",") ^ zlib.crc32(b"}")
_time: Final = attrgetter("fecha")
_id: Final = attrgetter("id")
_model: Final = attrgetter("modelo")
_origin: Final = attrgetter("origen")
_values: Final = attrgetter("fiebre", "presion", "frecuencia_cardiaca")
_category: Final = attrgetter("resultado")

_DAY_LENGTH: Final = len("2025-11-14")
_TIME_LENGTH: Final = len("2025-11-14 22:31:10\n")
_day: Final = itemgetter(slice(_DAY_LENGTH))
_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_IS_2: Final = bytes.maketrans(b"0123456789", bytes([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]))
_IS_MORE_THAN_3: Final = bytes.maketrans(b"0123456789", bytes([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]))
_FORM: Final = b"0000-00-00 00:00:00\n"


@dataclass(frozen=True, slots=True)
class Batch:
    """The verified records of a block, in columns. `pieces` are their lines, `end` the offset after the last one."""

    end: int
    pieces: list[bytes]
    times: list[str]
    categories: list[str]
    runs: list[tuple[str, int, int]]
    """Consecutive records of one day: the day, the first index and the index after the last."""
    records: list[Verified]
    _begins: list[int] | None
    """The offset of each line if there are several runs, as offsets of every run are asked for; else None."""

    @property
    def ids(self) -> list[str | None]:
        """The ids of the records, None where there is none."""
        return list(map(_id, self.records))

    @property
    def models(self) -> list[str | None]:
        """The models that the records name, None where there is none."""
        return list(map(_model, self.records))

    @property
    def has_origins(self) -> bool:
        """Whether a record tells its origin, such as the record that it corrects."""
        return any(map(_origin, self.records))

    def values(self, start: int, stop: int) -> list[tuple[float, float, float]]:
        """Return the three vital signs of the records with indexes from `start` to before `stop`."""
        return list(map(_values, self.records[start:stop]))

    def __len__(self) -> int:
        return len(self.times)

    def offsets(self, base: int, start: int, stop: int) -> list[int]:
        """Return the offsets of the lines with indexes from `base + start` to before `base + stop`."""
        if self._begins is not None:
            return self._begins[base + start : base + stop]
        first = self.end - sum(map(len, self.pieces[base + start :]))
        return list(accumulate(map(len, self.pieces[base + start : base + stop - 1]), initial=first))

    def without(self, indexes: Sequence[int]) -> Batch:
        """Return the batch without the records at these indexes, given in ascending order."""
        mask = bytearray(b"\1" * len(self))
        for index in indexes:
            mask[index] = 0
        kept = [*compress(range(len(self)), mask), len(self)]
        # The bytes of a record that is left out go to the one before it: the others keep their offsets.
        pieces = [b"".join(self.pieces[start:stop]) for start, stop in pairwise(kept)]
        times, categories = list(compress(self.times, mask)), list(compress(self.categories, mask))
        return _batch(self.end, pieces, times, categories, list(compress(self.records, mask)))


def decode(block: Block) -> Batch | None:
    """Return the records of a block, or None if any line needs the slow path, line by line."""
    return decode_sound(block) if is_sound(block) else None


def decode_sound(block: Block) -> Batch | None:
    """Return the same of a block that `is_sound`."""
    try:
        records = _decode_lines(block.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    pieces = block.pieces
    if len(pieces) != len(records):
        return None
    times = list(map(_time, records))
    if not _have_the_form_of_times(times):
        return None
    found = _batch(block.end.offset, pieces, times, list(map(_category, records)), records)
    return found if all(is_day(day) for day, _, _ in found.runs) else None


def is_sound(block: Block, crc32: Callable[[bytes], int] = zlib.crc32) -> bool:
    """Return whether each line of a block is whole, not too long, and ends with its checksum, by `crc32`."""
    if block.dropped or not block.complete or len(block.data) < len(block.pieces) * _SHORTEST:
        return False
    return not _may_be_too_long(block) and _have_their_checksums(block.pieces, crc32)


def _batch(end: int, pieces: list[bytes], times: list[str], categories: list[str], records: list[Verified]) -> Batch:
    runs, begins = _runs(times), None
    if len(runs) > 1:
        begins = list(accumulate(map(len, pieces), initial=end - sum(map(len, pieces))))
    return Batch(end, pieces, times, categories, runs, records, begins)


def _may_be_too_long(block: Block) -> bool:
    """Return whether a line exceeds MAX_LINE; lines are measured only if the block's length allows for one."""
    longest = len(block.data) - (len(block.pieces) - 1) * _SHORTEST
    return longest > MAX_LINE and max(map(len, block.pieces)) > MAX_LINE


def _have_their_checksums(pieces: list[bytes], crc32: Callable[[bytes], int]) -> bool:
    count = len(pieces)
    found = struct.pack(f">{count}I", *map(crc32, map(_with_comma, pieces)))
    comma = int.from_bytes(struct.pack(">I", _COMMA) * count)
    digits = (int.from_bytes(found) ^ comma).to_bytes(len(found)).hex("|", 4).encode()
    expected = CRC_KEY + digits.replace(b"|", CRC_END + b"\n" + CRC_KEY) + CRC_END + b"\n"
    return b"".join(map(_tail, pieces)) == expected


def _runs(times: list[str]) -> list[tuple[str, int, int]]:
    """Return `Batch.runs` for well-formed times."""
    found, start = [], 0
    if sorted(times) == times:  # the usual case: bisection looks at few of them
        while start < len(times):
            day = times[start][:_DAY_LENGTH]
            stop = bisect_left(times, f"{day}~", start)
            found.append((day, start, stop))
            start = stop
    else:
        for day, same in groupby(map(_day, times)):
            stop = start + len(list(same))
            found.append((day, start, stop))
            start = stop
    return found


def _have_the_form_of_times(times: list[str]) -> bool:
    """Return whether all times have this program's form and valid hours, minutes and seconds; dates are unchecked."""
    joined = "\n".join(times).encode("ascii", "replace") + b"\n"
    if joined.translate(_DIGITS) != _FORM * len(times):
        return False
    tens, minutes, seconds = joined[11::_TIME_LENGTH], joined[14::_TIME_LENGTH], joined[17::_TIME_LENGTH]
    if tens.translate(None, delete=b"012") or (minutes + seconds).translate(None, delete=b"012345"):
        return False
    hours = joined[12::_TIME_LENGTH]
    return not int.from_bytes(tens.translate(_IS_2)) & int.from_bytes(hours.translate(_IS_MORE_THAN_3))
