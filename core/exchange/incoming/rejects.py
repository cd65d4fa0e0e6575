"""The file of refused rows: a table that can be corrected and imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.exchange.export import BOM, CsvFormat, disarmed
from core.exchange.incoming.importing import own_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.taking import Refused

MOST_REFUSED: Final = 100_000
"""Refused rows that are kept for the file; all are counted."""

_HEADINGS: Final = ("fecha", "fiebre", "presion", "frecuencia_cardiaca", "clave", "fila", "motivo")


def keep(refused: list[Refused], row: Refused) -> None:
    """Add a row to those kept for the file, up to MOST_REFUSED."""
    if len(refused) < MOST_REFUSED:
        refused.append(row)


def table(refused: Iterable[Refused], mapping: Mapping, why: Callable[[Refused], str]) -> Iterator[bytes]:
    """Yield the lines of the file; `mapping` is that of the import, `why` returns a row's reason in words."""
    form = CsvFormat(decimal_comma=mapping.decimal == ",")
    unit = f" ({mapping.unidad})" if mapping.unidad else ""
    headings = [heading + unit if heading == "fiebre" else heading for heading in _HEADINGS]
    yield (BOM + form.row(headings)).encode()
    for found in refused:
        row = found.row
        key = own_key(row.key) if row.key else ""
        cells = map(disarmed, (row.time, *row.vitals))
        yield form.row([*cells, key, row.line, why(found)]).encode()
