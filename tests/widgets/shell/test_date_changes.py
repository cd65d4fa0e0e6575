"""Midnight, a clock that is set and a PC that slept: the window follows the date, and a wrong one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel

from core.records.period import Period
from core.records.record import encode
from core.system.paths import LOG_NAME
from core.system.settings import SettingsFile
from core.vocabulary import Category, PeriodName
from gui.report.daily_chart import DailyChart
from tests.samples import a_record
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from tests.conftest import Clock
    from tests.widgets.shell.conftest import Shell

TABS = {"reporte": "Ctrl+2", "registros": "Ctrl+3"}
TOTALS = {"reporte": "total", "registros": "cantidad_registros"}
AHEAD = "más de un año después del último uso"


def look_at_clock_often(shell: Shell) -> None:
    timer = shell.program.findChild(QTimer, "reloj")
    assert isinstance(timer, QTimer)
    timer.setInterval(1)


def total(shell: Shell, tab: str) -> str:
    label = shell.window.findChild(QLabel, TOTALS[tab])
    return label.text() if isinstance(label, QLabel) and label.isVisible() else ""


@pytest.fixture
def shell_of_today(station: Station, open_shell: Callable[..., Shell]) -> Shell:
    station.data_dir.mkdir(parents=True)
    SettingsFile(station.data_dir).change(period=PeriodName.TODAY)
    shell = open_shell()
    shell.type(PATIENT)
    return shell


@pytest.mark.parametrize("shown", ["", *TABS], ids=["none made", *TABS])
@pytest.mark.parametrize("tab", TABS)
def test_after_midnight_each_tab_is_of_the_new_day(
    shell_of_today: Shell, clock: Clock, qtbot: QtBot, shown: str, tab: str
) -> None:
    """Whichever of them was in front at midnight, and whether the other one was made."""
    shell = shell_of_today
    if shown:
        shell.press(TABS[shown])
        qtbot.waitUntil(lambda: total(shell, shown) == "1 predicción hoy")
    look_at_clock_often(shell)
    clock.advance(hours=8)
    if shown:
        qtbot.waitUntil(lambda: total(shell, shown) == "Ninguna predicción hoy")
    if tab != shown:
        shell.press(TABS[tab])
        qtbot.waitUntil(lambda: total(shell, tab) == "Ninguna predicción hoy")
    if tab == "reporte":
        chart = shell.window.findChild(DailyChart)
        assert chart.days[-1].day == clock.now.date()


@pytest.mark.parametrize("tab", TABS)
def test_after_midnight_times_of_the_day_before_have_their_date(
    shell: Shell, clock: Clock, qtbot: QtBot, tab: str
) -> None:
    shell.type(PATIENT)
    shell.press(TABS[tab])
    name = {"reporte": "ultimas_5_predicciones", "registros": "registros_lista"}[tab]
    table: Any = shell.window.findChild(QAbstractItemView, name)
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    assert table.model().index(0, 0).data() == "22:31:10"
    look_at_clock_often(shell)
    clock.advance(hours=8)
    qtbot.waitUntil(lambda: table.model().index(0, 0).data().replace("\n", ", ") == "14 nov, 22:31:10")


def test_whoever_comes_back_to_the_program_sees_today_at_once(shell_of_today: Shell, clock: Clock) -> None:
    """As after the PC has slept, or its clock was set in another window."""
    shell = shell_of_today
    shell.press("Ctrl+2")
    clock.advance(hours=8)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert total(shell, "reporte") == "Ninguna predicción hoy"


def test_a_date_far_ahead_of_the_records_is_told_at_the_start(
    ward: Any, clock: Clock, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    ward.predict(Category.MILD)
    clock.advance(days=5 * 365)
    shell = open_shell()
    qtbot.waitUntil(lambda: AHEAD in shell.banner)
    assert "marca el 13 nov 2030" in shell.banner
    assert "(14 nov 2025)" in shell.banner


def test_a_clinic_that_was_closed_for_months_is_told_nothing(
    ward: Any, clock: Clock, open_shell: Callable[..., Shell]
) -> None:
    ward.predict(Category.MILD)
    clock.advance(days=300)
    shell = open_shell()
    assert shell.station.report(Period()).total == 1
    shell.type(PATIENT)
    assert shell.banner == ""


def test_old_records_that_were_imported_today_tell_nothing(
    data_dir: Path, clock: Clock, open_shell: Callable[..., Shell]
) -> None:
    origin = {"sha256": "ab" * 32, "linea": 2, "importado": f"{clock():%Y-%m-%d %H:%M:%S}"}
    data_dir.mkdir(exist_ok=True)
    (data_dir / LOG_NAME).write_bytes(encode(replace(a_record(day="2019-03-04"), origen=origin)))
    shell = open_shell()
    assert shell.station.report(Period()).total == 1
    shell.type(PATIENT)
    assert shell.banner == ""


@pytest.fixture
def shell_after_jump(shell: Shell, clock: Clock, qtbot: QtBot) -> Shell:
    """A window that tells of its clock: it jumped five years ahead after a prediction."""
    shell.type(PATIENT)
    look_at_clock_often(shell)
    clock.advance(days=5 * 365)
    qtbot.waitUntil(lambda: AHEAD in shell.banner)
    return shell


def test_a_clock_that_jumps_ahead_while_the_window_is_open_is_told_once(
    shell_after_jump: Shell, clock: Clock
) -> None:
    shell = shell_after_jump
    shell.press("F4")
    shell.type(PATIENT)
    clock.advance(days=1)
    shell.type(PATIENT)
    assert shell.banner == ""


def test_a_jump_is_told_with_the_first_record_at_the_latest(shell: Shell, clock: Clock) -> None:
    """Also where nothing was recorded before: the date of a moment ago is known."""
    clock.advance(days=5 * 365)
    shell.type(PATIENT)
    assert AHEAD in shell.banner


def test_a_clock_that_is_set_back_takes_the_notice_back_and_another_jump_is_told(
    shell_after_jump: Shell, clock: Clock, qtbot: QtBot
) -> None:
    shell = shell_after_jump
    clock.advance(days=-5 * 365)
    qtbot.waitUntil(lambda: shell.banner == "")
    clock.advance(days=10 * 365)
    qtbot.waitUntil(lambda: "marca el 12 nov 2035, " + AHEAD in shell.banner)


def test_a_clock_that_is_set_right_after_years_behind_is_told_nothing(
    ward: Any, clock: Clock, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    """As after the battery in the PC was empty: records of shortly before speak for the date."""
    ward.predict(Category.MILD)
    clock.advance(days=-10 * 365)
    shell = open_shell()
    look_at_clock_often(shell)
    shell.press("Ctrl+2")
    clock.advance(days=10 * 365 + 1)
    chart = shell.window.findChild(DailyChart)
    qtbot.waitUntil(lambda: chart.days[-1].day == clock.now.date())
    assert shell.banner == ""
