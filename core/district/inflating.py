"""Inflating and CRC-32 by ISA-L, which takes half and a fifth of the time of zlib."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from isal import isal_zlib

from core.errors import BackupRefusedError
from core.refusals import BackupRefusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.exchange.archive import Archive

PACKED: Final = 512 * 1024
"""Compressed bytes that are held at once."""
_NO_HEADER: Final = -15
_BROKEN: Final[Any] = isal_zlib.error

crc32: Final = isal_zlib.crc32


@contextlib.contextmanager
def inflated(archive: Archive, name: str) -> Iterator[Callable[[int], bytes]]:
    """Yield a function that reads the next bytes of a file, fewer only at its end.

    It raises BackupRefusedError or ReadError. The SHA-256 of the bytes is the caller's to check.
    """
    with archive.packed(name) as packed:
        if packed is None:
            with archive.reader(name) as read:
                yield read
            return
        stream = isal_zlib.decompressobj(_NO_HEADER)

        def inflate(length: int) -> bytes:
            pieces, missing = [], length
            while missing and not stream.eof:
                content = stream.unconsumed_tail or packed(PACKED)
                try:
                    piece = stream.decompress(content, missing)
                except _BROKEN as error:
                    raise BackupRefusedError(BackupRefusal.DAMAGED, archive.path) from error
                if not (content or piece):
                    break  # cut off
                pieces.append(piece)
                missing -= len(piece)
            return b"".join(pieces)

        yield inflate
