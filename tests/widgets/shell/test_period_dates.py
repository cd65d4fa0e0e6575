"""Any days of the calendar as the period: typed in the dialog, shown in both tabs, carried into files."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from core.records.period import Period
from core.system.settings import SettingsFile
from core.vocabulary import Category, PeriodName
from gui.language import report_words
from gui.report.report_tab import ReportTab
from gui.shell.dates_dialog import DatesDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QLocale
    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from tests.widgets.shell.conftest import Shell

TODAY = date(2026, 11, 28)
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


class Asked:
    """The dialog as it is read and typed into."""

    def __init__(self, dialog: DatesDialog, parent: QWidget) -> None:
        self.dialog = dialog
        self.parent = parent

    def field(self, name: str) -> QLineEdit:
        found = self.dialog.findChild(QLineEdit, name)
        assert isinstance(found, QLineEdit)
        return found

    @property
    def texts(self) -> tuple[str, str]:
        return self.field("desde").text(), self.field("hasta").text()

    @property
    def said(self) -> str:
        found = self.dialog.findChild(QLabel, "fechas_entendidas")
        assert isinstance(found, QLabel)
        return found.text()

    def type(self, first: str, last: str = "") -> None:
        for name, text in (("desde", first), ("hasta", last)):
            self.field(name).clear()
            QTest.keyClicks(self.field(name), text)

    def accept(self) -> None:
        QTest.keyClick(self.field("desde"), "\r")


@pytest.fixture
def ask(qtbot: QtBot, speak: Callable[[str, str], QLocale]) -> Callable[..., Asked]:
    def open_dialog(days: Period = OCTOBER, locale: str = "es_CO") -> Asked:
        parent = QWidget()
        parent.setLocale(speak(locale[:2], locale))
        qtbot.addWidget(parent)
        dialog = DatesDialog(days, TODAY, parent)
        dialog.show()
        return Asked(dialog, parent)

    return open_dialog


@pytest.mark.parametrize(
    ("days", "texts"),
    [
        (OCTOBER, ("10/2026", "")),
        (Period(date(2026, 10, 5), date(2026, 10, 5)), ("5/10/2026", "")),
        (Period(date(2026, 9, 1), date(2026, 10, 5)), ("1/9/2026", "5/10/2026")),
        (Period(None, date(2026, 10, 5)), ("", "5/10/2026")),
    ],
)
def test_the_days_stand_there_as_they_are_typed(
    ask: Callable[..., Asked], days: Period, texts: tuple[str, str]
) -> None:
    asked = ask(days)
    assert asked.texts == texts
    asked.accept()
    assert asked.dialog.chosen == days


def test_what_is_understood_is_said_while_it_is_typed(ask: Callable[..., Asked]) -> None:
    asked = ask()
    assert asked.field("desde").selectedText() == "10/2026"
    asked.type("5/1")
    assert asked.said == "5 ene 2026"
    asked.type("5/1/")
    assert asked.said == "5 ene 2026"
    asked.type("agosto", "5/10")
    assert asked.said == "1 ago 2026 – 5 oct 2026"
    asked.type("agost0")
    assert asked.said == ""


def test_in_english_of_the_united_states_the_month_comes_first(ask: Callable[..., Asked]) -> None:
    asked = ask(Period(date(2026, 10, 5), date(2026, 10, 5)), "en_US")
    assert asked.texts == ("10/5/2026", "")
    asked.type("10/6/2026")
    asked.accept()
    assert asked.dialog.chosen == Period(date(2026, 10, 6), date(2026, 10, 6))


@pytest.mark.parametrize(
    ("first", "last", "said", "field"),
    [
        ("", "", "Escriba una fecha, como 28/11/2026.", "desde"),
        ("ayer", "", "Desde: escriba una fecha, como 28/11/2026.", "desde"),
        ("1/10", "31/2/2026", "Hasta: ese día no existe.", "hasta"),
        ("5/10", "4/10", "«Hasta» es anterior a «Desde».", "hasta"),
    ],
)
def test_what_is_no_date_is_refused_in_words_and_stays_to_be_corrected(  # noqa: PLR0917
    ask: Callable[..., Asked], qtbot: QtBot, first: str, last: str, said: str, field: str
) -> None:
    asked = ask()
    asked.type(first, last)
    asked.accept()
    assert asked.said == said
    assert asked.dialog.isVisible()
    qtbot.waitUntil(asked.field(field).hasFocus)
    asked.type("9/2026")
    asked.accept()
    assert not asked.dialog.isVisible()
    assert asked.dialog.chosen == Period(date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    ("days", "said", "file"),
    [
        (OCTOBER, "3 predicciones en octubre de 2026", "2026-10"),
        (Period(TODAY, TODAY), "3 predicciones el 28 nov 2026", "2026-11-28"),
        (Period(date(2026, 8, 1), TODAY), "3 predicciones del 1 ago 2026 al 28 nov 2026", "2026-08-01-a-2026-11-28"),
        (Period(None, TODAY), "3 predicciones hasta el 28 nov 2026", "a-2026-11-28"),
    ],
)
def test_the_days_are_said_in_words_and_in_names_of_files(
    speak: Callable[[str, str], QLocale], days: Period, said: str, file: str
) -> None:
    locale = speak("es", "es_CO")
    assert report_words.total_in(days, 3, locale) == said
    assert report_words.period_in_file_name(days) == file


def button(shell: Shell, tab: str, name: str) -> QPushButton:
    widget = shell.window.findChild(QWidget, tab)
    assert isinstance(widget, QWidget)
    found = widget.findChild(QPushButton, f"periodo_{name}")
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def answer(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Callable[[Period | None], list[Period]]:
    """Return a function that sets the dialog's answer, and returns the days suggested to it."""
    suggested: list[Period] = []

    def set_answer(days: Period | None) -> list[Period]:
        def choose(given: Period, _today: date) -> Period | None:
            suggested.append(given)
            return days

        monkeypatch.setattr(shell.dialogs, "choose_days", choose, raising=False)
        return suggested

    return set_answer


