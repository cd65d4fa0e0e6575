"""One prediction as it stands in `predicciones.log`.

A line has the five keys of the original service first. Lines of that service have no checksum: they are unverified.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any, Final

from core.clinical.vitals import VITALS, Reading
from core.journal.entry import Codec, Sealed, instant, is_time, is_zone, local_time, stamp
from core.vocabulary import Category

if TYPE_CHECKING:
    from datetime import datetime

    from core.clinical.model import Prediction

__all__ = ["Record", "classify", "encode", "new_record"]

_BARE_QUOTES: Final = 14
"""Quotation marks in a line of just the five keys, where no key can be repeated."""
IMPORT_NAME_LENGTH: Final = 16
"""Digits of a file's SHA-256 that name its import."""

REQUEST_KEY: Final = "clave"
"""The name, in `origen`, of the hash of a request's key."""

_CATEGORIES: Final = frozenset(Category)


class Record(Sealed, frozen=True, omit_defaults=True, gc=False):
    """A saved prediction. Names and order of the fields are those of the file.

    `fecha` is local time to the second, `zona` its offset from UTC; numbers are °C, mmHg and beats per minute, as
    written. Lines of the original service end with `resultado`. `origen` says where a record comes from that was not
    just typed in as a new one: `{"corrige": ID}` of the record that it replaces, its import, or `{"clave": …}`, the
    hash of the key under which a request over HTTP may be repeated.
    """

    fecha: str
    fiebre: int | float
    presion: int | float
    frecuencia_cardiaca: int | float
    resultado: str
    zona: str | None = None
    id: str | None = None
    modelo: str | None = None
    puntaje: int | None = None
    puesto: str | None = None
    origen: Any = None

    @property
    def day(self) -> str:
        """The local date, as `2026-11-23`."""
        return self.fecha[:10]

    @property
    def imported(self) -> str:
        """The name of the import that the record came with; "" if it was not imported."""
        found = self.origen.get("sha256") if isinstance(self.origen, dict) else None
        return found[:IMPORT_NAME_LENGTH] if isinstance(found, str) else ""

    @property
    def entry_day(self) -> str:
        """The local date on which the record was entered: of an imported one, when it was imported."""
        found = self.origen.get("importado") if self.imported else None
        return found[:10] if isinstance(found, str) and is_time(found) else self.day

    @property
    def local_time(self) -> datetime:
        """The local time, without a zone."""
        return local_time(self.fecha)

    @property
    def corrects(self) -> str:
        """The id of the record that this one replaces; "" if there is none."""
        found = self.origen.get("corrige") if isinstance(self.origen, dict) else None
        return found if isinstance(found, str) and self.id and found != self.id else ""

    @property
    def request_key(self) -> str:
        """The hash of the key of the request that made the record; "" if there is none."""
        found = self.origen.get(REQUEST_KEY) if isinstance(self.origen, dict) else None
        return found if isinstance(found, str) else ""

    def reading(self) -> Reading:
        """Return the three vital signs. Raises RefusedError if they could not be typed today."""
        return Reading.from_numbers({vital.name: getattr(self, vital.name) for vital in VITALS})

    def is_earlier_than(self, other: Record) -> bool:
        """Return whether this is earlier than `other`: by instant if both have a zone, else by local time."""
        if self.zona and other.zona:
            return instant(self.fecha, self.zona) < instant(other.fecha, other.zona)
        return self.fecha < other.fecha


def new_record(
    prediction: Prediction, now: datetime, workplace: str, corrects: str = "", request_key: str = ""
) -> Record:
    """Make the record of a prediction, with a random id. `now` must have a time zone, the clinic's.

    `workplace` is the `puesto` of this data directory (`core.system.establishment`), `corrects` the id of the record
    that it replaces, "" if there is none, `request_key` the hash of the key of a request over HTTP, "" without one.
    """
    origin = {name: value for name, value in (("corrige", corrects), (REQUEST_KEY, request_key)) if value}
    time, zone = stamp(now)
    temperature_c, systolic_mmhg, heart_rate_bpm = prediction.reading
    return Record(
        fecha=time,
        fiebre=float(temperature_c),
        presion=int(systolic_mmhg),
        frecuencia_cardiaca=int(heart_rate_bpm),
        resultado=prediction.category.value,
        zona=zone,
        id=secrets.token_hex(16),
        modelo=prediction.model,
        puntaje=prediction.score,
        puesto=workplace,
        origen=origin or None,
    )


def _is_plausible(record: Record) -> bool:
    return record.resultado in _CATEGORIES and is_time(record.fecha) and is_zone(record.zona)


def _has_each_key_once(line: bytes) -> bool:
    if line.count(b'"') == _BARE_QUOTES:
        return True

    def are_different(pairs: list[tuple[str, object]]) -> bool:
        return len({name for name, _ in pairs}) == len(pairs)

    try:
        # As text: Python refuses to parse very long numbers.
        return bool(json.loads(line, object_pairs_hook=are_different, parse_int=str))
    except RecursionError:
        return False


CODEC: Final = Codec(Record, _is_plausible, _has_each_key_once)
classify: Final = CODEC.classify
encode: Final = CODEC.encode
