"""The lake's tables as Arrow's schemas: as they stand in the Parquet files."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from core.district import tables
from core.district.manifest import NOTES, RECORDS, TAKEN

_KINDS: Final = {
    tables.TEXT: pa.string(),
    tables.REPEATED: pa.dictionary(pa.int32(), pa.string()),
    tables.WHOLE: pa.int64(),
    tables.NUMBER: pa.float64(),
    tables.YES_NO: pa.bool_(),
    tables.DAY: pa.date32(),
    tables.TIME: pa.timestamp("us"),
}

SCHEMAS: Final = {
    table: pa.schema([(name, _KINDS[kind]) for name, kind in columns]) for table, columns in tables.COLUMNS.items()
}
RECORD_ROW: Final = SCHEMAS[RECORDS]
NOTE_ROW: Final = SCHEMAS[NOTES]
DELIVERY_ROW: Final = SCHEMAS[TAKEN]
