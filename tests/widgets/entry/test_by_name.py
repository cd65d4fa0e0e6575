"""Properties that the first screen sets by name: Qt reports no error for a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from gui.entry import vital_field
from gui.entry.vital_field import MessageLine
from gui.shell.main_window import MainWindow
from gui.shell.tabs import TabBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.widgets.conftest import Entry


def test_boxes_are_reached_by_tab_and_click_and_not_by_the_wheel(entry: Entry) -> None:
    for box in entry.boxes:
        assert box.focusPolicy() is Qt.FocusPolicy.StrongFocus
        assert box.alignment() == Qt.AlignmentFlag.AlignRight
        assert box.lineEdit().alignment() & Qt.AlignmentFlag.AlignRight
        assert box.inputMethodHints() & Qt.InputMethodHint.ImhFormattedNumbersOnly


def test_messages_begin_at_the_top_and_are_no_html(entry: Entry) -> None:
    for line in entry.tab.findChildren(MessageLine):
        assert line.alignment() == Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        assert line.textFormat() is Qt.TextFormat.PlainText
    assert Qt.TextFlag.TextWordWrap.value == vital_field.WORD_WRAP


def test_the_form_scrolls_up_and_down_only_and_takes_no_focus(entry: Entry) -> None:
    (area,) = entry.tab.form.findChildren(QScrollArea)
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_a_click_on_a_tab_does_not_take_the_keyboard(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    (bar,) = window.findChildren(TabBar)
    assert bar.focusPolicy() is Qt.FocusPolicy.TabFocus
