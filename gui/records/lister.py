"""The rows of the list of records, of a period and a filter, found in the background if they are many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Signal

from core.records.finding import Finding, Wanted
from core.records.period import Period
from core.system.paths import VERDICTS_NAME
from gui.language import report_words
from gui.records.filter_bar import Filter, Judged, Retracted
from gui.work.flow import Flow, Running
from gui.work.listed import ListedRecords

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QLocale, QObject

    from core.notes.notes import Notes
    from core.records.finding import Rows
    from core.records.index import RecordIndex
    from core.records.period import Choice
    from gui.work.record_source import RecordSource

FOUND_AT_ONCE: Final = 50_000
"""Most records searched in the window's thread: a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The listed records. `counting` is how many records of the period count, listed or not."""

    index: RecordIndex
    rows: Rows
    notes: Notes
    filter: Filter
    choice: Choice
    period: Period
    today: date
    counting: int


def sentence(listing: Listing, locale: QLocale) -> str:
    """Return how many records are listed, and of what."""
    if listing.filter.narrows:
        return report_words.found(len(listing.rows), report_words.total_in(listing.choice, listing.counting, locale))
    retracted = len(listing.rows) - listing.counting
    return report_words.total_in(listing.choice, listing.counting, locale, retracted)


def carried(listing: Listing, filters: str, locale: QLocale) -> ListedRecords:
    """Return a listing to be carried away; `filters` says in words what was chosen."""
    is_hidden = listing.filter.retracted is Retracted.HIDDEN
    return ListedRecords(
        listing.index,
        listing.rows,
        listing.notes,
        listing.choice,
        listing.period,
        filters,
        listing.filter.is_plain and is_hidden,
        not is_hidden,
        sentence(listing, locale),
        locale,
    )


class Lister(Flow[Finding]):
    """Makes listings. `listed` carries a Listing, at once or when it is found; a later one replaces one under way."""

    listed = Signal(object)

    def __init__(self, source: RecordSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._wanted: tuple[Finding, Listing] | None = None
        self._is_next_due = False

    def list(self, choice: Choice, chosen: Filter) -> bool:
        """Make a listing; return False if the log is not read yet."""
        station = self._source.station
        notes = station.notes
        index = None if notes is None else self._source.index()
        if notes is None or index is None:
            return False
        today = station.clock().date()
        period = Period.named(choice, today)
        copies, retracted = station.health.copies, notes.offsets
        counting = index.view(period, [*retracted, *copies])
        listing = Listing(index, counting, notes, chosen, choice, period, today, len(counting))
        if chosen.is_plain:
            self._drop()
            rows = counting if chosen.retracted is Retracted.HIDDEN else index.view(period, copies)
            self.listed.emit(replace(listing, rows=rows))
            return True
        only = retracted if chosen.retracted is Retracted.ONLY else None
        hidden = [*copies, *(retracted if chosen.retracted is Retracted.HIDDEN else ())]
        if chosen.judged is Judged.NO:
            hidden.extend(offset for offset, _ in notes.noted(VERDICTS_NAME))
        elif chosen.judged is not None:
            judged = _judged(notes, chosen.judged)
            only = judged if only is None else list(set(judged).intersection(only))
        finding = Finding(index, Wanted(period, chosen.category, chosen.alarm, chosen.order, only, hidden))
        self._drop()
        if finding.total <= FOUND_AT_ONCE:
            self.listed.emit(replace(listing, rows=finding.run()))
            return True
        self._wanted = finding, listing
        self._is_next_due = self.running is not None
        if not self._is_next_due:
            self._start(Running.READING, finding, finding.run)
        return True

    def _drop(self) -> None:
        """Forget the running search."""
        self._wanted, self._is_next_due = None, False
        if self.running is not None:
            self.cancel()

    def _succeed(self, finding: Finding, outcome: object) -> None:
        wanted = self._wanted
        if wanted is not None and wanted[0] is finding:
            self._wanted = None
            self.listed.emit(replace(wanted[1], rows=cast("Rows", outcome)))
        self._go_on()

    def _fail(self, finding: Finding, error: Exception) -> None:
        super()._fail(finding, error)
        self._go_on()

    def _told(self, _finding: Finding, _error: Exception) -> None:
        return None

    def _go_on(self) -> None:
        if self._is_next_due and self._wanted is not None:
            self._is_next_due = False
            self._start(Running.READING, self._wanted[0], self._wanted[0].run)


def _judged(notes: Notes, wanted: Judged) -> list[int]:
    """Return the offsets of the records with a verdict, or with one other than the result."""
    return [
        offset
        for offset, verdict in notes.noted(VERDICTS_NAME)
        if wanted is Judged.YES or verdict.criterio != verdict.mostrado
    ]
