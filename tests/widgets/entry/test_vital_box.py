"""The box alone: it keeps its text as typed, and its number is that of its text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.clinical.vitals import HEART_RATE, SYSTOLIC, TEMPERATURE, Vital
from gui.entry.vital_box import VitalBox
from tests.widgets.conftest import LOCALES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

COMMA = ("es_ES", "es_CO")

ENTRIES = [
    # vital, what is typed, the number it is (None: refused)
    (TEMPERATURE, "38,5", "38.5"),
    (TEMPERATURE, "38.5", "38.5"),
    (TEMPERATURE, "38", "38"),
    (TEMPERATURE, "38,50", "38.5"),
    (TEMPERATURE, "038,5", "38.5"),
    (TEMPERATURE, " 38,5 ", "38.5"),
    (TEMPERATURE, "25", "25"),
    (TEMPERATURE, "45,0", "45"),
    (TEMPERATURE, "24,9", None),
    (TEMPERATURE, "45,1", None),
    (TEMPERATURE, "38,", None),
    (TEMPERATURE, "38.", None),
    (TEMPERATURE, ",5", None),
    (TEMPERATURE, "3", None),
    (TEMPERATURE, "385", None),
    (TEMPERATURE, "98.6", None),
    (TEMPERATURE, "38,55", None),
    (TEMPERATURE, "38,5,2", None),
    (TEMPERATURE, "38.5.2", None),
    (TEMPERATURE, "1.038,5", None),
    (TEMPERATURE, "38 5", None),
    (TEMPERATURE, "-38,5", None),
    (TEMPERATURE, "3８,5", None),
    (TEMPERATURE, "٣٨", None),
    (TEMPERATURE, "38,5 °C", None),
    (TEMPERATURE, "3e1", None),
    (TEMPERATURE, "nan", None),
    (TEMPERATURE, "treinta y ocho", None),
    (SYSTOLIC, "120", "120"),
    (SYSTOLIC, "120,0", "120"),
    (SYSTOLIC, "300", "300"),
    (SYSTOLIC, "30", "30"),
    (SYSTOLIC, "301", None),
    (SYSTOLIC, "29", None),
    (SYSTOLIC, "120,5", None),
    (SYSTOLIC, "120/80", None),
    (SYSTOLIC, "-120", None),
    (SYSTOLIC, "−120", None),
    (SYSTOLIC, "1 120", None),
    (SYSTOLIC, "1.120", None),
    (SYSTOLIC, "１２０", None),
    (HEART_RATE, "90", "90"),
    (HEART_RATE, "20", "20"),
    (HEART_RATE, "19", None),
    (HEART_RATE, "9999999999999999999999999999999999999999", None),
]


class Desk(QWidget):
    """A box with something else that can take the focus."""

    def __init__(self, vital: Vital, locale: str) -> None:
        super().__init__()
        self.setLocale(QLocale(locale))
        self.box = VitalBox(vital)
        self.other = QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.box)
        layout.addWidget(self.other)
        layout.addStretch()


MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk_with(qtbot: QtBot) -> MakeDesk:
    """Put desks on the screen, with the focus in the box; they live as long as the test."""
    desks = []

    def make(vital: Vital, locale: str = "es_CO") -> Desk:
        desk = Desk(vital, locale)
        desks.append(desk)
        qtbot.addWidget(desk)
        with qtbot.waitExposed(desk):
            desk.show()
        desk.activateWindow()
        desk.box.setFocus()
        qtbot.waitUntil(desk.box.hasFocus)
        return desk

    return make


def type_text(target: QWidget, text: str) -> None:
    """Type; QTest knows the keys of ASCII only."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(target, character)
        else:
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(target, key)


def decimal_or_none(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("pasted", [False, True], ids=["typed", "pasted"])
@pytest.mark.parametrize("case", ENTRIES, ids=[f"{case[0].name}-{case[1]}" for case in ENTRIES])
def test_text_stays_as_it_was_put_there(
    desk_with: MakeDesk, locale: str, pasted: bool, case: tuple[Vital, str, str | None]
) -> None:
    vital, text, number = case
    desk = desk_with(vital, locale)
    box = desk.box
    if pasted:
        QGuiApplication.clipboard().setText(text)
        QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    else:
        type_text(box, text)
    assert box.text() == text
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
        QTest.keyClick(box, key)
        assert box.text() == text, key
    desk.hide()
    desk.show()
    assert box.text() == text
    assert box.number == decimal_or_none(number)
    assert (box.refusal is None) == (number is not None)
    if number is not None:
        assert box.value() == float(number)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("key", "sign"), [(Qt.Key.Key_Comma, ","), (Qt.Key.Key_Period, ".")])
