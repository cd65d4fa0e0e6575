"""Languages, text sizes and small screens: nothing is cut off, nothing jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from gui.entry.vital_box import VitalBox
    from gui.style.look import Look
    from tests.widgets.conftest import Entry


EMPTY = "Aquí aparecerá el resultado"


def is_in_view(widget: QWidget) -> bool:
    """Say whether all of a widget is seen within the area that scrolls it."""
    return widget.visibleRegion().boundingRect() == widget.rect()


def settle() -> None:
    """Let the layouts come to rest: a text may turn a row into a column, which moves its neighbours."""
    for _ in range(4):
        QApplication.processEvents()


def test_texts_follow_the_locale_at_once(entry: Entry) -> None:
    entry.type("385\n")
    entry.tab.setLocale(QLocale("es_MX"))
    assert entry.message(entry.boxes[0]) == "Temperatura: entre 25.0 y 45.0 °C. ¿38.5?"
    assert entry.texts[0] == "385"


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_nothing_is_cut_off_sideways_and_the_focus_is_in_view(
    entry: Entry, look: Look, size: tuple[int, int], text_size: int
) -> None:
    look.set_text_size(text_size)
    entry.tab.resize(size[0], size[1] - 100)
    for keys in ("98,6\t120/80\t", "\x1b", PATIENT, "41,5\n\n69\n\n181\n\n", "F8"):
        if keys == "\x1b":
            entry.press(Qt.Key.Key_Escape)
        elif keys == "F8":
            entry.tab.correct_last()
        else:
            entry.type(keys)
        settle()
        assert entry.tab.minimumSizeHint().width() <= size[0]
        for area in entry.tab.findChildren(QScrollArea):
            if area.isVisible():
                assert area.widget().width() <= area.viewport().width()
        for label in entry.tab.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()
        box = entry.focus
        area = next(area for area in entry.tab.findChildren(QScrollArea) if area.isAncestorOf(box))
        top = box.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert top >= 0
        assert top + box.height() <= area.viewport().height()


def test_the_longest_usual_number_is_whole_at_every_text_size(entry: Entry, look: Look) -> None:
    entry.tab.resize(1024, 470)
    for percent in (100, 150, 200):
        look.set_text_size(percent)
        settle()
        entry.press(Qt.Key.Key_Escape)
        entry.type("101,3")
        editor = entry.boxes[0].lineEdit()
        assert editor.fontMetrics().horizontalAdvance("101,3") < editor.width()


@pytest.mark.parametrize("keys", ["", "41,5\n\n69\n\n181", "41,5\n\n69\n\n181\n\n", "98,6\t120/80\t500\t"])
@pytest.mark.parametrize("height", [515, 465])
def test_everything_is_in_view_at_1024_by_600(entry: Entry, height: int, keys: str) -> None:
    entry.tab.resize(1024, height)  # what the window leaves of 600 for its tab, without a notice and with one
    entry.type(keys)
    settle()
    for area in entry.tab.findChildren(QScrollArea):
        if height == 515 or entry.tab.form.isAncestorOf(area):
            assert area.verticalScrollBar().maximum() == 0


def test_a_reading_that_is_not_saved_is_whole_at_1024_by_600(entry: Entry) -> None:
    entry.tab.resize(1024, 515)
    entry.station.log.mkdir(parents=True)
    entry.type("41,5\n\n69\n\n181\n\n")
    settle()
    assert entry.tab.has_unsaved
    assert entry.label("motivo_no_guardado").isVisible()
    (area,) = (area for area in entry.tab.panel.findChildren(QScrollArea) if area.isVisible())
    assert area.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("height", [515, 465, 320])
def test_the_category_of_a_reading_that_is_not_saved_is_in_view(
    entry: Entry, look: Look, height: int, text_size: int
) -> None:
    look.set_text_size(text_size)
    entry.tab.resize(1024, height)
    entry.station.log.mkdir(parents=True)
    entry.type("41,5\n\n69\n\n181\n\n")
    settle()
    assert is_in_view(entry.label("resultado"))
    assert is_in_view(entry.button("reintentar"))
    banner, below = entry.label("motivo_no_guardado"), entry.label("motivo_abajo")
    assert banner.isVisible() is not below.isVisible()
    if banner.isVisible():
        assert banner.heightForWidth(banner.width()) <= banner.height()
    else:
        assert below.text() == banner.text()
    entry.tab.resize(1366, 900)
    settle()
    assert banner.isVisible()


def test_the_fields_are_evenly_spaced_where_there_is_room(entry: Entry) -> None:
    entry.tab.resize(1366, 668)
    settle()
    tops = [box.mapTo(entry.tab, QPoint(0, 0)).y() for box in entry.boxes]
    assert abs((tops[1] - tops[0]) - (tops[2] - tops[1])) <= 1


@pytest.mark.parametrize(("text_size", "height"), [(125, 450), (150, 400), (200, 440)])
def test_with_the_last_field_come_the_button_and_its_reason(
    entry: Entry, look: Look, text_size: int, height: int
) -> None:
    look.set_text_size(text_size)
    entry.tab.resize(1024, height + 60)
    entry.type("38,5\n120\n")
    settle()
    seen = [entry.boxes[2], entry.button("predecir"), entry.label("motivo")]
    assert all(is_in_view(widget) for widget in seen)
    entry.tab.resize(1024, height)  # a notice came
    settle()
    assert all(is_in_view(widget) for widget in seen)
    entry.type("90")
    entry.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    entry.press(Qt.Key.Key_Backtab, times=2)
    assert is_in_view(entry.boxes[0])
    entry.button("predecir").setFocus()
    assert all(is_in_view(widget) for widget in seen[1:])


@pytest.mark.parametrize("text_size", [150, 200])
def test_on_a_very_low_screen_the_number_being_typed_is_in_view(entry: Entry, look: Look, text_size: int) -> None:
    look.set_text_size(text_size)
    entry.tab.resize(1024, 300)
    for keys in ("38", "\t120", "\t90"):
        entry.type(keys)
        settle()
        assert isinstance(entry.focus, QWidget)
        assert is_in_view(entry.focus)


def test_the_headings_of_both_cards_are_on_one_line(entry: Entry) -> None:
    headings = [label for label in entry.tab.findChildren(QLabel) if label.text() in {"Signos vitales", EMPTY}]
    assert len({heading.mapTo(entry.tab, QPoint(0, 0)).y() for heading in headings}) == 1
    assert len(headings) == 2


@pytest.mark.parametrize("text_size", [100, 125, 150, 200])
def test_the_boxes_are_as_wide_as_each_other(entry: Entry, look: Look, text_size: int) -> None:
    look.set_text_size(text_size)
    settle()
    assert len({box.width() for box in entry.boxes}) == 1


@pytest.mark.parametrize("text_size", [100, 150])
def test_nothing_jumps_when_a_message_comes(entry: Entry, look: Look, text_size: int) -> None:
    look.set_text_size(text_size)
    settle()
    places = set()
    for keys in ("", "3", "8", "5", "\n", "\t", "\x1b", PATIENT, "3"):
        if keys == "\x1b":
            entry.press(Qt.Key.Key_Escape)
        else:
            entry.type(keys)
        settle()
        places.add((entry.boxes[1].mapTo(entry.tab, QPoint(0, 0)).y(), entry.button("predecir").y()))
    assert len(places) == 1


def test_everything_has_a_name_for_a_screen_reader(entry: Entry) -> None:
    names = [box.accessibleName() for box in entry.boxes]
    assert names == ["Temperatura", "Presión sistólica", "Frecuencia cardíaca"]
    assert [box.objectName() for box in entry.boxes] == ["fiebre", "presion", "frecuencia_cardiaca"]
    assert entry.button("predecir").accessibleName() == "Predecir"


def test_each_box_is_labelled_by_its_name_for_a_screen_reader(entry: Entry) -> None:
    def labels(box: VitalBox) -> list[str]:
        spoken = QAccessible.queryAccessibleInterface(box)
        return [label.text(QAccessible.Text.Name) for label, _ in spoken.relations(QAccessible.RelationFlag.Label)]

    assert [labels(box) for box in entry.boxes] == [["Temperatura"], ["Presión sistólica"], ["Frecuencia cardíaca"]]


def test_a_screen_reader_hears_that_a_box_is_blank(entry: Entry) -> None:
    box = entry.boxes[0]
    limits = "Temperatura: entre 25,0 y 45,0 °C"
    assert box.accessibleDescription() == f"°C. En blanco. {limits}"
    entry.type("38")
    assert box.accessibleDescription() == f"°C. {limits}"


def test_the_three_boxes_are_equally_wide(entry: Entry) -> None:
    assert len({box.width() for box in entry.boxes}) == 1
