"""Observations joined into readings: three vital signs of one visit, from lines that follow each other closely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical.vitals import VITALS
from core.exchange.incoming.rows import Flaw, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

WAITING: Final = 10_000
"""Incomplete visits kept at a time; the one begun first is given up beyond."""


class Observed(NamedTuple):
    """One value: `visit` names the visit, or the patient and time; a blank one is told apart by the time alone.

    `value` is in the unit of the vital sign `name`, None if its unit is unknown; `sent` as of Row.
    """

    line: int
    visit: str
    time: str
    name: str
    value: str | None
    flaw: Flaw | None = None
    key: str = ""
    sent: int = 0


class Said(NamedTuple):
    """Lines of our own journals about a visit, each with the journal's name; otherwise as Observed."""

    line: int
    visit: str
    time: str
    key: str
    own: list[tuple[str, str]]


class _Visit:
    __slots__ = ("about", "flaw", "key", "line", "own", "sent", "time", "values")

    def __init__(self, found: Observed | Said) -> None:
        self.line = found.line
        self.time = found.time
        self.key = found.key
        self.sent = 0
        self.own: list[tuple[str, str]] = []
        self.values: dict[str, str] = {}
        self.flaw: Flaw | None = None
        self.about = ""

    def row(self) -> Row:
        first, second, third = (self.values.get(vital.name, "") for vital in VITALS)
        return Row(
            self.line, self.time, (first, second, third), self.key, self.flaw, self.about, tuple(self.own), self.sent
        )


class Joined:
    """Visits that wait for their other vital signs. Which visit a value belongs to is kept as a hash only."""

    def __init__(self) -> None:
        self._visits: dict[int, _Visit] = {}

    def add(self, found: Observed) -> Iterator[Row]:
        """Add a value; yield the visit that is given up for it, if any."""
        visit = self._visit(found)
        flaw = found.flaw or (Flaw.UNKNOWN_UNIT if found.value is None else None)
        if found.value is not None and visit.values.get(found.name, found.value) != found.value:
            flaw = Flaw.REPEATED
        if flaw is not None:
            visit.flaw, visit.about = flaw, found.name
        visit.sent = visit.sent or found.sent
        visit.values.setdefault(found.name, found.value or "")
        if len(self._visits) > WAITING:
            yield self._visits.pop(next(iter(self._visits))).row()

    def add_own(self, said: Said) -> None:
        """Add the notes of our own file on a visit."""
        self._visit(said).own.extend(said.own)

    def _visit(self, found: Observed | Said) -> _Visit:
        key = hash((found.visit, "" if found.visit else found.time))
        visit = self._visits.get(key)
        if visit is None:
            visit = self._visits[key] = _Visit(found)
        return visit

    def rest(self) -> Iterator[Row]:
        """Yield all that still wait, in the order in which they began."""
        for visit in self._visits.values():
            yield visit.row()
        self._visits.clear()
