"""The columns of the lake's tables. Without Arrow, which only those who write them need."""

from __future__ import annotations

from typing import Final

from core.district.manifest import COUNTS, IN_FORCE, NOTES, RECORDS, RETRACTED, TAKEN, VALUES

TEXT: Final = "STRING"
REPEATED: Final = "REPEATED"
"""Texts of which there are few, many times."""
WHOLE: Final = "BIGINT"
NUMBER: Final = "DOUBLE"
YES_NO: Final = "BOOLEAN"
DAY: Final = "DATE"
TIME: Final = "TIMESTAMP"

KEY_LENGTH: Final = 32
"""Characters of an id: hexadecimal digits."""

_RECORD: Final = (
    ("clave_a", WHOLE),  # the record's key; `clave_texto` only where it is no id of this program
    ("clave_b", WHOLE),
    ("clave_texto", TEXT),
    ("linaje", REPEATED),
    ("procedencia", REPEATED),  # whose record it is: its `puesto`, else the lineage
    ("linea", WHOLE),  # number of the line in the log, from 1
    ("fecha", TIME),  # local time
    ("zona", REPEATED),
    ("instante", TIME),  # UTC; the local time where there is no zone
    ("dia", DAY),  # local
    ("fiebre", NUMBER),  # °C
    ("presion", NUMBER),  # mmHg
    ("frecuencia_cardiaca", NUMBER),  # beats per minute
    ("categoria", REPEATED),
    ("modelo", REPEATED),
    ("puntaje", WHOLE),
)

_NOTE: Final = (
    ("diario", TEXT),  # the name of the journal
    ("nota", TEXT),  # the note's own id
    ("clave_a", WHOLE),  # the key of the record that it speaks of
    ("clave_b", WHOLE),
    ("registro", TEXT),  # the same key as text
    ("texto", TEXT),  # the line of the note, with `tras`
    ("efecto", YES_NO),  # false if it only takes back what was said before
    ("linaje", TEXT),
)

_DELIVERY: Final = (
    ("sha256", TEXT),
    ("linaje", TEXT),
    ("recibida", TIME),  # UTC
    ("hasta", TIME),  # UTC: the time that the delivery states for itself, else when it was received
    ("bytes", WHOLE),
    ("nuevos", WHOLE),
    ("conocidos", WHOLE),
    ("danadas", WHOLE),
    ("copias", TEXT),  # its files in the lake, as JSON: journal, "" for a backup, to name
)

_COUNT: Final = (
    ("procedencia", REPEATED),
    ("dia", DAY),
    ("categoria", REPEATED),
    ("modelo", REPEATED),
    ("n", WHOLE),
)

_VALUE: Final = (
    ("procedencia", REPEATED),
    ("semana", DAY),  # its Monday
    ("signo", REPEATED),
    ("valor", NUMBER),
    ("n", WHOLE),
)

COLUMNS: Final = {
    RECORDS: _RECORD,
    RETRACTED: _RECORD,
    NOTES: _NOTE,
    IN_FORCE: _NOTE,
    TAKEN: _DELIVERY,
    COUNTS: _COUNT,
    VALUES: _VALUE,
}


def empty(table: str, timestamp: str) -> str:
    """Return the SQL of a table without rows; `timestamp` is the engine's name of a time without a zone."""
    names = {REPEATED: TEXT, TIME: timestamp}
    columns = (f"CAST(NULL AS {names.get(kind, kind)}) AS {name}" for name, kind in COLUMNS[table])
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"
