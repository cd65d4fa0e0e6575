"""Lines that repeat the id of an earlier line: copies, or conflicts if they differ. The first line is the record.

Found in two passes: `Seen` keeps a fingerprint of each id, in nine bytes, and says which ids may be repeated; only if
some are, the log is read again with `Copies`, which compares those exactly. Records without an id are never copies.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from array import array
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.journal.entry import unsealed
from core.journal.reader import LineOf
from core.records.record import classify, encode
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from core.journal.reader import Block
    from core.records.batch import Batch
    from core.records.lines import Line
    from core.records.record import Record

_ID_LENGTH: Final = 32
_OWN: Final = re.compile(r"[0-9a-f]{32}")
_SHARDS: Final = 256
_TOP_BYTE: Final = 56
_ID: Final = re.compile(rb'"id"\s*:\s*"([^"]*)"')


class Seen:
    """The ids met so far, as 64-bit fingerprints."""

    def __init__(self) -> None:
        self._shards = [array("Q") for _ in range(_SHARDS)]
        self._appends = [shard.append for shard in self._shards]

    def add(self, ids: Iterable[str | None]) -> None:
        """Add ids; None, of a record without an id, is skipped."""
        appends = self._appends
        for value in fingerprints(list(filter(None, ids))):
            appends[value >> _TOP_BYTE](value)

    def copies(self) -> int:
        """Return how many ids repeat an earlier one."""
        return sum(len(shard) - len(set(shard)) for shard in self._shards)

    def repeated(self) -> array[int]:
        """Return the fingerprints that occurred more than once, in ascending order."""
        found = array("Q")
        for shard in self._shards:  # by the highest byte, so in ascending order too
            if len(set(shard)) < len(shard):
                found.extend(sorted(value for value, count in Counter(shard).items() if count > 1))
        return found


class Copies:
    """Marks copies while a whole log is read in order; only ids with the fingerprints `repeated` are compared.

    The first line of each is kept in 32 bytes; `fetch` reads records by offset, where contents have to be compared.
    """

    def __init__(self, repeated: array[int], fetch: Callable[[int], Record]) -> None:
        self._fingerprints = repeated
        self._fetch = fetch
        # Of the first line with each: the rest of the id, its number from 1, its offset, and a hash of its content.
        self._rests = array("Q", bytes(8 * len(self._fingerprints)))
        self._numbers = array("Q", bytes(8 * len(self._fingerprints)))
        self._offsets = array("q", bytes(8 * len(self._fingerprints)))
        self._contents = array("q", bytes(8 * len(self._fingerprints)))

    def in_batch(self, batch: Batch, first_number: int) -> dict[int, Line]:
        """Return the lines of the batch that are copies or conflicts, by index; its first line has that number."""
        found: dict[int, Line] = {}
        ids, offsets = batch.ids, batch.offsets(0, 0, len(batch))
        for index, value in enumerate(fingerprints([name or "" for name in ids])):
            place = self._place(value)
            if place is not None and ids[index]:
                offset, number, piece = offsets[index], first_number + index, batch.pieces[index]
                kind = self._compare(place, str(ids[index]), offset, number, hash(piece))
                if kind is not None:
                    found[index] = LineOf(number, offset, len(piece), kind, None)
        return found

    def relabelled(self, line: Line) -> Line:
        """Return the next line; a copy or conflict is relabelled and loses its record."""
        record = line.entry
        place = self._place(_fingerprint(record.id)) if record is not None and record.id else None
        if record is None or place is None:
            return line
        kind = self._compare(place, str(record.id), line.offset, line.number, hash(encode(record)))
        return line if kind is None else replace(line, kind=kind, entry=None)

    def first_number(self, record: Record) -> int:
        """Return the number of the first line with the id of a record that `relabelled` has found to be a copy."""
        return self._numbers[bisect_left(self._fingerprints, _fingerprint(str(record.id)))]

    def _place(self, value: int) -> int | None:
        place = bisect_left(self._fingerprints, value)
        return place if place < len(self._fingerprints) and self._fingerprints[place] == value else None

    def _compare(self, place: int, name: str, offset: int, number: int, content: int) -> LineKind | None:
        """Return the kind of the next line with this id; None for the first, or an id that only looks like it."""
        rest = _rest(name)
        if not self._numbers[place]:
            self._rests[place], self._numbers[place] = rest, number
            self._offsets[place], self._contents[place] = offset, content
            return None
        if self._rests[place] != rest:
            return None
        if self._contents[place] == content:
            return LineKind.COPY
        first, this = self._fetch(self._offsets[place]), self._fetch(offset)
        return LineKind.COPY if unsealed(first) == unsealed(this) else LineKind.CONFLICT


def fingerprints(ids: Sequence[str]) -> Sequence[int]:
    """Return a 64-bit fingerprint of each id: the last bits of this program's own ids, a hash of others."""
    if set(map(len, ids)) == {_ID_LENGTH} and (packed := _packed("".join(ids))):
        return array("Q", packed)[1::2]
    return list(map(_fingerprint, ids))


def _fingerprint(text: str) -> int:
    if len(text) == _ID_LENGTH and (packed := _packed(text)):
        return array("Q", packed)[1]
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())


def _packed(text: str) -> bytes:
    """Return the bytes that a text of hex digits writes; b"" for other texts."""
    with contextlib.suppress(ValueError):
        packed = bytes.fromhex(text)
        if 2 * len(packed) == len(text):  # `fromhex` skips white space
            return packed
    return b""


def _rest(name: str) -> int:
    """Return 64 more bits of an id: the first ones of this program's own, a hash of others."""
    if _OWN.fullmatch(name):
        return int(name[: _ID_LENGTH // 2], 16)
    return int.from_bytes(hashlib.blake2b(name.encode(errors="surrogatepass"), digest_size=8, salt=b"rest").digest())


def ids_in(block: Block) -> list[str]:
    """Return the ids of a block's records; may include ids of lines that are no records."""
    if b"\\" in block.data:  # JSON can write any letter as an escape
        return [line.entry.id for line in block.entries(classify) if line.entry is not None and line.entry.id]
    return [found.decode(errors="replace") for found in _ID.findall(block.data)]