def test_days_chosen_in_a_tab_are_those_of_the_other_and_not_of_the_next_start(
    shell: Shell, answer: Callable[[Period | None], list[Period]], station: Station
) -> None:
    days = Period(date(2025, 10, 1), date(2025, 10, 31))
    suggested = answer(days)
    shell.press("Ctrl+3")
    button(shell, "registros", "fechas").click()
    assert suggested == [days], "the previous month"
    shell.press("Ctrl+2")
    assert button(shell, "reporte", "fechas").isChecked()
    total = shell.window.findChild(QLabel, "total")
    assert isinstance(total, QLabel)
    assert SettingsFile(station.data_dir).current.period is PeriodName.DAYS_30


def test_days_chosen_in_the_report_are_those_of_the_records_made_later(
    shell: Shell, answer: Callable[[Period | None], list[Period]]
) -> None:
    answer(Period(date(2025, 1, 1), date(2025, 2, 1)))
    shell.press("Ctrl+2")
    button(shell, "reporte", "fechas").click()
    shell.press("Ctrl+3")
    assert button(shell, "registros", "fechas").isChecked()


def test_cancel_leaves_the_period_and_its_button_as_they_were(
    shell: Shell, answer: Callable[[Period | None], list[Period]]
) -> None:
    answer(None)
    shell.press("Ctrl+2")
    button(shell, "reporte", "fechas").click()
    assert button(shell, "reporte", PeriodName.DAYS_30).isChecked()
    assert not button(shell, "reporte", "fechas").isChecked()


def test_the_arrow_keys_step_to_the_previous_month_and_enter_asks(
    shell: Shell, answer: Callable[[Period | None], list[Period]], qtbot: QtBot
) -> None:
    shell.press("Ctrl+2")
    button(shell, "reporte", PeriodName.ALL).click()
    button(shell, "reporte", PeriodName.ALL).setFocus()
    shell.press("Right")
    assert shell.focus == "periodo_fechas"
    assert button(shell, "reporte", "fechas").isChecked()
    suggested = answer(Period(date(2025, 9, 1), date(2025, 9, 30)))
    shell.press("Return")
    assert suggested == [Period(date(2025, 10, 1), date(2025, 10, 31))]
    shell.press("Left")
    assert button(shell, "reporte", PeriodName.ALL).isChecked()
    shell.press("Right")
    shell.press("Space")
    qtbot.waitUntil(lambda: len(suggested) == 2)
    assert suggested[-1] == Period(date(2025, 9, 1), date(2025, 9, 30)), "those chosen last"


def test_a_report_of_a_past_month_counts_and_charts_its_days(
    open_shell: Callable[..., Shell], ward: Any, station: Station
) -> None:
    for ago in (3, 20, 40, 41, 80):
        ward.predict(Category.ACUTE, days=ago)
    shell = open_shell()
    today = station.clock().date()
    days = Period(today - timedelta(days=60), today - timedelta(days=35))
    shell.press("Ctrl+2")
    shell.part(ReportTab).show_period(days)
    labels = [label.text() for label in shell.window.findChildren(QLabel)]
    assert any(text.startswith("2 predicciones del ") for text in labels), labels
    assert not any("últimos 30 días" in text for text in labels)
