"""The columns that the tables of records share: time, three vitals, category and score, with their headings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, Qt

from core.clinical.vitals import VITALS
from core.vocabulary import Category
from gui.kit.alignment import LEFT, RIGHT
from gui.kit.tables import ALARM_MARK
from gui.language import formats, labels, report_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QLocale
    from PySide6.QtWidgets import QWidget

TIME, TEMPERATURE, SYSTOLIC, HEART_RATE, CATEGORY, SCORE = range(6)
VITAL_OF: Final = {TEMPERATURE: VITALS[0], SYSTOLIC: VITALS[1], HEART_RATE: VITALS[2]}
"""The vital sign of a column."""


def alignment(column: int) -> Qt.AlignmentFlag:
    """Return the alignment of a column: numbers to the right, texts to the left."""
    return RIGHT if column in VITAL_OF or column == SCORE else LEFT


def longest(column: int, locale: QLocale, write_day: Callable[[date, QLocale], str] = formats.day) -> list[str]:
    """Return the longest texts of a column: its width then does not depend on the records shown."""
    if column == TIME:
        return [f"{write_day(date(2028, month, 28), locale)}, 00:00:00" for month in range(1, 13)]
    if column == CATEGORY:
        return [labels.category_name(category.value) for category in Category]
    return ["00" if column == SCORE else f"{ALARM_MARK} 00,0"]


class RecordColumns(QAbstractTableModel):
    """Base of the models of records. `units_below`: units stand below the names of the vitals, else beside them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.units_below = False

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column; with full name and unit for screen readers and the tooltip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section) + self.arrow(section)
        vital = VITAL_OF.get(section)
        if vital is not None and role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return report_words.vital_with_unit(vital) + self.arrow(section)
        return None

    def heading(self, section: int) -> str:
        """Return the heading of a column."""
        vital = VITAL_OF.get(section)
        if vital is not None:
            return report_words.heading_vital(vital, unit_below=self.units_below)
        return {
            TIME: report_words.heading_time(),
            CATEGORY: report_words.heading_category(),
            SCORE: report_words.heading_score(),
        }[section]

    def arrow(self, _section: int) -> str:
        """Return the mark of the order behind a heading, "" for none."""
        return ""
