"""The keys under which requests of the last day were answered: the same key is one record, over restarts too.

A key's hash stands in the record itself (`origen`), so that both reach the disk in one write. Here stands where in
the log the record of each key begins.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from core.errors import ReadError, SaveFailure
from core.journal import reader
from core.journal.entry import instant
from core.records import lines
from core.records.record import REQUEST_KEY, Record, classify

if TYPE_CHECKING:
    from pathlib import Path

KEPT: Final = timedelta(days=1)
MOST: Final = 500_000
"""Most keys that are remembered, some 150 bytes each; of more, the oldest are forgotten before their day is over."""

_DIGITS: Final = 32
_DAY: Final = slice(len('{"fecha":"'), len('{"fecha":"2026-11-23'))
_MARK: Final = f'"{REQUEST_KEY}":"'.encode()


def digest(key: str) -> str:
    """Return the hash of a key, which is all that is kept of it."""
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGITS]


class Keys:
    """The offsets of the records of the last day that were made by a request with a key."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._offsets: OrderedDict[str, int] = OrderedDict()

    def read(self, now: datetime) -> None:
        """Find the keys in the log. Raises ReadError."""
        self._offsets.clear()
        days = {(now + timedelta(days=number)).date().isoformat().encode() for number in (-2, -1, 0, 1, 2)}
        for block in reader.blocks(self._log):
            offset = block.start.offset + block.dropped
            for piece in block.pieces:
                if (piece[_DAY] in days or piece.startswith(b"\0")) and _MARK in piece:
                    entry = classify(piece.removesuffix(b"\n"))[1]
                    if entry is not None and _is_recent(entry, now):
                        self.add(entry, offset)
                offset += len(piece)

    def add(self, record: Record, offset: int) -> None:
        """Remember the key of a record that is on the disk; without one nothing happens. The first record holds."""
        if record.request_key and record.request_key not in self._offsets:
            self._offsets[record.request_key] = offset
            if len(self._offsets) > MOST:
                self._offsets.popitem(last=False)

    def find(self, key: str, now: datetime) -> Record | None:
        """Return the record made under a hashed key within a day; None if there is none. Raises ReadError."""
        offset = self._offsets.get(key)
        if offset is None:
            return None
        found = lines.record_at(self._log, offset)
        if found.request_key != key:
            raise ReadError(SaveFailure.CHANGED, self._log)
        if _is_recent(found, now):
            return found
        while self._offsets:  # those before it are as old
            former, _ = self._offsets.popitem(last=False)
            if former == key:
                break
        return None


def _is_recent(record: Record, now: datetime) -> bool:
    """Return whether a record was made within the last day, or later than now, by a clock that was ahead."""
    return record.zona is not None and instant(record.fecha, record.zona) > now - KEPT
