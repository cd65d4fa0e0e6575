"""Mappings of earlier imports, found again by the headings of a table."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from core.exchange.incoming.mapping import Mapping, decode
from core.exchange.incoming.rows import FileRefusedError
from core.exchange.incoming.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping as Mappings

    from core.exchange.incoming.source import Source

MOST: Final = 20
"""Mappings that are kept; the oldest make room."""

LONGEST: Final = 1500
"""Longest mapping, in characters of JSON, that is kept: the settings stay small."""


def with_mapping(kept: Mappings[str, str], source: Source, given: Mapping) -> dict[str, str]:
    """Return the kept mappings with that of a table: the user's decisions in `given`, and the columns.

    What was found out from the rows of one file, such as the order of its dates, is found out from the next again.
    Tables without headings, and other formats, are not kept.
    """
    table = source.table
    if table is None or not table.first:
        return dict(kept)
    mapping = replace(given, columnas=table.mapping.columnas)
    text = msgspec.json.encode(mapping).decode()
    name = _name(table.headings)
    others = {key: value for key, value in kept.items() if key != name}
    return dict(list(others.items())[1 - MOST :]) | {name: text} if len(text) <= LONGEST else others


def find(kept: Mappings[str, str], source: Source) -> Mapping | None:
    """Return the newest kept mapping under which a table has the headings that it was made for; None without one."""
    if source.table is None:
        return None
    for name, text in reversed(list(kept.items())):
        try:
            mapping = decode(text.encode())
            table = Table(source.path, source.encoding, mapping)
        except FileRefusedError:
            continue
        if table.first and _name(table.headings) == name:
            return mapping
    return None


def _name(headings: list[str]) -> str:
    return hashlib.sha256("\0".join(headings).encode(errors="surrogatepass")).hexdigest()[:16]
