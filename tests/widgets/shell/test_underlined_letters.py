"""In no dialog do two parts have the same underlined letter, in either language."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QMainWindow

from core.clinical import model
from core.exchange.manifest import Manifest, Place
from core.exchange.minisign import PublicKey
from core.exchange.restore import Restored
from core.journal.health import Health
from core.records.period import Period
from core.station.details import Details
from core.system.establishment import Establishment
from core.system.paths import LOG_NAME
from core.vocabulary import Reason
from gui.language import labels
from gui.language.i18n import Language
from gui.shell.dialogs import Dialogs
from gui.work.flow import Running
from tests.stations import loaded, save, void
from tests.widgets.shell.underlined import assert_each_has_its_own, underlined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QApplication, QDialog
    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look
    from tests.widgets.shell.conftest import WhileOpen

TODAY = date(2025, 11, 14)
DAYS = Period(TODAY, TODAY)
KEY = PublicKey(bytes(8), bytes(32))
HERE = Establishment("05-001", "La Unión", "8f3a01c2")
FILTERS = [("Reporte PDF", "pdf"), ("Reporte CSV", "csv")]


class Work(QObject):
    ended = Signal()


WORK = Work()


def restored(new: int) -> Restored:
    found = Restored()
    found.added[LOG_NAME] = new
    return found


MANIFEST = Manifest("", 2, "1.0.0", "2026-11-23 18:40:00", "-05:00", (), Place())

OWN: dict[str, Callable[[Dialogs], object]] = {
    "discard": Dialogs.confirm_discard,
    "close": Dialogs.confirm_close,
    **{
        f"stop {running.name}": lambda asks, running=running: asks.confirm_stop(running, WORK.ended)
        for running in Running
    },
    "undo an import": Dialogs.confirm_undo_import,
    "restore": lambda asks: asks.confirm_restore(MANIFEST, restored(3), HERE),
    "restore nothing": lambda asks: asks.confirm_restore(MANIFEST, restored(0), HERE),
    "key": lambda asks: asks.confirm_key(KEY, None),
    "other key": lambda asks: asks.confirm_key(KEY, KEY),
    "establishment": lambda asks: asks.ask_establishment(HERE),
    "dhis2": lambda asks: asks.ask_dhis2(None, "05-001", TODAY),
    "reason": lambda asks: asks.choose_reason("22:31:10 · 38,5 °C"),
    "reinstate": lambda asks: asks.confirm_reinstate("22:31:10 · 38,5 °C", labels.reason(Reason.TEST)),
    "days": lambda asks: asks.choose_days(DAYS, TODAY),
    "day": lambda asks: asks.choose_day(TODAY, TODAY),
}
"""The dialogs whose texts are the program's own."""

OF_QT: dict[str, Callable[[Dialogs], object]] = {
    "export": lambda asks: asks.choose_export_file("Exportar", str(Path.home()), "reporte.pdf", FILTERS),
    "backup": lambda asks: asks.choose_backup(str(Path.home())),
    "answer": lambda asks: asks.choose_answer(str(Path.home())),
    "key file": lambda asks: asks.choose_key(str(Path.home())),
    "import": lambda asks: asks.choose_import(str(Path.home())),
    "about": lambda asks: asks.about(model.load(), Path("/datos")),
    "keys": lambda asks: asks.shortcuts([]),
    "damage": lambda asks: asks.damage(Health(), Path(LOG_NAME)),
    "already open": lambda asks: asks.already_open(Path("/datos")),
}
"""The dialogs with texts of Qt, some of which have no letter."""


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    made = Language(qapp, request.param, QLocale("es_CO" if request.param == "es" else "en_US"))
    yield request.param
    made.uninstall()
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def dialogs(language: str, qtbot: QtBot, look: Look) -> Dialogs:
    assert language
    assert look.text_size == 100
    window = QMainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return Dialogs(window)


def differ(dialog: QDialog) -> None:
    found = [letter for letter in underlined(dialog).values() if letter]
    assert len(set(found)) == len(found), underlined(dialog)


@pytest.mark.parametrize("name", OWN)
def test_every_part_of_a_dialog_has_a_letter_of_its_own(dialogs: Dialogs, while_open: WhileOpen, name: str) -> None:
    while_open(lambda: OWN[name](dialogs), assert_each_has_its_own)


@pytest.mark.parametrize("name", OF_QT)
def test_no_two_parts_of_a_dialog_have_the_same_letter(dialogs: Dialogs, while_open: WhileOpen, name: str) -> None:
    while_open(lambda: OF_QT[name](dialogs), differ)


@pytest.mark.parametrize("is_voided", [False, True])
def test_details_of_a_record(
    dialogs: Dialogs, while_open: WhileOpen, station: Station, look: Look, *, is_voided: bool
) -> None:
    loaded(station)
    save(station)
    last = station.last
    assert last is not None
    if is_voided:
        void(station, last, Reason.TEST)
    details = Details.of(station, last.record, last.offset)
    while_open(lambda: dialogs.show_record(details, look), assert_each_has_its_own)
