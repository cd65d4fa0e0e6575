"""The set of existing records, in about 25 bytes each, to compare a million with another million."""

from __future__ import annotations

import hashlib
import re
from typing import Final

_HEX: Final = re.compile(r"[0-9a-f]{32}")
_PREFIX: Final = 2
_REST: Final = 14


class KeySet:
    """A set of texts, 16 bytes each: this program's ids exactly, other texts as a BLAKE2b hash."""

    def __init__(self) -> None:
        self._shards: dict[int, bytearray] = {}

    def add(self, text: str) -> bool:
        """Add a text; return False if it was there already."""
        key = _key(text)
        shard = self._shards.setdefault(int.from_bytes(key[:_PREFIX], "big"), bytearray())
        if _has(shard, key[_PREFIX:]):
            return False
        shard += key[_PREFIX:]
        return True

    def __contains__(self, text: str) -> bool:
        key = _key(text)
        return _has(self._shards.get(int.from_bytes(key[:_PREFIX], "big"), b""), key[_PREFIX:])


class Counts:
    """A multiset of texts; one added once takes as little room as in a KeySet."""

    def __init__(self) -> None:
        self._once = KeySet()
        self._more: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Add a text and return its count."""
        if self._once.add(text):
            return 1
        self._more[text] = count = self._more.get(text, 1) + 1
        return count

    def count(self, text: str) -> int:
        """Return the count of a text, 0 if it was never added."""
        return self._more.get(text, 1) if text in self._once else 0


def _key(text: str) -> bytes:
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)[::-1]  # reversed: sequential ids differ at the end and spread over the shards
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_PREFIX + _REST).digest()


def _has(shard: bytes | bytearray, rest: bytes) -> bool:
    place = shard.find(rest)
    while place >= 0 and place % _REST:
        place = shard.find(rest, place + 1)
    return place >= 0
