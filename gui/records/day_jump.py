"""Going to the records of a day: asks for it, then moves the list to its newest record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.records.columns import Column
from core.records.finding import NEWEST_FIRST
from core.records.period import Period
from core.vocabulary import PeriodName
from gui.language import report_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gui.kit.period_bar import PeriodBar
    from gui.records.filter_bar import FilterBar
    from gui.records.records_model import RecordsModel
    from gui.records.records_table import RecordsTable
    from gui.work.questions import Questions


class DayJump(QObject):
    """`wanted`: a day was chosen, and the list is to be read again; `arrive` then moves to it.

    `told` carries a function that returns a sentence for the user: another day was the nearest.
    """

    wanted = Signal()
    told = Signal(object)

    def __init__(  # noqa: PLR0913, PLR0917 - what a day has to do with
        self,
        period: PeriodBar,
        filters: FilterBar,
        records: RecordsModel,
        table: RecordsTable,
        questions: Questions,
        today: Callable[[], date],
    ) -> None:
        super().__init__(table)
        self._period = period
        self._filters = filters
        self._records = records
        self._table = table
        self._questions = questions
        self._today = today
        self._day: date | None = None

    @Slot()
    def ask(self) -> None:
        """Ask for a day and go to its newest record, in another period if need be."""
        today = self._today()
        day = self._questions.choose_day(self._table.day() or today, today)
        if day is None:
            return
        if not Period.named(self._period.choice, today).includes(day.isoformat()):
            self._period.choose(PeriodName.ALL)
        chosen = self._filters.filter
        if chosen.order.column is not Column.TIME:
            self._filters.choose(chosen._replace(order=NEWEST_FIRST))
        self._day = day
        self.wanted.emit()

    def arrive(self) -> None:
        """Move to the chosen day, or to the nearest that has records; does nothing if none was chosen."""
        wanted, self._day = self._day, None
        found = None if wanted is None else self._records.rows.days.nearest(wanted)
        if wanted is None or found is None:
            return
        day, row = found
        self._table.go_to(row)
        self._table.setFocus()
        if day != wanted:
            self.told.emit(partial(report_words.nearest_day, wanted, day, self._table.locale()))
