"""The file of an export: its format, its parts on their way to the disk, and its name."""

from __future__ import annotations

import time
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from core.system.whole_file import write_whole
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from core.records.period import Choice

_GIVE_WAY_EVERY: Final = 100
"""Number of parts after which the writer yields the GIL; the window's thread would wait 5 ms for it otherwise."""


class Format(IntEnum):
    """What can be written, in the order in which it is offered."""

    PDF = 0
    CSV = 1
    RECORDS = 2
    JSON = 3
    FHIR = 4

    @property
    def suffix(self) -> str:
        """How the name of such a file ends, without the dot."""
        return {Format.RECORDS: "csv", Format.FHIR: "json"}.get(self, self.name.lower())


class ListFormat(IntEnum):
    """What a list of records can be written as, in the order in which it is offered."""

    PDF = 0
    CSV = 1

    @property
    def suffix(self) -> str:
        """How the name of such a file ends, without the dot."""
        return self.name.lower()


class Writing(Work):
    """The writing of a file of a period from its parts, which it counts."""

    def __init__(
        self, path: Path, form: Format | ListFormat, period: Choice, parts: Iterable[bytes], total: int
    ) -> None:
        super().__init__()
        self.path, self.form, self.period = path, form, period
        self.total = total
        self._parts = parts

    def run(self) -> None:
        """Write the file, whole or not at all. Raises SaveError, ReadError or StoppedError."""
        write_whole(self.path, self)

    def __iter__(self) -> Iterator[bytes]:
        for number, part in enumerate(self._parts):
            self._advance(0)
            yield part
            self._advance(bool(part))
            if number % _GIVE_WAY_EVERY == 0:
                time.sleep(0)


def complete(path: Path, suffix: str) -> Path:
    """Return the path with its suffix; if that had to be added, the new name is one that is free.

    The file dialog has asked about replacing the name as typed only.
    """
    if path.suffix.lower() == suffix:
        return path
    completed = path.with_name(path.name + suffix)
    number = 2
    while is_there(completed):
        completed = path.with_name(f"{path.name} ({number}){suffix}")
        number += 1
    return completed


def is_there(path: Path) -> bool:
    """Return whether a regular file of that name exists; False if it cannot be checked."""
    try:
        return path.is_file()
    except OSError:
        return False
