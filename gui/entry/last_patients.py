"""The last patients, beside form and result in a wide window."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from core.errors import ReadError
from core.records.period import Period
from core.station.details import Details
from core.vocabulary import PeriodName
from gui.kit.label import label
from gui.kit.last_five import LastFive, Width
from gui.kit.tables import ROW_SPACE
from gui.language import labels
from gui.language.i18n import Translated
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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
        self._source = source
        self._station = source.station
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
        source.ready.connect(self.refresh)
        self.retranslate()

    @Slot()
    def refresh(self) -> None:
        """Show what the station counts now, if the card is visible."""
        if not self.isVisible():
            return
        today = self._station.clock().date()
        period = Period.named(PeriodName.DAYS_30, today)
        report = self._station.report(period)
        self._none.setText(
            labels.reading() if report is None else self.tr("Aún no hay predicciones en los últimos 30 días.")
        )
        records = () if report is None else self._last(report, period)
        self._show(records, today)
        self._table.setVisible(bool(records))
        self._none.setVisible(not records)
        fitting = self._table.rows_within(self._room())
        if fitting < len(records):  # some rows have two lines
            self._show(records[:fitting], today)

    def _last(self, report: Report, period: Period) -> Sequence[Record]:
        """Return the records that have room, newest first; those of the report while no others can be read."""
        index, notes = self._source.index(), self._station.notes
        if index is not None and notes is not None:
            rows = index.view(period, [*notes.offsets, *self._station.health.copies])
            most = self._room() // (self._table.fontMetrics().height() + ROW_SPACE)
            with contextlib.suppress(ReadError):
                return [index.read(self._station.log, rows.position(row)) for row in range(min(len(rows), most))]
        return tuple(reversed(report.last))

    def _room(self) -> int:
        """Return the height that the table may have, in pixels."""
        return self.contentsRect().height() - _ABOVE - GRID - self._title.sizeHint().height() - GRID

    def _show(self, records: Sequence[Record], today: date) -> None:
        self._table.show_records(records, today, self._title.text())
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
        """Fit the table to the new size."""
        super().resizeEvent(event)
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
