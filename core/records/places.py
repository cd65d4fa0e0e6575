"""Where the records with given keys stand in the log: key and offset of each, found in one pass.

A record without an id is named by its values and its number among those with equal values, so that number has to be
counted from the log's beginning.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from core.records.key import digest, key_without_id, split_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.records.batch import Batch
    from core.records.record import Record


class Places:
    """The keys by offset, `keys`, of the records whose keys are watched.

    `find` and `find_all` must get all records of the log in order of entry.
    """

    def __init__(self) -> None:
        self.keys: dict[int, str] = {}
        self.is_unsure = False
        """True if a record's number among equal ones is unknown, so that the log must be read from its beginning."""
        self._watched: set[str] = set()
        self._contents: set[str] = set()
        self._met: defaultdict[str, int] = defaultdict(int)
        self._began_late = False

    def watch(self, key: str) -> None:
        """Look for the record with this key from now on."""
        self._watched.add(key)
        parts = split_key(key)
        if parts is not None:
            self._contents.add(parts[0])

    def put(self, offset: int, key: str) -> None:
        """Add the place of a record that was found otherwise."""
        self.watch(key)
        self.keys[offset] = key

    def find(self, record: Record, offset: int) -> str | None:
        """Return the key of the record at `offset` if it is watched, and note its place."""
        key = record.id or self._key_by_content(record)
        if key not in self._watched:
            return None
        self.keys[offset] = key
        return key

    def find_all(self, batch: Batch) -> Mapping[int, str] | None:
        """Return the keys of a batch's watched records by index, and note their places; None if each needs `find`."""
        if not self._watched:
            return {}
        ids = batch.ids
        if self._contents and not all(ids):
            return None
        if self._watched.isdisjoint(ids):
            return {}
        offsets = batch.offsets(0, 0, len(batch))
        found = {index: key for index, key in enumerate(ids) if key is not None and key in self._watched}
        self.keys.update((offsets[index], key) for index, key in found.items())
        return found

    def begin_late(self, keys: Mapping[int, str]) -> bool:
        """Take over the places before a position; return False if they have keys that are not watched."""
        self.keys = dict(keys)
        self._began_late = True
        return not keys or self._watched >= set(keys.values())

    def _key_by_content(self, record: Record) -> str:
        if not self._contents:
            return ""
        content = digest(record)
        if content not in self._contents:
            return ""
        self.is_unsure = self.is_unsure or self._began_late
        self._met[content] += 1
        return key_without_id(content, self._met[content])
