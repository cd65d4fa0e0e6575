"""The list of records: its content, its keys, and voiding, in the file and on the screen."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QWidget

from core.errors import ReadError, SaveFailure
from core.journal import reader
from core.records import lines
from core.records.index import RecordIndex
from core.records.period import Period
from core.records.record import Record, encode
from core.station import recount
from core.system import disk
from core.system.settings import TEXT_SIZES
from core.vocabulary import Category, Reason
from gui.kit.record_columns import CATEGORY, HEART_RATE, SCORE, TIME
from gui.kit.tables import CELL_SPACE
from gui.records.records_model import REASON, VERDICT
from gui.style.theme import THEMES, Theme
from gui.work import record_source
from tests import stations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gui.style.look import Look
    from tests.widgets.records.conftest import Records


NAMES = ["Enfermedad terminal", "Enfermedad crónica", "Enfermedad aguda", "Enfermedad leve", "No enfermo"]


def test_the_records_stand_there_newest_first(records: Records) -> None:
    assert records.column(CATEGORY) == NAMES
    assert records.column(TIME) == [
        "22:31:10",
        *(f"{day} nov, 22:31:10" for day in (13, 12, 11, 10)),
    ]
    assert [records.cell(0, column) for column in range(1, 4)] == ["39,5", "85", "120"]
    assert records.label("cantidad_registros").text() == "5 predicciones en total"
    assert records.table.accessibleName() == "Registros"
    assert records.table.currentIndex().row() == 0


def test_the_period_chooses_and_the_cursor_is_on_the_newest(records: Records) -> None:
    records.button("periodo_today").click()
    assert records.column(CATEGORY) == NAMES[:1]
    records.button("periodo_days_7").click()
    assert records.column(CATEGORY) == NAMES
    assert records.table.currentIndex().row() == 0


def test_a_period_without_records_says_so(records: Records) -> None:
    records.ward.clock.advance(days=60)
    records.button("periodo_today").click()
    assert not records.table.isVisible()
    assert records.label("sin_registros").isVisible()
    assert records.label("sin_registros").text() == "No hay predicciones en este periodo."
    assert not records.button("anular").isEnabled()
    records.tab.focus_first()
    assert records.button("periodo_today").hasFocus()


def test_home_and_end_go_to_the_newest_and_the_oldest(records: Records) -> None:
    records.press(Qt.Key.Key_End)
    assert records.table.currentIndex().row() == 4
    records.press(Qt.Key.Key_Home)
    assert records.table.currentIndex().row() == 0
    records.press(Qt.Key.Key_Down)
    assert records.table.currentIndex().row() == 1


def test_a_period_that_was_picked_gives_the_keyboard_to_the_list(records: Records) -> None:
    records.button("periodo_all").setFocus()
    records.press(Qt.Key.Key_Left)
    records.press(Qt.Key.Key_Left)
    assert records.button("periodo_days_30").hasFocus(), "with the arrow keys one goes on along the periods"
    QTest.keyClick(records.tab, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    records.qtbot.waitUntil(records.table.hasFocus)
    assert records.button("periodo_days_7").isChecked()
    QTest.keyClick(records.tab, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    records.qtbot.waitUntil(lambda: not records.button("periodo_days_7").isDown())
    assert records.table.hasFocus(), "also if it was chosen before"
    records.void()
    assert records.asked.about[0].startswith("22:31:10")


@pytest.mark.parametrize("name", ["periodo_all", "mostrar_anulados", "anular"])
def test_del_works_from_anywhere_in_the_tab(records: Records, name: str) -> None:
    records.press(Qt.Key.Key_Down)
    records.button(name).setFocus()
    records.void()
    assert records.asked.about[0].endswith("Enfermedad crónica")
    assert records.button(name).hasFocus()


def test_del_does_nothing_while_there_is_no_list(records: Records) -> None:
    records.tab.show_failure(ReadError(SaveFailure.DEVICE, records.ward.station.log))
    records.press(Qt.Key.Key_Delete)
    records.ward.clock.advance(days=60)
    records.tab.refresh()
    records.button("periodo_today").click()
    records.press(Qt.Key.Key_Delete)
    assert records.asked.about == []


@pytest.mark.parametrize("theme", list(THEMES.values()), ids=list(THEMES))
def test_the_chosen_row_is_pale_while_the_keyboard_is_elsewhere(records: Records, look: Look, theme: Theme) -> None:
    def background() -> QColor:
        image = records.table.viewport().grab().toImage()
        return QColor(image.pixelColor(2, records.table.rowHeight(0) // 2))

    look.set_theme(theme.name)
    assert background() == QColor(theme.selection)
    records.button("anular").setFocus()
    assert background() == QColor(theme.info_back)


def test_del_voids_the_record_and_the_report_follows(records: Records) -> None:
    station = records.ward.station
    before = station.log.read_bytes()
    records.press(Qt.Key.Key_Down)
    records.void()
    assert records.asked.about == ["13 nov, 22:31:10 · 38,0 °C · 120 mmHg · 120 lpm · Enfermedad crónica"]
    assert records.told == ["Registro anulado. No se borró: se ve con «Mostrar anulados»."]
    assert records.changed
    assert records.column(CATEGORY) == [name for name in NAMES if name != "Enfermedad crónica"]
    assert records.table.currentIndex().row() == 1, "the cursor is on the next one"
    assert station.report(Period()).total == 4
    assert list(stations.voided(station.log).values()) == [Reason.DUPLICATE]
    assert station.log.read_bytes() == before
    assert records.label("cantidad_registros").text() == "4 predicciones en total"
    assert records.table.hasFocus()


def test_voided_records_are_shown_struck_through_and_reinstated_the_same_way(records: Records) -> None:
    records.void()
    button = records.button("mostrar_anulados")
    assert button.text().replace("&", "") == "Mostrar anulados"
    button.click()
    assert button.text().replace("&", "") == "Ocultar anulados"
    assert records.column(CATEGORY) == NAMES
    assert [records.struck(row) for row in range(5)] == [True, False, False, False, False]
    assert records.column(REASON) == ["duplicado", "", "", "", ""]
    records.press(Qt.Key.Key_Home)
    assert records.button("anular").text().replace("&", "").startswith("Restablecer…")
    records.press(Qt.Key.Key_Down)
    assert records.button("anular").text().replace("&", "").startswith("Anular…")
    records.press(Qt.Key.Key_Up)
    records.void()
    assert records.asked.about[-1].endswith("Enfermedad terminal\nduplicado")
    assert not records.struck(0)
    assert records.ward.station.report(Period()).total == 5
    records.void()
    assert records.told[-1] == "Registro anulado. No se borró: queda tachado en la lista y no cuenta."
    records.void()
    button.click()
    assert records.column(CATEGORY) == NAMES
    assert records.table.isColumnHidden(REASON)


def test_voided_records_that_are_shown_are_counted_apart(
    records: Records, speak: Callable[[str, str], QLocale]
) -> None:
    records.tab.setLocale(speak("es", "es_CO"))
    records.void()
    count = records.label("cantidad_registros")
    button = records.button("mostrar_anulados")
    button.click()
    assert count.text() == "4 predicciones y 1 anulada en total"
    records.void()
    assert count.text() == "3 predicciones y 2 anuladas en total"
    records.button("periodo_today").click()
    assert count.text() == "Ninguna predicción y 1 anulada hoy"
    button.click()
    assert count.text() == "Ninguna predicción hoy"


def test_what_was_voided_at_the_top_is_in_sight_when_it_is_shown(
    open_records: Callable[..., Records], ward: Any
) -> None:
    ward.fill(100)
    ward.load()
    records = open_records(100)
    records.void()
    records.button("mostrar_anulados").click()
    assert records.struck(0)
    assert records.table.verticalScrollBar().value() == 0
    assert records.table.currentIndex().row() == 1, "the chosen record is still the one below"


def test_what_was_voided_further_down_is_in_sight_when_it_is_shown(
    open_records: Callable[..., Records], ward: Any
) -> None:
    ward.fill(100)
    ward.load()
    records = open_records(100)
    table = records.table
    table.selectRow(50)
    table.verticalScrollBar().setValue(50)
    records.void()
    records.void()
    assert (table.currentIndex().row(), table.verticalScrollBar().value()) == (50, 50)
    records.button("mostrar_anulados").click()
    assert [records.struck(row) for row in (49, 50, 51, 52)] == [False, True, True, False]
    assert (table.currentIndex().row(), table.verticalScrollBar().value()) == (52, 50)


@pytest.mark.parametrize("is_near", [True, False], ids=["near", "far"])
def test_voiding_in_the_log_of_two_clinics_keeps_list_place_and_keyboard(
    open_records: Callable[..., Records], ward: Any, monkeypatch: pytest.MonkeyPatch, *, is_near: bool
) -> None:
    """Also if the report has to be counted again, because its next record stands too far away in the log."""
    ward.fill(100, days=5)
    ward.fill(100, days=5, seed=8)
    ward.load()
    records = open_records(200)
    table, station = records.table, ward.station
    monkeypatch.setattr(recount, "READ_AT_MOST", 8000 if is_near else 0)
    lines = ward.recount()
    kinds = [(line["fecha"][:10], line["resultado"]) for line in lines]
    position = next(place for place in range(60, 100) if kinds[place] not in kinds[:place])
    row = len(lines) - 1 - position
    table.selectRow(row)
    top = row - 3
    table.verticalScrollBar().setValue(top)

    def assert_all_as_it_was(rows: int) -> None:
        assert table.isVisible()
        assert not records.tab.findChild(QWidget, "leyendo_registros").isVisible()
        assert table.model().rowCount() == rows
        assert table.hasFocus()
        assert (table.currentIndex().row(), table.verticalScrollBar().value()) == (row, top)

    records.void()
    assert_all_as_it_was(199)
    assert station.needs_load == (not is_near)
    if is_near:
        return
    loading = station.begin_load()
    records.tab.refresh()
    assert_all_as_it_was(199)
    loading.run()
    station.finish_load(loading)
    records.tab.refresh()
    assert_all_as_it_was(199)
    assert station.report(Period()).total == 199


def test_the_list_has_the_keyboard_again_once_it_is_read_anew(
    open_records: Callable[..., Records], ward: Any
) -> None:
    """As after a voiding that failed because another program had written."""
    ward.fill(100)
    ward.load()
    records, station = open_records(100), ward.station
    assert records.table.hasFocus()
    loading = station.begin_load()
    records.tab.refresh()
    assert records.button("periodo_days_30").hasFocus() or records.button("periodo_all").hasFocus()
    loading.run()
    station.finish_load(loading)
    records.tab.refresh()
    records.qtbot.waitUntil(records.table.hasFocus)


def test_a_new_record_is_in_sight(open_records: Callable[..., Records], ward: Any) -> None:
    ward.fill(100)
    ward.load()
    records = open_records(100)
    ward.predict(Category.NOT_ILL)
    records.tab.refresh()
    assert records.table.verticalScrollBar().value() == 0
    assert records.table.currentIndex().row() == 1


def test_the_button_does_what_the_key_does(records: Records) -> None:
    button = records.button("anular")
    button.setFocus()
    records.void(Qt.Key.Key_Return)
    assert len(records.column(CATEGORY)) == 4
    assert button.hasFocus()


def test_who_thinks_better_of_it_changes_nothing(records: Records) -> None:
    records.asked.reason = None
    records.press(Qt.Key.Key_Delete)
    assert records.asked.about
    assert len(records.column(CATEGORY)) == 5
    records.asked.reason = Reason.TEST
    records.void()
    records.button("mostrar_anulados").click()
    records.press(Qt.Key.Key_Home)
    records.asked.yes = False
    records.press(Qt.Key.Key_Delete)
    assert records.struck(0)


def test_a_key_held_down_voids_one(records: Records) -> None:
    assert not any(key.autoRepeat() for key in records.tab.findChildren(QShortcut))


def test_a_record_without_an_id_is_found_in_the_background_and_asked_about_once(
    open_records: Callable[..., Records], ward: Any
) -> None:
    ward.station.data_dir.mkdir()
    line = encode(Record("2025-11-14 08:00:00", 38.0, 120, 90, "ENFERMEDAD AGUDA"))
    ward.station.log.write_bytes(line * 2)
    ward.load()
    records = open_records(2)
    records.press(Qt.Key.Key_Delete)
    records.press(Qt.Key.Key_Delete)
    records.qtbot.waitUntil(lambda: bool(records.told))
    assert len(records.asked.about) == 1
    assert len(records.column(CATEGORY)) == 1
    assert ward.station.notes.retraction(len(line)) is not None, "the one that was chosen, not its like"


def test_a_record_with_an_id_is_read_once_to_void_it(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows on the screen are read already; the log is read before the note is saved, and not besides."""
    read = lines.read
    ranges: list[int] = []

    def count(path: Path, end: int | None = None, start: reader.Mark = reader.START) -> Any:
        ranges.append(start.offset)
        return read(path, end, start)

    records.press(Qt.Key.Key_Down)  # its day's only record of that category: no other takes its place
    offset = records.table.model().offset(1)  # type: ignore[attr-defined]
    monkeypatch.setattr(lines, "read", count)
    records.void()
    assert (records.failed, ranges) == ([], [offset])


