"""The set of existing records, in about 35 bytes each, to compare a million with another million."""

from __future__ import annotations

import hashlib
import re
from enum import Enum
from itertools import repeat
from typing import TYPE_CHECKING, Final

from core.journal import reader
from core.journal.health import Health
from core.records.batch import decode
from core.records.key import digest, fingerprints
from core.records.record import classify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from core.journal.reader import Block

    Fingerprints = Callable[[Iterable[object]], list[int]]

Identity = tuple[str, str, int]
"""The id of an entry, or "" and the digest of a record without one; and the fingerprint of the values, else 0."""

_HEX: Final = re.compile(r"[0-9a-f]{32}")
_PREFIX: Final = 2
_REST: Final = 14
_VALUE: Final = 8
_LENGTH: Final = _REST + _VALUE


class KeySet:
    """A set of texts with a 64-bit number each, in 24 bytes: this program's ids exactly, other texts as a hash."""

    def __init__(self) -> None:
        self._shards: dict[int, bytearray] = {}

    def add(self, text: str, value: int = 0) -> int | None:
        """Add a text with its number and return None; of a text that is there already, return its number."""
        key = _key(text)
        shard = self._shards.setdefault(int.from_bytes(key[:_PREFIX], "big"), bytearray())
        place = _find(shard, key[_PREFIX:])
        if place >= 0:
            return int.from_bytes(shard[place + _REST : place + _LENGTH], "big", signed=True)
        shard += key[_PREFIX:]
        shard += value.to_bytes(_VALUE, "big", signed=True)
        return None

    def get(self, text: str) -> int | None:
        """Return the number of a text; None if it was never added."""
        key = _key(text)
        shard = self._shards.get(int.from_bytes(key[:_PREFIX], "big"), b"")
        place = _find(shard, key[_PREFIX:])
        return int.from_bytes(shard[place + _REST : place + _LENGTH], "big", signed=True) if place >= 0 else None

    def __contains__(self, text: str) -> bool:
        return self.get(text) is not None


class Counts:
    """A multiset of texts; one added once takes as little room as in a KeySet."""

    def __init__(self) -> None:
        self._once = KeySet()
        self._more: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Add a text and return its count."""
        if self._once.add(text) is None:
            return 1
        self._more[text] = count = self._more.get(text, 1) + 1
        return count

    def count(self, text: str) -> int:
        """Return the count of a text, 0 if it was never added."""
        return self._more.get(text, 1) if text in self._once else 0


class Found(Enum):
    """Whether an entry of a backup is here: `OTHER` is one of which only the id is, with other values."""

    MISSING = "missing"
    KNOWN = "known"
    OTHER = "other"


class Merge:
    """Compares the entries of a backup with those that are here."""

    def __init__(self) -> None:
        self._ids = KeySet()
        self._other_values = KeySet()
        self._here = Counts()
        self._there = Counts()

    def learn(self, identity: Identity) -> None:
        """Add an entry that is here."""
        key, content, value = identity
        if key:
            self._look_up(key, value)
        else:
            self._here.add(content)

    def find(self, identity: Identity) -> Found:
        """Say whether the backup's next entry is here, and take it for present from now on."""
        key, content, value = identity
        if key:
            return self._look_up(key, value)
        return Found.MISSING if self._there.add(content) > self._here.count(content) else Found.KNOWN

    def find_id(self, key: str, value: int) -> Found:
        """Return the same of an entry with an id, which is OTHER however often it is asked for."""
        first = self._ids.get(key)
        if first is None or first == value or f"{value} {key}" in self._other_values:
            return self._look_up(key, value)
        return Found.OTHER

    def _look_up(self, key: str, value: int) -> Found:
        first = self._ids.add(key, value)
        if first is None:
            return Found.MISSING
        if first == value or self._other_values.add(f"{value} {key}") is not None:
            return Found.KNOWN
        return Found.OTHER


def identities(block: Block, health: Health, said: Fingerprints = fingerprints) -> Iterator[tuple[Identity, bytes]]:
    """Yield the identity and the line of each record of a block; `health` counts the lines.

    `said` makes the fingerprints of the values that are compared.
    """
    found = decode(block)
    ids = [] if found is None else found.ids
    if found is not None and ids and all(ids):
        health.verified += len(ids)
        values = said(found.records)
        yield from zip(zip(map(str, ids), repeat(""), values, strict=False), block.contents(), strict=True)
        return
    for line, content in zip(block.entries(classify), block.contents(), strict=True):
        health.add(line)
        record = line.entry
        if record is not None:
            key = record.id or ""
            (value,) = said([record])
            yield (key, "" if key else digest(record), value), content


def learned(log: Path, end: int, advance: Callable[[int], None], said: Fingerprints = fingerprints) -> Merge:
    """Return a merge that has learned the log's first `end` bytes; `advance` gets the length of each block.

    `said` as of identities. Raises ReadError.
    """
    merge = Merge()
    for block in reader.blocks(log, end):
        advance(len(block.data))
        for identity, _ in identities(block, Health(), said):
            merge.learn(identity)
    return merge


def _key(text: str) -> bytes:
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)[::-1]  # reversed: sequential ids differ at the end and spread over the shards
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_PREFIX + _REST).digest()


def _find(shard: bytes | bytearray, rest: bytes) -> int:
    place = shard.find(rest)
    while place >= 0 and place % _LENGTH:
        place = shard.find(rest, place + 1)
    return place
