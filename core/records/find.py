"""Search for one record in the log by key, line number or offset, before something is said about it.

Of several lines with one id, the first is the record; the others are copies, which have no notes. The search may
read the whole log, at about the speed of the disk: never call it in the window's thread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from core.errors import NoteRefusedError, ReadError, SaveFailure
from core.journal import reader
from core.records.key import digest, key_without_id, split_key
from core.records.record import classify
from core.refusals import NoteRefusal
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.records.lines import Line
    from core.records.record import Record

_LINE_NUMBER: Final = re.compile(r"linea:([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Target:
    """A record, the offset of its line, and its key."""

    key: str
    record: Record
    offset: int


def by_place(log: Path, record: Record, offset: int) -> Target:
    """Return the record that was read from the line at `offset`, with its key.

    Raises ReadError, CHANGED if it is not there any more, or NoteRefusedError if it is the copy of another one.
    """
    if record.id:
        first = next(_places(log, record.id), None)
        if first is not None and first.offset < offset:
            raise NoteRefusedError(NoteRefusal.COPY, record.id)
        if first == Target(record.id, record, offset):
            return first
    else:
        content = digest(record)
        for number, line in enumerate(_alike(log, record.fecha, content), 1):
            if line.offset == offset:
                return Target(key_without_id(content, number), record, offset)
    raise ReadError(SaveFailure.CHANGED, log)


def by_name(log: Path, name: str) -> Target | None:
    """Return the record with this id, key or line number (`linea:N`, from 1); None if there is none.

    Raises ReadError, or NoteRefusedError if line N is a copy.
    """
    number = _LINE_NUMBER.fullmatch(name)
    if number is not None:
        return _by_number(log, int(number[1]))
    parts = split_key(name)
    if parts is None:
        return next(_places(log, name), None)
    content, number_alike = parts
    for count, line in enumerate(_alike(log, "", content), 1):
        if count == number_alike and line.entry is not None:
            return Target(name, line.entry, line.offset)
    return None


def _by_number(log: Path, number: int) -> Target | None:
    for block in reader.blocks(log):
        if block.end.lines >= number or not block.complete:
            for line in block.entries(classify):
                if line.number == number:
                    return None if line.entry is None else by_place(log, line.entry, line.offset)
    return None


def _places(log: Path, key: str) -> Iterator[Target]:
    """Yield the record with this id, then its copies."""
    for line in _lines_with(log, key):
        if line.entry is not None and line.entry.id == key:
            yield Target(key, line.entry, line.offset)


def _alike(log: Path, time: str, content: str) -> Iterator[Line]:
    """Yield the records without an id that have the digest `content`, in order of entry."""
    for line in _lines_with(log, time):
        if line.entry is not None and not line.entry.id and digest(line.entry) == content:
            yield line


def _lines_with(log: Path, text: str) -> Iterator[Line]:
    """Yield all lines that may contain `text`; other lines are skipped or classified as BLANK."""
    wanted = text.encode(errors="replace")

    def may_have_it(data: bytes) -> bool:
        return wanted in data or b"\\" in data  # JSON can write any letter as an escape

    def classify_if(content: bytes) -> tuple[LineKind, Record | None]:
        return classify(content) if may_have_it(content) else (LineKind.BLANK, None)

    for block in reader.blocks(log):
        if may_have_it(block.data):
            yield from block.entries(classify_if)
