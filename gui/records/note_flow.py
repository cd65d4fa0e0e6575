"""Saving a note about a record of the list, and telling the outcome."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from core.errors import NoteRefusedError, ReadError, SaveError
from core.records import find
from core.records.find import Target
from core.system.work import Work
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from core.notes.decisions import Statement
    from core.station.station import Station
    from gui.records.records_model import RecordsModel


class Search(Work):
    """The search in the log for a record without an id; `note` saves the note once it is found."""

    def __init__(self, run: Callable[[], Target], note: Callable[[Target], None]) -> None:
        super().__init__()
        self.run = run
        self.note = note


class NoteFlow(Flow[Search]):
    """Notes about records, one at a time; a subclass implements `_why_not`.

    The key of a record without an id depends on the lines before it: it is searched for in the background.
    """

    def __init__(self, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station

    def _say(self, records: RecordsModel, row: int, statement: Statement[Any], done: Callable[[], str]) -> None:
        """Save a statement about a row's record; then `finished` carries `done`. Raises ReadError."""
        record, offset = records.record(row), records.offset(row)
        note = partial(self._note, statement, done)
        if record.id:
            note(Target(record.id, record, offset))
        else:
            search = Search(partial(find.by_place, self._station.log, record, offset), note)
            self._start(Running.READING, search, search.run)

    def _note(self, statement: Statement[Any], done: Callable[[], str], target: Target) -> None:
        try:
            self._station.note(target, statement)
        except (SaveError, ReadError, NoteRefusedError) as error:
            self.failed.emit(self._why_not(error))
        else:
            self.finished.emit(done)

    def _why_not(self, error: SaveError | ReadError | NoteRefusedError) -> Callable[[], str]:
        """Return the sentence for an error with which nothing was changed."""
        raise NotImplementedError

    def _succeed(self, search: Search, outcome: object) -> None:
        search.note(cast("Target", outcome))

    def _told(self, _search: Search, error: Exception) -> Callable[[], str] | None:
        return self._why_not(error) if isinstance(error, SaveError | ReadError | NoteRefusedError) else None
