"""The key of a record: its id; without one, its values and its number among records with equal values."""

from __future__ import annotations

import hashlib
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.records.record import Record

_WITHOUT_ID: Final = "sin-id"
_DIGEST_LENGTH: Final = 32
_reading: Final = attrgetter("fecha", "fiebre", "presion", "frecuencia_cardiaca")
_values: Final = attrgetter(
    "fecha", "fiebre", "presion", "frecuencia_cardiaca", "resultado", "zona", "modelo", "puntaje", "puesto"
)


def digest(record: Record) -> str:
    """Return the digest of a record's values, for records without an id; `38` and `38.0` are equal."""
    values = (
        record.fecha,
        _by_value(record.fiebre, float),
        _by_value(record.presion, int),
        _by_value(record.frecuencia_cardiaca, int),
        record.resultado,
        record.zona,
        record.modelo,
        record.puntaje,
    )
    return hashlib.sha256(msgspec.json.encode(values)).hexdigest()[:_DIGEST_LENGTH]


def fingerprints(records: Iterable[object]) -> list[int]:
    """Return 64 bits of each record's values, equal for equal values, to be compared in this process only."""
    return list(map(hash, map(_values, records)))


def fingerprints_of_readings(records: Iterable[object]) -> list[int]:
    """Return 64 bits of each record's time and vital signs, to be compared in this process only."""
    return list(map(hash, map(_reading, records)))


def _by_value(number: float, kind: type[float]) -> float:
    """Convert a number to `kind` if its value stays the same: `38` to 38.0, `120.0` to 120."""
    try:
        return same if (same := kind(number)) == number else number
    except OverflowError:  # a whole number too large for a float
        return number


def key_without_id(content: str, number: int) -> str:
    """Return the key of a record without an id: its digest and its number, from 1, among records with that digest."""
    return f"{_WITHOUT_ID}-{content}-{number}"


def split_key(key: str) -> tuple[str, int] | None:
    """Return digest and number of the key of a record without an id; None if it is an id."""
    prefix, _, rest = key.partition(f"{_WITHOUT_ID}-")
    content, _, number = rest.rpartition("-")
    if prefix or len(content) != _DIGEST_LENGTH or not (number.isascii() and number.isdecimal()):
        return None
    return content, int(number)
