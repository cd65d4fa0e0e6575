"""Records as rows for a spreadsheet: tab separated, with the decimal sign of this PC."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

from core.clinical.vitals import VITALS
from gui.language import formats, labels

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.clinical.alarms import AlarmRules
    from core.records.record import Record

AT_MOST: Final = 5000
"""Most rows that are copied: they are read in the window's thread."""


def copy_records(rows: Iterable[tuple[Record, str]], rules: AlarmRules, locale: QLocale) -> int:
    """Put records on the clipboard, each with a last field, such as why it does not count; return their number.

    A row has the time as the file has it, which every spreadsheet reads, the vital signs, category and score, and the
    vital signs that are an alarm sign by `rules`, named in `locale`.
    """
    system = QLocale.system()
    lines = ["\t".join(_fields(record, last, rules, system, locale)) + "\n" for record, last in rows]
    QGuiApplication.clipboard().setText("".join(lines))
    return len(lines)


def _fields(record: Record, last: str, rules: AlarmRules, system: QLocale, locale: QLocale) -> list[str]:
    return [
        record.fecha,
        *(formats.recorded(getattr(record, vital.name), system) for vital in VITALS),
        labels.category_name(record.resultado),
        "" if record.puntaje is None else str(record.puntaje),
        labels.vitals_named(rules.alarms(record), locale),
        last,
    ]
