"""Details of a record, as after the prediction, from the list and from the last five; and copying rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QScrollArea, QTableView, QWidget

from core.clinical.alarms import AlarmRules
from core.clinical.model import Source, load
from core.clinical.vitals import Reading
from core.errors import ReadError, SaveFailure
from core.records.explain import Explained, Unexplained
from core.records.index import RecordIndex
from core.station.details import Details
from core.vocabulary import Category, PeriodName, Reason
from gui.kit import clipboard
from gui.kit.explanation import Explanation
from gui.kit.last_five import LastFive
from gui.records import record_dialog
from gui.records.details import TO_CHANGE, DetailsDialog
from gui.records.records_tab import RecordsTab
from gui.work.record_source import RecordSource
from tests.samples import a_record, report_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look


class Asked:
    """Stands in for the dialogs."""

    def __init__(self) -> None:
        self.shown: list[Details] = []
        self.voids = False

    def show_record(self, details: Details, _look: object) -> bool:
        self.shown.append(details)
        return self.voids

    def choose_reason(self, _what: str) -> Reason:
        return Reason.TEST


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def open_tab(  # noqa: PLR0917
    qtbot: QtBot, qapp: QApplication, station: Station, look: Look, ward: Any, asked: Asked
) -> Callable[[], RecordsTab]:
    """Opens the tab of five patients of five categories, the last one terminal."""
    for ago, category in zip(range(4, -1, -1), Category, strict=True):
        ward.predict(category, minutes=ago)

    def opened() -> RecordsTab:
        tab = RecordsTab(RecordSource(station, qapp), look, PeriodName.ALL, asked)  # type: ignore[arg-type]
        qtbot.addWidget(tab)
        tab.setLocale(QLocale("es_CO"))
        with qtbot.waitExposed(tab):
            tab.show()
        tab.activateWindow()
        return tab

    return opened


@pytest.fixture
def tab(open_tab: Callable[[], RecordsTab], ward: Any, qtbot: QtBot) -> RecordsTab:
    """The tab with the keyboard on the terminal patient, in the first row."""
    ward.load()
    tab = open_tab()
    table = list_of(tab)
    qtbot.waitUntil(lambda: table.isVisible() and table.model().rowCount() == 5)
    tab.focus_first()
    qtbot.waitUntil(table.hasFocus)
    return tab


@pytest.fixture
def reading_tab(open_tab: Callable[[], RecordsTab], qtbot: QtBot) -> RecordsTab:
    """The tab with the keyboard while its list is first read; `refresh` after `ward.load` ends that."""
    tab = open_tab()
    tab.focus_first()
    button = tab.findChild(QPushButton, "periodo_all")
    assert button is not None
    qtbot.waitUntil(button.hasFocus)
    return tab


def list_of(tab: RecordsTab) -> QTableView:
    found = tab.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


@pytest.mark.parametrize("how", ["Enter", "double click"])
def test_a_record_of_the_list_is_shown_with_its_explanation(tab: RecordsTab, asked: Asked, how: str) -> None:
    if how == "Enter":
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
    else:
        table = list_of(tab)
        place = table.visualRect(table.model().index(1, 2)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (details,) = asked.shown
    assert details.record.resultado == Category.CHRONIC.value
    assert isinstance(details.explained, Explained)
    assert details.explained.prediction.category is Category.CHRONIC
    assert (details.retraction, details.can_change) == (None, True)


def test_an_enter_while_the_list_is_first_read_opens_its_first_record(
    reading_tab: RecordsTab, asked: Asked, qtbot: QtBot, ward: Any
) -> None:
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert asked.shown == []
    ward.load()
    reading_tab.refresh()
    qtbot.waitUntil(lambda: bool(asked.shown))
    qtbot.waitUntil(list_of(reading_tab).hasFocus)
    (details,) = asked.shown
    assert details.record.resultado == Category.TERMINAL.value
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert len(asked.shown) == 2, "afterwards as ever"


def test_an_enter_before_another_period_is_chosen_opens_nothing(
    reading_tab: RecordsTab, asked: Asked, qtbot: QtBot, ward: Any
) -> None:
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Left)
    ward.load()
    reading_tab.refresh()
    qtbot.waitUntil(list_of(reading_tab).hasFocus)
    qtbot.wait(0)
    assert asked.shown == []


def test_from_its_details_a_record_is_voided_and_then_says_so(
    tab: RecordsTab, asked: Asked, qtbot: QtBot, station: Station
) -> None:
    asked.voids = True
    with qtbot.waitSignal(tab.changed):
        press(Qt.Key.Key_Return)
    assert station.notes is not None
    assert len(station.notes.retracted) == 1
    asked.voids = False
    show = tab.findChild(QPushButton, "mostrar_anulados")
    assert show is not None
    show.click()
    list_of(tab).selectRow(0)
    tab.focus_first()
    press(Qt.Key.Key_Return)
    retraction = asked.shown[-1].retraction
    assert retraction is not None
    assert retraction.motivo is Reason.TEST


def test_a_record_that_cannot_be_read_is_told(
    tab: RecordsTab, asked: Asked, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ReadError(SaveFailure.DEVICE, station.log)

    failed: list[str] = []
    tab.failed.connect(lambda said: failed.append(said()))
    list_of(tab).setUpdatesEnabled(False)
    monkeypatch.setattr(RecordIndex, "read", fail)
    tab.refresh()
    monkeypatch.setattr("gui.records.records_model.RecordsModel.record", fail)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert failed == ["El disco dio un error."] * 2
    assert asked.shown == []


def open_menu(table: QTableView, row: int, qtbot: QtBot) -> QMenu:
    place = table.visualRect(table.model().index(row, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_context_menu_has_what_the_keys_do(tab: RecordsTab, asked: Asked, qtbot: QtBot) -> None:
    menu = open_menu(list_of(tab), 2, qtbot)
    entries = {action.text().split("\t")[0].replace("&", ""): action for action in menu.actions()}
    assert list(entries) == ["Ver detalles", "Anular…", "Copiar"]
    entries["Copiar"].trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 1
    entries["Ver detalles"].trigger()
    assert asked.shown[0].record.resultado == Category.ACUTE.value
    with qtbot.waitSignal(tab.changed):
        entries["Anular…"].trigger()
    menu.close()


def test_ctrl_c_copies_the_chosen_rows_for_the_spreadsheet_of_this_pc(
    tab: RecordsTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    tab.told.connect(lambda said: told.append(said()))
    monkeypatch.setattr(clipboard.QLocale, "system", lambda: QLocale("es_ES"))
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "2025-11-14 22:31:10\t39,5\t85\t120\tEnfermedad terminal\t9\ttemperatura y presión sistólica\t\n"
        "2025-11-14 22:30:10\t38,0\t120\t120\tEnfermedad crónica\t5\ttemperatura\t\n"
    )
    assert told == ["2 registros copiados: péguelos en una hoja de cálculo."]


def test_a_row_is_chosen_alone_while_ctrl_is_held_down(tab: RecordsTab) -> None:
    """As after Ctrl+3: Qt's own way would toggle the row."""
    table = list_of(tab)
    QTest.keyPress(table, Qt.Key.Key_F7, Qt.KeyboardModifier.ControlModifier)
    table.selectRow(3)
    table.selectRow(3)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [3]
    QTest.keyRelease(table, Qt.Key.Key_F7)


