"""Which records there are, in few bytes: some 25 for each, so that a million can be compared with another million."""

from __future__ import annotations

import hashlib
import re
from typing import Final

_HEX: Final = re.compile(r"[0-9a-f]{32}")
_PREFIX: Final = 2
_REST: Final = 14


class KeySet:
    """A set of texts, kept as 16 bytes each: ids of this program as what they are, others as their hash."""

    def __init__(self) -> None:
        self._shards: dict[int, bytearray] = {}

    def add(self, text: str) -> bool:
        """Add a text; False if it is there already."""
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
    """How often each text has been added; those that were added once take no more room than in a set."""

    def __init__(self) -> None:
        self._once = KeySet()
        self._more: dict[str, int] = {}

    def add(self, text: str) -> int:
        """Add a text once more; return how often it has been added now."""
        if self._once.add(text):
            return 1
        self._more[text] = count = self._more.get(text, 1) + 1
        return count

    def count(self, text: str) -> int:
        """Return how often a text has been added."""
        return self._more.get(text, 1) if text in self._once else 0


def _key(text: str) -> bytes:
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)[::-1]  # from its end: ids that only count up differ there, and are spread too
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=_PREFIX + _REST).digest()


def _has(shard: bytes | bytearray, rest: bytes) -> bool:
    place = shard.find(rest)
    while place >= 0 and place % _REST:
        place = shard.find(rest, place + 1)
    return place >= 0
