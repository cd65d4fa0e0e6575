"""Tables of text: the separator, the heading and the dates are found out, then rows are read one by one.

A table has one patient a row, or one observation a row, joined by visit.
"""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.clinical.vitals import TEMPERATURE, VITALS
from core.exchange.incoming import mapping as mappings
from core.exchange.incoming import times
from core.exchange.incoming.joined import Joined, Observed
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Row
from core.exchange.incoming.text import lines, opened_text
from core.exchange.incoming.units import to_celsius

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

    from core.exchange.incoming.mapping import Mapping

_LOOKED_AT: Final = 200
"""Lines at the beginning that separator and heading are found from."""

_HEADING_WITHIN: Final = 20
_ENOUGH: Final = 2
"""Columns that must be known for a line to be a heading."""

_BATCH: Final = 500


class Table:
    """A table as its mapping says, completed by what the file tells: `mapping`, `headings`, `first`.

    `first` is the number of lines before the data. Raises FileRefusedError.
    """

    def __init__(self, path: Path, encoding: str, given: Mapping) -> None:
        self.path = path
        self.encoding = given.codificacion or encoding
        with opened_text(path, self.encoding) as file:
            head = list(islice(lines(file), _LOOKED_AT))
        self.skipped = bool(head) and head[0].strip().lower().lstrip("\ufeff").startswith("sep=")
        if self.skipped:
            given = replace(given, separador=given.separador or head[0].strip()[-1:])
        separator = given.separador if given.separador in mappings.SEPARATORS else _separator(head[self.skipped :])
        sample = _cells(head[self.skipped :], separator)
        self.first, self.headings = _heading(sample, given)
        self.mapping = mappings.completed(replace(given, separador=separator, encabezado=self.first), self.headings)

    def preview(self, count: int) -> list[list[str]]:
        """Return the first `count` lines of data, cell by cell."""
        with opened_text(self.path, self.encoding) as file:
            return [cells for _, cells in islice(self._lines(file), count)]

    def resolve(self, advance: Callable[[int], None]) -> None:
        """Complete the mapping from whole columns: the order of dates, the decimal sign. `advance` is told the lines.

        Raises FileRefusedError: NO_COLUMNS, AMBIGUOUS_DATES, AMBIGUOUS_DECIMALS.
        """
        if missing := self.mapping.missing():
            raise FileRefusedError(FileFlaw.NO_COLUMNS, ", ".join(missing))
        if self.mapping.fechas and self.mapping.decimal:
            return
        time = self._place("fecha")
        temperature = self._place("valor" if self.mapping.is_long else TEMPERATURE.name)
        signs: set[str] = set()

        def dates(file: TextIO) -> Iterator[str]:
            for number, (_, cells) in enumerate(self._lines(file)):
                if not number % _BATCH:
                    advance(_BATCH)
                signs.update(_cell(cells, temperature))
                yield _cell(cells, time)

        with opened_text(self.path, self.encoding) as file:
            column = dates(file)
            order = self.mapping.fechas or times.order_of(column)
            for _ in column:  # the signs of all lines
                pass
        if order is None:
            raise FileRefusedError(FileFlaw.AMBIGUOUS_DATES, self.mapping.columnas["fecha"])
        if self.mapping.decimal is None and signs >= {",", "."}:
            raise FileRefusedError(FileFlaw.AMBIGUOUS_DECIMALS, self.headings[temperature or 0])
        decimal = self.mapping.decimal or ("," if "," in signs else ".")
        self.mapping = replace(self.mapping, fechas=order, decimal=decimal)

    def rows(self) -> Iterator[Row]:
        """Read the rows, in the order of the file."""
        with opened_text(self.path, self.encoding) as file:
            yield from self._joined(file) if self.mapping.is_long else self._wide(file)

    def _wide(self, file: TextIO) -> Iterator[Row]:
        time, clock, key = map(self._place, ("fecha", "hora", "clave"))
        first, second, third = (self._place(vital.name) for vital in VITALS)
        for line, cells in self._lines(file):
            at = _cell(cells, time)
            if clock is not None and at:
                at = f"{at} {_cell(cells, clock)}".strip()
            yield Row(line, at, (_cell(cells, first), _cell(cells, second), _cell(cells, third)), _cell(cells, key))

    def _joined(self, file: TextIO) -> Iterator[Row]:
        time, clock, visit, code, value, unit = map(
            self._place, ("fecha", "hora", "visita", "codigo", "valor", "unidad")
        )
        by_code = {mappings.plain(word): name for name, words in mappings.CODES.items() for word in words}
        joined = Joined()
        for line, cells in self._lines(file):
            name = by_code.get(mappings.plain(_cell(cells, code)))
            if name is not None:
                at = f"{_cell(cells, time)} {_cell(cells, clock)}".strip()
                stated = _cell(cells, unit)
                text = _cell(cells, value)
                quantity = to_celsius(name, text, stated, self.mapping.decimal or ".") if stated else text
                yield from joined.add(Observed(line, _cell(cells, visit), at, name, quantity))
        yield from joined.rest()

    def _lines(self, file: TextIO) -> Iterator[tuple[int, list[str]]]:
        """Read the lines of data with any content, each with its number."""
        found = csv.reader(lines(file), delimiter=self.mapping.separador or ",")
        start = self.first + self.skipped
        try:
            for number, cells in enumerate(found):
                if number >= start and any(cells):
                    yield found.line_num, cells
        except csv.Error as error:
            raise FileRefusedError(FileFlaw.NOT_TEXT) from error

    def _place(self, name: str) -> int | None:
        heading = self.mapping.columnas.get(name)
        return None if heading is None else self.headings.index(heading)


def _cells(head: list[str], separator: str) -> list[list[str]]:
    """Return the cells of lines at the beginning of a file. Raises FileRefusedError."""
    try:
        return list(csv.reader(head, delimiter=separator))
    except csv.Error as error:
        raise FileRefusedError(FileFlaw.NOT_TEXT) from error


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _separator(head: list[str]) -> str:
    """Return the separator that splits most lines into equally many cells, more than one."""

    def evenness(separator: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in _cells(head, separator) if cells)
        return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 1))

    return max(mappings.SEPARATORS, key=evenness)


def _heading(sample: list[list[str]], given: Mapping) -> tuple[int, list[str]]:
    """Return the number of lines before the data, and the headings; column numbers where there are none."""
    width = max(map(len, sample), default=0)
    if given.encabezado is not None:
        found = sample[given.encabezado - 1] if 0 < given.encabezado <= len(sample) else _numbers(width)
        return given.encabezado, found
    wanted = set(given.columnas.values())
    best, known = None, 0
    for number, cells in enumerate(sample[:_HEADING_WITHIN]):
        count = len(wanted.intersection(cells)) if wanted else len(mappings.columns_of(cells))
        if count > known:
            best, known = number, count
    if best is None or known < min(_ENOUGH, len(wanted) or _ENOUGH):
        return 0, _numbers(width)
    found = sample[best]
    places = [found.index(heading) for name, heading in mappings.columns_of(found).items() if name in _NUMERIC]
    first = best + 1
    while (
        first < min(len(sample), _HEADING_WITHIN)
        and places
        and not any(any(sign.isdigit() for sign in _cell(sample[first], place)) for place in places)
        and any(sample[first])
    ):
        first += 1
    return (first if first < len(sample) else best + 1), found


_NUMERIC: Final = frozenset({vital.name for vital in VITALS} | {"valor"})


def _numbers(width: int) -> list[str]:
    return [str(number) for number in range(1, width + 1)]