def test_a_disk_that_fails_is_said_and_nothing_is_changed(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_data", fail)
        records.void()
    assert records.failed == ["No se cambió nada. El disco está lleno."]
    assert records.column(CATEGORY) == NAMES
    records.void()
    assert len(records.column(CATEGORY)) == 4


def test_a_record_that_was_voided_already_is_said(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records.table.model(), "reason", lambda _row: Reason.OTHER)
    records.void()
    assert records.failed == ["No se cambió nada: el registro ya estaba así."]


def test_new_records_come_on_top_and_the_cursor_stays_on_its_record(records: Records) -> None:
    records.press(Qt.Key.Key_Down)
    records.ward.predict(Category.NOT_ILL)
    records.tab.refresh()
    assert records.column(CATEGORY) == ["No enfermo", *NAMES]
    assert records.table.currentIndex().row() == 2


def test_what_comes_while_the_tab_is_hidden_is_there_when_it_is_shown(records: Records) -> None:
    records.tab.hide()
    records.ward.predict(Category.NOT_ILL)
    records.tab.refresh()
    assert len(records.column(CATEGORY)) == 5
    records.tab.show()
    records.wait_for_list(6)


def test_a_log_that_was_changed_is_indexed_again(records: Records) -> None:
    station = records.ward.station
    station.close()
    station.log.write_bytes(station.log.read_bytes().split(b"\n", 1)[1])
    records.ward.load()
    records.tab.refresh()
    records.wait_for_list(4)
    assert records.column(CATEGORY) == NAMES[:4]


def test_many_new_records_are_read_in_the_background(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_source, "READ_AT_ONCE", 100)
    records.ward.predict(Category.NOT_ILL)
    records.tab.refresh()
    assert not records.table.isVisible()
    records.wait_for_list(6)


def test_while_the_log_is_not_read_yet_that_is_said(open_records: Callable[..., Records], ward: Any) -> None:
    ward.predict(Category.NOT_ILL)
    records = open_records(0)
    bars = records.tab.findChildren(QProgressBar)
    assert any(bar.isVisible() for bar in bars)
    assert not records.button("anular").isEnabled()
    records.tab.show_failure(ReadError(SaveFailure.DEVICE, records.ward.station.log))
    assert not any(bar.isVisible() for bar in bars)
    assert any(label.text() == "El disco dio un error." for label in records.tab.findChildren(QLabel))
    ward.load()
    records.tab.refresh()
    records.wait_for_list(1)


def test_words_in_place_of_the_list_look_intended(open_records: Callable[..., Records], ward: Any) -> None:
    records = open_records(0)
    waiting = records.tab.findChild(QWidget, "leyendo_registros")
    assert waiting.isVisible()
    assert waiting.height() <= waiting.sizeHint().height(), "words and bar stand together"
    assert waiting.y() < records.tab.height() // 4
    ward.load()
    records.tab.refresh()
    none = records.label("sin_registros")
    records.qtbot.waitUntil(none.isVisible)
    assert none.alignment() == Qt.AlignmentFlag.AlignCenter


def test_a_log_that_cannot_be_read_is_said(
    open_records: Callable[..., Records], ward: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.predict(Category.NOT_ILL)
    ward.load()

    def fail(_index: object, log: Path, _end: int) -> object:
        raise ReadError(SaveFailure.DEVICE, log)

    monkeypatch.setattr(RecordIndex, "follow", fail)
    records = open_records(0)
    records.qtbot.waitUntil(
        lambda: any(label.text() == "El disco dio un error." for label in records.tab.findChildren(QLabel))
    )


def test_a_record_that_cannot_be_read_is_a_dash(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_index: object, log: Path, _position: int) -> object:
        raise ReadError(SaveFailure.DEVICE, log)

    records.ward.predict(Category.NOT_ILL)
    monkeypatch.setattr(RecordIndex, "read", fail)
    records.tab.refresh()
    assert records.cell(0, TIME) == "–"
    assert records.cell(0, CATEGORY) == "–"
    assert records.cell(1, CATEGORY) == NAMES[0], "what was read is kept"
    records.press(Qt.Key.Key_Home)
    records.void()
    assert records.asked.about == [], "nobody is asked about a record that cannot be read"
    assert records.failed == ["No se cambió nada. El disco dio un error."]


def test_only_what_is_in_sight_is_read(
    open_records: Callable[..., Records], ward: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.fill(400)
    ward.load()
    read: list[int] = []
    original = RecordIndex.read

    def count(index: RecordIndex, log: Path, position: int) -> Any:
        read.append(position)
        return original(index, log, position)

    monkeypatch.setattr(RecordIndex, "read", count)
    records = open_records(400)
    records.press(Qt.Key.Key_End)
    records.table.viewport().grab()
    assert 0 in read
    assert len(set(read)) < 100


def test_the_language_follows(records: Records, speak: Callable[[str, str], QLocale]) -> None:
    records.tab.setLocale(speak("en", "en_US"))
    assert records.cell(0, 1) == "39.5"
    assert records.column(CATEGORY)[0] == "Terminal illness"


@pytest.mark.parametrize("judged", [False, True])
@pytest.mark.parametrize("voided", [False, True])
@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
def test_every_column_is_whole_at_1024_pixels(
    records: Records, look: Look, speak: Callable[[str, str], QLocale], locale: str, *, voided: bool, judged: bool
) -> None:
    records.tab.setLocale(speak(locale[:2], locale))
    records.void()
    if judged:
        records.tab.verdict_keys.is_on = lambda: True
        records.table.setFocus()
        QTest.keyClick(records.table, Qt.Key.Key_T)
    if voided:
        records.button("mostrar_anulados").click()
    records.tab.resize(1024, 480)
    table = records.table
    for text_size in TEXT_SIZES:
        look.set_text_size(text_size)
        QApplication.processEvents()
        columns = [column for column in range(8) if not table.isColumnHidden(column)]
        assert set(columns) >= {TIME, 1, 2, 3, CATEGORY}
        assert (REASON in columns) == voided
        assert (SCORE in columns) or text_size >= 150
        assert (VERDICT in columns) == judged or (voided and text_size >= 150)
        assert not table.horizontalScrollBar().isVisible()
        for column in columns:
            assert table.sizeHintForColumn(column) <= table.columnWidth(column)
            heading = table.model().headerData(column, Qt.Orientation.Horizontal).split("\n")
            words = max(map(table.horizontalHeader().fontMetrics().horizontalAdvance, heading))
            assert words <= table.columnWidth(column) - 2 * CELL_SPACE
        assert table.sizeHintForRow(0) <= table.rowHeight(0)


@pytest.mark.parametrize("filters", [False, True])
def test_three_rows_are_seen_whole_in_the_lowest_window(
    open_records: Callable[..., Records], ward: Any, look: Look, *, filters: bool
) -> None:
    """As at 1024×600 with the largest text and a notice."""
    for day, minute in product((1, 0), range(5, 0, -1)):
        ward.predict(Category.NOT_ILL, days=day, minutes=minute)
    ward.load()
    records = open_records(10)
    look.set_text_size(200)
    records.tab.resize(1024, 14 * records.tab.fontMetrics().height())
    if filters:
        records.button("filtrar").click()
    QApplication.processEvents()
    records.table.setFocus()
    QApplication.processEvents()
    page = records.tab.viewport()
    seen = QRect(records.table.viewport().mapTo(page, QPoint(0, 0)), records.table.viewport().size())
    seen &= page.rect()
    first = records.table.visualRect(records.table.model().index(2, 0)).bottom()
    assert records.table.currentIndex().row() == 0
    assert seen.height() > first
    above = records.button("ir_a_un_dia" if filters else "periodo_all")
    above.setFocus()
    assert page.rect().contains(QRect(above.mapTo(page, QPoint(0, 0)), above.size()))


def test_no_more_is_broken_into_two_lines_than_has_to_be(open_records: Callable[..., Records], ward: Any) -> None:
    for category in Category:
        ward.predict(category, days=2)
    ward.load()
    records = open_records(5)
    narrower = iter(range(1200, 400, -10))

    def shrink_until(column: int) -> None:
        while not any("\n" in text for text in records.column(column)):
            records.tab.resize(next(narrower), 480)
            QApplication.processEvents()

    shrink_until(TIME)
    assert records.cell(0, TIME) == "12 nov\n22:31:10"
    assert records.column(CATEGORY) == NAMES
    shrink_until(CATEGORY)
    names = records.column(CATEGORY)
    assert "Enfermedad\nterminal" in names
    assert "No enfermo" in names, "for this there is room in one line"


def test_the_frame_of_the_keyboard_is_around_all_of_the_table(records: Records, look: Look) -> None:
    table = records.table
    before = table.horizontalHeader().geometry()
    records.button("anular").setFocus()
    assert table.horizontalHeader().geometry() == before, "nothing moves"
    table.setFocus()
    image = table.grab().toImage()
    middle, right, bottom = table.height() // 2, table.width() - 1, table.height() - 1
    header = table.horizontalHeader().height() // 2
    edges = [(0, header), (0, middle), (right, header), (right, middle), (right // 2, 0), (right // 2, bottom)]
    focus = QColor(look.theme.focus)
    assert [QColor(image.pixelColor(*edge)) for edge in edges] == [focus] * len(edges)
    assert QColor(image.pixelColor(right // 2, header)) != focus


def test_a_voided_record_is_told_by_words_and_a_line_not_by_colour(records: Records) -> None:
    records.button("mostrar_anulados").click()
    records.press(Qt.Key.Key_End)
    before = records.table.viewport().grab().toImage()
    records.press(Qt.Key.Key_Home)
    records.void()
    records.press(Qt.Key.Key_End)
    after = records.table.viewport().grab().toImage()
    height = records.table.rowHeight(0)
    different = sum(
        before.pixelColor(x, y) != after.pixelColor(x, y) for x in range(0, before.width(), 2) for y in range(height)
    )
    assert different > 50
    assert after.pixelColor(1, 1) == QColor(before.pixelColor(1, 1))


@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
def test_the_last_vital_sign_stands_apart_from_the_symbol_of_the_category(
    open_records: Callable[..., Records], ward: Any, look: Look, locale: str
) -> None:
    """As at 1024×600 with the largest text, where the table is as narrow as it gets with the user's judgements."""
    for category in Category:
        ward.predict(category)
    ward.load()
    records = open_records(5)
    look.set_text_size(200)
    records.tab.setLocale(QLocale(locale))
    records.tab.resize(1024, 480)
    records.table.show_verdicts(shown=True)
    QApplication.processEvents()
    table = records.table
    assert not table.isColumnHidden(VERDICT)
    image = (
        table.viewport().grab(table.visualRect(table.model().index(1, HEART_RATE)).adjusted(0, 0, 60, 0)).toImage()
    )
    back = image.pixelColor(0, 0)
    inked = [
        x for x in range(image.width()) if any(image.pixelColor(x, y) != back for y in range(0, image.height(), 2))
    ]
    edge = table.columnWidth(HEART_RATE)
    number_end = max(x for x in inked if x < edge)
    symbol_start = min(x for x in inked if x > number_end)
    assert symbol_start - number_end >= 13
