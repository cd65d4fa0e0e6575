"""The text of an incoming file: its encoding, its digest, and its lines, read in pieces."""

from __future__ import annotations

import codecs
import contextlib
import hashlib
import io
import os
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, TextIO

from core.exchange.incoming.rows import FileFlaw, FileRefusedError
from core.system import disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_PIECE: Final = 1024 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANK: Final = b" \t\r\n\0" + b"".join(mark for mark, _ in _BOMS)
"""The bytes of a file that says nothing, in any encoding."""

ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
"""The encodings that can be chosen, by Python's names."""

_SPREADSHEETS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of files of spreadsheets: XLSX and ODS, which are ZIPs, and XLS."""

LONGEST_LINE: Final = 1024 * 1024
"""Longest line, in characters, that is read."""

_FEW: Final = 0.3
"""Share of NULs in every second byte that tells UTF-16: most signs are then Latin."""


class Scanned(NamedTuple):
    """A file's encoding, the SHA-256 of its bytes in hexadecimal, its length in bytes, and its number of lines."""

    encoding: str
    sha256: str
    length: int
    lines: int


def scan(path: Path, advance: Callable[[int], None]) -> Scanned:
    """Read a file once for its digest and encoding: the mark at its beginning, else UTF-8, else Windows-1252.

    `advance` is told the bytes read. Raises FileRefusedError: EMPTY or NOT_TEXT; ReadError.
    """
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, length, count, head, has_undefined = True, 0, 1, b"", False
    with opened(path) as file:
        while piece := file.read(_PIECE):
            head = head or piece
            digest.update(piece)
            length += len(piece)
            count += max(piece.count(b"\n"), piece.count(b"\r"))
            if is_utf8:
                try:
                    decoder.decode(piece)
                except UnicodeDecodeError:
                    is_utf8 = False
            has_undefined = has_undefined or any(byte in piece for byte in b"\x00\x81\x8d\x8f\x90\x9d")
            advance(len(piece))
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    if not head.strip(_BLANK):
        raise FileRefusedError(FileFlaw.EMPTY)
    if head.startswith(_SPREADSHEETS):
        raise FileRefusedError(FileFlaw.NOT_TEXT)
    return Scanned(_encoding(head, is_utf8=is_utf8, has_undefined=has_undefined), digest.hexdigest(), length, count)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading. Raises ReadError, also for a failure while it is read."""
    with disk.reading(path), os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
        yield file


@contextlib.contextmanager
def opened_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """Open a file's text with its line ends as they are. Raises ReadError, FileRefusedError: NOT_TEXT."""
    with opened(path) as file:
        try:
            yield io.TextIOWrapper(file, encoding=encoding, newline="")
        except UnicodeError as error:
            raise FileRefusedError(FileFlaw.NOT_TEXT) from error


def lines(file: TextIO) -> Iterator[str]:
    """Read the lines of a text with their ends. Raises FileRefusedError: NOT_TEXT, for a line without end."""
    while line := file.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise FileRefusedError(FileFlaw.NOT_TEXT)
        yield line


def _encoding(head: bytes, *, is_utf8: bool, has_undefined: bool) -> str:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > _FEW * len(head) / 2 and min(even, odd) < max(even, odd) / 10:
        return "utf-16-le" if odd > even else "utf-16-be"
    if is_utf8 and b"\0" not in head:
        return "utf-8"
    if has_undefined:
        raise FileRefusedError(FileFlaw.NOT_TEXT)
    return "cp1252"
