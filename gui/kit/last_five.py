"""The last five predictions of a report, newest first, as a table."""

from __future__ import annotations

from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QModelIndex, Qt, Signal, Slot

from core.vocabulary import Category
from gui.kit.clipboard import copy_records
from gui.kit.record_columns import CATEGORY, SCORE, VITAL_OF, RecordColumns, alignment
from gui.kit.row_actions import RowActions
from gui.kit.tables import ALARM_ROLE, CATEGORY_ROLE, CellDelegate, Index, WholeTable
from gui.language import formats, labels, report_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.clinical.alarms import AlarmRules
    from core.records.record import Record
    from core.report.report import Report
    from gui.style.look import Look


class Width(Enum):
    """Layouts of the table: units beside names; below them; also dates and categories on two lines."""

    WIDE = auto()
    NARROW = auto()
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

    def show(self, report: Report, today: date, locale: QLocale) -> None:
        """Set the last records from a report."""
        self.beginResetModel()
        self._records = tuple(reversed(report.last))
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
        """Return the number of predictions, five at most."""
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
            name = labels.category_name(record.resultado)
            return name.replace(" ", "\n", 1) if self._width is Width.NARROWEST else name
        if column == SCORE:
            return report_words.score(record)
        day, clock = report_words.time_of(record, self._today, self._locale)
        between = "\n" if self._width is Width.NARROWEST else ", "
        return f"{day}{between}{clock}" if day else clock


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
        look.changed.connect(self._restyle)

    def show_report(self, report: Report, today: date) -> None:
        """Show the last predictions of a report, dated unless of `today`; the caller then calls `fit`."""
        self._last.show(report, today, self.locale())
        self.setAccessibleName(report_words.heading_last_five())

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

    @Slot()
    def _restyle(self) -> None:
        self.fit()
        self.viewport().update()
