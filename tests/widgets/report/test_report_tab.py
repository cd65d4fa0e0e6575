"""The report tab: its numbers are those of the log, it follows at once, and nothing in it is cut off."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QProgressBar, QPushButton, QTableView, QWidget

from core.errors import ReadError, SaveError, SaveFailure
from core.records import find
from core.records.record import Record
from core.report.report import Tally
from core.system.settings import SettingsFile
from core.vocabulary import Category, PeriodName, Reason
from gui.report.charts import Canvas
from gui.report.daily_chart import DailyChart
from gui.report.export_flow import ExportFlow
from gui.report.report_tab import ReportTab
from gui.work import record_source
from gui.work.record_source import RecordSource
from tests import stations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot

    from gui.style.look import Look

PERIODS = {
    PeriodName.TODAY: ("2025-11-14", "2025-11-14"),
    PeriodName.DAYS_7: ("2025-11-08", "2025-11-14"),
    PeriodName.DAYS_30: ("2025-10-16", "2025-11-14"),
    PeriodName.THIS_MONTH: ("2025-11-01", "2025-11-30"),
    PeriodName.ALL: ("0000", "9999"),
}


class NoDialogs:
    """Nobody is asked anything."""

    def choose_export_file(self, *_given: object) -> None:
        pytest.fail("asked for a file")

    def choose_printer(self, *_given: object) -> bool:
        pytest.fail("asked for a printer")

    def choose_days(self, *_given: object) -> None:
        pytest.fail("asked for dates")


class Tab:
    """The report tab as it is read and used."""

    def __init__(self, widget: ReportTab, window: QWidget) -> None:
        self.widget = widget
        self.window = window

    def find(self, kind: type[Any], name: str) -> Any:
        found = self.widget.findChild(kind, name)
        assert found is not None, name
        return found

    def cells(self, name: str) -> list[list[str]]:
        model = self.find(QAbstractItemView, name).model()
        return [
            [model.index(row, column).data() for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    @property
    def counts(self) -> dict[str, int]:
        return {name: int(number.replace(".", "")) for name, number, _ in self.cells("total_por_categoria")}

    def text(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def choose(self, period: PeriodName) -> None:
        QTest.mouseClick(self.find(QPushButton, f"periodo_{period.value}"), Qt.MouseButton.LeftButton)

    @property
    def chart(self) -> DailyChart:
        return self.widget.findChild(DailyChart)


@pytest.fixture
def open_tab(
    qtbot: QtBot, station: Any, look: Look, data_dir: Path, speak: Callable[[str, str], QLocale]
) -> Callable[..., Tab]:
    def make(locale: str = "es_CO", width: int = 1024, height: int = 490) -> Tab:
        speak(locale[:2], locale)
        # As on the screen, the tab is inside a window: that is what has the locale and the size.
        window = QWidget()
        settings = SettingsFile(data_dir)
        exports = ExportFlow(station, settings, NoDialogs(), QLocale(locale), window)
        tab = ReportTab(RecordSource(station, window), look, settings, exports, window)
        window.setLocale(QLocale(locale))
        window.resize(width, height)
        tab.setGeometry(window.rect())
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Tab(tab, window)

    return make


def names(lines: list[dict[str, Any]]) -> dict[str, int]:
    found = Counter(line["resultado"] for line in lines)
    spanish = {
        "No enfermo": "NO ENFERMO",
        "Enfermedad leve": "ENFERMEDAD LEVE",
        "Enfermedad aguda": "ENFERMEDAD AGUDA",
        "Enfermedad crónica": "ENFERMEDAD CRÓNICA",
        "Enfermedad terminal": "ENFERMEDAD TERMINAL",
    }
    return {shown: found[recorded] for shown, recorded in spanish.items()}


@pytest.mark.parametrize("period", PERIODS)
def test_the_numbers_are_those_of_the_log(open_tab: Callable[..., Tab], ward: Any, period: PeriodName) -> None:
    ward.fill()
    ward.load()
    tab = open_tab()
    tab.choose(period)
    lines = ward.recount(*PERIODS[period])
    assert 0 < len(lines) <= 60
    assert tab.counts == names(lines)
    assert tab.text("total").startswith(f"{len(lines)} ")
    times = [row[0] for row in tab.cells("ultimas_5_predicciones")]
    assert [shown[-8:] for shown in times] == [line["fecha"][-8:] for line in reversed(lines[-5:])]
    shares = []
    for (_, count, share), number in zip(tab.cells("total_por_categoria"), names(lines).values(), strict=True):
        assert count == str(number)
        shares.append(int(share.removesuffix(" %")))
        assert abs(shares[-1] - 100 * number / len(lines)) < 1
    assert sum(shares) == 100


@pytest.mark.parametrize("period", PERIODS)
def test_alarm_signs_of_the_period_are_counted(open_tab: Callable[..., Tab], ward: Any, period: PeriodName) -> None:
    ward.fill()
    ward.load()
    tab = open_tab()
    tab.choose(period)
    lines = ward.recount(*PERIODS[period])
    number = sum(line["resultado"] not in ("NO ENFERMO", "ENFERMEDAD LEVE") for line in lines)
    assert (
        tab.text("con_signo_de_alarma") == f"▲ Con signo de alarma: {number} ({round(100 * number / len(lines))} %)"
    )


def test_a_new_alarm_sign_counts_at_once_and_a_voided_one_no_more(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.ACUTE)
    ward.predict(Category.NOT_ILL)
    ward.load()
    tab = open_tab()
    assert tab.text("con_signo_de_alarma").endswith(": 1 (50 %)")
    ward.predict(Category.TERMINAL)
    tab.widget.refresh()
    assert tab.text("con_signo_de_alarma").endswith(": 2 (67 %)")
    target = find.by_name(ward.station.log, "linea:1")
    assert target is not None
    stations.void(ward.station, target, Reason.TEST)
    tab.widget.refresh()
    assert tab.text("con_signo_de_alarma").endswith(": 1 (50 %)")


def test_the_alarm_signs_of_a_long_log_are_counted_in_the_background(
    open_tab: Callable[..., Tab], ward: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    monkeypatch.setattr(record_source, "READ_AT_ONCE", 0)
    ward.predict(Category.ACUTE)
    tab.widget.refresh()
    assert tab.text("con_signo_de_alarma") == "▲ Con signo de alarma: se está contando…"
    assert tab.counts["Enfermedad aguda"] == 2
    qtbot.waitUntil(lambda: tab.text("con_signo_de_alarma") == "▲ Con signo de alarma: 2 (100 %)")


def test_the_report_of_a_long_log_is_on_the_screen_before_its_alarm_signs_are_counted(
    open_tab: Callable[..., Tab], ward: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting in the background keeps the processor from the window again and again."""
    ward.predict(Category.ACUTE)
    ward.load()
    monkeypatch.setattr(record_source, "READ_AT_ONCE", 0)
    seen = []
    paint = DailyChart.paintEvent

    def note(chart: DailyChart, event: QPaintEvent) -> None:
        window = chart.window()
        seen.append((window.findChild(QLabel, "con_signo_de_alarma").text(), window.findChild(RecordSource).running))
        paint(chart, event)

    monkeypatch.setattr(DailyChart, "paintEvent", note)
    tab = open_tab()
    qtbot.waitUntil(lambda: tab.text("con_signo_de_alarma") == "▲ Con signo de alarma: 1 (100 %)")
    assert seen[0] == ("▲ Con signo de alarma: se está contando…", None)


