"""Where notices stand, how long they stay, and which the user has seen enough of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFrame, QPushButton, QTabWidget, QWidget

from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from gui.entry.entry_form import EntryForm
from gui.entry.result_panel import ResultPanel
from gui.shell import reading_time
from gui.shell.banner import Kind, Notice
from gui.shell.notices import Notices
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell

DAMAGED = b'{"fecha":\n'


def write_log(station: Station, content: bytes) -> None:
    station.data_dir.mkdir(parents=True, exist_ok=True)
    station.log.write_bytes(content)


def place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who needs no time."""
    monkeypatch.setattr(reading_time, "SHORTEST_MS", 1)
    monkeypatch.setattr(reading_time, "LETTER_MS", 0)


@pytest.mark.parametrize("size", [(1024, 600), (1366, 698), (2560, 1440)])
def test_a_notice_moves_nothing_that_is_typed_or_read(shell: Shell, size: tuple[int, int]) -> None:
    shell.window.resize(*size)
    settle()
    shell.type(PATIENT)
    settle()
    form, panel = shell.part(EntryForm), shell.part(ResultPanel)
    parts = [*(field.box for field in form.fields), form.button, panel.category, panel.alarm]
    before = [place(part, shell.window).topLeft() for part in parts]
    shell.part(Notices).clock_wrong()
    settle()
    assert [place(part, shell.window).topLeft() for part in parts] == before
    assert place(form, shell.window).intersected(place(shell.window.banners, shell.window)).isEmpty()
    assert place(panel, shell.window).intersected(place(shell.window.banners, shell.window)).isEmpty()
    frame = shell.window.findChild(QFrame, "aviso")
    assert isinstance(frame, QFrame)
    assert frame.heightForWidth(frame.width()) <= frame.height()


@pytest.mark.parametrize("size", [(1024, 568), (1366, 698), (1920, 1000)])
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_the_longest_notice_is_whole_and_leaves_the_category_in_view(
    shell: Shell, look: Look, qtbot: QtBot, text_size: int, size: tuple[int, int]
) -> None:
    look.set_text_size(text_size)
    shell.window.resize(*size)
    settle()
    shell.type(PATIENT)
    shell.part(Notices).drops({LOG_NAME: 120, RETRACTIONS_NAME: 3})
    frame, category = shell.window.findChild(QFrame, "aviso"), shell.part(ResultPanel).category
    assert isinstance(frame, QFrame)
    qtbot.waitUntil(lambda: frame.heightForWidth(frame.width()) <= frame.height())
    qtbot.waitUntil(lambda: category.visibleRegion().boundingRect() == category.rect())
    shell.press("F4")
    shell.part(Notices).clock_wrong()
    settle()
    assert place(shell.part(EntryForm), shell.window).intersected(place(frame, shell.window)).isEmpty()


@pytest.mark.parametrize("key", ["Ctrl+2", "Ctrl+3"])
def test_a_notice_stands_below_the_other_tabs_too(shell: Shell, key: str) -> None:
    shell.part(Notices).clock_wrong()
    tops = []
    for again in (key, "F4", "Ctrl+1", key):
        shell.press(again)
        settle()
        page = shell.tabs.currentWidget()
        assert page is not None
        if again != "Ctrl+1":
            tops.append(
                min(
                    place(button, shell.window).top()
                    for button in page.findChildren(QPushButton)
                    if not shell.window.banners.isAncestorOf(button) and button.isVisible()
                )
            )
    assert len(set(tops)) == 1


def test_a_notice_in_large_text_has_its_button_beside_its_words(shell: Shell, look: Look) -> None:
    look.set_text_size(200)
    line = shell.window.fontMetrics().height()
    shell.window.resize(38 * line, 21 * line)
    shell.press("Ctrl+3")
    shell.window.banners.post(
        Notice("prueba", Kind.INFO, lambda: "No cambió ningún valor: el registro queda como estaba.")
    )
    settle()
    frame = shell.window.findChild(QFrame, "aviso")
    assert isinstance(frame, QFrame)
    close = frame.findChildren(QPushButton)[-1]
    assert frame.height() < 5 * line
    assert close.y() < frame.height() // 2
    assert frame.heightForWidth(frame.width()) <= frame.height()


