"""A line of a journal, whatever it tells: one JSON object with a checksum, and how it is told from damage.

`crc`, always the last key, is the CRC-32 of the line without that key, so that one flipped bit is seen.
"""

from __future__ import annotations

import re
import zlib
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec

from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LINE: Final = 64 * 1024
"""Longest line, in bytes with its newline, that can be an entry."""

TIME_FORMAT: Final = "%Y-%m-%d %H:%M:%S"

CRC_KEY: Final = b',"crc":"'
CRC_END: Final = b'"}'
CRC_LENGTH: Final = len(CRC_KEY) + 8 + len(CRC_END)
"""Length in bytes of a verified line's end: the checksum's key, eight hex digits, closing characters."""

_ZONE_AT: Final = len("2026-02-28 23:59:59")
_ZONE_LENGTH: Final = len("-05:00")
_TIME: Final = re.compile(r"\d{4}-\d{2}-\d{2} (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d", re.ASCII)
_ZONE: Final = re.compile(r"[+-](?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
_BOM: Final = b"\xef\xbb\xbf"


class Sealed(msgspec.Struct, frozen=True, omit_defaults=True, gc=False, kw_only=True):
    """An entry with its checksum, which follows the fields of the subclass."""

    crc: str | None = None


EntryT = TypeVar("EntryT", bound=Sealed)


class Codec(Generic[EntryT]):
    """Encodes and decodes the lines of one kind of entry.

    `is_plausible` checks rules beyond the types; `is_taken_unsealed` accepts or refuses a line without checksum, by
    default refuses it.
    """

    def __init__(
        self,
        kind: type[EntryT],
        is_plausible: Callable[[EntryT], bool],
        is_taken_unsealed: Callable[[bytes], bool] = lambda _: False,
    ) -> None:
        self._decode = msgspec.json.Decoder(kind).decode
        self._is_plausible = is_plausible
        self._is_taken_unsealed = is_taken_unsealed

    @staticmethod
    def encode(entry: EntryT) -> bytes:
        """Return the entry's line, with checksum and newline."""
        body = msgspec.json.encode(unsealed(entry))
        return body[:-1] + _end_with(zlib.crc32(body)) + b"\n"

    def classify(self, line: bytes) -> tuple[LineKind, EntryT | None]:  # noqa: PLR0911 - one return a kind
        """Return the kind of a line, given without its newline, and its entry if it is one; never raises."""
        padded = line.startswith(b"\0")
        line = line.lstrip(b"\0")
        if len(line) >= MAX_LINE:
            return LineKind.TOO_LONG, None
        line = line.removeprefix(_BOM).removesuffix(b"\r")
        if not line.strip():
            return (LineKind.NOT_JSON if padded else LineKind.BLANK), None
        try:
            entry = self._decode(line)
            line.decode()  # msgspec does not check the bytes of unknown keys
        except msgspec.ValidationError:
            return LineKind.WRONG_SHAPE, None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return LineKind.NOT_JSON, None
        if entry.crc is not None:
            if line[-CRC_LENGTH:] != _end_with(zlib.crc32(b"}", zlib.crc32(line[:-CRC_LENGTH]))):
                return LineKind.BAD_CHECKSUM, None
            kind = LineKind.VALID
        else:
            kind = LineKind.UNVERIFIED
        if not self._is_plausible(entry) or (kind is LineKind.UNVERIFIED and not self._is_taken_unsealed(line)):
            return LineKind.WRONG_SHAPE, None
        return kind, entry


def unsealed(entry: EntryT) -> EntryT:
    """Return a copy of an entry without its checksum."""
    return msgspec.structs.replace(entry, crc=None)


def _end_with(crc: int) -> bytes:
    """Return the closing bytes of a line with this checksum."""
    return CRC_KEY + b"%08x" % crc + CRC_END


def is_time(time: str) -> bool:
    """Return whether a text is a valid local time, such as `2026-02-28 23:59:59`."""
    return _TIME.fullmatch(time) is not None and is_day(time[:10])


@lru_cache(maxsize=1024)
def is_day(day: str) -> bool:
    """Return whether a text of the form `2026-02-28` is a valid date."""
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=64)
def is_zone(zone: str | None) -> bool:
    """Return whether `zone` is an offset from UTC, such as `-05:00`, or None."""
    return zone is None or _ZONE.fullmatch(zone) is not None


def stamp(now: datetime) -> tuple[str, str]:
    """Return local time and zone in the form of entries. `now` must have a time zone."""
    text = now.isoformat(" ", "seconds")
    return text[:_ZONE_AT], text[_ZONE_AT : _ZONE_AT + _ZONE_LENGTH]


def local_time(text: str) -> datetime:
    """Return a local time in the form of entries, without a zone. Raises ValueError."""
    return datetime.strptime(text, TIME_FORMAT)  # noqa: DTZ007 - the file's time is local


def instant(local: str, zone: str) -> datetime:
    """Return the instant of a local time and zone in the form of entries."""
    return datetime.strptime(f"{local}{zone}", f"{TIME_FORMAT}%z")
