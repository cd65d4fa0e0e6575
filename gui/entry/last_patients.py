"""The last patients, beside form and result in a wide window."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.errors import ReadError
from core.records.period import Period
from core.station.details import Details
from core.station.latest import latest
from core.vocabulary import PeriodName
from gui.kit.label import label
from gui.kit.last_five import LastFive, Width
from gui.kit.tables import ROW_SPACE
from gui.language import labels
from gui.language.i18n import Translated
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from core.records.record import Record
    from core.report.report import Report
    from gui.style.look import Look
    from gui.work.questions import Questions
    from gui.work.record_source import RecordSource


_ABOVE: Final = GRID + GRID // 2
"""Room above the title, in pixels."""


class LastPatients(Translated, QFrame):
    """The last records of 30 days that count, newest first, as many as have room; updates while visible.

    Enter shows one whole.
    """

    def __init__(self, source: RecordSource, look: Look, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("ultimos_pacientes")
        self._station = source.station
        self._today = date.min
        self._records: Sequence[Record] = ()
        """The last records that were read."""
        self._shown = 0
        self._most = 0
        """How many were wanted: as many as have room in one line each."""
        self._look = look
        self._questions = questions
        self._title, self._none = label("title"), label("muted", wraps=True)
        for text in (self._title, self._none):
            text.setContentsMargins(GRID, 0, GRID, 0)
        self._table = LastFive(look, source.rules)
        self._table.setObjectName("ultimas_5")
        self._table.opened.connect(self._show_record)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, _ABOVE, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self._table)
        column.addStretch(1)
        look.changed.connect(self.refresh)
        self.retranslate()

    @Slot()
    def refresh(self) -> None:
        """Show what the station counts now, if the card is visible."""
        if not self.isVisible():
            return
        self._today = self._station.clock().date()
        period = Period.named(PeriodName.DAYS_30, self._today)
        report = self._station.report(period)
        self._none.setText(
            labels.reading() if report is None else self.tr("Aún no hay predicciones en los últimos 30 días.")
        )
        self._most = self._rows_at_most()
        self._records = () if report is None else self._last(report, period)
        self._show(len(self._records))
        self._arrange()
        self._table.setVisible(bool(self._records))
        self._none.setVisible(not self._records)

    def _arrange(self) -> None:
        """Show as many of the records that were read as have room."""
        self._fit()
        left = self._room() - self._table.sizeHint().height()
        if self._shown < len(self._records) and left >= self._row_height():
            self._show(len(self._records))
        fitting = self._table.rows_within(self._room())
        if fitting < self._shown:  # some rows have two lines
            self._show(fitting)

    def _last(self, report: Report, period: Period) -> Sequence[Record]:
        """Return the records that have room, newest first; those of the report where the log's end has fewer."""
        read: Sequence[Record] = ()
        with contextlib.suppress(ReadError):
            read = latest(self._station, period, self._most)
        return max(read, tuple(reversed(report.last)), key=len)

    def _rows_at_most(self) -> int:
        """Return how many rows of one line have room."""
        return max(0, self._room() // self._row_height())

    def _row_height(self) -> int:
        """Return the height of a row of one line, in pixels."""
        return self._table.fontMetrics().height() + ROW_SPACE

    def _room(self) -> int:
        """Return the height that the table may have, in pixels."""
        return self.contentsRect().height() - _ABOVE - GRID - self._title.sizeHint().height() - GRID

    def _show(self, rows: int) -> None:
        self._shown = rows
        self._table.show_records(self._records[:rows], self._today, self._title.text())
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the least size: the table follows what room there is, and takes none from form and result."""
        return QSize(0, 0)

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._title.setText(self.tr("Últimas predicciones"))
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when the card is shown."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the table to the new size; the log is read again only where another number of rows has room."""
        super().resizeEvent(event)
        if self._rows_at_most() == self._most:
            self._arrange()
        else:
            self.refresh()

    def _fit(self) -> None:
        """Use the widest layout of the table that fits."""
        for width in Width:
            self._table.set_width(width)
            self._table.fit()
            if self._table.minimumSizeHint().width() <= self.contentsRect().width() - 2 * GRID:
                break

    @Slot(object)
    def _show_record(self, record: Record) -> None:
        self._questions.show_record(Details.of(self._station, record), self._look)
