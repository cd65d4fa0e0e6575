"""The file of refused rows: a table that can be corrected and imported again."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from core.errors import SaveError, SaveFailure
from core.exchange.export import BOM, CsvFormat, disarmed
from core.exchange.incoming.importing import own_key
from core.exchange.incoming.times import parse_compact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.taking import Refused

MOST_REFUSED: Final = 100_000
"""Refused rows that are kept for the file; all are counted."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_KNOWN: Final = re.compile(
    "c|f|mmhg|lpm|bpm|min|a|p|m|am|pm|t|z|utc|ene|feb|mar|abr|may|jun|jul|ago|sept?|oct|nov|dic|jan|apr|aug|dec"
)
"""The words that a date or a value may have."""

_NUMBER: Final = re.compile(r"(?<![.,0-9])[0-9]{5,}")
"""More digits than a year or a vital sign has before its decimal sign."""

_HEADINGS: Final = ("fecha", "fiebre", "presion", "frecuencia_cardiaca", "clave", "fila", "motivo")


def keep(refused: list[Refused], row: Refused) -> None:
    """Add a row to those kept for the file, up to MOST_REFUSED."""
    if len(refused) < MOST_REFUSED:
        refused.append(row)


def check_target(path: Path, source: Path) -> None:
    """Raise SaveError, SOURCE, if the file of refused rows would replace the file that is imported."""
    with contextlib.suppress(OSError):  # one of them is not there
        if path.samefile(source):
            raise SaveError(SaveFailure.SOURCE, path)


def table(refused: Iterable[Refused], mapping: Mapping, why: Callable[[Refused], str]) -> Iterator[bytes]:
    """Yield the lines of the file; `mapping` is that of the import, `why` returns a row's reason in words."""
    form = CsvFormat(decimal_comma=mapping.decimal == ",")
    unit = f" ({mapping.unidad})" if mapping.unidad else ""
    headings = [heading + unit if heading == "fiebre" else heading for heading in _HEADINGS]
    yield (BOM + form.row(headings)).encode()
    for found in refused:
        row = found.row
        key = own_key(row.key) if row.key else ""
        time = row.time if parse_compact(row.time) else _without_identity(row.time)
        cells = map(disarmed, (time, *map(_without_identity, row.vitals)))
        yield form.row([*cells, key, row.line, why(found)]).encode()


def _without_identity(text: str) -> str:
    """Return a cell; "" if it can be a patient's name or number, of another column of a row that is shifted."""
    is_a_name = not all(map(_KNOWN.fullmatch, _WORD.findall(text.casefold())))
    return "" if is_a_name or _NUMBER.search(text) else text
