"""Refused and doubtful values: reported at the field, and never saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from tests.widgets.conftest import LOCALES

if TYPE_CHECKING:
    from tests.widgets.conftest import Entry


def screen_numbers(texts: list[str]) -> tuple[float, int, int]:
    """Read three texts as a person would, without the program."""
    temperature, systolic, heart_rate = (float(text.strip().replace(",", ".")) for text in texts)
    return temperature, int(systolic), int(heart_rate)


REFUSED = [
    (0, "385", "Temperatura: entre 25,0 y 45,0 °C. ¿38,5?"),
    (0, "98,6", "Temperatura: entre 25,0 y 45,0 °C. ¿°F? 98,6 °F son 37,0 °C"),
    (0, "24,9", "Temperatura: entre 25,0 y 45,0 °C."),
    (0, "38,5,2", "Temperatura: escriba un número, como 38,5."),
    (0, "38,55", "Temperatura: un decimal como máximo."),
    (0, "38,", "Temperatura: el número está incompleto."),
    (0, "3", "Temperatura: entre 25,0 y 45,0 °C."),
    (0, "-38", "Temperatura: entre 25,0 y 45,0 °C."),
    (0, "", "Temperatura: hace falta. Si no se pudo medir, no hay predicción."),
    (0, "   ", "Temperatura: hace falta. Si no se pudo medir, no hay predicción."),
    (1, "301", "Presión sistólica: entre 30 y 300 mmHg."),
    (1, "120/80", "Presión sistólica: escriba un número, como 120. Solo la sistólica: ¿120?"),
    (1, "120,5", "Presión sistólica: un número entero, sin decimales."),
    (2, "19", "Frecuencia cardíaca: entre 20 y 300 lpm."),
    (2, "1", "Frecuencia cardíaca: entre 20 y 300 lpm."),
]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("case", REFUSED, ids=[f"{place}-{text}" for place, text, _ in REFUSED])
def test_enter_on_what_is_refused_stays_marks_and_says_why(
    entry: Entry, locale: str, case: tuple[int, str, str]
) -> None:
    place, text, sentence = case
    entry.tab.setLocale(QLocale(locale))
    values = ["38", "120", "90"]
    values[place] = text
    for before in values[:place]:
        entry.type(before + "\n")
    entry.type(text + "\n\n")
    box = entry.boxes[place]
    assert entry.focus is box
    assert box.text() == text
    assert box.property("state") == "error"
    if locale.startswith("es_") and locale != "es_MX":
        assert entry.message(box) == sentence
    assert box.accessibleDescription().endswith(entry.message(box))
    assert not entry.button("predecir").isEnabled()
    assert entry.saved == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("text", ["38,", "38.", "3", "385", "98.6", "38,5,2", "４", "−38"])
def test_what_tab_leaves_behind_stays_is_marked_and_not_saved(entry: Entry, locale: str, text: str) -> None:
    entry.tab.setLocale(QLocale(locale))
    entry.paste(text)
    entry.type("\t120\t90\n")
    box = entry.boxes[0]
    assert entry.focus is box
    assert (box.text(), box.property("state")) == (text, "error")
    assert entry.label("motivo").text() == "Corrija: temperatura."
    assert entry.saved == []


def test_300_typed_over_120_is_what_is_saved(entry: Entry) -> None:
    entry.type("38\n120\n90")
    entry.press(Qt.Key.Key_Backtab)
    entry.type("300\n\n")  # unusual: confirmed
    entry.type("\n")
    assert entry.saved == [(38.0, 300, 90)]


def test_98_6_typed_over_37_is_refused_and_keeps_standing_there(entry: Entry) -> None:
    entry.type("37\n120\n90")
    entry.press(Qt.Key.Key_Backtab, times=2)
    entry.type("98.6\t\t\n")
    assert entry.texts == ["98.6", "120", "90"]
    assert entry.focus is entry.boxes[0]
    assert entry.saved == []


def test_out_of_range_is_marked_at_the_first_digit_too_many_and_unmarked_when_mended(entry: Entry) -> None:
    box = entry.boxes[0]
    for keys, state in (("3", ""), ("8", ""), ("5", "error")):
        entry.type(keys)
        assert box.property("state") == state
    entry.press(Qt.Key.Key_Backspace)
    assert box.property("state") == ""
    assert entry.message(box) == "Temperatura: entre 25,0 y 45,0 °C"


@pytest.mark.parametrize("text", ["1", "19", "301", "38,", "x"])
def test_what_comes_into_a_box_without_the_focus_is_marked_at_once(entry: Entry, text: str) -> None:
    """As from a program that writes for whoever cannot type: nobody goes on with it there."""
    box = entry.boxes[2]
    QTest.keyClicks(box, text)
    assert entry.focus is entry.boxes[0]
    assert (box.text(), box.property("state")) == (text, "error")
    assert entry.message(box).startswith("Frecuencia cardíaca: ")
    assert entry.label("motivo").text() == "Corrija: frecuencia cardíaca."
    for _ in text:
        QTest.keyClick(box, Qt.Key.Key_Backspace)
    assert (box.text(), box.property("state")) == ("", "")


def test_an_unusual_value_that_a_screen_reader_sets_elsewhere_asks_at_once(entry: Entry) -> None:
    box = entry.boxes[2]
    QAccessible.queryAccessibleInterface(box).valueInterface().setCurrentValue(190)
    assert entry.focus is entry.boxes[0]
    assert (box.text(), box.property("state")) == ("190", "confirm")
    assert entry.message(box) == "Valor inusual (lo usual: 40–180). Enter otra vez para confirmar."


def test_the_reason_why_predict_is_off_is_said(entry: Entry) -> None:
    reasons = []
    for keys in ("", "38\n", "120\n", "9", "0", "0", "0"):
        entry.type(keys)
        reasons.append((entry.label("motivo").text(), entry.button("predecir").isEnabled()))
    assert reasons == [
        ("Faltan los tres signos vitales.", False),
        ("Faltan: presión sistólica y frecuencia cardíaca.", False),
        ("Falta: frecuencia cardíaca.", False),
        ("Falta: frecuencia cardíaca.", False),
        ("", True),
        ("Corrija: frecuencia cardíaca.", False),
        ("Corrija: frecuencia cardíaca.", False),
    ]
    assert entry.button("predecir").accessibleDescription() == "Corrija: frecuencia cardíaca."


@pytest.mark.parametrize(("place", "text"), [(0, "33,9"), (0, "41,1"), (1, "69"), (1, "221"), (2, "39"), (2, "181")])
def test_an_unusual_value_is_saved_after_a_second_enter(entry: Entry, place: int, text: str) -> None:
    values = ["38", "120", "90"]
    values[place] = text
    for before in values[:place]:
        entry.type(before + "\n")
    box = entry.boxes[place]
    entry.type(text + "\n")
    assert entry.focus is box
    usual = ("34,0–41,0", "70–220", "40–180")[place]
    assert entry.message(box) == f"Valor inusual (lo usual: {usual}). Enter otra vez para confirmar."
    assert box.property("state") == "confirm"
    entry.hold_enter(5)
    for after in values[place + 1 :]:
        entry.type(after + "\n")
    assert entry.saved == [screen_numbers(values)]


@pytest.mark.parametrize(("place", "text"), [(0, "34"), (0, "41"), (1, "70"), (1, "220"), (2, "40"), (2, "180")])
def test_the_limits_of_the_usual_are_usual(entry: Entry, place: int, text: str) -> None:
    values = ["38", "120", "90"]
    values[place] = text
    entry.type("".join(f"{value}\n" for value in values))
    assert entry.saved == [screen_numbers(values)]


def test_a_held_enter_confirms_nothing(entry: Entry) -> None:
    entry.type("41,5")
    entry.hold_enter()
    assert entry.focus is entry.boxes[0]
    assert entry.boxes[0].property("state") == "confirm"


def test_a_confirmed_value_that_is_changed_asks_again(entry: Entry) -> None:
    entry.type("41,5\n\n120\n90")
    entry.press(Qt.Key.Key_Backtab, times=2)
    entry.press(Qt.Key.Key_Up)
    entry.type("\t\t\n")
    assert entry.focus is entry.boxes[0]
    assert entry.saved == []
    entry.type("\n\n\n")
    assert entry.saved == [(41.6, 120, 90)]


def test_an_unusual_value_left_by_tab_is_come_back_to(entry: Entry) -> None:
    entry.type("41,5\t120\t90\n")
    assert entry.focus is entry.boxes[0]
    assert entry.saved == []
    entry.type("\n\n\n")
    assert entry.saved == [(41.5, 120, 90)]


def test_a_click_on_predict_confirms_nothing(entry: Entry) -> None:
    entry.type("38\n120\n190")
    for _ in range(3):
        QTest.mouseClick(entry.button("predecir"), Qt.MouseButton.LeftButton)
    assert entry.saved == []
    assert entry.focus is entry.boxes[2]
    entry.type("\n")
    assert entry.saved == [(38.0, 120, 190)]


def test_digits_typed_behind_an_unanswered_question_make_no_other_value_that_looks_right(entry: Entry) -> None:
    entry.type("38\n65\n95\n")
    assert entry.texts == ["38", "6595", ""]
    assert entry.label("motivo").text() == "Corrija: presión sistólica."
