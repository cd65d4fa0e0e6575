"""Damaged lines of the voids: their records count again, which is told and listed, as for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from core.records import find
from core.station.station import Station
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Reason
from gui.work.loader import Loader
from tests import stations
from tests.widgets.conftest import PATIENT, READING
from tests.widgets.shell.conftest import total

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell

TOLD = (
    "Advertencia: 1 línea de las anulaciones está dañada. Algunos registros anulados pueden contar otra vez en el "
    "reporte. Nada se borró. Avise a la persona encargada."
)


@pytest.fixture
def whole(station: Station) -> bytes:
    """Three records, two of them voided, by a program that has ended; the bytes of the voids."""
    with Station(station.data_dir, station.model, station.clock, "ventana") as earlier:
        for _ in range(3):
            earlier.save(earlier.draft(READING))
        for number in (1, 3):
            found = find.by_name(station.log, f"linea:{number}")
            assert found is not None
            stations.void(earlier, found, Reason.TEST)
    return station.ledgers[RETRACTIONS_NAME].path.read_bytes()


def damage_second(station: Station, whole: bytes) -> int:
    """Flip a bit in the second void; return its offset."""
    second = whole.index(b"\n") + 1
    station.ledgers[RETRACTIONS_NAME].path.write_bytes(
        whole[:second] + whole[second:].replace(b'"registro"', b'"pegistro"')
    )
    return second


def show_details(shell: Shell) -> None:
    buttons = shell.window.banners.findChildren(QPushButton)
    button = next(button for button in buttons if "etalles" in button.text())
    button.setFocus()
    shell.press("Return")


def test_what_counts_again_is_told_and_listed_under_the_name_of_its_file(
    station: Station, whole: bytes, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    second = damage_second(station, whole)
    shell = open_shell()
    assert total(station) == 2
    qtbot.waitUntil(lambda: shell.banner == TOLD)
    assert shell.window.banners.count == 1
    assert shell.focus == "fiebre"
    show_details(shell)
    name, health, path = shell.dialogs.told[-1]
    assert (name, path) == ("damage", station.ledgers[RETRACTIONS_NAME].path)
    assert [(line.number, line.offset) for line in health.damaged] == [(2, second)]  # type: ignore[attr-defined]


def test_it_is_taken_back_once_it_was_mended(
    station: Station, whole: bytes, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    damage_second(station, whole)
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.banner == TOLD)
    station.ledgers[RETRACTIONS_NAME].path.write_bytes(whole)
    shell.type(PATIENT)
    qtbot.waitUntil(lambda: shell.banner == "")
    assert total(station) == 2


def test_damage_while_the_window_is_open_is_told_with_the_next_patient_and_once(
    station: Station, whole: bytes, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    shell = open_shell()
    assert (total(station), shell.banner) == (1, "")
    damage_second(station, whole)
    shell.type(PATIENT)
    qtbot.waitUntil(lambda: shell.banner == TOLD)
    assert total(station) == 3
    shell.press("F4")
    with qtbot.waitSignal(shell.part(Loader).loaded):
        shell.part(Loader).start()
    assert shell.banner == ""


def test_damage_in_both_files_is_told_of_both(
    station: Station, whole: bytes, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    damage_second(station, whole)
    station.log.write_bytes(station.log.read_bytes() + b"roto\nroto\n")
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.window.banners.count == 2)
    listed = []
    for _ in range(2):
        show_details(shell)
        listed.append((shell.dialogs.told[-1][0], shell.dialogs.told[-1][2], shell.banner[:32]))
        shell.press("F4")
    assert sorted(listed) == [  # type: ignore[type-var]
        ("damage", station.ledgers[RETRACTIONS_NAME].path, "Advertencia: 1 línea de las anul"),
        ("damage", station.log, "Advertencia: 2 líneas del archiv"),
    ]
    assert shell.banner == ""
