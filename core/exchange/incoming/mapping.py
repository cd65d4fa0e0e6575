"""How a table is to be read: encoding, separator, decimal sign, date order, and which column holds what.

A mapping can be saved and edited as JSON. `core.exchange.incoming.table` finds out what is left open.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE, VITALS
from core.exchange.incoming.rows import FileFlaw, FileRefusedError
from core.exchange.incoming.text import ENCODINGS
from core.exchange.incoming.times import Order

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATORS: Final = (";", ",", "\t", "|")
CELSIUS: Final = "°C"
FAHRENHEIT: Final = "°F"

LONG: Final = ("visita", "codigo", "valor")
"""The columns of a table with one observation a row."""

_WORDS: Final = {
    "fecha": (
        "fecha",
        "date",
        "fecha de atencion",
        "fecha de consulta",
        "fecha y hora",
        "fecha hora",
        "fechahora",
        "datetime",
        "timestamp",
        "submissiondate",
        "submission time",
        "start",
        "dia",
        "visit date",
        "visitdate",
        "encounter date",
        "obs datetime",
        "date time",
        "marca temporal",
        "time stamp",
        "report date",
        "reportdate",
        "visitdatetime",
    ),
    "hora": ("hora", "time", "hora de atencion", "hora de consulta", "hour", "visit time"),
    TEMPERATURE.name: (
        "fiebre",
        "temperatura",
        "temp",
        "t",
        "temperatura corporal",
        "temperature",
        "body temperature",
        "fever",
        "temperatura axilar",
        "body temp",
    ),
    SYSTOLIC.name: (
        "presion",
        "presion arterial",
        "pa",
        "ta",
        "tension arterial",
        "bp",
        "blood pressure",
        "presion sistolica",
        "pa sistolica",
        "pas",
        "ta sistolica",
        "tas",
        "sistolica",
        "tension sistolica",
        "tension arterial sistolica",
        "presion arterial sistolica",
        "systolic",
        "sbp",
        "systolic bp",
        "systolic pressure",
        "systolic blood pressure",
        "bp systolic",
        "blood pressure systolic",
        "sys",
    ),
    HEART_RATE.name: (
        "frecuencia cardiaca",
        "frecuencia",
        "fc",
        "cardiaca",
        "pulso",
        "heart rate",
        "hr",
        "pulse",
        "pulse rate",
        "heartrate",
        "latidos",
        "pulsaciones",
        "ritmo cardiaco",
    ),
    "clave": ("clave", "key", "uuid", "meta instanceid", "instanceid"),
    "visita": (
        "encounter",
        "visita",
        "visit",
        "encounter id",
        "visit id",
        "encounter uuid",
        "encounterid",
        "consulta",
    ),
    "codigo": ("code", "codigo", "concept", "concepto", "loinc", "observation", "observacion", "concept name"),
    "valor": ("value", "valor", "obs value", "result", "resultado numerico", "value numeric"),
    "unidad": ("unit", "units", "unidad", "unidades"),
}
"""The headings by which a column is known, without accents, brackets and capitals."""

_BY_WORD: Final = {word: name for name, words in _WORDS.items() for word in words}
_AGAIN: Final = re.compile(r" \([0-9]+\)$")
"""The number of a heading that stands there more than once."""

_UNIT_WORDS: Final = frozenset({"c", "f", "celsius", "fahrenheit", "mmhg", "lpm", "bpm", "degc", "degf", "min"})

CODES: Final = {
    TEMPERATURE.name: ("8310-5", "8331-1", "8332-9", "body temperature", "temperatura", "temperatura corporal"),
    SYSTOLIC.name: ("8480-6", "systolic blood pressure", "presion sistolica", "presion arterial sistolica"),
    HEART_RATE.name: ("8867-4", "heart rate", "pulse", "frecuencia cardiaca", "pulso"),
}
"""The names of a vital sign where each observation has a row of its own: LOINC codes, or words."""


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a table is read; None and {} are found out from the file.

    `columnas` maps `fecha`, `hora`, the names of VITALS and `clave` to headings, or to numbers of columns from 1 as
    text where `encabezado`, the number of heading lines, is 0. A table with one observation a row has `visita`,
    `codigo`, `valor` and perhaps `unidad` instead of the vital signs. `unidad` is the temperature's. With `redondear`
    fractions of whole vital signs are rounded half up; else they are refused.
    """

    codificacion: str | None = None
    separador: str | None = None
    decimal: str | None = None
    fechas: Order | None = None
    encabezado: int | None = None
    columnas: dict[str, str] = msgspec.field(default_factory=dict)
    unidad: str | None = None
    redondear: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the table has one observation a row."""
        return all(name in self.columnas for name in LONG)

    def missing(self) -> list[str]:
        """Return the names of the fields without a known column."""
        vitals = [vital.name for vital in VITALS]
        chosen = self.columnas.keys()
        is_long = "valor" in chosen or ("codigo" in chosen and chosen.isdisjoint(vitals))
        needed = ("fecha", *(LONG if is_long else vitals))
        return [name for name in needed if name not in self.columnas]


def decode(content: bytes) -> Mapping:
    """Return the mapping of a JSON file. Raises FileRefusedError: BAD_MAPPING, with the reason."""
    try:
        mapping = msgspec.json.decode(content.removeprefix(codecs.BOM_UTF8), type=Mapping)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileRefusedError(FileFlaw.BAD_MAPPING, str(error)) from error
    allowed = {
        "codificacion": (mapping.codificacion, ENCODINGS),
        "separador": (mapping.separador, SEPARATORS),
        "decimal": (mapping.decimal, (",", ".")),
        "unidad": (mapping.unidad, (CELSIUS, FAHRENHEIT)),
    }
    for name, (value, values) in allowed.items():
        if value is not None and value not in values:
            raise FileRefusedError(FileFlaw.BAD_MAPPING, f"{name}: {value!r}")
    unknown = [name for name in mapping.columnas if name not in _WORDS]
    if unknown or (mapping.encabezado or 0) < 0:
        raise FileRefusedError(FileFlaw.BAD_MAPPING, f"columnas: {', '.join(unknown)}" if unknown else "encabezado")
    return mapping


def plain(heading: str) -> str:
    """Return a heading in lower case, without accents, groups before `/` or `-`, brackets, units and signs."""
    text = unicodedata.normalize("NFKD", _degrees(heading))
    text = "".join(sign if sign.isalnum() else " " for sign in text if not unicodedata.combining(sign))
    return " ".join(word for word in text.split() if word not in _UNIT_WORDS) or text.strip()


def unit_of(heading: str) -> str | None:
    """Return the unit of temperature that a heading states, such as `Temp (°F)`; None for none, or both."""
    words = "".join(sign if sign.isalnum() else " " for sign in _degrees(heading)).split()
    is_fahrenheit = any(word in {"f", "fahrenheit", "degf"} for word in words)
    is_celsius = any(word in {"c", "celsius", "degc"} for word in words[1:])
    if is_fahrenheit == is_celsius:
        return None
    return FAHRENHEIT if is_fahrenheit else CELSIUS


def _degrees(heading: str) -> str:
    """Return a heading in lower case with the sign of degrees that its author meant: Spanish keyboards have º."""
    return heading.casefold().replace("º", "°")


def columns_of(headings: Sequence[str]) -> dict[str, str]:
    """Return the columns by the words of their headings. `valor` beats a vital sign.

    The first of two alike holds, but of two for one vital sign none: see `alike`.
    """
    found: dict[str, str] = {}
    for heading in headings:
        name = _name_of(heading)
        if name is not None and name not in found:
            found[name] = heading
    if not all(name in found for name in LONG):
        for name in (*LONG, "unidad", *(vital.name for vital in VITALS if alike(headings, [vital.name]))):
            found.pop(name, None)
    else:
        for vital in VITALS:
            found.pop(vital.name, None)
    return found


def alike(headings: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the headings that stand for the first of these vital signs that has several; [] if none has."""
    for vital in VITALS:
        found = [heading for heading in headings if _name_of(heading) == vital.name] if vital.name in names else []
        if len(found) > 1:
            return found
    return []


def _name_of(heading: str) -> str | None:
    """Return what a column holds by the words of its heading; None if they are unknown."""
    heading = _AGAIN.sub("", heading)
    name = _BY_WORD.get(plain(heading))
    if name is None and len(parts := heading.replace("-", "/").split("/")) > 1:  # the group of a form's field
        name = _BY_WORD.get(plain(parts[-1]))
    return name


def completed(mapping: Mapping, headings: Sequence[str]) -> Mapping:
    """Return the mapping with the columns and the unit that the headings tell, where it has none.

    Raises FileRefusedError: NO_SUCH_COLUMN.
    """
    columns = columns_of(headings) if not mapping.columnas else mapping.columnas
    lost = [column for column in columns.values() if column not in headings]
    if lost:
        raise FileRefusedError(FileFlaw.NO_SUCH_COLUMN, ", ".join(lost))
    unit = mapping.unidad or unit_of(columns.get(TEMPERATURE.name, ""))
    return replace(mapping, columnas=columns, unidad=unit)
