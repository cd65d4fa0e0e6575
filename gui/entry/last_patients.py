"""The last patients, beside form and result in a wide window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Slot
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from core.records.period import Period
from core.station.details import Details
from core.vocabulary import PeriodName
from gui.kit.last_five import LastFive, Width
from gui.language import labels, report_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from core.records.record import Record
    from gui.style.look import Look
    from gui.work.questions import Questions
    from gui.work.record_source import RecordSource


class LastPatients(QFrame):
    """The last five records of 30 days that count, newest first; updates while visible. Enter shows one whole."""

    def __init__(self, source: RecordSource, look: Look, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setObjectName("ultimos_pacientes")
        self._station = source.station
        self._look = look
        self._questions = questions
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._title.setContentsMargins(GRID, 0, GRID, 0)
        self._none = QLabel()
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self._none.setContentsMargins(GRID, 0, GRID, 0)
        self._table = LastFive(look, source.rules)
        self._table.setObjectName("ultimas_5")
        self._table.opened.connect(self._show_record)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID + GRID // 2, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._none)
        column.addWidget(self._table)
        column.addStretch(1)
        look.changed.connect(self._fit)
        self.retranslate()

    @Slot()
    def refresh(self) -> None:
        """Show what the station counts now, if the card is visible."""
        if not self.isVisible():
            return
        today = self._station.clock().date()
        report = self._station.report(Period.named(PeriodName.DAYS_30, today))
        self._none.setText(
            labels.reading() if report is None else self.tr("Aún no hay predicciones en los últimos 30 días.")
        )
        if report is not None:
            self._table.show_report(report, today)
        self._table.setVisible(report is not None and bool(report.last))
        self._none.setVisible(not self._table.isVisibleTo(self))
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return a narrow size: the table's layout follows the width, and takes none from form and result."""
        return QSize(0, super().minimumSizeHint().height())

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._title.setText(report_words.heading_last_five())
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the locale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh when the card is shown."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the table to the new width."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
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
