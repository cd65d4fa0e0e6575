"""*Archivo → Valores para DHIS2…*: the codes are typed once, and a whole week or month is written, zeros too."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QScrollArea

from core.exchange import dhis2
from core.system.settings import SettingsFile
from gui.shell.dhis2_dialog import Dhis2Dialog
from gui.shell.dialogs import Dialogs
from tests.samples import a_line
from tests.widgets.conftest import LIMIT_MS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell


class Typist(QObject):
    """Takes the steps in the dialog that has come up, one at each look; an exception ends it."""

    def __init__(self, *steps: Callable[[Dhis2Dialog], object]) -> None:
        super().__init__()
        self.left = list(steps)
        self.failure: Exception | None = None
        self.end = time.monotonic() + LIMIT_MS / 1000
        self.timer = QTimer(self)
        self.timer.setInterval(5)
        self.timer.timeout.connect(self._go_on)
        self.timer.start()

    def _go_on(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, Dhis2Dialog):
            return
        try:
            assert time.monotonic() < self.end, f"{len(self.left)} steps left"
            if not dialog.isActiveWindow():
                return
            (self.left.pop(0) if self.left else Dhis2Dialog.reject)(dialog)
        except Exception as error:  # noqa: BLE001 - an exception in a slot would not end the dialog
            self.failure = error
            dialog.reject()


def run(shell: Shell, *steps: Callable[[Dhis2Dialog], object]) -> None:
    dialogs: Any = shell.dialogs
    dialogs.ask_dhis2 = Dialogs(shell.window).ask_dhis2
    typist = Typist(*steps)
    shell.window.activateWindow()
    assert QTest.qWaitForWindowActive(shell.window, LIMIT_MS)
    shell.press("Ctrl+H")
    typist.timer.stop()
    if typist.failure is not None:
        raise typist.failure
    assert not typist.left


def fill(name: str, text: str) -> Callable[[Dhis2Dialog], object]:
    def do(dialog: Dhis2Dialog) -> None:
        field = dialog.findChild(QLineEdit, name)
        assert field is not None
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)

    return do


def choose(name: str, text: str) -> Callable[[Dhis2Dialog], object]:
    def do(dialog: Dhis2Dialog) -> None:
        box = dialog.findChild(QComboBox, name)
        assert box is not None
        box.setFocus()
        QTest.keyClicks(box, text)

    return do


def press(name: str, key: Qt.Key) -> Callable[[Dhis2Dialog], object]:
    def do(dialog: Dhis2Dialog) -> None:
        box = dialog.findChild(QComboBox, name)
        assert box is not None
        box.setFocus()
        QTest.keyClick(box, key)

    return do


def enter(dialog: Dhis2Dialog) -> None:
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)


def says(text: str, focused: str) -> Callable[[Dhis2Dialog], object]:
    def look(dialog: Dhis2Dialog) -> None:
        label, focus = dialog.findChild(QLabel, "error_dhis2"), QApplication.focusWidget()
        assert label is not None
        assert focus is not None
        assert (label.text(), focus.objectName()) == (text, focused)

    return look


@pytest.fixture
def target(shell: Shell, tmp_path: Path) -> Path:
    target = tmp_path / "valores.json"
    shell.dialogs.export_file = (str(target), 0)
    return target


@pytest.fixture
def station(station: Station) -> Station:
    station.data_dir.mkdir(exist_ok=True)
    station.log.write_bytes(a_line("a", "2025-11-03") + a_line("b", "2025-11-09"))
    return station


def test_codes_are_typed_once_and_a_week_is_written_with_its_zeros(
    shell: Shell, target: Path, qtbot: QtBot, station: Station
) -> None:
    run(
        shell,
        fill("conjunto", "PM_SEMANA"),
        fill("unidad", " OU_1 "),
        fill("elemento_0", "PM_0"),
        fill("elemento_2", "PM_2"),
        fill("elemento_5", "PM_T"),
        choose("periodo_dhis2", "2025W45"),
        enter,
    )
    qtbot.waitUntil(lambda: "Valores para DHIS2 (2025W45) guardados en " in shell.banner)
    content = json.loads(target.read_bytes())
    assert (content["dataSet"], content["orgUnit"]) == ("PM_SEMANA", "OU_1")
    values = {one["dataElement"]: one["value"] for one in content["dataValues"]}
    assert values == {"PM_0": "0", "PM_2": "2", "PM_T": "2"}
    kept = dhis2.read_map(SettingsFile(station.data_dir).current.dhis2.encode())
    assert kept.units == {"": "OU_1"}

    target.unlink()
    run(shell, press("tipo_periodo", Qt.Key.Key_Down), enter)
    qtbot.waitUntil(lambda: "Valores para DHIS2 (202510) guardados en " in shell.banner)
    assert {one["value"] for one in json.loads(target.read_bytes())["dataValues"]} == {"0"}


def test_what_is_missing_is_said_and_focused(shell: Shell, target: Path) -> None:
    run(
        shell,
        enter,
        says("Falta el conjunto de datos.", "conjunto"),
        fill("conjunto", "S"),
        enter,
        says("Falta la unidad organizativa.", "unidad"),
        fill("unidad", "U"),
        enter,
        says("Falta el código de al menos una categoría o del total.", "elemento_0"),
        fill("elemento_0", "X"),
        fill("elemento_1", "X"),
        enter,
        says("Dos categorías tienen el mismo código.", "elemento_1"),
    )
    assert not target.exists()
    assert shell.settings.current.dhis2 == "", "what was cancelled is not kept"


def test_units_of_other_clinics_in_a_map_are_kept(shell: Shell, target: Path, qtbot: QtBot) -> None:
    codes = dhis2.CodeMap("S", {"E01": "OU_1"}, {"total": "T"}, "UID", dhis2.PeriodType.MONTHLY)
    shell.settings.change(dhis2=dhis2.written(codes))
    run(shell, fill("unidad", "OU_2"), enter)
    qtbot.waitUntil(target.exists)
    kept = dhis2.read_map(shell.settings.current.dhis2.encode())
    assert kept == codes._replace(units={"E01": "OU_1", "": "OU_2"})


def test_a_map_that_cannot_be_read_is_typed_anew(shell: Shell, target: Path) -> None:
    shell.settings.change(dhis2="{}")
    run(shell, enter, says("Falta el conjunto de datos.", "conjunto"))
    assert not target.exists()


@pytest.mark.parametrize("text_size", [100, 125, 200])
def test_all_fields_are_seen_with_no_room_to_spare(qtbot: QtBot, look: Look, text_size: int) -> None:
    look.set_text_size(text_size)
    dialog = Dhis2Dialog(None, "", date(2025, 11, 14), None)
    qtbot.addWidget(dialog)
    dialog.show()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    spare = area.viewport().height() - area.widget().sizeHint().height()
    is_lower = dialog.height() >= dialog.screen().availableSize().height() * 9 // 10
    assert is_lower or 0 <= spare <= 2
