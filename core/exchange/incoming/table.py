"""Tables of text: the separator, the heading and the dates are found out, then rows are read one by one.

A table has one patient a row, or one observation a row, joined by visit.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, deque
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.clinical.vitals import SYSTOLIC, TEMPERATURE, VITALS
from core.exchange.incoming import mapping as mappings
from core.exchange.incoming import times
from core.exchange.incoming.joined import Joined, Observed
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw, Row
from core.exchange.incoming.text import lines, opened_text
from core.exchange.incoming.units import to_celsius

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from core.exchange.incoming.mapping import Mapping

_LOOKED_AT: Final = 200
"""Lines at the beginning that separator and heading are found from."""

_HEADING_WITHIN: Final = 20
_ENOUGH: Final = 2
"""Columns that must be known for a line to be a heading."""

_BATCH: Final = 500
_BOTH_PRESSURES: Final = re.compile(r"([0-9]{2,3})\s*/\s*([0-9]{2,3})")


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
        sample = [cells or [] for _, cells in _records(head[self.skipped :], separator)]
        self.first, headings = _heading(sample, given)
        self.headings = _told_apart(headings)
        self.mapping = mappings.completed(replace(given, separador=separator, encabezado=self.first), self.headings)

    def preview(self, count: int) -> list[list[str]]:
        """Return the first `count` lines of data, cell by cell."""
        with opened_text(self.path, self.encoding) as file:
            return [cells for _, cells in islice(self._lines(file), count) if cells is not None]

    def resolve(self, advance: Callable[[int], None]) -> None:
        """Complete the mapping from whole columns: the order of dates, the decimal sign. `advance` is told the lines.

        Raises FileRefusedError: NO_COLUMNS, AMBIGUOUS_COLUMNS, AMBIGUOUS_DATES, AMBIGUOUS_DECIMALS.
        """
        self._need_columns()
        if self.mapping.fechas and self.mapping.decimal:
            return
        time = self._place("fecha")
        temperature = self._place("valor" if self.mapping.is_long else TEMPERATURE.name)
        signs: set[str] = set()

        def dates(file: TextIO) -> Iterator[str]:
            for number, (_, cells) in enumerate(self._lines(file), start=1):
                if not number % _BATCH:
                    advance(_BATCH)
                if cells is None:
                    continue
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

    def _need_columns(self) -> None:
        missing = self.mapping.missing()
        if alike := mappings.alike(self.headings, missing):
            raise FileRefusedError(FileFlaw.AMBIGUOUS_COLUMNS, ", ".join(f"«{heading}»" for heading in alike))
        if missing:
            raise FileRefusedError(FileFlaw.NO_COLUMNS, ", ".join(missing))

    def rows(self) -> Iterator[Row]:
        """Read the rows, in the order of the file."""
        with opened_text(self.path, self.encoding) as file:
            yield from self._joined(file) if self.mapping.is_long else self._wide(file)

    def _wide(self, file: TextIO) -> Iterator[Row]:
        time, clock, key = map(self._place, ("fecha", "hora", "clave"))
        first, second, third = (self._place(vital.name) for vital in VITALS)
        for line, cells in self._lines(file):
            if cells is None:
                yield Row(line, flaw=Flaw.NO_CELLS)
                continue
            at = _cell(cells, time)
            if clock is not None and at:
                at = f"{at} {_cell(cells, clock)}".strip()
            values = _cell(cells, first), _systolic(_cell(cells, second)), _cell(cells, third)
            yield Row(line, at, values, _cell(cells, key))

    def _joined(self, file: TextIO) -> Iterator[Row]:
        time, clock, visit, code, value, unit = map(
            self._place, ("fecha", "hora", "visita", "codigo", "valor", "unidad")
        )
        by_code = {mappings.plain(word): name for name, words in mappings.CODES.items() for word in words}
        joined = Joined()
        for line, cells in self._lines(file):
            if cells is None:
                yield Row(line, flaw=Flaw.NO_CELLS)
                continue
            name = by_code.get(mappings.plain(_cell(cells, code)))
            if name is not None:
                at = f"{_cell(cells, time)} {_cell(cells, clock)}".strip()
                stated = _cell(cells, unit)
                text = _systolic(_cell(cells, value)) if name == SYSTOLIC.name else _cell(cells, value)
                quantity = to_celsius(name, text, stated, self.mapping.decimal or ".") if stated else text
                yield from joined.add(Observed(line, _cell(cells, visit), at, name, quantity))
        yield from joined.rest()

    def _lines(self, file: TextIO) -> Iterator[tuple[int, list[str] | None]]:
        """Read the lines of data with any content, as _records."""
        start = self.first + self.skipped
        for number, (line, cells) in enumerate(_records(lines(file), self.mapping.separador or ",")):
            if number >= start and (cells is None or any(cells)):
                yield line, cells

    def _place(self, name: str) -> int | None:
        heading = self.mapping.columnas.get(name)
        return None if heading is None else self.headings.index(heading)


class _Again:
    """Lines of which those `read` for the last row can be given again."""

    def __init__(self, given: Iterable[str]) -> None:
        self.read: list[str] = []
        self._given = iter(given)
        self._again: deque[str] = deque()

    def __iter__(self) -> _Again:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._given)
        self.read.append(line)
        return line

    def give_again(self) -> None:
        """Have all lines of the last row but its first given once more."""
        self._again.extendleft(reversed(self.read[1:]))
        del self.read[1:]


def _records(given: Iterable[str], separator: str) -> Iterator[tuple[int, list[str] | None]]:
    """Split lines into the cells of rows, each with the number of the line where it begins, from 1.

    A row with quotes that are not closed as they must be, or with a cell that is too long, is None; its next line
    begins another one.
    """
    again = _Again(given)
    found = csv.reader(again, delimiter=separator, strict=True)
    number = 1
    while True:
        try:
            cells = next(found)
        except StopIteration:
            return
        except csv.Error:
            again.give_again()
            yield number, None
        else:
            yield number, cells
        number += len(again.read)
        again.read.clear()


def _systolic(text: str) -> str:
    """Return the systolic of two pressures such as 120/80; other texts as they are."""
    both = _BOTH_PRESSURES.fullmatch(text) if "/" in text else None
    return both[1] if both and int(both[1]) > int(both[2]) else text


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _separator(head: list[str]) -> str:
    """Return the separator that splits lines into most cells, counted where they are equally many."""

    def evenness(separator: str) -> int:
        widths = Counter(len(cells) for _, cells in _records(head, separator) if cells)
        return max((count * (width - 1) for width, count in widths.items()), default=0)

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


def _told_apart(headings: list[str]) -> list[str]:
    """Return headings with a number behind those that stand there again: `Temp`, `Temp (2)`."""
    counts: Counter[str] = Counter()
    found = []
    for heading in headings:
        counts[heading] += 1
        found.append(f"{heading} ({counts[heading]})" if heading and counts[heading] > 1 else heading)
    return found


_NUMERIC: Final = frozenset({vital.name for vital in VITALS} | {"valor"})


def _numbers(width: int) -> list[str]:
    return [str(number) for number in range(1, width + 1)]
