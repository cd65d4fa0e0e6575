"""Finding one record in the log, by its key, by its line's number or by its place; for whoever is about to void it.

This may read the whole log, at about the speed of the disk: it is for any thread but the window's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core import lines
from core.voids import digest, key_without_id, split_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.lines import Line
    from core.record import Record

_LINE_NUMBER: Final = re.compile(r"linea:([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Target:
    """A record and its key. `places` has the offset and the day of its line; of each, if its id stands in several."""

    key: str
    record: Record
    places: tuple[tuple[int, str], ...]


def by_place(log: Path, offset: int) -> Target:
    """Return the record whose line begins at `offset`. Raises ReadError, CHANGED if there is none there."""
    record = lines.record_at(log, offset)
    if record.id:
        return Target(record.id, record, tuple(_places(log, record.id)))
    content = digest(record)
    number = sum(line.offset <= offset for line in _alike(log, record.fecha, content))
    return Target(key_without_id(content, number), record, ((offset, record.day),))


def by_name(log: Path, name: str) -> Target | None:
    """Return the record that is called so: its id, its key, or `linea:N` for the Nth line. Raises ReadError."""
    number = _LINE_NUMBER.fullmatch(name)
    if number is not None:
        return _by_number(log, int(number[1]))
    parts = split_key(name)
    if parts is None:
        offset = next((offset for offset, _ in _places(log, name)), None)
        return None if offset is None else by_place(log, offset)
    content, number_alike = parts
    for count, line in enumerate(_alike(log, "", content), 1):
        if count == number_alike and line.record is not None:
            return Target(name, line.record, ((line.offset, line.record.day),))
    return None


def _by_number(log: Path, number: int) -> Target | None:
    for block in lines.blocks(log):
        if block.end.lines >= number or not block.complete:
            for line in block.lines():
                if line.number == number:
                    return None if line.record is None else by_place(log, line.offset)
    return None


def _places(log: Path, key: str) -> Iterator[tuple[int, str]]:
    """Yield offset and day of the records with this id: one, unless somebody has copied lines."""
    for line in _lines_with(log, key):
        if line.record is not None and line.record.id == key:
            yield line.offset, line.record.day


def _alike(log: Path, time: str, content: str) -> Iterator[Line]:
    """Yield the records without an id that have this content, in order of entry."""
    for line in _lines_with(log, time):
        if line.record is not None and not line.record.id and digest(line.record) == content:
            yield line


def _lines_with(log: Path, text: str) -> Iterator[Line]:
    """Yield the lines of the blocks in which the text stands: nearly all are left out at once."""
    wanted = text.encode(errors="replace")
    for block in lines.blocks(log):
        if wanted in block.data:
            yield from block.lines()
