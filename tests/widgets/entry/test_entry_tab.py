"""One patient after the other at the keyboard, and the form after a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from gui.entry.result_panel import Shown
from gui.entry.vital_box import VitalBox
from tests.widgets.conftest import LOCALES, PATIENT

if TYPE_CHECKING:
    from core.station.station import Draft
    from gui.style.look import Look
    from tests.widgets.conftest import Entry

UNUSUAL = "Valor inusual (lo usual: {}). Enter otra vez para confirmar."
USUAL = ("34,0–41,0", "70–220", "40–180")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("keys", ["38,5\n120\n90\n", "38.5\n120\n90\n", "38,5\t120\t90\n", " 38,5 \n120,0\n090\n"])
def test_a_patient_by_keyboard_alone(entry: Entry, locale: str, keys: str) -> None:
    entry.tab.setLocale(QLocale(locale))
    entry.type(keys)
    assert entry.saved == [(38.5, 120, 90)]
    assert entry.label("resultado").text() == "Enfermedad aguda"
    assert entry.label("estado_guardado").text() == "✓ Guardado · 22:31:10"
    assert len(entry.signalled) == 1
    assert entry.signalled[0][0].fiebre == 38.5
    assert entry.signalled[0][1] is True


def test_a_result_is_shown_only_when_its_record_is_saved(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, str, int]] = []
    save = entry.station.save

    def look_and_save(draft: Draft) -> bool:
        seen.append(
            (entry.label("resultado").isVisible(), entry.label("estado_guardado").text(), len(entry.signalled))
        )
        return save(draft)

    monkeypatch.setattr(entry.station, "save", look_and_save)
    entry.type(PATIENT)
    assert seen == [(False, "", 0)]
    assert entry.label("resultado").isVisible()


def test_pasted_values_and_the_button(entry: Entry) -> None:
    entry.paste("38.5\n")
    entry.type("\t")
    entry.paste(" 120")
    entry.type("\t")
    entry.paste("90")
    entry.type("\t")
    assert entry.focus is entry.button("predecir")
    entry.press(Qt.Key.Key_Space)
    assert entry.saved == [(38.5, 120, 90)]


def test_enter_presses_the_focused_button_once(entry: Entry) -> None:
    entry.type("38,5\n120\n90\t")
    entry.hold_enter()
    assert entry.saved == [(38.5, 120, 90)]


def test_enter_of_the_number_pad_is_enter(entry: Entry) -> None:
    pad = Qt.KeyboardModifier.KeypadModifier
    for text in ("38.5", "120", "90"):
        entry.type(text)
        entry.press(Qt.Key.Key_Enter, pad)
    assert entry.saved == [(38.5, 120, 90)]


def test_keys_that_come_without_the_focus_are_those_of_their_box(entry: Entry) -> None:
    """As from a program that writes into a window in the background, for whoever cannot type."""
    entry.boxes[0].clearFocus()
    for box, text in zip(entry.boxes, ("38,5", "120", "90"), strict=True):
        entry.tab.setFocus()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert entry.saved == [(38.5, 120, 90)]


def test_tab_and_shift_tab_walk_in_reading_order(entry: Entry) -> None:
    entry.type("38,5\t120\t90")
    entry.press(Qt.Key.Key_Backtab)
    assert entry.focus is entry.boxes[1]
    entry.press(Qt.Key.Key_Backtab)
    assert entry.focus is entry.boxes[0]
    entry.type("\t\t\t")
    assert entry.focus is entry.button("predecir")


def walk(entry: Entry, key: Qt.Key, steps: int) -> list[str]:
    names = []
    for _ in range(steps):
        entry.press(key)
        focused = entry.focus
        assert isinstance(focused, QWidget)
        names.append(focused.objectName() or focused.accessibleName())
    return names


def test_tab_comes_by_everything_and_back_to_the_first_field(entry: Entry) -> None:
    blank = ["presion", "frecuencia_cardiaca", "fiebre"]
    assert walk(entry, Qt.Key.Key_Tab, 6) == blank * 2
    entry.type("38,5\t120\t90\t\t")
    filled = ["presion", "frecuencia_cardiaca", "predecir", "fiebre"]
    assert walk(entry, Qt.Key.Key_Tab, 8) == filled * 2
    assert walk(entry, Qt.Key.Key_Backtab, 4) == ["predecir", "frecuencia_cardiaca", "presion", "fiebre"]


def test_tab_leads_to_a_result_that_does_not_fit_and_keys_scroll_it(entry: Entry, look: Look) -> None:
    look.set_text_size(200)
    entry.tab.resize(1024, 440)
    entry.type("41,5\n\n85\n190\n\n")
    around = ["presion", "frecuencia_cardiaca", "Resultado", "fiebre"]
    assert walk(entry, Qt.Key.Key_Tab, 4) == around
    walk(entry, Qt.Key.Key_Backtab, 1)
    area = entry.focus
    assert isinstance(area, QScrollArea)
    places = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown):
        entry.press(key)
        places.append(area.verticalScrollBar().value())
    assert places[0] > 0
    assert places[1] > places[0]
    assert places[-1] == area.verticalScrollBar().maximum()


def test_a_clock_that_went_back_is_told(entry: Entry) -> None:
    entry.type(PATIENT)
    entry.station.clock.advance(hours=-1)  # type: ignore[attr-defined]
    entry.type(PATIENT)
    assert [clock_ok for _, clock_ok in entry.signalled] == [True, False]


def test_a_held_enter_makes_one_record(entry: Entry) -> None:
    entry.type("38,5\n120\n90")
    entry.hold_enter(50)
    assert entry.saved == [(38.5, 120, 90)]


def test_a_held_enter_whose_repeats_are_not_marked_makes_one_record(entry: Entry) -> None:
    """As X11 sends them to a busy window: released and pressed again within the same millisecond."""
    entry.type("41,5\n\n120\n190")
    for time in range(1000, 3000, 40):
        entry.press_enter(down=time, up=time + 40)
    assert entry.saved == []
    assert entry.message(entry.boxes[2]) == UNUSUAL.format("40–180")
    entry.press_enter(down=4000, up=4040)
    for time in range(4040, 6000, 40):
        entry.press_enter(down=time, up=time + 40)
    assert entry.saved == [(41.5, 120, 190)]


def test_a_held_enter_on_the_button_confirms_nothing(entry: Entry) -> None:
    entry.type("38,5\t120\t190\t")
    assert entry.focus is entry.button("predecir")
    for time in range(1000, 3000, 40):
        entry.press_enter(down=time, up=time + 40)
    assert entry.focus is entry.boxes[2]
    assert entry.saved == []


@pytest.mark.parametrize("first", ["box", "button", "other box"])
def test_a_doubled_enter_confirms_nothing_a_second_one_does(entry: Entry, first: str) -> None:
    if first == "other box":
        entry.type("41,5\t120\n90")
    else:
        entry.type("38,5\t120\t190" + ("\t" if first == "button" else ""))
    entry.press_enter(down=1000, up=1015)
    entry.press_enter(down=1040, up=1100)
    assert entry.saved == []
    unusual = entry.focus
    assert isinstance(unusual, VitalBox)
    assert entry.message(unusual) == UNUSUAL.format(USUAL[entry.boxes.index(unusual)])
    entry.press_enter(down=1400, up=1500)
    assert entry.message(unusual) == "Valor inusual, confirmado." or len(entry.saved) == 1


def test_no_enter_of_a_quick_hand_is_taken_for_a_repeat(entry: Entry) -> None:
    entry.type("38,5\t120\t90\t")
    entry.boxes[0].setFocus()
    for time in (1000, 1018, 1036):
        entry.press_enter(down=time, up=time + 15)
    assert entry.saved == [(38.5, 120, 90)]


def test_a_doubled_enter_after_a_result_makes_nothing(entry: Entry) -> None:
    entry.type("38,5\n120\n90")
    entry.press_enter(down=1000, up=1015)
    entry.press_enter(down=1040, up=1055)
    assert len(entry.saved) == 1
    assert entry.message(entry.boxes[0]) == "Temperatura: entre 25,0 y 45,0 °C"


def test_an_enter_counts_again_after_its_release_went_to_another_window(entry: Entry) -> None:
    button = entry.button("predecir")
    entry.type("38,5\t120\t190\t")
    for time in (1000, 2000):
        button.setFocus()
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
        press.setTimestamp(time)
        QApplication.sendEvent(button, press)
        assert entry.focus is entry.boxes[2]


def test_a_second_enter_makes_no_second_record_and_no_complaint(entry: Entry) -> None:
    entry.type(PATIENT + "\n\n")
    assert len(entry.saved) == 1
    assert entry.boxes[0].property("state") == ""
    assert not entry.button("predecir").isEnabled()
    assert entry.label("motivo").text() == "Escriba los signos vitales del siguiente paciente."


def test_many_patients_in_a_row(entry: Entry) -> None:
    patients = [(36.6, 118, 72), (39.4, 88, 133), (37.0, 144, 92)]
    for patient in patients:
        entry.type("".join(f"{value}\n" for value in patient))
    assert entry.saved == patients


def test_values_stay_in_view_until_the_next_patient_is_begun(entry: Entry) -> None:
    entry.type(PATIENT)
    shadows = [box.lineEdit().placeholderText() for box in entry.boxes]
    assert (shadows, entry.texts) == (["38,5", "120", "90"], ["", "", ""])
    assert entry.focus is entry.boxes[0]
    assert entry.tab.panel.shown is Shown.SAVED


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("how", ["digit", "paste", "middle click", "input of the program"])
def test_the_first_edit_begins_with_blank_fields(entry: Entry, place: int, how: str) -> None:
    entry.type(PATIENT)
    entry.click(place)
    if how == "digit":
        entry.type("7")
    elif how == "paste":
        entry.paste("7")
    elif how == "middle click":
        QGuiApplication.clipboard().setText("7")
        entry.boxes[place].lineEdit().paste()
    else:
        entry.boxes[place].setValue(7)
    expected = ["", "", ""]
    expected[place] = "7" if how != "input of the program" or place else "7,0"
    assert entry.texts == expected
    assert [box.lineEdit().placeholderText() for box in entry.boxes] == ["", "", ""]
    assert entry.tab.panel.shown is Shown.PREVIOUS
    assert entry.label("resultado_anterior").isVisible()
    assert entry.label("resultado").text() == "Enfermedad aguda"
    assert entry.label("estado_guardado").text() == "✓ Guardado · 22:31:10"


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape])
def test_erasing_begins_the_next_patient_too(entry: Entry, key: Qt.Key) -> None:
    entry.type(PATIENT)
    entry.press(key)
    assert [box.lineEdit().placeholderText() for box in entry.boxes] == ["", "", ""]
    assert entry.tab.panel.shown is Shown.PREVIOUS


def test_keys_that_edit_nothing_begin_nothing(entry: Entry) -> None:
    entry.type(PATIENT)
    for key in (
        Qt.Key.Key_Up,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Left,
        Qt.Key.Key_Home,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Return,
    ):
        entry.press(key)
    entry.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entry.tab.panel.shown is Shown.SAVED
    assert entry.texts == ["", "", ""]
    assert len(entry.saved) == 1


def test_no_undo_brings_the_last_patient_back(entry: Entry) -> None:
    entry.type(PATIENT)
    entry.type("3")
    for _ in range(5):
        entry.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert entry.texts == ["", "", ""]


def test_the_previous_result_stays_until_the_next(entry: Entry) -> None:
    entry.type(PATIENT + "36,6\n118\n72")
    assert entry.label("resultado").text() == "Enfermedad aguda"
    entry.type("\n")
    assert entry.tab.panel.shown is Shown.SAVED
    assert not entry.label("resultado_anterior").isVisible()
    assert entry.label("resultado").text() == "No enfermo"


def test_esc_clears_the_form_and_goes_to_the_first_field(entry: Entry) -> None:
    entry.type("41,5\n\n999\t9")
    entry.press(Qt.Key.Key_Escape)
    assert entry.texts == ["", "", ""]
    assert entry.focus is entry.boxes[0]
    assert [box.property("state") for box in entry.boxes] == ["", "", ""]
    entry.type(PATIENT)
    assert entry.saved == [(38.5, 120, 90)]
