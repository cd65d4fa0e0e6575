"""Which of the notes about a record holds: a fold over notes that does not depend on their order.

A note lists in `tras` the notes of its record that its writer knew of and that nothing had replaced. Of those that no
other note replaces, the one with the later instant (UTC) holds; of two with one instant, the one with the greater id:
PCs that have exchanged their notes agree. A note without `tras`, of an older program, replaces the one of its record
before it in its file. A repeated note is one note, with all that its copies replace.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from msgspec.structs import replace

from core.journal import reader
from core.journal.entry import instant
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from core.journal.health import Health
    from core.journal.reader import Classify, Mark
    from core.refusals import NoteRefusal


class Note(Protocol):
    """A statement about a record, with time, own id, the record's key and the ids of the notes it replaces."""

    @property
    def fecha(self) -> str:
        """Local time to the second."""

    @property
    def zona(self) -> str:
        """The offset of `fecha` from UTC."""

    @property
    def id(self) -> str:
        """The note's own id."""

    @property
    def registro(self) -> str:
        """The record's key."""

    @property
    def tras(self) -> tuple[str, ...] | None:
        """The ids of the replaced notes; None in notes from before this field existed."""


NoteT = TypeVar("NoteT", bound=Note)


@dataclass(frozen=True, slots=True)
class Statement(Generic[NoteT]):
    """A statement of a user about a record, for the journal with this file name.

    `make` returns its note, of a record's key, the local time and the ids of the replaced notes. `refusal` returns
    why it cannot be said after the note in force (None if there is none), or None if it can.
    """

    journal: str
    make: Callable[[str, datetime, tuple[str, ...]], NoteT]
    refusal: Callable[[NoteT | None], NoteRefusal | None]


class _History(Generic[NoteT]):
    """The notes of one record by id, and the ids that each replaces; `heads` are the unreplaced ones.

    `last` is the last id in the file.
    """

    __slots__ = ("_latest", "edges", "heads", "last", "notes", "replaced")

    def __init__(self) -> None:
        self.notes: dict[str, NoteT] = {}
        self.edges: dict[str, set[str]] = {}
        self.heads: dict[str, NoteT] = {}
        self.replaced: set[str] = set()
        self.last: str | None = None
        self._latest: NoteT | None = None

    def replace(self, by: str, ids: tuple[str, ...]) -> None:
        self.edges.setdefault(by, set()).update(ids)
        self.replaced.update(ids)
        for replaced in ids:
            self.heads.pop(replaced, None)

    def add(self, note: NoteT) -> None:
        self.notes[note.id] = note
        if note.id not in self.replaced:
            self.heads[note.id] = note
        if self._latest is None or rank(note) > rank(self._latest):
            self._latest = note

    def holds(self) -> NoteT | None:
        if len(self.heads) == 1:
            return next(iter(self.heads.values()))
        # No heads: notes replace each other in a circle, as after an older program merged files in two orders.
        return max(self.heads.values(), key=rank, default=self._latest)


class Decisions(Generic[NoteT]):
    """The fold of the notes of one or several files; the result does not depend on the order of the files."""

    def __init__(self) -> None:
        self._histories: dict[str, _History[NoteT]] = {}
        self._records: dict[str, str] = {}

    def replaces(self, note: NoteT) -> tuple[str, ...]:
        """Return the ids that the next note of the file replaces."""
        if note.tras is not None:
            return note.tras
        history = self._histories.get(note.registro)
        if history is None or history.last is None or self.has(note.id):
            return ()
        return (history.last,)

    def apply(self, note: NoteT) -> tuple[str, ...]:
        """Apply the file's next note and return the ids it replaces; an id used for another record is ignored."""
        replaces = self.replaces(note)
        is_known = self.has(note.id)
        if self._records.setdefault(note.id, note.registro) != note.registro:
            return ()
        history = self._histories.setdefault(note.registro, _History())
        history.replace(note.id, replaces)
        if not is_known:
            history.add(note)
        history.last = note.id
        return replaces

    def has(self, note_id: str) -> bool:
        """Return whether a note with this id was applied."""
        return note_id in self._records

    def knows(self, note: NoteT, replaces: tuple[str, ...]) -> bool:
        """Return whether applying this note, with these replaced ids, would change nothing."""
        if note.id not in self._records:
            return False
        return self._records[note.id] != note.registro or self._histories[note.registro].replaced.issuperset(replaces)

    def holding(self, record: str) -> NoteT | None:
        """Return the note in force for a record; None if there is none."""
        history = self._histories.get(record)
        return None if history is None else history.holds()

    def in_force(self) -> Iterator[NoteT]:
        """Yield the note that holds, of each record."""
        return filter(None, (history.holds() for history in self._histories.values()))

    def behind(self, note: NoteT) -> list[NoteT]:
        """Return an applied note and all known notes that it replaces, directly or not."""
        history = self._histories[note.registro]
        if len(history.notes) == 1:
            return [note]
        found: dict[str, NoteT] = {}
        left = [note.id]
        while left:
            name = left.pop()
            if name in history.notes and name not in found:
                found[name] = history.notes[name]
                left.extend(history.edges[name])
        return list(found.values())

    def oldest_first(self, note: NoteT) -> list[NoteT]:
        """Return the notes of `behind` by their instants; of one instant, a note stands after those it replaces."""
        return sorted(self.behind(note), key=self._recency)

    def _recency(self, note: NoteT) -> tuple[datetime, int, str]:
        time, name = rank(note)
        return time, len(self.behind(note)), name

    def unreplaced(self, record: str) -> tuple[str, ...]:
        """Return the unreplaced ids of a record, ascending: the `tras` of its next note."""
        history = self._histories.get(record)
        return () if history is None else tuple(sorted(history.heads))


def read(
    path: Path, classify: Classify[Any], decisions: Decisions[Any], health: Health, end: int | None = None
) -> Mark:
    """Apply the notes in the first `end` bytes (all) of a journal; return the place after its last whole line.

    `health` counts the lines, those of known notes as copies. Raises ReadError.
    """
    mark = reader.START
    for block in reader.blocks(path, end):
        for line in block.entries(classify):
            note: Any = line.entry
            health.add(replace(line, kind=LineKind.COPY) if note is not None and decisions.has(note.id) else line)
            if note is not None:
                decisions.apply(note)
        mark = block.end
    return mark


def rank(note: Note) -> tuple[datetime, str]:
    """Return the sort key of notes that do not replace each other: the instant, then the id."""
    return instant(note.fecha, note.zona), note.id
