"""The listed records as a table model; a record is read from the log when shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtGui import QFont

from core.clinical.vitals import VITALS
from core.errors import ReadError
from core.records.columns import Column
from core.records.finding import NEWEST_FIRST, Rows
from core.records.index import RecordIndex
from core.records.period import Period
from core.system.paths import VERDICTS_NAME
from core.vocabulary import Category
from gui.kit.record_columns import (
    CATEGORY,
    HEART_RATE,
    SCORE,
    SYSTOLIC,
    TEMPERATURE,
    TIME,
    VITAL_OF,
    RecordColumns,
    alignment,
)
from gui.kit.tables import ALARM_ROLE, CATEGORY_ROLE, Index
from gui.language import formats, labels, report_words

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from core.notes.notes import Notes
    from core.notes.verdicts import Verdict
    from core.records.record import Record
    from core.vocabulary import Reason
    from gui.records.lister import Listing

REASON, VERDICT = SCORE + 1, SCORE + 2
COLUMNS: Final = {
    TIME: Column.TIME,
    TEMPERATURE: Column.TEMPERATURE,
    SYSTOLIC: Column.SYSTOLIC,
    HEART_RATE: Column.HEART_RATE,
    CATEGORY: Column.CATEGORY,
    SCORE: Column.SCORE,
}
"""The columns that records can be sorted by."""

_OF_RECORDS: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    CATEGORY_ROLE,
    ALARM_ROLE,
)
"""The roles for which a record is read."""

ONE_LINE: Final[frozenset[int]] = frozenset()
"""The empty set of two-line columns: every text is on one line."""

KEPT: Final = 500
"""Size of the cache of records: several screens."""


class RecordsModel(RecordColumns):
    """Rows of records: time, three vitals, category, score, the reason of retracted ones, the user's judgement."""

    def __init__(self, log: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._log = log
        self._index = RecordIndex()
        self._rows: Rows = self._index.view(Period())
        self._order = NEWEST_FIRST
        self._notes: Notes | None = None
        self._read: dict[int, Record] = {}
        self._today = date.min
        self._locale = QLocale()
        self._struck = QFont()
        self._in_two_lines = ONE_LINE
        self._whole: Collection[str] = ()

    @property
    def rows(self) -> Rows:
        """The shown records."""
        return self._rows

    def show(self, listing: Listing, locale: QLocale) -> None:
        """Show other records, or the same ones after a change."""
        self.beginResetModel()
        if listing.index is not self._index:
            self._read.clear()
        self._index, self._rows = listing.index, listing.rows
        self._notes, self._order = listing.notes, listing.filter.order
        self._today, self._locale = listing.today, locale
        self.endResetModel()

    def set_font(self, font: QFont) -> None:
        """Set the font; retracted records get it struck out."""
        self._struck = QFont(font)
        self._struck.setStrikeOut(True)

    def set_breaks(self, in_two_lines: frozenset[int], *, units_below: bool) -> None:
        """Set the two-line columns, and whether units stand below the names of vitals or beside them."""
        if (in_two_lines, units_below) != (self._in_two_lines, self.units_below):
            self._in_two_lines, self.units_below = in_two_lines, units_below
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def set_whole(self, texts: Collection[str]) -> None:
        """Set the names of categories that fit on one line even where their column has two."""
        self._whole = texts

    @property
    def lines(self) -> int:
        """The number of lines of a row."""
        return 2 if self._in_two_lines else 1

    def broken(self, text: str, column: int) -> str:
        """Return a column's text with a line break if the column has two lines."""
        if column not in self._in_two_lines:
            return text
        return text.replace(", ", "\n", 1) if ", " in text else "\n".join(text.rsplit(" ", 1))

    def offset(self, row: int) -> int:
        """Return the offset of the line of a row's record."""
        return self._index.offset(self._rows.position(row))

    def reason(self, row: int) -> Reason | None:
        """Return the reason of a row's retracted record; None if it is valid."""
        note = None if self._notes is None else self._notes.retraction(self.offset(row))
        return None if note is None else note.motivo

    @property
    def has_verdicts(self) -> bool:
        """Whether a judgement of any record stands."""
        return self._notes is not None and any(True for _ in self._notes.folds[VERDICTS_NAME].standing())

    def verdict(self, row: int) -> str:
        """Return the name of the category that the user judged a row's record to be; "" if there is none."""
        note = self.verdict_note(row)
        return "" if note is None or note.criterio is None else labels.category_name(note.criterio)

    def verdict_note(self, row: int) -> Verdict | None:
        """Return the user's standing judgement of a row's record; None if there is none."""
        note: Verdict | None = None
        if self._notes is not None:
            note = self._notes.note(VERDICTS_NAME, self.offset(row))
        return note

    def record(self, row: int) -> Record:
        """Return the record of a row. Raises ReadError."""
        position = self._rows.position(row)
        if position not in self._read:
            if len(self._read) >= KEPT:
                del self._read[next(iter(self._read))]
            self._read[position] = self._index.read(self._log, position)
        return self._read[position]

    def sentence(self, row: int) -> str:
        """Return a row's text, in one line. Raises ReadError."""
        record = self.record(row)
        texts = [self._text(record, row, column) for column in (TIME, *VITAL_OF, CATEGORY)]
        units = ["", *(f" {labels.unit(vital)}" for vital in VITALS), ""]
        return " · ".join(text + unit for text, unit in zip(texts, units, strict=True))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of records."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else 8

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, alignment, font, category, or whether it is an alarm sign."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(index.column())
        if role == Qt.ItemDataRole.FontRole and index.column() != REASON:
            return None if self.reason(index.row()) is None else self._struck
        if role not in _OF_RECORDS:
            return None
        try:
            record = self.record(index.row())
        except ReadError:
            return formats.EN_DASH if role == Qt.ItemDataRole.DisplayRole else None
        return self._of_record(record, index, role)

    def _of_record(self, record: Record, index: Index, role: int) -> object:
        """Return a cell's text."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._written(record, index)
        if role == ALARM_ROLE:
            return self._is_alarm(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(record, index.row(), index.column())
            day = self._rows.days.at(index.row()) if index.column() == TIME and len(self._rows.days) > 1 else None
            if day is not None:
                return f"{report_words.day_and_count(*day, self._locale)}. {text}"
            return report_words.alarm_value(text) if self._is_alarm(index.row(), index.column()) else None
        return Category(record.resultado) if index.column() == CATEGORY else None

    def _is_alarm(self, row: int, column: int) -> bool:
        """Return whether a cell's value is an alarm sign."""
        vital = VITAL_OF.get(column)
        return vital is not None and self._index.columns.alarms(self._rows.position(row))[VITALS.index(vital)]

    def heading(self, section: int) -> str:
        """Return the heading of a column."""
        named = {VERDICT: report_words.heading_verdict, REASON: report_words.heading_reason}.get(section)
        return super().heading(section) if named is None else self.broken(named(), section)

    def arrow(self, section: int) -> str:
        """Return the arrow of the column that the records are sorted by; none for the usual order."""
        if self._order == NEWEST_FIRST or COLUMNS.get(section) is not self._order.column:
            return ""
        return " ↓" if self._order.descending else " ↑"

    def _written(self, record: Record, index: Index) -> str:
        text = self._text(record, index.row(), index.column())
        return text if index.column() == CATEGORY and text in self._whole else self.broken(text, index.column())

    def _text(self, record: Record, row: int, column: int) -> str:
        if column in VITAL_OF:
            return formats.recorded(getattr(record, VITAL_OF[column].name), self._locale)
        if column == CATEGORY:
            return labels.category_name(record.resultado)
        if column == SCORE:
            return report_words.score(record)
        if column == VERDICT:
            return self.verdict(row)
        if column == REASON:
            reason = self.reason(row)
            return "" if reason is None else labels.reason(reason)
        return ", ".join(filter(None, report_words.time_of(record, self._today, self._locale)))
