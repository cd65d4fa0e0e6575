"""Reading the log: every line is found however its neighbours are damaged, in bounded memory.

Lines end at newline bytes and nowhere else. The log is read in blocks of whole lines. A block is decoded line by line
(`Block.entries`), or at once if it has no damage (`core.records.batch`), with the same outcome.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import zlib
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec

from core.journal.entry import MAX_LINE, Sealed
from core.system import disk
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.journal.entry import EntryT

    Classify = Callable[[bytes], tuple[LineKind, EntryT | None]]

EntryT_co = TypeVar("EntryT_co", bound=Sealed, covariant=True)

CHUNK: Final = 64 * 1024
"""Bytes read at once: small enough for the cache, and for other threads to get their turn."""


_LARGE_CHUNK: Final = 1024 * 1024


class LineOf(msgspec.Struct, Generic[EntryT_co], frozen=True):
    """A line of a journal: number from 1, offset and length in bytes, kind, and its entry if it is one.

    `hole` is the number of NULs before the entry.
    """

    number: int
    offset: int
    length: int
    kind: LineKind
    entry: EntryT_co | None
    hole: int = 0

    def damage(self) -> LineOf[EntryT_co] | None:
        """Return the damaged part: the whole line, the hole at its beginning, or None."""
        if self.kind.is_damage:
            return self
        if self.hole:
            return LineOf(self.number, self.offset, self.hole, LineKind.HOLE, None)
        return None


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A position between two lines: the numbers of lines and bytes before it, and the CRC-32 of those bytes."""

    lines: int = 0
    offset: int = 0
    crc: int = 0

    def after(self, line: bytes) -> Mark:
        """Return the position after one more line."""
        return Mark(self.lines + 1, self.offset + len(line), zlib.crc32(line, self.crc))


START: Final = Mark()


class Block(msgspec.Struct, frozen=True):
    """Consecutive lines; the last one lacks its newline if the log ends so (`complete` is False).

    `data` has their bytes, without the first `dropped` bytes of the first line: surplus NULs, or the read part of a
    line that is `too_long`.
    """

    start: Mark
    data: bytes
    pieces: list[bytes]
    """The lines of `data`, with their newlines."""
    dropped: int
    too_long: bool
    complete: bool
    end: Mark
    """The position after the last complete line; `start` if there is none."""

    def contents(self) -> list[bytes]:
        """Return the bytes of the lines, without their newlines."""
        return [piece.removesuffix(b"\n") for piece in self.pieces]

    def entries(self, classify: Classify[EntryT]) -> Iterator[LineOf[EntryT]]:
        """Yield the lines, blank ones included. A last line without newline is a whole entry or TORN."""
        offset, dropped, too_long = self.start.offset, self.dropped, self.too_long
        for number, content in enumerate(self.contents(), self.start.lines + 1):
            length = dropped + len(content) + self.complete
            kind, entry = (LineKind.TOO_LONG, None) if too_long else classify(content)
            if not self.complete and not kind.is_record:
                kind = LineKind.TORN
            hole = 0
            if entry is not None and content.startswith(b"\0"):
                hole = dropped + len(content) - len(content.lstrip(b"\0"))
            yield LineOf(number, offset, length, kind, entry, hole)
            offset += length
            dropped, too_long = 0, False


def size(path: str | Path) -> int:
    """Return the length of the log in bytes, 0 if there is none yet. Raises ReadError, also if it is no file."""
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))  # noqa: TRY301 - handled like the system's own errors
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise disk.read_error(error, Path(path)) from error
    return status.st_size


@contextlib.contextmanager
def opened(path: Path) -> Iterator[int]:
    """Yield the log's descriptor, -1 if it does not exist. Raises ReadError, also for errors inside the block."""
    fd = -1
    with disk.reading(path), contextlib.ExitStack() as end:
        with contextlib.suppress(FileNotFoundError):
            fd = disk.open_regular(path, os.O_RDONLY)
            end.callback(os.close, fd)
        yield fd


def chunks(path: Path, end: int) -> Iterator[bytes]:
    """Yield the log's first `end` bytes, or fewer if it is shorter, regardless of lines. Raises ReadError."""
    with opened(path) as fd:
        position = 0
        while fd >= 0 and position < end and (chunk := os.read(fd, min(_LARGE_CHUNK, end - position))):
            position += len(chunk)
            yield chunk


def blocks(path: Path, end: int | None = None, start: Mark = START) -> Iterator[Block]:
    """Yield the log from `start` to the offset `end`, by default its current end, in blocks; none if it is missing.

    Raises ReadError: an unreadable log is not an empty one.
    """
    with opened(path) as fd:
        if fd >= 0:
            os.lseek(fd, start.offset, os.SEEK_SET)
            yield from blocks_of(partial(os.read, fd), os.fstat(fd).st_size if end is None else end, start)


def blocks_of(
    read: Callable[[int], bytes], end: int, start: Mark = START, length: int | None = None
) -> Iterator[Block]:
    """Yield the bytes from `read` in blocks, from `start` to the offset `end` or the end of the data.

    `length` is that of a block in bytes, about; by default `CHUNK`.
    """
    length = length or CHUNK
    mark = start
    rest, dropped, too_long = b"", 0, False
    crc = mark.crc
    position = mark.offset
    while position < end and (chunk := read(min(length, end - position))):
        position += len(chunk)
        cut = chunk.rfind(b"\n") + 1
        if cut:
            data = rest + memoryview(chunk)[:cut]
            rest = chunk[cut:]
            pieces = BytesIO(data).readlines()  # three times as fast as split, six times as count and split
            crc = zlib.crc32(data, crc)
            after = Mark(mark.lines + len(pieces), mark.offset + dropped + len(data), crc)
            yield Block(mark, data, pieces, dropped, too_long, complete=True, end=after)
            mark, dropped, too_long = after, 0, False
        else:
            rest += chunk
        if len(rest) >= MAX_LINE:
            kept = _shorten(rest)
            too_long = too_long or not kept
            crc = zlib.crc32(rest[: len(rest) - len(kept)], crc)
            dropped += len(rest) - len(kept)
            rest = kept
    if rest or dropped:
        yield Block(mark, rest, [rest], dropped, too_long, complete=False, end=mark)


def _shorten(rest: bytes) -> bytes:
    """Return the bytes to keep of an overlong line: those behind NULs, which may be a record, else none."""
    content = rest.lstrip(b"\0")
    if len(content) >= MAX_LINE:
        return b""
    return content if content == rest else b"\0" + content
