"""An incoming file of any kind: its format, and its rows."""

from __future__ import annotations

import contextlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.exchange.incoming import fhir, hl7
from core.exchange.incoming.rows import FileFlaw, FileRefusedError
from core.exchange.incoming.table import Table
from core.exchange.incoming.text import lines, opened_text, scan
from core.system import memory
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.exchange.incoming.mapping import Mapping
    from core.exchange.incoming.rows import Row


class Format(StrEnum):
    """The kinds of file that can be imported."""

    TABLE = "csv"
    LOG = "log"
    FHIR = "fhir"
    HL7 = "hl7"


_HEAD: Final = 64 * 1024
_HL7: Final = ("MSH", "FHS", "BHS")


class Source:
    """A file to import, and how it is read. `table` is there for tables only.

    Making one reads the file once. Raises FileRefusedError, ReadError. From then on this process leaves no core dump,
    since the file may name patients.
    """

    def __init__(
        self, path: Path, kind: Format | None, mapping: Mapping, advance: Callable[[int], None] = lambda _: None
    ) -> None:
        memory.forbid_core_dumps()
        self.path = path
        self._given = mapping
        scanned = scan(path, advance)
        self.encoding, self.sha256, self.length, self.lines = scanned
        with opened_text(path, self.encoding) as file:
            head = file.read(_HEAD).lstrip("\ufeff\x0b \r\n\t")
        self.kind = kind or _kind(head)
        self._is_lines = not _is_one_value(head)
        self.table = Table(path, self.encoding, mapping) if self.kind is Format.TABLE else None

    @property
    def mapping(self) -> Mapping:
        """The mapping, as completed from the file."""
        return self.table.mapping if self.table else replace(self._given, decimal=".")

    def rows(self) -> Iterator[Row]:
        """Read the rows of a table, HL7 or FHIR, in the order of the file. Raises FileRefusedError, ReadError."""
        if self.table:
            yield from self.table.rows()
        elif self.kind is Format.FHIR and not self._is_lines:
            if self.length > fhir.LARGEST_BUNDLE:
                raise FileRefusedError(FileFlaw.TOO_LARGE)
            with opened_text(self.path, self.encoding) as file:
                yield from fhir.rows_of_bundle(file.read().encode())
        else:
            with opened_text(self.path, self.encoding) as file:
                yield from (fhir.rows_of_lines if self.kind is Format.FHIR else hl7.rows)(lines(file))


class Look(Work):
    """A task that finds out how a file is to be read, in the thread that calls `run`."""

    def __init__(self, path: Path, kind: Format | None, mapping: Mapping) -> None:
        super().__init__()
        self._given = path, kind, mapping

    def run(self) -> Source:
        """Return the file with its mapping complete. Raises FileRefusedError, ReadError or StoppedError."""
        source = self.open()
        self.resolve(source)
        return source

    def open(self) -> Source:
        """Return the file, of a table with what its first lines tell. Raises as `run`."""
        path, kind, mapping = self._given
        with contextlib.suppress(OSError):
            self.total = 2 * path.stat().st_size
        return Source(path, kind, mapping, self._advance)

    def resolve(self, source: Source) -> None:
        """Complete the mapping of a table. Raises as `run`."""
        if source.table:
            source.table.resolve(lambda lines: self._advance(source.length * lines // source.lines))
        self._advance(max(0, self.total - self.done))


def _kind(head: str) -> Format:
    if head.startswith(_HL7):
        return Format.HL7
    if not head.startswith(("{", "[")):
        return Format.TABLE
    is_log = any('"resultado"' in line and '"fecha"' in line for line in head.splitlines())
    return Format.LOG if is_log else Format.FHIR


def _is_one_value(head: str) -> bool:
    """Return whether a file of JSON begins with a value that goes beyond its first line, or is its only line."""
    first, *rest = [line for line in head.splitlines() if line.strip()] or [""]
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return True
    return not rest
