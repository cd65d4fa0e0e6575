"""The file of an export: its name, and writing its parts to the disk."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from core.system.work import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_GIVE_WAY_EVERY: Final = 100
"""After how many parts the writing lets the window's thread run, which otherwise waits 5 ms for each of its turns."""


class Writing:
    """The parts of a file on their way to the disk: counts them, and stops where it is told to."""

    def __init__(self, parts: Iterable[bytes], total: int) -> None:
        self._parts = parts
        self.total = total
        self.done = 0
        self.cancelled = False

    def __iter__(self) -> Iterator[bytes]:
        for number, part in enumerate(self._parts):
            if self.cancelled:
                raise StoppedError
            yield part
            self.done += bool(part)
            if number % _GIVE_WAY_EVERY == 0:
                time.sleep(0)


def complete(path: Path, suffix: str) -> Path:
    """Return the path with its suffix. Where that is another file than the user was asked about, replace none."""
    if path.suffix.lower() == suffix:
        return path
    completed = path.with_name(path.name + suffix)
    number = 2
    while is_there(completed):
        completed = path.with_name(f"{path.name} ({number}){suffix}")
        number += 1
    return completed


def is_there(path: Path) -> bool:
    """Say whether there is a file of that name."""
    try:
        return path.is_file()
    except OSError:
        return False
