"""Lines that repeat a record: it counts and stands in the list once, and that is told and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from core.station.station import Station
from gui.work.loader import Loader
from tests.widgets.conftest import READING
from tests.widgets.shell.conftest import total

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell

TOLD = (
    "Advertencia: 3 líneas del archivo de registros están repetidas. 1 tiene otros datos: vale la primera. "
    "Cada registro cuenta una sola vez. Nada se borró. Avise a la persona encargada."
)


def write_copies(station: Station) -> None:
    """Two records, and both once more, as a folder that synchronises joins them; one more was changed by hand."""
    with Station(station.data_dir, station.model, station.clock, "ventana") as earlier:
        for _ in range(2):
            earlier.save(earlier.draft(READING))
    once = station.log.read_bytes()
    changed = once.split(b"\n")[0].partition(b',"crc"')[0].replace(b"38.5", b"39.5") + b"}\n"
    station.log.write_bytes(once + once + changed)


def test_they_are_told_and_listed_and_count_once(
    station: Station, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    write_copies(station)
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.banner == TOLD)
    assert total(station) == 2
    shell.press("Ctrl+3")
    label = shell.window.findChild(QLabel, "cantidad_registros")
    qtbot.waitUntil(lambda: label.text().startswith("2 predicciones"))
    assert shell.window.findChild(QTableView, "registros_lista").model().rowCount() == 2
    buttons = shell.window.banners.findChildren(QPushButton)
    button = next(button for button in buttons if "etalles" in button.text())
    button.setFocus()
    shell.press("Return")
    name, health, path = shell.dialogs.told[-1]
    assert (name, path) == ("copies", station.log)
    assert [(line.number, line.kind) for line in health.copied] == [  # type: ignore[attr-defined]
        (3, "copy"),
        (4, "copy"),
        (5, "conflict"),
    ]


def test_they_are_told_once_and_taken_back(station: Station, open_shell: Callable[..., Shell], qtbot: QtBot) -> None:
    write_copies(station)
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.banner == TOLD)
    station.log.write_bytes(b"".join(station.log.read_bytes().splitlines(keepends=True)[:2]))
    with qtbot.waitSignal(shell.part(Loader).loaded):
        shell.part(Loader).start()
    qtbot.waitUntil(lambda: "repetidas" not in shell.banner)