def test_a_button_has_the_colour_of_the_notice_it_stands_in(shell: Shell, look: Look) -> None:
    seen: list[QColor] = []
    for kind in (Kind.INFO, Kind.ERROR, Kind.INFO, Kind.ERROR, Kind.WARNING):
        shell.window.banners.post(Notice("prueba", kind, lambda: "Algo pasó."))
        settle()
        close = next(button for button in shell.window.banners.findChildren(QPushButton) if "F4" in button.text())
        image = close.grab().toImage()
        seen.append(image.pixelColor(8, image.height() // 2))
    calm, error = seen[0], QColor(look.theme.error)
    assert calm != error
    assert seen == [calm, error, calm, error, calm]


@pytest.mark.usefixtures("swift")
def test_an_answer_goes_once_it_was_read(shell: Shell, qtbot: QtBot) -> None:
    shell.part(Notices).succeeded(lambda: "Hecho.")
    assert shell.banner == "Información: Hecho."
    shell.type("3")
    qtbot.waitUntil(lambda: shell.banner == "")
    assert shell.focus == "fiebre"


@pytest.mark.usefixtures("swift")
def test_an_answer_waits_for_somebody_to_come_back(shell: Shell, qtbot: QtBot) -> None:
    shell.part(Notices).succeeded(lambda: "Hecho.")
    with qtbot.assertNotEmitted(shell.window.banners.changed, wait=150):
        pass
    assert shell.banner == "Información: Hecho."
    QTest.mouseClick(shell.part(QTabWidget), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.banner == "")


@pytest.mark.usefixtures("swift")
def test_an_answer_stays_while_the_keyboard_is_on_it(shell: Shell, qtbot: QtBot) -> None:
    shell.part(Notices).succeeded(lambda: "Hecho.")
    close = next(button for button in shell.window.banners.findChildren(QPushButton) if "F4" in button.text())
    close.setFocus()
    shell.press("Shift")
    with qtbot.assertNotEmitted(shell.window.banners.changed, wait=150):
        pass
    assert shell.banner == "Información: Hecho."


@pytest.mark.usefixtures("swift")
@pytest.mark.parametrize("failed", [True, False])
def test_what_went_wrong_and_what_lasts_stays(shell: Shell, qtbot: QtBot, *, failed: bool) -> None:
    notices = shell.part(Notices)
    if failed:
        notices.failed(lambda: "Falló.")
    else:
        notices.clock_wrong()
    shell.type("3")
    with qtbot.assertNotEmitted(shell.window.banners.changed, wait=150):
        pass
    assert shell.banner


def test_what_lasts_can_be_acknowledged_until_something_else_is_damaged(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
) -> None:
    write_log(station, DAMAGED)
    shell = open_shell()
    qtbot.waitUntil(lambda: "1 línea" in shell.banner)
    close = next(button for button in shell.window.banners.findChildren(QPushButton) if "F4" in button.text())
    assert close.accessibleDescription() == "No se avisa otra vez hasta que cambie."
    shell.press("F4")
    assert shell.banner == ""

    again = open_shell()
    again.type(PATIENT)
    settle()
    assert again.banner == ""

    write_log(station, station.log.read_bytes() + DAMAGED)
    again.type(PATIENT)
    qtbot.waitUntil(lambda: "2 líneas" in again.banner)


def test_an_acknowledgement_that_cannot_be_remembered_is_told(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
) -> None:
    write_log(station, DAMAGED)
    shell = open_shell()
    qtbot.waitUntil(lambda: "1 línea" in shell.banner)
    (station.data_dir / "ajustes.json").mkdir()
    shell.press("F4")
    assert "no se pudo recordar" in shell.banner


@pytest.mark.parametrize("text_size", [125, 150, 175, 200])
def test_a_notice_lets_no_row_of_controls_be_cut_at_the_top(shell: Shell, look: Look, text_size: int) -> None:
    look.set_text_size(text_size)
    shell.window.resize(1024, 560)
    shell.type(PATIENT)
    shell.part(Notices).clock_wrong()
    for keys in (("Ctrl+3",), ("Ctrl+F",), ("Tab",), ("Esc",), ("Ctrl+2",)):
        for key in keys:
            shell.press(key)
        settle()
        page = shell.tabs.currentWidget()
        for control in page.findChildren(QAbstractButton) + page.findChildren(QComboBox):
            seen = control.visibleRegion().boundingRect()
            is_cut_at_the_top = not seen.isEmpty() and seen.top() > 0
            assert not is_cut_at_the_top, (keys, control.objectName(), seen.getRect())
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.visibleRegion().boundingRect().top() == 0, focused.objectName()
