"""The content of a request: body, dates, key and headers, each taken or refused."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, Final

from core.cli import json_object
from core.cli.json_object import JsonRefusedError
from core.clinical.vitals import Reading, RefusedError
from core.errors import DateRefusedError
from core.records.period import Period, day
from core.refusals import DateRefusal
from core.service import keys, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date

    from starlette.datastructures import Headers

    from core.cli.say import Say

MOST_BODY: Final = 64 * 1024
"""Longest body of a request, in bytes."""
MOST_READ: Final = 1024 * 1024
"""Bytes of a longer body that are read, so that its sender reads the refusal; behind them the connection is cut."""

KEY_HEADER: Final = "Idempotency-Key"
KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:]+)(?::\d{1,5})?")


class AskedError(Exception):
    """A refused request: HTTP status, sentence, and the field at fault, None for none."""

    def __init__(self, status: int, sentence: Say, field: str | None = None, *, is_cut: bool = False) -> None:
        super().__init__(sentence.en)
        self.status = status
        self.sentence = sentence
        self.field = field
        self.is_cut = is_cut
        """Whether the connection has to be closed: its bytes are not read to the end of the request."""


async def body(chunks: AsyncIterator[bytes]) -> bytes:
    """Return the body of a request. Raises AskedError 413 for one over MOST_BODY."""
    found, length = bytearray(), 0
    async for chunk in chunks:
        length += len(chunk)
        if length <= MOST_BODY:
            found += chunk
        else:
            found.clear()
        if length > MOST_READ:
            break
    if length > MOST_BODY:
        raise AskedError(413, words.TOO_LARGE, is_cut=length > MOST_READ)
    return bytes(found)


def check_type(headers: Headers) -> None:
    """Refuse a body of another type: a page of another site can send those, without asking. Raises AskedError."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise AskedError(415, words.NOT_JSON_TYPE, "Content-Type")


def reading(content: bytes) -> Reading:
    """Return the reading of a body. Raises AskedError."""
    try:
        return Reading.from_numbers(json_object.parse(content))
    except JsonRefusedError as error:
        raise AskedError(422, words.JSON_FAULTS[error.fault]) from None
    except RefusedError as error:
        raise AskedError(422, words.refusal(error), error.name) from None


def key(headers: Headers) -> str:
    """Return the hash of the key of a request, "" without one. Raises AskedError."""
    given = headers.getlist(KEY_HEADER)
    if not given:
        return ""
    if len(given) > 1 or KEY.fullmatch(given[0]) is None:
        raise AskedError(422, words.KEY_LENGTH, KEY_HEADER)
    return keys.digest(given[0])


def period(parameters: Sequence[tuple[str, str]]) -> Period:
    """Return the period that a query names. Raises AskedError."""
    days: dict[str, date] = {}
    for name, text in parameters:
        if name not in ("desde", "hasta"):
            raise AskedError(422, words.UNKNOWN_PARAMETER.format(name=name), name)
        if name in days:
            raise AskedError(422, words.REPEATED_PARAMETER.format(name=name), name)
        days[name] = _day(name, text)
    found = Period(days.get("desde"), days.get("hasta"))
    if found.first is not None and found.last is not None and found.first > found.last:
        raise AskedError(422, words.DATES[DateRefusal.REVERSED], "desde")
    return found


def _day(name: str, text: str) -> date:
    try:
        return day(text)
    except DateRefusedError as error:
        raise AskedError(422, words.DATES[error.refusal].format(name=name), name) from None


def check_host(headers: Headers) -> None:
    """Refuse a name that is not this PC's: a page of another site could have its own name lead here.

    Raises AskedError.
    """
    found = _HOST.fullmatch(headers.get("host", ""))
    name = found[1].strip("[]").lower() if found else ""
    try:
        is_local = name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        is_local = False
    if not is_local:
        raise AskedError(421, words.WRONG_HOST)