def test_both_keys_of_the_number_pad_are_the_decimal_sign(
    desk_with: MakeDesk, locale: str, key: Qt.Key, sign: str
) -> None:
    box = desk_with(TEMPERATURE, locale).box
    pad = Qt.KeyboardModifier.KeypadModifier
    for code, text in ((Qt.Key.Key_3, "3"), (Qt.Key.Key_8, "8"), (key, sign), (Qt.Key.Key_5, "5")):
        QApplication.sendEvent(box, QKeyEvent(QEvent.Type.KeyPress, code, pad, text))
    assert box.text() == f"38{sign}5"
    assert box.number == Decimal("38.5")


def test_out_of_range_typed_over_a_selected_value_stays(desk_with: MakeDesk) -> None:
    box = desk_with(SYSTOLIC).box
    QTest.keyClicks(box, "120")
    box.selectAll()
    QTest.keyClicks(box, "301")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert (box.text(), box.number) == ("301", None)


def test_a_cleared_box_is_blank_and_stays_blank(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    QTest.keyClicks(box, "37")
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert (box.text(), box.is_blank, box.number) == ("", True, None)


def test_emptying_forgets_the_value_and_the_undo(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    QTest.keyClicks(box, "39,4")
    box.empty()
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), box.is_blank, box.value()) == ("", True, 25.0)


def test_undo_brings_back_text_and_number_together(desk_with: MakeDesk) -> None:
    box = desk_with(SYSTOLIC).box
    QTest.keyClicks(box, "120")
    box.selectAll()
    QGuiApplication.clipboard().setText("999")
    box.lineEdit().paste()
    assert box.number is None
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (box.text(), box.number) == ("120", Decimal(120))


@pytest.mark.parametrize("locale", LOCALES)
def test_keys_step_by_the_smallest_difference_and_stop_at_the_limits(desk_with: MakeDesk, locale: str) -> None:
    box = desk_with(TEMPERATURE, locale).box
    sign = "," if locale in COMMA else "."
    QTest.keyClicks(box, "38.9")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert (box.text(), box.number) == (f"39{sign}0", Decimal("39.0"))
    QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert box.text() == f"38{sign}0"
    for _ in range(20):
        QTest.keyClick(box, Qt.Key.Key_PageUp)
    assert (box.text(), box.value()) == (f"45{sign}0", 45.0)
    for _ in range(30):
        QTest.keyClick(box, Qt.Key.Key_PageDown)
    assert (box.text(), box.value()) == (f"25{sign}0", 25.0)


@pytest.mark.parametrize("text", ["", "1", "301", "12x", "120,5"])
def test_there_is_no_step_from_what_is_no_value(desk_with: MakeDesk, text: str) -> None:
    box = desk_with(SYSTOLIC).box
    QTest.keyClicks(box, text)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(box, key)
    box.stepBy(1)
    assert box.text() == text


def wheel(target: QWidget, notches: int) -> None:
    """Turn the wheel with the mouse over a widget, as the window system tells of it."""
    window = target.window()
    middle = target.mapTo(window, target.rect().center())
    QTest.wheelEvent(window.windowHandle(), QPointF(middle), QPoint(0, 120 * notches))


def scrolled_desk(qtbot: QtBot) -> QScrollArea:
    """A desk on a page that is longer than the screen."""
    page = Desk(SYSTOLIC, "es_CO")
    page.setMinimumHeight(2000)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(page)
    area.resize(300, 300)
    with qtbot.waitExposed(area):
        area.show()
    area.activateWindow()
    return area


def test_wheel_without_focus_scrolls_the_page_and_leaves_the_box_alone(qtbot: QtBot) -> None:
    area = scrolled_desk(qtbot)
    page = area.widget()
    page.other.setFocus()
    qtbot.waitUntil(page.other.hasFocus)
    page.box.setValue(120)
    wheel(page.box.lineEdit(), -1)
    assert page.box.text() == "120"
    assert area.verticalScrollBar().value() > 0
    assert not page.box.hasFocus()