def test_no_more_rows_are_copied_than_can_be_read_at_once(tab: RecordsTab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.records.row_commands.AT_MOST", 3)
    told: list[str] = []
    tab.told.connect(lambda said: told.append(said()))
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().count("\n") == 3
    assert "Para llevar más, exporte los registros (Ctrl+E)." in told[0]


@pytest.fixture
def show(qtbot: QtBot, look: Look) -> Callable[[Details], DetailsDialog]:
    def open_dialog(details: Details) -> DetailsDialog:
        dialog = DetailsDialog(details, look, None)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return dialog

    QLocale.setDefault(QLocale("es_CO"))
    yield open_dialog
    QLocale.setDefault(QLocale.c())


def test_the_details_say_what_stood_after_the_prediction(
    show: Callable[[Details], DetailsDialog], station: Station, ward: Any
) -> None:
    ward.predict(Category.TERMINAL)
    target = station.last
    assert target is not None
    said = words(show(Details.of(station, target.record, target.offset)))
    for expected in (
        "Registro del 14 nov 2025, 22:31:10",
        "Enfermedad terminal",
        "▲ Signos de alarma: temperatura y presión sistólica",
        "Puntaje 9 de 12",
        "39,5 °C",
        "▲ +4",
        "NEWS2",
        f"Modelo reglas {station.model.version} · {station.model.digest}",
        "Cuenta en el reporte.",
        f"Identificador: {target.key}",
    ):
        assert expected in said


def test_the_details_of_a_voided_correction_say_both(
    show: Callable[[Details], DetailsDialog], station: Station, ward: Any
) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    former = station.last
    draft = station.draft(station.last.record.reading(), former)  # type: ignore[union-attr]
    station.save(draft)
    station.retract_corrected(draft)
    assert former is not None
    assert station.last is not None
    voided = show(Details.of(station, former.record, former.offset))
    assert "Anulado el 14 nov 2025, 22:31:10: error de digitación. No cuenta en el reporte." in words(voided)
    button = voided.findChild(QPushButton, "anular_este")
    assert button is not None
    assert button.text() == "&Restablecer…"
    voided.close()
    new = show(Details.of(station, station.last.record, station.last.offset))
    assert "Es la corrección de otro registro, que quedó anulado." in words(new)


@pytest.mark.parametrize(
    ("why", "expected"),
    [
        (Unexplained.NO_MODEL_NAMED, "el registro no dice con qué modelo se hizo"),
        (Unexplained.MODEL_NOT_HERE, "se hizo con el modelo reglas-1.0.1+3f2a, que no está en este computador"),
        (Unexplained.OUT_OF_LIMITS, "sus valores están fuera de lo que el programa acepta"),
        (Unexplained.OTHER_RESULT, "con el modelo reglas-1.0.1+3f2a, estos valores dan otro resultado"),
    ],
)
def test_where_nothing_can_be_explained_the_details_say_why(
    show: Callable[[Details], DetailsDialog], why: Unexplained, expected: str
) -> None:
    record = replace(a_record(), origen={"sha256": "ab", "linea": 3})
    dialog = show(Details(record, why))
    said = words(dialog)
    assert f"No se puede explicar: {expected}" in said
    assert "Temperatura: 38,0 °C" in said
    assert "Vino de otro archivo o programa." in said
    assert dialog.findChild(QPushButton, "anular_este") is None


def test_an_imported_record_says_when_from_which_line_and_where_to_undo_it(
    show: Callable[[Details], DetailsDialog],
) -> None:
    origin = {"sha256": "0123456789abcdef" * 4, "linea": 3, "importado": "2025-11-13 09:05:00"}
    said = words(show(Details(replace(a_record(), origen=origin), Unexplained.NO_MODEL_NAMED)))
    assert "Importado el 13 nov 2025, 09:05:00, de la línea 3 del archivo con el código 0123456789abcdef." in said
    assert "(clic derecho o tecla Menú)" in said
    unknown = replace(a_record(), origen=origin | {"importado": "ayer"})
    assert "Vino de otro archivo o programa." in words(show(Details(unknown, Unexplained.NO_MODEL_NAMED)))


def test_enter_and_esc_close_the_details_and_their_button_voids(
    show: Callable[[Details], DetailsDialog], station: Station, ward: Any
) -> None:
    ward.predict(Category.ACUTE)
    assert station.last is not None
    details = Details.of(station, station.last.record, station.last.offset)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = show(details)
        press(key)
        assert not dialog.isVisible()
        assert dialog.result() != TO_CHANGE
    dialog = show(details)
    button = dialog.findChild(QPushButton, "anular_este")
    assert button is not None
    button.click()
    assert dialog.result() == TO_CHANGE


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1366, 768)])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_details_fit_on_the_screen_or_scroll_by_keyboard(  # noqa: PLR0917
    show: Callable[[Details], DetailsDialog],
    station: Station,
    ward: Any,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
    percent: int,
) -> None:
    ward.predict(Category.TERMINAL)
    assert station.last is not None
    look.set_text_size(percent)
    room = QSize(width, height) - QSize(16, 48)
    monkeypatch.setattr(record_dialog, "room", lambda _dialog: room)
    dialog = show(Details.of(station, station.last.record, station.last.offset))
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    for label in dialog.findChildren(QLabel):
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        assert needed <= label.height(), label.text()
    bar = area.verticalScrollBar()
    scrolls = bar.maximum() > 0
    assert area.hasFocus() == scrolls
    edges = [label.mapTo(area, QPoint(0, 0)) for label in dialog.findChildren(QLabel)]
    assert min(edge.x() for edge in edges) >= 2 * scrolls, "a text lies on the frame of the focus"
    assert min(edge.y() for edge in edges) >= 2 * scrolls
    press(Qt.Key.Key_PageDown)
    assert (bar.value() > 0) == scrolls


