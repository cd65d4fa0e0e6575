"""The tabs of report and records, which are made when they are first shown or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QTableView, QTabWidget, QWidget

from core.vocabulary import PeriodName
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.first_screen import FirstScreen
    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell


both = pytest.mark.parametrize(("key", "name"), [("Ctrl+2", "reporte"), ("Ctrl+3", "registros")])


def made(shell: Shell) -> set[str]:
    return {name for name in ("reporte", "registros") if shell.window.findChild(QWidget, name) is not None}


@both
def test_a_tab_is_made_when_it_is_first_shown(shell: Shell, key: str, name: str) -> None:
    shell.type(PATIENT)
    assert made(shell) == set()
    shell.press(key)
    assert made(shell) == {name}
    shell.press("Ctrl+1")
    shell.press(key)
    assert len(shell.window.findChildren(QWidget, name)) == 1


def test_the_report_is_made_to_be_exported_and_the_patients_tab_stays(shell: Shell) -> None:
    shell.type(PATIENT)
    shell.press("Ctrl+E")
    assert shell.dialogs.told[-1] == ("choose_export_file",)
    assert shell.tabs.currentIndex() == 0


def test_a_period_that_is_chosen_among_the_records_is_that_of_the_report_made_later(shell: Shell) -> None:
    shell.press("Ctrl+3")
    shell.window.findChild(QPushButton, f"periodo_{PeriodName.ALL}").click()
    assert shell.settings.current.period is PeriodName.ALL
    shell.press("Ctrl+2")
    report = shell.window.findChild(QWidget, "reporte")
    assert report.findChild(QPushButton, f"periodo_{PeriodName.ALL}").isChecked()


@both
def test_tab_leads_from_the_row_of_tabs_into_the_tab_and_then_to_the_banner(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot, key: str, name: str
) -> None:
    station.data_dir.mkdir(parents=True, exist_ok=True)
    station.log.write_bytes(b"roto\n")
    shell = open_shell()
    qtbot.waitUntil(lambda: "dañada" in shell.banner)
    shell.press(key)
    tab = shell.window.findChild(QWidget, name)
    bar = shell.tabs.tabBar()
    bar.setFocus()
    places = []
    for _ in range(30):
        shell.press("Tab")
        focused = QApplication.focusWidget()
        if focused is bar:
            break
        places.append("tab" if tab.isAncestorOf(focused) else "banner")
    assert focused is bar
    assert sorted(places, reverse=True) == places
    assert set(places) == {"tab", "banner"}


@both
def test_a_tab_that_was_clicked_before_the_rest_was_there_is_filled(
    open_shell: Callable[..., Shell], qtbot: QtBot, key: str, name: str
) -> None:
    number = int(key[-1]) - 1

    def click(first: FirstScreen) -> None:
        bar = first.window.findChild(QTabWidget).tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(number).center())

    shell = open_shell(before_the_rest=click)
    assert shell.tabs.currentIndex() == number
    tab = shell.window.findChild(QWidget, name)
    assert tab.isVisible()
    qtbot.waitUntil(lambda: tab.isAncestorOf(QApplication.focusWidget()))


class AfterPaint(QObject):
    """Does something right after the first paint, before anything that the paint itself has asked for."""

    def __init__(self, widget: QWidget, do: Callable[[], object]) -> None:
        super().__init__(widget)
        self._do = do
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._do)
        return False


def test_a_key_that_waited_for_the_first_paint_is_not_lost(open_shell: Callable[..., Shell]) -> None:
    """A busy PC hands over all keys that were pressed meanwhile at once, before the rest of the program is there."""
    pressed: list[int] = []

    def press_after_paint(first: FirstScreen) -> None:
        tabs = first.window.findChild(QTabWidget)

        def press() -> None:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
            pressed.append(tabs.currentIndex())

        AfterPaint(first.window, press)

    assert open_shell(before_the_rest=press_after_paint).tabs.currentIndex() == 2
    assert pressed == [2]


def test_the_records_begin_at_the_newest_when_one_has_come_meanwhile(shell: Shell, qtbot: QtBot) -> None:
    shell.type(PATIENT * 3)
    shell.press("Ctrl+3")
    table = shell.window.findChild(QTableView, "registros_lista")
    qtbot.waitUntil(table.isVisible)
    shell.press("Down")
    assert table.currentIndex().row() == 1
    shell.press("Ctrl+1")
    shell.press("Ctrl+3")
    assert table.currentIndex().row() == 1, "nothing has come: one goes on where one was"
    shell.press("Ctrl+1")
    shell.type("36,6\n120\n70\n")
    shell.press("Ctrl+3")
    qtbot.waitUntil(lambda: table.model().rowCount() == 4)
    assert table.currentIndex().row() == 0


def test_the_report_has_the_keyboard_on_the_period_that_was_chosen_elsewhere(shell: Shell) -> None:
    shell.press("Ctrl+2")
    shell.press("Ctrl+3")
    shell.window.findChild(QWidget, "registros").findChild(QPushButton, "periodo_today").click()
    shell.press("Ctrl+2")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.objectName() == "periodo_today"
    assert focused.isChecked()


def test_the_report_scrolls_to_what_the_keyboard_comes_to_from_without(shell: Shell) -> None:
    shell.type(PATIENT)
    shell.window.resize(1024, 420)
    shell.press("Ctrl+2")
    report = shell.window.findChild(QScrollArea, "reporte")
    bar = report.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    button = report.findChild(QPushButton, "exportar")
    assert button.visibleRegion().isEmpty()
    shell.tabs.tabBar().setFocus()
    button.setFocus()
    assert button.visibleRegion().boundingRect() == button.rect()


def scrolled(shell: Shell, look: Look, name: str) -> QScrollArea:
    """A tab's page in large text, scrolled to its end while the row of tabs has the keyboard."""
    look.set_text_size(200)
    shell.window.resize(1024, 568)
    page = shell.window.findChild(QScrollArea, name)
    assert isinstance(page, QScrollArea)
    QApplication.processEvents()
    shell.tabs.tabBar().setFocus()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert page.verticalScrollBar().value() > 0
    return page


def test_a_tab_that_was_scrolled_begins_at_its_top_again(shell: Shell, look: Look, qtbot: QtBot) -> None:
    shell.press("Ctrl+4")
    bar = scrolled(shell, look, "modelo").verticalScrollBar()
    shell.press("Ctrl+1")
    shell.press("Ctrl+4")
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_a_button_that_is_clicked_stays_under_the_mouse(shell: Shell, look: Look) -> None:
    shell.press("Ctrl+4")
    page = scrolled(shell, look, "modelo")
    button = page.findChild(QPushButton, "recibir")
    assert isinstance(button, QPushButton)
    page.verticalScrollBar().setValue(button.mapTo(page.widget(), button.rect().topLeft()).y())
    before = page.verticalScrollBar().value()
    window = shell.window.windowHandle()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=button.mapTo(shell.window, button.rect().center()))
    QApplication.processEvents()
    assert button.hasFocus()
    assert page.verticalScrollBar().value() == before
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=button.mapTo(shell.window, button.rect().center()))
    assert shell.dialogs.told[-1][0] == "choose_answer"