def test_the_chart_shows_the_last_30_days_whatever_the_period(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.fill()
    ward.load()
    tab = open_tab()
    tab.choose(PeriodName.TODAY)
    days = tab.chart.days
    assert [days[0].day, days[-1].day, len(days)] == [date(2025, 10, 16), date(2025, 11, 14), 30]
    recount = Counter((line["fecha"][:10], line["resultado"]) for line in ward.recount(*PERIODS[PeriodName.DAYS_30]))
    assert recount == {
        (day.day.isoformat(), category.value): number
        for day in days
        for category, number in zip(Category, day.counts, strict=True)
        if number
    }


def test_it_follows_a_prediction_at_once(open_tab: Callable[..., Tab], ward: Any, clock: Any) -> None:
    ward.predict(Category.MILD, hours=1)
    ward.load()
    tab = open_tab()
    clock.advance(seconds=5)
    ward.predict(Category.TERMINAL)
    tab.widget.refresh()
    assert tab.text("total").startswith("2 ")
    assert tab.counts["Enfermedad terminal"] == 1
    assert tab.cells("ultimas_5_predicciones") == [
        ["22:31:15", "39,5", "85", "120", "Enfermedad terminal", "9"],
        ["21:31:10", "37,6", "120", "70", "Enfermedad leve", "1"],
    ]
    assert tab.text("ultima_fecha") == "Última predicción: 14 nov 2025, 22:31:15"
    assert sum(tab.chart.days[-1].counts) == 2


def test_an_empty_log_says_so_and_invents_no_date(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.load()
    tab = open_tab()
    assert tab.text("total") == "Aún no hay predicciones"
    assert not any(sign.isdigit() for sign in tab.text("ultima_fecha"))
    assert set(tab.counts.values()) == {0}
    assert len(tab.counts) == 5
    assert tab.cells("ultimas_5_predicciones") == []
    assert tab.chart.accessibleDescription() == "Últimos 30 días: ninguna predicción."


def test_an_empty_period_still_tells_the_last_prediction(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.ACUTE, days=400)
    ward.load()
    tab = open_tab()
    assert tab.text("total") == "Ninguna predicción en 30 días"
    assert tab.text("ultima_fecha") == "Última predicción de todas: 10 oct 2024, 22:31:10"
    tab.choose(PeriodName.ALL)
    assert tab.cells("ultimas_5_predicciones")[0][0].split() == ["10", "oct", "2024", "22:31:10"]


def test_the_order_is_that_of_entry_where_the_clock_went_back(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.MILD)
    ward.predict(Category.ACUTE, days=3)
    ward.predict(Category.CHRONIC, hours=2)
    ward.load()
    tab = open_tab()
    times = [row[0].replace("\n", ", ") for row in tab.cells("ultimas_5_predicciones")]
    assert times == ["20:31:10", "11 nov, 22:31:10", "22:31:10"]
    assert tab.text("ultima_fecha").endswith("14 nov 2025, 20:31:10")


def test_a_log_of_the_original_service_is_shown(open_tab: Callable[..., Tab], ward: Any, data_dir: Path) -> None:
    line = {
        "fecha": "2025-11-14 08:00:00",
        "fiebre": 38.25,
        "presion": 120.0,
        "frecuencia_cardiaca": 90,
        "resultado": "ENFERMEDAD CRÓNICA",
    }
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_text(json.dumps(line) + "\n", encoding="ascii")
    ward.load()
    tab = open_tab()
    assert tab.cells("ultimas_5_predicciones") == [["08:00:00", "38,25", "120,0", "90", "Enfermedad crónica", "–"]]
    assert tab.counts["Enfermedad crónica"] == 1


@pytest.mark.parametrize(
    ("logged", "shown"), [("1" + 30 * "0", "1,0e+30"), ("9" * 4300, "1,0e+4300"), ("1e300", "1e+300"), ("-5", "-5")]
)
def test_a_number_that_no_vital_sign_has_is_shown_too(
    open_tab: Callable[..., Tab], ward: Any, data_dir: Path, logged: str, shown: str
) -> None:
    line = (
        '{"fecha":"2025-11-14 08:00:00","fiebre":%s,"presion":120,"frecuencia_cardiaca":90,"resultado":"NO ENFERMO"}'
    )
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_text(line % logged + "\n", encoding="ascii")
    ward.load()
    tab = open_tab()
    assert tab.cells("ultimas_5_predicciones")[0][1] == shown
    assert tab.widget.horizontalScrollBar().maximum() == 0


def test_the_period_is_kept_for_the_next_start(open_tab: Callable[..., Tab], ward: Any, data_dir: Path) -> None:
    ward.fill(10)
    ward.load()
    open_tab().choose(PeriodName.DAYS_7)
    assert SettingsFile(data_dir).current.period is PeriodName.DAYS_7
    assert open_tab().find(QPushButton, "periodo_days_7").isChecked()


def test_a_folder_that_cannot_be_written_does_not_hinder_the_filter(
    open_tab: Callable[..., Tab], ward: Any, data_dir: Path
) -> None:
    ward.fill(10)
    ward.load()
    (data_dir / "ajustes.json").mkdir()
    tab = open_tab()
    tab.choose(PeriodName.TODAY)
    assert tab.text("total").endswith("hoy")


def test_keys_alone_reach_everything(open_tab: Callable[..., Tab], ward: Any, qtbot: QtBot) -> None:
    ward.fill(10)
    ward.load()
    tab = open_tab()
    tab.widget.focus_first()
    qtbot.waitUntil(tab.find(QPushButton, "periodo_days_30").hasFocus)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert tab.text("total").endswith("en 7 días")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: tab.text("total").endswith("en total"))  # the button is seen going down and up
    visited = []
    for _ in range(6):
        visited.append(QApplication.focusWidget().objectName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert visited == [
        "periodo_all",
        "exportar",
        "imprimir",
        "total_por_categoria",
        "ultimas_5_predicciones",
        "grafico_por_dia",
    ]


def test_keys_walk_along_the_days_of_the_chart(open_tab: Callable[..., Tab], ward: Any, qtbot: QtBot) -> None:
    ward.predict(Category.MILD, days=1)
    ward.predict(Category.ACUTE)
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    assert "el día con más fue el 14 nov, con 2" in tab.chart.accessibleDescription()
    tab.chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(tab.chart.hasFocus)
    assert tab.chart.accessibleDescription() == "14 nov: 2 predicciones. Enfermedad aguda: 2."
    QTest.keyClick(tab.chart, Qt.Key.Key_Left)
    assert tab.chart.accessibleDescription() == "13 nov: 1 predicción. Enfermedad leve: 1."
    assert tab.chart.heading() == "13 nov: 1 predicción"
    QTest.keyClick(tab.chart, Qt.Key.Key_Home)
    assert tab.chart.heading() == "16 oct: ninguna predicción"
    QTest.keyClick(tab.chart, Qt.Key.Key_Left)
    assert tab.chart.heading() == "16 oct: ninguna predicción"
    QTest.keyClick(tab.chart, Qt.Key.Key_End)
    QTest.keyClick(tab.chart, Qt.Key.Key_Right)
    assert tab.chart.heading() == "14 nov: 2 predicciones"


def test_the_mouse_points_out_a_day(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    for x, heading in ((0.97, "14 nov: 1 predicción"), (0.5, "30 oct: ninguna predicción")):
        QTest.mouseMove(tab.chart, QPoint(round(x * tab.chart.width()), tab.chart.height() // 2))
        QApplication.processEvents()
        assert tab.chart.heading() == heading


def test_the_chart_does_not_say_again_how_many_there_are(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    assert tab.text("total") == "1 predicción en 30 días"
    assert tab.chart.heading() == "Por día, últimos 30 días"
    assert tab.chart.accessibleDescription() == "Últimos 30 días: el día con más fue el 14 nov, con 1."


def numbers_said(tab: Tab) -> set[int]:
    """Every count that stands in a label, or that a screen reader says of the chart, but those of single days."""
    said = [label.text() for label in tab.widget.findChildren(QLabel) if label.isVisible()]
    said += [tab.chart.accessibleName(), tab.chart.accessibleDescription().partition(":")[2].strip()]
    return {int(number) for text in said for number in re.findall(r"^(\d+) predicci", text)}


@pytest.mark.parametrize("period", PERIODS)
def test_nothing_is_counted_beside_the_period(open_tab: Callable[..., Tab], ward: Any, period: PeriodName) -> None:
    ward.fill()
    ward.load()
    tab = open_tab()
    tab.choose(period)
    assert numbers_said(tab) == {len(ward.recount(*PERIODS[period]))}
    is_shorter = period in (PeriodName.TODAY, PeriodName.DAYS_7, PeriodName.THIS_MONTH)
    words = "Por día, últimos 30 días" + ("; periodo subrayado" if is_shorter else "")
    assert tab.chart.heading() == words
    assert words in [label.text() for label in tab.widget.findChildren(QLabel)]


def test_the_legend_counts_only_a_day_that_is_pointed_out(
    open_tab: Callable[..., Tab], ward: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ward.predict(Category.ACUTE, days=20)
    ward.predict(Category.MILD)
    ward.load()
    tab = open_tab()
    tab.choose(PeriodName.TODAY)
    written: list[str] = []
    original = Canvas.text

    def note(canvas: Canvas, area: Any, flags: Any, words: str, colour: str) -> None:
        written.append(words)
        original(canvas, area, flags, words, colour)

    monkeypatch.setattr(Canvas, "text", note)
    tab.chart.grab()
    assert "Enfermedad aguda" in written
    assert not [words for words in written if ":" in words]
    written.clear()
    tab.chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(tab.chart.hasFocus)
    tab.chart.grab()
    assert {"Enfermedad aguda: 0", "Enfermedad leve: 1"} <= set(written)


def test_a_day_that_is_pointed_out_stays_so_over_midnight(
    open_tab: Callable[..., Tab], ward: Any, clock: Any, qtbot: QtBot
) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    tab.chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(tab.chart.hasFocus)
    assert tab.chart.heading() == "14 nov: 1 predicción"
    clock.advance(hours=2)
    tab.widget.refresh()
    assert tab.chart.heading() == "14 nov: 1 predicción"
    clock.advance(days=30)
    tab.widget.refresh()
    assert tab.chart.heading() == "Por día, últimos 30 días"


def test_the_last_prediction_is_that_of_the_period_also_after_older_ones_were_restored(
    open_tab: Callable[..., Tab], ward: Any
) -> None:
    ward.predict(Category.ACUTE, days=2)
    ward.predict(Category.MILD, days=400)
    ward.load()
    tab = open_tab()
    assert tab.text("ultima_fecha") == "Última predicción: 12 nov 2025, 22:31:10"
    tab.choose(PeriodName.TODAY)
    assert tab.text("ultima_fecha") == "Última predicción de todas: 10 oct 2024, 22:31:10"
    tab.choose(PeriodName.ALL)
    assert tab.text("ultima_fecha") == "Última predicción: 10 oct 2024, 22:31:10"


@pytest.mark.parametrize("act", ["export", "print_report"])
def test_what_is_carried_off_just_after_midnight_is_of_the_new_day(
    open_tab: Callable[..., Tab], ward: Any, clock: Any, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    tab.choose(PeriodName.TODAY)
    clock.advance(hours=2)
    asked: list[str] = []
    for question in ("choose_export_file", "choose_printer"):
        monkeypatch.setattr(NoDialogs, question, lambda _self, title, *_more: asked.append(title))
    getattr(tab.widget, act)()
    assert [title.partition(": ")[2] for title in asked] == ["15 nov 2025"]
    assert tab.text("total") == "Ninguna predicción hoy"


@pytest.mark.parametrize(("width", "heading"), [(1366, "FC (lpm)"), (1024, "FC\n(lpm)")])
def test_the_heading_of_the_heart_rate_says_its_unit_and_spells_it_out_in_the_tooltip(
    open_tab: Callable[..., Tab], ward: Any, width: int, heading: str
) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab(width=width)
    model = tab.find(QTableView, "ultimas_5_predicciones").model()
    assert model.headerData(3, Qt.Orientation.Horizontal) == heading
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.headerData(3, Qt.Orientation.Horizontal, role) == "Frecuencia cardíaca (lpm)"


def test_it_begins_where_the_other_tabs_begin(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    assert tab.find(QPushButton, "periodo_today").mapTo(tab.widget, QPoint(0, 0)).x() == 16


def test_while_the_log_is_read_it_says_so(open_tab: Callable[..., Tab], ward: Any, qtbot: QtBot) -> None:
    ward.predict(Category.ACUTE)
    tab = open_tab()
    tab.widget.show_loading(25)
    waiting = tab.find(QWidget, "cargando")
    assert waiting.isVisible()
    assert "25 %" in waiting.findChild(QLabel).text()
    assert waiting.findChild(QProgressBar).value() * 4 == waiting.findChild(QProgressBar).maximum()
    assert not tab.find(QTableView, "total_por_categoria").isVisible()
    assert not tab.find(QPushButton, "exportar").isEnabled()
    for act in (tab.widget.export, tab.widget.print_report):
        with qtbot.waitSignal(tab.widget.still_reading), qtbot.assertNotEmitted(tab.widget.export_failed):
            act()
    assert tab.widget.accessibleName() == "Reporte"
    ward.load()
    tab.widget.refresh()
    assert not waiting.isVisible()
    assert tab.text("total") == "1 predicción en 30 días"
    assert tab.find(QPushButton, "exportar").isEnabled()


def test_a_second_reading_begins_at_its_beginning(open_tab: Callable[..., Tab], ward: Any, station: Any) -> None:
    ward.predict(Category.ACUTE)
    tab = open_tab()
    tab.widget.show_loading(90)
    ward.load()
    tab.widget.refresh()
    station.begin_load()
    tab.widget.refresh()
    assert tab.find(QWidget, "cargando").findChild(QLabel).text() == "Leyendo los registros…"


def test_what_came_while_another_tab_was_shown_is_whole(open_tab: Callable[..., Tab], ward: Any) -> None:
    ward.predict(Category.MILD)
    ward.load()
    tab = open_tab()
    tab.choose(PeriodName.ALL)
    tab.widget.hide()
    for _ in range(5):
        ward.predict(Category.TERMINAL, days=800)
    tab.widget.refresh()
    assert tab.text("total") == "6 predicciones en total"
    times = [row[0].replace("\n", ", ") for row in tab.cells("ultimas_5_predicciones")]
    assert times == 5 * ["6 sept 2023, 22:31:10"]
    tab.widget.show()
    QApplication.processEvents()
    assert tab.widget.horizontalScrollBar().maximum() == 0
    for name in ("total_por_categoria", "ultimas_5_predicciones"):
        assert_whole(tab.find(QTableView, name))


def test_a_log_that_cannot_be_read_is_no_empty_log(open_tab: Callable[..., Tab], station: Any, qtbot: QtBot) -> None:
    tab = open_tab()
    tab.widget.show_failure(ReadError(SaveFailure.DEVICE, station.log))
    waiting = tab.find(QWidget, "cargando")
    assert waiting.findChild(QLabel).text() == "El disco dio un error."
    assert not waiting.findChild(QProgressBar).isVisible()
    assert not tab.find(QTableView, "total_por_categoria").isVisible()
    tab.choose(PeriodName.TODAY)
    assert waiting.findChild(QLabel).text() == "El disco dio un error."
    with qtbot.waitSignal(tab.widget.export_failed) as told:
        tab.widget.print_report()
    assert told.args[0]() == "El disco dio un error."


def test_the_language_changes_at_once(
    open_tab: Callable[..., Tab], ward: Any, speak: Callable[[str, str], QLocale]
) -> None:
    ward.predict(Category.ACUTE)
    ward.load()
    tab = open_tab()
    assert "1 predicción en 30 días" in tab.text("total")
    locale = speak("en", "en_US")
    tab.window.setLocale(locale)
    QApplication.processEvents()
    assert tab.text("total") == "1 prediction in 30 days"
    assert tab.cells("ultimas_5_predicciones")[0][1] == "38.0"
    assert "Nov 14, 2025" in tab.text("ultima_fecha") or "14 Nov 2025" in tab.text("ultima_fecha")
    assert tab.find(QTableView, "ultimas_5_predicciones").accessibleName() == "Last 5 predictions"


@pytest.mark.parametrize("text_size", [100, 125, 150, 175, 200])
@pytest.mark.parametrize("code", ["es", "en"])
@pytest.mark.parametrize(("width", "height"), [(1024, 490), (1366, 600)])
def test_nothing_is_cut_off(
    open_tab: Callable[..., Tab],
    ward: Any,
    look: Look,
    *,
    code: str,
    text_size: int,
    width: int,
    height: int,
) -> None:
    ward.predict(Category.TERMINAL, days=800)
    ward.predict(Category.TERMINAL, days=4)
    for category in Category:
        ward.predict(category, minutes=1)
    ward.load()
    look.set_text_size(text_size)
    tab = open_tab(f"{code}_US", width, height)
    for period in (PeriodName.ALL, PeriodName.TODAY):
        tab.choose(period)
        QApplication.processEvents()
        assert tab.widget.horizontalScrollBar().maximum() == 0
        if text_size == 100:
            assert tab.widget.verticalScrollBar().maximum() == 0
        for name in ("total_por_categoria", "ultimas_5_predicciones"):
            assert_whole(tab.find(QTableView, name))
            tab.find(QTableView, name).setFocus(Qt.FocusReason.TabFocusReason)
            assert_whole(tab.find(QTableView, name))
        for label in tab.widget.findChildren(QLabel):
            if label.isVisible():
                assert label.width() >= label.minimumSizeHint().width(), label.text()


def test_larger_text_finds_its_room_at_once(open_tab: Callable[..., Tab], ward: Any, look: Look) -> None:
    ward.predict(Category.TERMINAL, days=800)
    ward.load()
    tab = open_tab()
    tab.choose(PeriodName.ALL)
    look.set_text_size(200)
    QApplication.processEvents()
    assert tab.widget.horizontalScrollBar().maximum() == 0
    for name in ("total_por_categoria", "ultimas_5_predicciones"):
        assert_whole(tab.find(QTableView, name))


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_the_cards_stand_where_they_are_whatever_they_hold(
    open_tab: Callable[..., Tab], ward: Any, width: int
) -> None:
    ward.predict(Category.TERMINAL, days=2)
    ward.load()
    tab = open_tab(width=width)
    table = tab.find(QTableView, "ultimas_5_predicciones")

    def place() -> tuple[int, int]:
        QApplication.processEvents()
        corner = table.mapTo(tab.widget, QPoint(0, 0))
        return corner.x(), table.horizontalHeader().height()

    of_another_day = place()
    assert "," in table.model().index(0, 0).data().replace("\n", ",")
    assert of_another_day[0] > width // 3, "beside the counts"
    for _ in range(5):
        ward.predict(Category.TERMINAL)
    tab.widget.refresh()
    assert place() == of_another_day


def assert_whole(table: QTableView) -> None:
    header = table.horizontalHeader()
    for column in range(table.model().columnCount()):
        needed = max(table.sizeHintForColumn(column), header.sectionSizeFromContents(column).width())
        assert table.columnWidth(column) >= needed, table.model().headerData(column, Qt.Orientation.Horizontal)
    assert header.length() <= table.viewport().width()
    assert table.verticalHeader().length() <= table.viewport().height()
    for row in range(table.model().rowCount()):
        assert table.rowHeight(row) >= table.sizeHintForRow(row)


def test_a_million_records_are_shown_at_once(
    open_tab: Callable[..., Tab], station: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tally = Tally()
    days = [(date(2025, 11, 14) - timedelta(days=back)).isoformat() for back in range(2000)]
    records = [Record(f"{day} 08:00:00", 38.0, 120, 90, "ENFERMEDAD AGUDA", puntaje=3) for day in days]
    for record in records:
        for _ in range(500):
            tally.add(record)
    monkeypatch.setattr(station, "report", tally.report)
    tab = open_tab()
    begun = time.process_time()
    tab.choose(PeriodName.ALL)
    took = time.process_time() - begun
    assert tab.text("total") == "1.000.000 predicciones en total"
    assert tab.counts["Enfermedad aguda"] == 1_000_000
    qtbot.waitUntil(lambda: assert_whole(tab.find(QTableView, "total_por_categoria")))
    assert took < 0.5, took


def test_a_log_found_changed_is_asked_to_be_loaded_again(
    open_tab: Callable[..., Tab], ward: Any, data_dir: Path, qtbot: QtBot
) -> None:
    ward.fill(10)
    ward.load()
    tab = open_tab()
    (data_dir / "predicciones.log").unlink()
    with qtbot.waitSignal(tab.widget.load_needed):
        with pytest.raises(SaveError):
            ward.predict(Category.MILD)
        tab.widget.refresh()
    assert tab.find(QWidget, "cargando").isVisible()
