"""Lines that repeat the id of an earlier line: copies, or conflicts if they differ. The first line is the record.

Found in two passes: `Seen` keeps a fingerprint of each id, in nine bytes, and says which ids may be repeated; only if
some are, the log is read again with `Copies`, which compares those exactly. Records without an id are never copies.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.journal.entry import unsealed
from core.records.record import classify
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.journal.reader import Block
    from core.records.batch import Batch
    from core.records.lines import Line
    from core.records.record import Record

_ID_LENGTH: Final = 32
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

    def repeated(self) -> frozenset[int]:
        """Return the fingerprints that were met more than once."""
        found: set[int] = set()
        for shard in self._shards:
            once = set(shard)
            if len(once) < len(shard):
                for value in shard:
                    if value in once:
                        once.remove(value)
                    else:
                        found.add(value)
        return frozenset(found)


class Copies:
    """Marks copies while a whole log is read in order; only ids with the fingerprints `repeated` are compared."""

    def __init__(self, repeated: frozenset[int]) -> None:
        self._repeated = repeated
        self._first: dict[str, Line] = {}

    def may_be_in(self, batch: Batch) -> bool:
        """Say whether any id of the batch has one of the repeated fingerprints."""
        return bool(self._repeated) and not self._repeated.isdisjoint(fingerprints(list(filter(None, batch.ids))))

    def tell(self, line: Line) -> Line:
        """Return the next line; a copy or conflict is relabelled and loses its record."""
        record = line.record
        if not self._repeated or record is None or not record.id or _fingerprint(record.id) not in self._repeated:
            return line
        first = self._first.setdefault(record.id, line)
        if first is line or first.record is None:
            return line
        kind = LineKind.COPY if unsealed(record) == unsealed(first.record) else LineKind.CONFLICT
        return replace(line, kind=kind, record=None)

    def first(self, record: Record) -> Line:
        """Return the first line with this record's id, of a record that `tell` marked as a copy."""
        return self._first[str(record.id)]


def fingerprints(ids: Sequence[str]) -> Sequence[int]:
    """Return a 64-bit fingerprint of each id: the last bits of this program's own ids, a hash of others."""
    if set(map(len, ids)) == {_ID_LENGTH}:
        try:
            packed = bytes.fromhex("".join(ids))
        except ValueError:
            packed = b""
        if 2 * len(packed) == _ID_LENGTH * len(ids):  # white space, which `fromhex` skips, makes it shorter
            return array("Q", packed)[1::2]
    return list(map(_fingerprint, ids))


def _fingerprint(text: str) -> int:
    if len(text) == _ID_LENGTH:
        try:
            packed = bytes.fromhex(text)
        except ValueError:
            packed = b""
        if 2 * len(packed) == _ID_LENGTH:
            return array("Q", packed)[1]
    return int.from_bytes(hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())


def ids_in(block: Block) -> list[str]:
    """Return the ids of a block's records; may include ids of lines that are no records."""
    if b"\\" in block.data:  # JSON can write any letter as an escape
        return [line.record.id for line in block.entries(classify) if line.record is not None and line.record.id]
    return [found.decode(errors="replace") for found in _ID.findall(block.data)]
