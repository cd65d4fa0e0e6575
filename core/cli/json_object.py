"""One JSON object with values as they are written, or the code of its error."""

from __future__ import annotations

import json
from decimal import Decimal
from enum import StrEnum


class JsonFault(StrEnum):
    """Reasons to refuse bytes that should be a JSON object."""

    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    REPEATED_NAME = "repeated_name"


class JsonRefusedError(Exception):
    """Bytes that are not one JSON object without repeated names."""

    def __init__(self, fault: JsonFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def parse(data: bytes) -> dict[str, object]:
    """Parse one JSON object; a BOM is ignored, and numbers are decimals as written. Raises JsonRefusedError."""
    try:
        pairs = json.loads(
            data.decode("utf-8-sig"), parse_int=_written_number, parse_float=_written_number, object_pairs_hook=_Pairs
        )
    except UnicodeDecodeError:
        raise JsonRefusedError(JsonFault.NOT_UTF8) from None
    except (ValueError, RecursionError):
        raise JsonRefusedError(JsonFault.NOT_JSON) from None
    if not isinstance(pairs, _Pairs):
        raise JsonRefusedError(JsonFault.NOT_AN_OBJECT)
    values = dict(pairs)
    if len(values) < len(pairs):
        raise JsonRefusedError(JsonFault.REPEATED_NAME)
    return values


def _written_number(text: str) -> Decimal:
    """Parse a number exactly: float would round it, and int refuses more than 4300 digits."""
    try:
        return Decimal(text)
    except ArithmeticError:  # an exponent of 19 digits
        return Decimal("NaN")


class _Pairs(list[tuple[str, object]]):
    """The pairs of a JSON object, in order and with repeated names."""
