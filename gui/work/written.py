"""A file that the user had written, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Written:
    """The file at `path`; called, it returns its sentence in the language in force.

    `can_open` is false of what only this program reads, such as a backup.
    """

    words: Callable[[], str]
    path: Path
    can_open: bool = True

    def __call__(self) -> str:
        """Return the sentence."""
        return self.words()
