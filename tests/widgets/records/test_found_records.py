"""Finding records: filters, order, a day to go to, and the bands of the days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from core.notes import verdicts
from core.records import find
from core.records.columns import Column
from core.records.finding import Order
from core.vocabulary import Category, PeriodName
from gui.kit.record_columns import CATEGORY, SYSTOLIC, TEMPERATURE, TIME
from gui.kit.tables import ALARM_ROLE
from gui.records import lister
from gui.records.filter_bar import Filter, FilterBar, Judged, Retracted

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QLocale
    from pytestqt.qtbot import QtBot

    from tests.widgets.records.conftest import Records

NAMES = ["Enfermedad terminal", "Enfermedad crónica", "Enfermedad aguda", "Enfermedad leve", "No enfermo"]


def box(records: Records, name: str) -> QComboBox:
    found = records.tab.findChild(QComboBox, name)
    assert isinstance(found, QComboBox)
    return found


def bar(records: Records) -> FilterBar:
    found = records.tab.findChild(FilterBar)
    assert isinstance(found, FilterBar)
    return found


def press(key: Qt.Key, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def choose(records: Records, name: str, text: str) -> None:
    """Choose an entry as the keyboard does."""
    chosen = box(records, name)
    chosen.setFocus()
    while chosen.currentText() != text:
        before = chosen.currentIndex()
        press(Qt.Key.Key_Down)
        assert chosen.currentIndex() != before, f"no {text}"


@pytest.fixture(autouse=True)
def _spanish(speak: Callable[[str, str], QLocale]) -> None:
    speak("es", "es_CO")


def test_ctrl_f_opens_the_filters_and_esc_takes_them_away(records: Records, qtbot: QtBot) -> None:
    assert not bar(records).isVisible()
    press(Qt.Key.Key_F, control=True)
    qtbot.waitUntil(box(records, "filtro_categoria").hasFocus)
    choose(records, "filtro_categoria", "Enfermedad aguda")
    assert records.column(CATEGORY) == ["Enfermedad aguda"]
    assert records.label("cantidad_registros").text() == "1 encontrado, de 5 predicciones en total"
    press(Qt.Key.Key_Escape)
    assert not bar(records).isVisible()
    assert records.column(CATEGORY) == NAMES
    assert records.table.hasFocus()


def test_alarm_signs_are_filtered_and_marked(records: Records) -> None:
    bar(records).show()
    choose(records, "filtro_alarma", "▲ Con signo de alarma")
    assert records.column(CATEGORY) == NAMES[:3]
    marked = [[bool(records.cell(row, column, ALARM_ROLE)) for column in (TEMPERATURE, SYSTOLIC)] for row in range(3)]
    assert marked == [[True, True], [True, False], [True, False]]
    spoken = records.cell(0, TEMPERATURE, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "39,5, signo de alarma"
    choose(records, "filtro_alarma", "Sin signo de alarma")
    assert records.column(CATEGORY) == NAMES[3:]


def test_filters_hold_together_and_an_empty_list_says_why(records: Records) -> None:
    bar(records).show()
    choose(records, "filtro_alarma", "▲ Con signo de alarma")
    choose(records, "filtro_categoria", "No enfermo")
    assert not records.table.isVisible()
    assert records.label("sin_registros").text() == "Ningún registro de este periodo cumple los filtros."
    assert records.label("cantidad_registros").text() == "0 encontrados, de 5 predicciones en total"


def test_only_the_voided_ones_are_listed_with_their_reason(records: Records) -> None:
    records.void()
    bar(records).show()
    choose(records, "filtro_anulados", "Solo anulados")
    assert records.column(CATEGORY) == NAMES[:1]
    assert records.struck(0)
    assert records.button("mostrar_anulados").text() == "Ocultar an&ulados"
    records.button("mostrar_anulados").click()
    assert records.column(CATEGORY) == NAMES[1:]
    assert box(records, "filtro_anulados").currentText() == "Sin anulados"


def test_verdicts_are_filtered_also_by_whether_they_differ_from_the_result(records: Records) -> None:
    station = records.ward.station
    for number, category in ((1, Category.NOT_ILL), (2, Category.ACUTE)):
        target = find.by_name(station.log, f"linea:{number}")
        assert target is not None
        station.note(target, verdicts.give(target.record, verdicts.Said(category, is_blind=True)))
    records.tab.refresh()
    bar(records).show()
    for text, expected in (
        ("Con criterio clínico", NAMES[3:]),
        ("Criterio distinto del resultado", NAMES[3:4]),
        ("Sin criterio clínico", NAMES[:3]),
    ):
        choose(records, "filtro_criterio", text)
        assert records.column(CATEGORY) == expected
    choose(records, "filtro_anulados", "Solo anulados")
    assert records.table.model().rowCount() == 0
    bar(records).choose(Filter(judged=Judged.YES))
    records.table.setFocus()
    records.table.selectRow(0)
    records.void()
    bar(records).choose(Filter(judged=Judged.YES, retracted=Retracted.ONLY))
    assert records.column(CATEGORY) == NAMES[3:4]


def test_a_voided_record_leaves_a_filtered_list_and_the_cursor_stays_near(records: Records) -> None:
    bar(records).show()
    choose(records, "filtro_alarma", "▲ Con signo de alarma")
    records.table.setFocus()
    records.table.selectRow(1)
    records.void()
    assert records.column(CATEGORY) == [NAMES[0], NAMES[2]]
    assert records.table.currentIndex().row() == 1


def test_another_filter_shows_its_list_from_the_first_record_unless_the_current_one_is_in_it(
    records: Records,
) -> None:
    bar(records).show()
    records.table.selectRow(2)
    choose(records, "filtro_alarma", "▲ Con signo de alarma")
    assert records.column(CATEGORY)[records.table.currentIndex().row()] == NAMES[2]
    bar(records).choose(Filter())
    records.table.selectRow(3)
    choose(records, "filtro_alarma", "▲ Con signo de alarma")
    assert records.column(CATEGORY) == NAMES[:3]
    assert records.table.currentIndex().row() == 0


def test_the_order_is_chosen_in_the_row_or_by_the_heading(records: Records) -> None:
    bar(records).show()
    choose(records, "orden", "Presión sistólica: de menor a mayor")
    pressures = records.column(SYSTOLIC)
    assert pressures == sorted(pressures, key=int)
    header = records.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(TEMPERATURE) + 10, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert box(records, "orden").currentText() == "Temperatura: de mayor a menor"
    assert records.column(TEMPERATURE)[0] == "39,5"
    heading = records.table.model().headerData(TEMPERATURE, Qt.Orientation.Horizontal)
    assert heading == "Temp. (°C) ↓"
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert records.column(TEMPERATURE)[-1] == "39,5"


def test_the_cursor_stays_on_its_record_when_the_order_changes(records: Records) -> None:
    records.table.selectRow(1)
    bar(records).choose(Filter(order=Order(Column.TIME, descending=False)))
    assert records.column(CATEGORY) == NAMES[::-1]
    assert records.table.currentIndex().row() == 3


def test_the_cursor_stays_first_when_the_order_changes(records: Records) -> None:
    """Who asks for the highest temperature first sees it, and not the record that was the first before."""
    records.table.selectRow(0)
    bar(records).choose(Filter(order=Order(Column.TIME, descending=False)))
    assert records.column(CATEGORY) == NAMES[::-1]
    assert records.table.currentIndex().row() == 0


def test_many_records_are_found_in_the_background(
    records: Records, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lister, "FOUND_AT_ONCE", 0)
    bar(records).choose(Filter(category=Category.ACUTE))
    assert records.column(CATEGORY) == NAMES, "until they are found"
    bar(records).choose(Filter(category=Category.MILD))
    qtbot.waitUntil(lambda: records.column(CATEGORY) == ["Enfermedad leve"])
    bar(records).choose(Filter(category=Category.ACUTE))
    bar(records).choose(Filter())
    assert records.column(CATEGORY) == NAMES, "what is still being found is forgotten"
    bar(records).choose(Filter(retracted=Retracted.ONLY))
    qtbot.waitUntil(lambda: records.table.model().rowCount() == 0)


def test_each_day_has_a_band_with_its_count_above_its_first_record(records: Records) -> None:
    records.ward.predict(Category.NOT_ILL)
    records.tab.refresh()
    records.wait_for_list(6)
    heights = [records.table.rowHeight(row) for row in range(6)]
    assert heights[0] > heights[1] < heights[2] == heights[5] == heights[0]
    spoken = [records.cell(row, TIME, Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert spoken == [
        "viernes 14 nov 2025 · 2 registros. 22:31:10",
        None,
        "jueves 13 nov 2025 · 1 registro. 13 nov, 22:31:10",
    ]
    picture = records.table.viewport().grab().toImage()
    assert QColor(picture.pixel(picture.width() - 4, 4)) != QColor(picture.pixel(picture.width() - 4, heights[0] - 4))


def test_rows_lose_their_bands_with_another_order_and_with_one_day(records: Records) -> None:
    bar(records).choose(Filter(order=Order(Column.SCORE)))
    assert len({records.table.rowHeight(row) for row in range(5)}) == 1
    bar(records).choose(Filter())
    assert records.table.rowHeight(0) == records.table.rowHeight(4)
    with_band = records.table.rowHeight(0)
    records.tab.show_period(PeriodName.TODAY)
    records.wait_for_list(1)
    assert records.table.rowHeight(0) < with_band


@pytest.mark.parametrize(("ago", "row", "told"), [(2, 2, 0), (30, 4, 1)])
def test_a_day_is_gone_to_and_else_the_nearest_one(  # noqa: PLR0917
    records: Records, qtbot: QtBot, clock: Any, ago: int, row: int, told: int
) -> None:
    today = clock().date()
    records.tab.show_period(PeriodName.TODAY)
    bar(records).choose(Filter(order=Order(Column.SCORE)))
    records.asked.day = today - timedelta(days=ago)
    press(Qt.Key.Key_G, control=True)
    records.wait_for_list(5)
    assert records.asked.near == [today]
    assert records.table.currentIndex().row() == row
    qtbot.waitUntil(records.table.hasFocus)
    assert len(records.told) == told
    if told:
        assert records.told == ["No hay registros del 15 oct 2025. Se muestra el 10 nov 2025."]


def test_a_day_that_is_not_chosen_changes_nothing(records: Records) -> None:
    records.table.selectRow(3)
    bar(records).show()
    bar(records).findChild(type(records.button("anular")), "ir_a_un_dia").click()
    assert records.asked.near == [date(2025, 11, 11)]
    assert records.table.currentIndex().row() == 3


@pytest.mark.parametrize("width", [520, 700, 1024, 1600])
def test_no_filter_is_cut_off(records: Records, qtbot: QtBot, width: int) -> None:
    bar(records).show()
    records.tab.resize(width, 480)
    boxes = [box(records, name) for name in ("filtro_categoria", "filtro_alarma", "filtro_criterio", "orden")]
    qtbot.waitUntil(lambda: all(one.width() >= one.minimumSizeHint().width() for one in boxes))
    assert all(one.mapTo(records.tab, one.rect().topRight()).x() < width for one in boxes)


def test_a_filter_of_a_long_list_is_of_what_is_shown(open_records: Callable[..., Records], ward: Any) -> None:
    ward.fill(40)
    ward.load()
    records = open_records(40)
    bar(records).choose(Filter(Category.ACUTE, order=Order(Column.TIME, descending=False)))
    lines = [line for line in ward.recount() if line["resultado"] == "ENFERMEDAD AGUDA"]
    assert [text[-8:] for text in records.column(TIME)] == [line["fecha"][-8:] for line in lines]