@pytest.mark.parametrize("typed", ["", "120"])
def test_wheel_with_focus_scrolls_the_page_and_leaves_the_box_alone_too(qtbot: QtBot, typed: str) -> None:
    area = scrolled_desk(qtbot)
    box = area.widget().box
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    QTest.keyClicks(box, typed)
    before = (box.text(), box.number, box.value())
    wheel(box.lineEdit(), -1)
    assert (box.text(), box.number, box.value()) == before
    assert area.verticalScrollBar().value() > 0


@pytest.mark.parametrize("locale", LOCALES)
def test_value_set_by_the_program_is_written_as_the_locale_writes_it(desk_with: MakeDesk, locale: str) -> None:
    box = desk_with(TEMPERATURE, locale).box
    box.setValue(38.5)
    assert box.text() == ("38,5" if locale in COMMA else "38.5")
    assert (box.number, box.value()) == (Decimal("38.5"), 38.5)


@pytest.mark.parametrize(("vital", "value", "text"), [(TEMPERATURE, 98.6, "98,6"), (SYSTOLIC, 120.5, "120,5")])
def test_value_set_by_the_program_is_neither_clamped_nor_rounded(
    desk_with: MakeDesk, vital: Vital, value: float, text: str
) -> None:
    box = desk_with(vital).box
    box.setValue(value)
    assert (box.text(), box.number) == (text, None)


def test_a_change_of_locale_does_not_touch_what_was_typed(desk_with: MakeDesk) -> None:
    desk = desk_with(TEMPERATURE, "es_CO")
    QTest.keyClicks(desk.box, "38,5")
    desk.setLocale(QLocale("en_US"))
    assert (desk.box.text(), desk.box.number) == ("38,5", Decimal("38.5"))


def test_what_an_input_method_commits_is_read_like_keys(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    for committed, number in (("38,", None), ("5", Decimal("38.5")), ("度", None)):
        event = QInputMethodEvent()
        event.setCommitString(committed)
        QApplication.sendEvent(box, event)
        assert box.number == number
    assert box.text() == "38,5度"


def test_dropped_text_is_read_like_keys(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    dragged = QMimeData()
    dragged.setText("38,5")
    where = QPointF(box.lineEdit().rect().center())
    box.lineEdit().dropEvent(
        QDropEvent(
            where, Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    assert (box.text(), box.number) == ("38,5", Decimal("38.5"))


def test_a_locked_box_keeps_its_text(desk_with: MakeDesk) -> None:
    box = desk_with(SYSTOLIC).box
    QTest.keyClicks(box, "120")
    box.setReadOnly(True)
    QTest.keyClicks(box, "9")
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    QTest.keyClick(box, Qt.Key.Key_Up)
    QGuiApplication.clipboard().setText("90")
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    box.stepBy(3)
    assert box.text() == "120"


def test_a_screen_reader_hears_the_limits_and_can_set_the_value(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    assert (box.minimum(), box.maximum()) == (25.0, 45.0)
    QTest.keyClicks(box, "38")
    spoken = QAccessible.queryAccessibleInterface(box)
    assert spoken.role() == QAccessible.Role.SpinBox
    values = spoken.valueInterface()
    assert (values.minimumValue(), values.maximumValue(), values.currentValue()) == (25.0, 45.0, 38.0)
    values.setCurrentValue(39.5)
    assert (box.text(), box.number) == ("39,5", Decimal("39.5"))


def test_a_screen_reader_reads_no_text_in_a_blank_box(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    QTest.keyClicks(box, "38")
    box.empty()
    spoken = QAccessible.queryAccessibleInterface(box)
    text = spoken.textInterface()
    assert (spoken.text(QAccessible.Text.Value), text.text(0, text.characterCount())) == ("", "")


def test_the_box_has_room_for_its_longest_number_whatever_stands_in_it(desk_with: MakeDesk) -> None:
    box = desk_with(TEMPERATURE).box
    blank = box.sizeHint()
    QTest.keyClicks(box, "9" * 30)
    box.updateGeometry()
    assert box.sizeHint() == blank
    assert box.lineEdit().width() >= box.fontMetrics().horizontalAdvance("45,0")
