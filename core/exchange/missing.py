"""The records and notes that are in a backup and not here: replacing the backup would lose them.

Records are compared as in a restore: by id, those without one by values and number; notes by their own id. Records
with the id of one here and other values are counted apart. If a journal continues the one in the backup, one checksum
is enough.
"""

from __future__ import annotations

import hashlib
import os
from functools import partial
from typing import TYPE_CHECKING, Any

from core.exchange.known import Found, Merge, identities
from core.journal import reader
from core.journal.health import Health
from core.notes import journals
from core.notes.journals import Role
from core.system import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from core.exchange.archive import Archive
    from core.exchange.known import Identity
    from core.journal.reader import Block
    from core.notes.journals import Kind


class Missing:
    """Counts the entries of a backup, by journal, that the data directory lacks.

    `ends` has the length of each existing journal, by name. `step` is called for each chunk read. The constructor
    raises ReadError.
    """

    def __init__(self, archive: Archive, data_dir: Path, ends: Mapping[str, int], step: Callable[[], None]) -> None:
        self.entries: dict[str, int] = {}
        self.conflicts = 0
        self._archive = archive
        self._data_dir = data_dir
        self._ends = ends
        self._step = step
        self._others = [kind for kind in journals.JOURNALS if not self._is_beginning(kind.name)]
        self.bytes_to_read = sum(ends.get(kind.name, 0) + archive.size(kind.name) for kind in self._others)

    def count(self, advance: Callable[[int], None]) -> None:
        """Set `entries`, by journal, and `conflicts`; `advance` is called with the length of each block.

        Raises ReadError or BackupRefusedError.
        """
        for kind in self._others:
            missing, other = self._count(kind, advance)
            if missing:
                self.entries[kind.name] = missing
            self.conflicts += other

    def _is_beginning(self, name: str) -> bool:
        """Return whether the backup's journal is a prefix of the local one, by SHA-256."""
        file = self._archive.manifest.file(name)
        if file is None or not file.bytes:
            return True
        if file.bytes > self._ends.get(name, 0):
            return False
        path, checksum, left = self._data_dir / name, hashlib.sha256(), file.bytes
        with disk.reading(path), os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as journal:
            while left and (part := journal.read(min(left, reader.CHUNK))):
                checksum.update(part)
                left -= len(part)
                self._step()
        return checksum.hexdigest() == file.sha256

    def _count(self, kind: Kind[Any], advance: Callable[[int], None]) -> tuple[int, int]:
        """Return how many entries are missing here, and of how many only the id is here."""
        read_block = _records if kind.role is Role.RECORDS else partial(_notes, kind)
        name = kind.name
        merge, found = Merge(), dict.fromkeys(Found, 0)
        for block in reader.blocks(self._data_dir / name, self._ends.get(name, 0)):
            advance(len(block.data))
            for identity in read_block(block):
                merge.learn(identity)
        with self._archive.reader(name) as read:
            for block in reader.blocks_of(read, self._archive.size(name)):
                advance(len(block.data))
                for identity in read_block(block):
                    found[merge.find(identity)] += 1
        return found[Found.MISSING], found[Found.OTHER]


def _records(block: Block) -> Iterator[Identity]:
    for identity, _ in identities(block, Health(listed=0)):
        yield identity


def _notes(kind: Kind[Any], block: Block) -> Iterator[Identity]:
    for line in block.entries(kind.codec.classify):
        if line.entry is not None:
            yield line.entry.id, "", 0
