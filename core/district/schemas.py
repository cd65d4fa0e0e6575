"""The columns of the lake's tables, as they stand in its Parquet files."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from core.district.manifest import IN_FORCE, NOTES, RECORDS, TAKEN, VOIDED

_TEXT: Final = pa.dictionary(pa.int32(), pa.string())

RECORD_ROW: Final = pa.schema(
    [
        ("clave_a", pa.int64()),  # the record's key; `clave_texto` only where it is no id of this program
        ("clave_b", pa.int64()),
        ("clave_texto", pa.string()),
        ("linaje", _TEXT),
        ("procedencia", _TEXT),  # whose record it is: its `puesto`, else the lineage
        ("linea", pa.int64()),  # number of the line in the log, from 1
        ("fecha", pa.timestamp("us")),  # local time
        ("zona", _TEXT),
        ("instante", pa.timestamp("us")),  # UTC; the local time where there is no zone
        ("dia", pa.date32()),  # local
        ("fiebre", pa.float64()),  # °C
        ("presion", pa.float64()),  # mmHg
        ("frecuencia_cardiaca", pa.float64()),  # beats per minute
        ("categoria", _TEXT),
        ("modelo", _TEXT),
        ("puntaje", pa.int64()),
    ]
)

NOTE_ROW: Final = pa.schema(
    [
        ("diario", pa.string()),  # the name of the journal
        ("nota", pa.string()),  # the note's own id
        ("clave_a", pa.int64()),  # the key of the record that it speaks of
        ("clave_b", pa.int64()),
        ("registro", pa.string()),  # the same key as text
        ("texto", pa.string()),  # the line of the note, with `tras`
        ("efecto", pa.bool_()),  # false if it only takes back what was said before
        ("linaje", pa.string()),
    ]
)

DELIVERY_ROW: Final = pa.schema(
    [
        ("sha256", pa.string()),
        ("linaje", pa.string()),
        ("recibida", pa.timestamp("us")),  # UTC
        ("hasta", pa.timestamp("us")),  # UTC: the time that the delivery states for itself, else when it was received
        ("bytes", pa.int64()),
        ("nuevos", pa.int64()),
        ("conocidos", pa.int64()),
        ("danadas", pa.int64()),
        ("copias", pa.string()),  # its files in the lake, as JSON: journal, "" for a backup, to name
    ]
)

SCHEMAS: Final = {
    RECORDS: RECORD_ROW,
    VOIDED: RECORD_ROW,
    NOTES: NOTE_ROW,
    IN_FORCE: NOTE_ROW,
    TAKEN: DELIVERY_ROW,
}

_SQL_TYPES: Final = {
    "int64": "BIGINT",
    "double": "DOUBLE",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
}


def empty(table: str, timestamp: str) -> str:
    """Return the SQL of a table without rows; `timestamp` is the engine's name of a time without a zone."""
    types = _SQL_TYPES | {"timestamp[us]": timestamp}
    columns = (f"CAST(NULL AS {types.get(str(field.type), 'STRING')}) AS {field.name}" for field in SCHEMAS[table])
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"
