"""Imports as a whole: their records are voided when an import is undone, and reinstated when it is repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.notes import journals, voids
from core.vocabulary import Reason

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from core.notes.decisions import Statement

NAME: Final = journals.VOIDS.name
"""The journal of notes about imports."""


class Imports:
    """The notes in force of a data directory, read once. Raises ReadError."""

    def __init__(self, directory: Path) -> None:
        self._folds = {kind.name: journals.read_notes(kind, directory) for kind in journals.of_notes()}
        self._fold = self._folds[NAME]

    def undo(self, key: str, now: datetime) -> bytes | None:
        """Return the line that takes an imported record out of the counts; None if it is out already."""
        return None if self._fold.stands(key) else self._line(key, voids.void(Reason.IMPORT), now)

    def repeat(self, key: str, now: datetime) -> bytes | None:
        """Return the line that counts a record again; None unless the undoing of its import took it out."""
        holding = self._fold.decisions.holding(key)
        return (
            self._line(key, voids.reinstate(), now)
            if holding is not None and holding.motivo == Reason.IMPORT
            else None
        )

    def take(self, name: str, note: Any) -> bytes | None:
        """Return the line of a note of that journal that comes with its record; None if it is here."""
        decisions = self._folds[name].decisions
        if decisions.knows(note, decisions.replaces(note)):
            return None
        decisions.apply(note)
        return self._folds[name].kind.codec.encode(note)

    def _line(self, key: str, said: Statement[Any], now: datetime) -> bytes:
        note = said.make(key, now, self._fold.decisions.unreplaced(key))
        self._fold.decisions.apply(note)
        return voids.encode(note)
