"""The sidecar: the state of the log up to a position, so that the next start reads only the lines behind it.

A cache of one line of JSON behind its CRC-32, then the state of `core.report.report.Tally`. It must fit its checksum,
this format, this file (device and inode) and the 256 bytes before its position; `core.station.load` then compares all
bytes before it with their CRC-32. Any doubt costs only the time to read the whole log. It is not synced: a power cut
may tear it or bring an older one back, and both are detected.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import zlib
from array import array
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from core.journal.reader import CHUNK, LineOf, Mark
from core.station.past import Count
from core.system import disk
from core.system.paths import CHECKPOINT_NAME, LOG_NAME
from core.vocabulary import Category, LineKind

if TYPE_CHECKING:
    from pathlib import Path

    from core.journal.entry import Sealed
    from core.journal.health import Health
    from core.notes.notes import Notes
    from core.report.report import Tally
    from core.station.snapshot import Snapshot

_VERSION: Final = 6
_WITNESSES: Final = 256
_CRC_LENGTH: Final = 8
_TAIL: Final = CHUNK
"""Bytes after the sidecar's offset that are read together with those before it; usually all there are."""
_AT_MOST: Final = 16 * 1024 * 1024
"""Longest accepted sidecar, in bytes: three hundred years of days, or as many noted records."""


_Place = tuple[int, int, int, LineKind]


class _Header(msgspec.Struct, array_like=True, gc=False):
    """All fields but the tally. `damaged` has number, offset, length and kind of each listed damage.

    `copies` has the offsets of all copies, `copied` the listed ones in the form of `damaged`.

    `notes` has the count of each journal of notes, up to the position that the sidecar belongs to; `places` has the
    keys of the records that notes speak of, by offset.
    """

    version: int
    byte_order: str
    categories: tuple[str, ...]
    device: int
    inode: int
    witnesses: str
    lines: int
    offset: int
    crc: int
    verified: int
    unverified: int
    blank: int
    damaged_count: int
    holes: int
    damaged: list[_Place]
    copies: list[int]
    conflicts: int
    copied: list[_Place]
    notes: dict[str, Count]
    places: dict[int, str]


_CATEGORIES: Final = tuple(category.value for category in Category)
_decode: Final = msgspec.json.Decoder(_Header).decode
_encode: Final = msgspec.json.Encoder().encode


class Checkpoint(msgspec.Struct, frozen=True):
    """The content of a sidecar: the log's position that it covers, and the state to restore.

    `tail` has the log's bytes after that position, or the first of them.
    """

    mark: Mark
    tail: bytes
    _header: _Header
    _tally: memoryview

    def restore(self, tally: Tally, health: Health, notes: Notes) -> bool:
        """Fill a new tally and a new health, and the places of the records that notes speak of.

        Returns False if the sidecar belongs to other notes, or if its numbers contradict each other.
        """
        header = self._header
        if {name: count.mark for name, count in header.notes.items()} != notes.marks:
            return False
        if not notes.places.begin_late(header.places):
            return False
        try:
            tally.restore(self._tally, header.verified + header.unverified - len(notes.offsets))
        except ValueError:
            return False
        health.verified, health.unverified = header.verified, header.unverified
        health.blank, health.damaged_count, health.holes = header.blank, header.damaged_count, header.holes
        health.damaged = [LineOf(*place, None) for place in header.damaged]
        health.copies, health.conflicts = array("q", header.copies), header.conflicts
        health.copied = [LineOf(*place, None) for place in header.copied]
        return health.lines == self.mark.lines


@lru_cache(maxsize=8)  # called at each read and write
def path_beside(log: Path) -> Path:
    """Return the path of the sidecar of a log."""
    return log.with_name(CHECKPOINT_NAME)


def read(log: Path, end: int) -> Checkpoint | None:
    """Return the sidecar of a log if it covers a prefix of its first `end` bytes and matches the file, else None."""
    found = _read(log)
    if found is None:
        return None
    header, tally = found
    if not 0 < header.offset <= end:
        return None
    try:
        identity, tail = _look(log, header.offset, end)
    except OSError:
        return None
    if (header.device, header.inode, header.witnesses) != identity:
        return None
    return Checkpoint(Mark(header.lines, header.offset, header.crc), tail, header, tally)


def past(log: Path) -> dict[str, Count] | None:
    """Return the counts of all journals at the time of the sidecar, regardless of the log; only for comparison."""
    found = _read(log)
    if found is None:
        return None
    header, _ = found
    mark = Mark(header.lines, header.offset, header.crc)
    return {LOG_NAME: Count(header.verified + header.unverified, mark), **header.notes}


def remove(log: Path) -> None:
    """Delete the sidecar of a log; errors of the disk are ignored. The caller holds the directory's lock."""
    with contextlib.suppress(OSError):
        path_beside(log).unlink()


def _read(log: Path) -> tuple[_Header, memoryview] | None:
    """Return header and tally of the sidecar, regardless of the log; None if it is damaged or of another format."""
    try:
        content = disk.read_small(path_beside(log), _AT_MOST + 1)
        whole = memoryview(content)
        if len(content) > _AT_MOST or not content.startswith(b"%08x" % zlib.crc32(whole[_CRC_LENGTH:])):
            return None
        end_of_text = content.index(b"\n")
        header = _decode(whole[_CRC_LENGTH:end_of_text])
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return None
    if (header.version, header.byte_order, header.categories) != (_VERSION, sys.byteorder, _CATEGORIES):
        return None
    return header, whole[end_of_text + 1 :]


def write(log: Path, snapshot: Snapshot) -> None:
    """Replace the sidecar of a log atomically. The caller holds the directory's lock. Raises OSError."""
    mark, health, notes = snapshot.mark, snapshot.health, snapshot.notes
    (device, inode, witnesses), _ = _look(log, mark.offset, mark.offset)
    header = _Header(
        _VERSION,
        sys.byteorder,
        _CATEGORIES,
        device,
        inode,
        witnesses,
        mark.lines,
        mark.offset,
        mark.crc,
        health.verified,
        health.unverified,
        health.blank,
        health.damaged_count,
        health.holes,
        _places(health.damaged),
        health.copies.tolist(),
        health.conflicts,
        _places(health.copied),
        {name: Count(notes.standing(name), mark) for name, mark in notes.marks.items()},
        notes.places.keys,
    )
    content = _encode(header) + b"\n" + snapshot.tally.state()
    path = path_beside(log)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        fd = disk.open_regular(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(fd, "wb") as file:
            file.write(b"%08x" % zlib.crc32(content) + content)
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _places(listed: list[LineOf[Sealed]]) -> list[_Place]:
    return [(line.number, line.offset, line.length, line.kind) for line in listed]


def _look(log: Path, offset: int, end: int) -> tuple[tuple[int, int, str], bytes]:
    """Return the log's identity at `offset` and the bytes after it, up to `end` or the first `_TAIL` of them.

    The identity is device, inode and the SHA-256 of the last bytes before the offset.
    """
    start = max(0, offset - _WITNESSES)
    fd, status = disk.open_known(log, os.O_RDONLY)
    try:
        content = disk.read_at(fd, start, min(end, offset + _TAIL) - start)
    finally:
        os.close(fd)
    witnesses, tail = content[: offset - start], content[offset - start :]
    return (status.st_dev, status.st_ino, hashlib.sha256(witnesses).hexdigest()), tail
