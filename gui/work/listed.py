"""Records as they are listed, handed from the tab that lists them to what exports or prints them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QLocale

    from core.notes.notes import Notes
    from core.records.finding import Rows
    from core.records.index import RecordIndex
    from core.records.period import Choice, Period


@dataclass(frozen=True, slots=True)
class ListedRecords:
    """The rows of a list, in its order.

    `filters` says in words what they were chosen and sorted by, "" for all of a period, newest first; `is_whole`
    whether they are all records of the period that count, and no others; `count` how many, in words.
    """

    index: RecordIndex
    rows: Rows
    notes: Notes
    choice: Choice
    period: Period
    filters: str
    is_whole: bool
    with_retracted: bool
    count: str
    locale: QLocale

    def positions(self) -> Iterator[int]:
        """Yield the positions of the records in the index."""
        return map(self.rows.position, range(len(self.rows)))
