"""The last predictions, newest first, as a table: the five of a report, or as many as have room."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal, Slot

from core.vocabulary import Category
from gui.kit.clipboard import copy_records
from gui.kit.record_columns import CATEGORY, SCORE, TIME, VITAL_OF, RecordColumns, alignment, longest
from gui.kit.row_actions import RowActions
from gui.kit.tables import ALARM_ROLE, CATEGORY_ROLE, CELL_SPACE, CellDelegate, Index, WholeTable, symbol_width
from gui.language import formats, labels, report_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from core.clinical.alarms import AlarmRules
    from core.records.record import Record
    from core.report.report import Report
    from gui.style.look import Look


class Width(Enum):
    """Layouts of the table: units beside names; below them; also dates on two lines; also categories."""

    WIDE = auto()
    NARROW = auto()
    NARROWER = auto()
    NARROWEST = auto()


class LastFiveModel(RecordColumns):
    """Time, three vitals, category and score of the last records, newest first."""

    def __init__(self, rules: AlarmRules, parent: QWidget) -> None:
        super().__init__(parent)
        self._rules = rules
        self._records: tuple[Record, ...] = ()
        self._today = date.min
        self._locale = QLocale()
        self._width = Width.WIDE

    def show(self, records: Sequence[Record], today: date, locale: QLocale) -> None:
        """Set the records, newest first."""
        self.beginResetModel()
        self._records = tuple(records)
        self._today, self._locale = today, locale
        self.endResetModel()

    def record(self, row: int) -> Record:
        """Return the record of a row."""
        return self._records[row]

    def set_width(self, width: Width) -> None:
        """Use the texts of this layout."""
        if width is not self._width:
            self.layoutAboutToBeChanged.emit()
            self._width = width
            self.units_below = width is not Width.WIDE
            self.layoutChanged.emit()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of predictions."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, alignment, category, or whether it is an alarm sign."""
        record = self._records[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(index.column())
        if role == CATEGORY_ROLE and index.column() == CATEGORY:
            return Category(record.resultado)
        if role == ALARM_ROLE:
            return self._is_alarm(record, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and self._is_alarm(record, index.column()):
            return report_words.alarm_value(self._text(record, index.column()))
        return None

    def _is_alarm(self, record: Record, column: int) -> bool:
        return VITAL_OF.get(column) in self._rules.alarms(record)

    def _text(self, record: Record, column: int) -> str:
        if column in VITAL_OF:
            return formats.recorded(getattr(record, VITAL_OF[column].name), self._locale)
        if column == CATEGORY:
            return self.broken(labels.category_name(record.resultado), column)
        if column == SCORE:
            return report_words.score(record)
        day, clock = report_words.time_of(record, self._today, self._locale)
        return self.broken(f"{day}, {clock}", column) if day else clock

    def broken(self, text: str, column: int) -> str:
        """Return the text of a cell on as many lines as the layout has."""
        if column == TIME and self._width in (Width.NARROWER, Width.NARROWEST):
            return text.replace(", ", "\n")
        if column == CATEGORY and self._width is Width.NARROWEST:
            return text.replace(" ", "\n", 1)
        return text


class LastFive(WholeTable):
    """The table of the last predictions, `ultimas_5_predicciones`. `opened` carries the record to be shown."""

    opened = Signal(object)

    def __init__(self, look: Look, rules: AlarmRules, parent: QWidget | None = None) -> None:
        super().__init__(CATEGORY, parent)
        self.setObjectName("ultimas_5_predicciones")
        self._rules = rules
        self._last = LastFiveModel(rules, self)
        self.setModel(self._last)
        self.setItemDelegate(CellDelegate(look, self, coloured=True))
        self._rows = RowActions(self)
        self._rows.opened.connect(self._open)
        self._rows.copied.connect(self._copy)

    def show_report(self, report: Report, today: date) -> None:
        """Show the last predictions of a report, dated unless of `today`; the caller then calls `fit`."""
        self.show_records(tuple(reversed(report.last)), today, report_words.heading_last_five())

    def show_records(self, records: Sequence[Record], today: date, name: str) -> None:
        """Show predictions, newest first, dated unless of `today`, with an accessible name; then call `fit`."""
        self._last.show(records, today, self.locale())
        self.setAccessibleName(name)

    def width_of(self, column: int) -> int:
        """Return the width in pixels of a column with its longest texts of this year, whatever it shows now."""
        metrics = self.fontMetrics()
        lines = [
            line
            for text in longest(column, self.locale(), formats.short_day)
            for line in self._last.broken(text, column).split("\n")
        ]
        width = max(map(metrics.horizontalAdvance, lines)) + 2 * CELL_SPACE
        if column == CATEGORY:
            width += symbol_width(metrics)
        return max(width, super().width_of(column))

    def set_width(self, width: Width) -> None:
        """Set the layout; the caller then calls `fit`."""
        self._last.set_width(width)
        self.updateGeometry()

    @Slot(int)
    def _open(self, row: int) -> None:
        self.opened.emit(self._last.record(row))

    @Slot()
    def _copy(self) -> None:
        copy_records([(self._last.record(self.currentIndex().row()), "")], self._rules, self.locale())
