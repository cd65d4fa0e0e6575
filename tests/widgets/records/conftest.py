"""The tab of records in the hands of a nurse, and somebody who answers its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from core.vocabulary import Category, PeriodName, Reason
from gui.records.records_model import TIME
from gui.records.records_tab import RecordsTab
from gui.records.records_table import RecordsTable
from gui.work.record_source import RecordSource

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look


class Asked:
    """Stands in for the dialogs."""

    def __init__(self) -> None:
        self.reason: Reason | None = Reason.DUPLICATE
        self.yes = True
        self.about: list[str] = []
        self.day: date | None = None
        self.near: list[date] = []

    def choose_day(self, near: date, _today: date) -> date | None:
        self.near.append(near)
        return self.day

    def choose_reason(self, what: str) -> Reason | None:
        self.about.append(what)
        return self.reason

    def confirm_reinstate(self, what: str, reason: str) -> bool:
        self.about.append(f"{what}\n{reason}")
        return self.yes


class Records:
    """The tab in the hands of a nurse."""

    def __init__(self, tab: RecordsTab, asked: Asked, qtbot: QtBot, ward: Any) -> None:
        self.tab, self.asked, self.qtbot, self.ward = tab, asked, qtbot, ward
        self.told: list[str] = []
        self.failed: list[str] = []
        self.changed: list[int] = []
        tab.told.connect(lambda words: self.told.append(words()))
        tab.failed.connect(lambda words: self.failed.append(words()))
        tab.changed.connect(lambda: self.changed.append(1))
        tab.changed.connect(tab.refresh)

    @property
    def table(self) -> RecordsTable:
        found = self.tab.findChild(RecordsTable)
        assert isinstance(found, RecordsTable)
        return found

    def button(self, name: str) -> QPushButton:
        found = self.tab.findChild(QPushButton, name)
        assert found is not None, name
        return found

    def label(self, name: str) -> QLabel:
        found = self.tab.findChild(QLabel, name)
        assert found is not None, name
        return found

    def cell(self, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        model = self.table.model()
        return model.data(model.index(row, column), role)

    def column(self, column: int) -> list[str]:
        return [self.cell(row, column) for row in range(self.table.model().rowCount())]

    def struck(self, row: int) -> bool:
        font = self.cell(row, TIME, Qt.ItemDataRole.FontRole)
        return font is not None and font.strikeOut()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget(), key)

    def wait_for_list(self, rows: int) -> None:
        self.qtbot.waitUntil(lambda: self.table.isVisible() and self.table.model().rowCount() == rows)

    def void(self, key: Qt.Key = Qt.Key.Key_Delete) -> None:
        before = len(self.told) + len(self.failed)
        self.press(key)
        self.qtbot.waitUntil(lambda: len(self.told) + len(self.failed) > before)


@pytest.fixture
def open_records(qtbot: QtBot, qapp: QApplication, station: Station, look: Look, ward: Any) -> Callable[..., Records]:
    def open_tab(rows: int, period: PeriodName = PeriodName.ALL) -> Records:
        asked = Asked()
        tab = RecordsTab(RecordSource(station, qapp), look, period, asked)
        qtbot.addWidget(tab)
        tab.setLocale(QLocale("es_CO"))
        records = Records(tab, asked, qtbot, ward)
        tab.resize(1024, 480)
        with qtbot.waitExposed(tab):
            tab.show()
        tab.activateWindow()
        if rows:
            records.wait_for_list(rows)
            tab.focus_first()
            qtbot.waitUntil(records.table.hasFocus)
        return records

    return open_tab


@pytest.fixture
def records(open_records: Callable[..., Records], ward: Any) -> Records:
    """Five patients of five categories over five days, the last one today."""
    for ago, category in zip(range(4, -1, -1), Category, strict=True):
        ward.predict(category, days=ago)
    ward.load()
    return open_records(5)