def test_a_row_of_the_last_five_is_opened_and_copied(qtbot: QtBot, look: Look) -> None:
    table = LastFive(look, AlarmRules(load()))
    qtbot.addWidget(table)
    records = [a_record(number) for number in range(3)]
    table.show_report(report_of(records), records[0].local_time.date())
    table.fit()
    with qtbot.waitExposed(table):
        table.show()
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == [records[1]]
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("2025-11-13 22:31:10\t38")
    menu = open_menu(table, 0, qtbot)
    assert [action.text().split("\t")[0] for action in menu.actions()] == ["&Ver detalles", "&Copiar"]
    menu.close()
    table.close()  # else it is painted after the test, when it may be collected meanwhile


def test_a_list_without_rows_opens_nothing(qtbot: QtBot, look: Look) -> None:
    table = LastFive(look, AlarmRules(load()))
    qtbot.addWidget(table)
    opened: list[object] = []
    table.opened.connect(opened.append)
    with qtbot.waitExposed(table):
        table.show()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    table.customContextMenuRequested.emit(QPoint(5, 5))
    assert opened == []
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
def test_the_data_set_that_a_band_was_learned_from_stands_in_the_details_alone(qtbot: QtBot, locale: str) -> None:
    source = Source(
        "NEWS2: ≤ 90; sin cambio con los criterios del distrito (conjunto ff384ad2)",
        "NEWS2: ≤ 90; unchanged by the district's judgements (data set ff384ad2)",
    )
    made = load().predict(Reading(37.0, 85, 80))
    parts = tuple(part._replace(band=part.band._replace(source=source)) for part in made.parts)
    texts = []
    for names_data_set in (False, True):
        shown = Explanation(names_data_set=names_data_set)
        qtbot.addWidget(shown)
        shown.setLocale(QLocale(locale))
        shown.show_prediction(made._replace(parts=parts))
        texts.append([label.text() for label in shown.findChildren(QLabel) if "NEWS2" in label.text()])
    end = (
        "sin cambio con los criterios del distrito" if locale == "es_CO" else "unchanged by the district's judgements"
    )
    assert len(texts[0]) == 3
    assert all(text.endswith(end) for text in texts[0])
    assert all("ff384ad2" in text for text in texts[1])
