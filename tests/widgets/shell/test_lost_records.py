"""The data folder, or the log in it, is taken away from under the window: one can go on, and the loss is told."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from core.records import find
from core.station.checkpoint import path_beside
from core.station.station import Station
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from core.vocabulary import Reason
from gui.records.records_table import RecordsTable
from gui.work.loader import Loader
from tests import stations
from tests.samples import BARE
from tests.stations import loaded
from tests.widgets.conftest import PATIENT, READING
from tests.widgets.shell.conftest import total

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed or moved there")

GONE = "Error: 9 registros anteriores ya no están en la carpeta de datos. "


def status(shell: Shell) -> str:
    found = shell.window.findChild(QLabel, "estado_guardado")
    assert found is not None
    return found.text()


def away(path: Path) -> Path:
    """Move a file or a folder to where nothing is, and return its new path."""
    here = len(list(path.parent.iterdir()))
    return path.rename(path.with_name(f"{path.name} {here}"))


def an_earlier_program(station: Station, *, voided: tuple[int, ...] = ()) -> None:
    """Nine records were saved, some of them voided, and the program ended."""
    with Station(station.data_dir, station.model, station.clock, "ventana") as earlier:
        earlier.open()
        loaded(earlier)
        for _ in range(9):
            earlier.save(earlier.draft(READING))
        void(earlier, *voided)


def void(station: Station, *numbers: int) -> None:
    for number in numbers:
        found = find.by_name(station.log, f"linea:{number}")
        assert found is not None
        stations.void(station, found, Reason.TEST)


def refused(shell: Shell, qtbot: QtBot) -> None:
    """One more patient is entered and not saved; the keyboard is at Reintentar."""
    shell.type(PATIENT)
    assert status(shell) == "NO GUARDADO"
    assert shell.focus == "reintentar"
    qtbot.waitUntil(lambda: total(shell.station) is not None)


def retried(shell: Shell, qtbot: QtBot, expected: int) -> None:
    """Reintentar saves it; the report then has so many."""
    shell.press("Return")
    assert "Guardado" in status(shell)
    assert "NO" not in status(shell)
    qtbot.waitUntil(lambda: total(shell.station) == expected)


@pytest.fixture
def nine(shell: Shell, qtbot: QtBot) -> Shell:
    """The window after nine patients."""
    for _ in range(9):
        shell.type(PATIENT)
    qtbot.waitUntil(lambda: total(shell.station) == 9)
    assert shell.banner == ""
    return shell


@pytest.mark.parametrize("what", ["the folder", "the log"])
def test_a_new_log_is_begun_and_the_former_records_are_said_to_be_gone(nine: Shell, qtbot: QtBot, what: str) -> None:
    away(nine.station.data_dir if what == "the folder" else nine.station.log)
    refused(nine, qtbot)
    retried(nine, qtbot, 1)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))
    assert "El programa no borró nada." in nine.banner
    assert nine.focus == "fiebre"
    nine.type(PATIENT)
    qtbot.waitUntil(lambda: total(nine.station) == 2)
    assert nine.banner.startswith(GONE), "saving is no answer to it"


def test_it_is_said_while_the_reading_still_waits(nine: Shell, qtbot: QtBot) -> None:
    away(nine.station.data_dir)
    refused(nine, qtbot)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))
    assert nine.focus == "reintentar"


def test_whoever_does_not_wait_for_the_reading_is_told_too(nine: Shell, qtbot: QtBot) -> None:
    away(nine.station.data_dir)
    nine.type(PATIENT)
    retried(nine, qtbot, 1)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))


@pytest.mark.parametrize("count", [0, 20])
def test_another_log_in_its_place_is_read_and_the_former_records_are_said_to_be_gone(
    nine: Shell, qtbot: QtBot, count: int
) -> None:
    away(nine.station.log)
    nine.station.log.write_bytes(BARE * count)
    refused(nine, qtbot)
    retried(nine, qtbot, count + 1)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))


def test_as_many_other_records_that_are_gone_are_told_again(nine: Shell, qtbot: QtBot) -> None:
    former = away(nine.station.log)
    refused(nine, qtbot)
    retried(nine, qtbot, 1)
    for _ in range(8):
        nine.type(PATIENT)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))
    nine.press("F4")
    away(nine.station.log)
    former.rename(nine.station.log)
    refused(nine, qtbot)
    retried(nine, qtbot, 10)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))


def test_one_record_is_told_in_the_singular_and_in_english(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
) -> None:
    shell = open_shell()
    shell.type(PATIENT)
    away(station.log)
    refused(shell, qtbot)
    retried(shell, qtbot, 1)
    qtbot.waitUntil(lambda: shell.banner.startswith("Error: 1 registro anterior ya no está en la carpeta de datos. "))
    shell.press("Ctrl+Shift+I")
    qtbot.waitUntil(
        lambda: shell.banner.startswith("Error: 1 earlier record is not in the data folder any more. The report ")
    )


def test_f4_closes_it_and_the_same_is_not_said_again(nine: Shell, qtbot: QtBot) -> None:
    away(nine.station.data_dir)
    refused(nine, qtbot)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))
    nine.press("F4")
    assert nine.banner == ""
    retried(nine, qtbot, 1)
    with qtbot.waitSignal(nine.part(Loader).loaded):
        nine.part(Loader).start()
    assert nine.banner == ""


def test_with_the_folder_the_records_are_back_and_the_notice_goes(nine: Shell, qtbot: QtBot) -> None:
    elsewhere = away(nine.station.data_dir)
    refused(nine, qtbot)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))
    elsewhere.rename(nine.station.data_dir)
    retried(nine, qtbot, 10)
    qtbot.waitUntil(lambda: nine.banner == "")


def test_what_was_saved_meanwhile_stays_where_it_is_and_is_told_of_in_its_turn(nine: Shell, qtbot: QtBot) -> None:
    data_dir = nine.station.data_dir
    elsewhere = away(data_dir)
    refused(nine, qtbot)
    retried(nine, qtbot, 1)
    qtbot.waitUntil(lambda: nine.banner.startswith(GONE))
    meanwhile = data_dir.rename(data_dir.with_name("mientras tanto"))
    content = (meanwhile / LOG_NAME).read_bytes()
    elsewhere.rename(data_dir)
    refused(nine, qtbot)
    retried(nine, qtbot, 10)
    qtbot.waitUntil(lambda: nine.banner.startswith("Error: 1 registro anterior ya no está en la carpeta de datos. "))
    assert (meanwhile / LOG_NAME).read_bytes() == content
    shutil.rmtree(meanwhile)
    assert len(nine.station.log.read_bytes().splitlines()) == 10


def test_damage_is_not_told_of_a_log_that_is_gone(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot
) -> None:
    station.data_dir.mkdir(parents=True)
    station.log.write_bytes(b"basura\n")
    shell = open_shell()
    qtbot.waitUntil(lambda: "dañada" in shell.banner)
    shell.type(PATIENT)
    assert "dañada" in shell.banner
    elsewhere = away(station.log)
    refused(shell, qtbot)
    retried(shell, qtbot, 1)
    qtbot.waitUntil(lambda: shell.banner.startswith("Error: 1 registro anterior "))
    assert shell.window.banners.count == 1
    away(station.log)
    elsewhere.rename(station.log)
    refused(shell, qtbot)
    retried(shell, qtbot, 2)
    qtbot.waitUntil(lambda: shell.window.banners.count == 2)
    assert shell.banner.startswith("Error: 1 registro anterior "), "of the one that was saved meanwhile"
    shell.press("F4")
    assert "dañada" in shell.banner


VOIDS_GONE = "Error: 2 anulaciones anteriores ya no están en la carpeta de datos. "


@pytest.fixture
def seven(nine: Shell) -> Shell:
    """The window after nine patients, of which two are voided."""
    void(nine.station, 1, 2)
    assert total(nine.station) == 7
    return nine


def test_voidings_that_are_gone_are_told_of_at_the_next_patient_who_is_saved(seven: Shell, qtbot: QtBot) -> None:
    elsewhere = away(seven.station.data_dir / RETRACTIONS_NAME)
    seven.type(PATIENT)
    assert "NO" not in status(seven)
    qtbot.waitUntil(lambda: seven.banner.startswith(VOIDS_GONE))
    assert total(seven.station) == 10
    assert "Los registros anulados pueden contar otra vez" in seven.banner
    assert seven.focus == "fiebre"
    seven.press("Ctrl+Shift+I")
    qtbot.waitUntil(
        lambda: seven.banner.startswith("Error: 2 earlier voidings are not in the data folder any more. ")
    )
    seven.press("Ctrl+Shift+I")
    elsewhere.rename(seven.station.data_dir / RETRACTIONS_NAME)
    seven.type(PATIENT)
    qtbot.waitUntil(lambda: seven.banner == "")
    assert total(seven.station) == 9


def test_f4_closes_that_too_and_the_same_is_not_said_again(seven: Shell, qtbot: QtBot) -> None:
    (seven.station.data_dir / RETRACTIONS_NAME).unlink()
    seven.type(PATIENT)
    qtbot.waitUntil(lambda: seven.banner.startswith(VOIDS_GONE))
    seven.press("F4")
    with qtbot.waitSignal(seven.part(Loader).loaded):
        seven.part(Loader).start()
    assert seven.banner == ""


def test_voidings_that_are_gone_are_told_of_at_the_next_voiding(seven: Shell, qtbot: QtBot) -> None:
    os.truncate(seven.station.data_dir / RETRACTIONS_NAME, 0)
    seven.dialogs.choose_reason = lambda _what: Reason.TEST  # type: ignore[attr-defined]
    seven.press("Ctrl+3")
    table = seven.window.findChild(RecordsTable)
    assert table is not None
    qtbot.waitUntil(table.hasFocus)
    seven.press("Del")
    qtbot.waitUntil(lambda: seven.banner.startswith("Error: No se cambió nada. Otro programa "))
    qtbot.waitUntil(lambda: total(seven.station) == 9)
    seven.press("F4")
    assert seven.banner.startswith(VOIDS_GONE)
    qtbot.waitUntil(table.isVisible)
    seven.press("Ctrl+3")
    qtbot.waitUntil(table.hasFocus)
    seven.press("Del")
    qtbot.waitUntil(lambda: total(seven.station) == 8)


def test_of_a_folder_that_is_gone_the_records_are_told_and_not_the_voidings(seven: Shell, qtbot: QtBot) -> None:
    away(seven.station.data_dir)
    refused(seven, qtbot)
    qtbot.waitUntil(lambda: seven.banner.startswith(GONE))
    assert seven.window.banners.count == 1


@pytest.mark.parametrize(
    ("name", "said", "in_english"),
    [
        (
            LOG_NAME,
            "La última vez que se usó el programa había 9 registros en la carpeta de datos, y ahora hay menos. El ",
            "The last time the program was used there were 9 records in the data folder, and now there are ",
        ),
        (
            RETRACTIONS_NAME,
            "La última vez que se usó el programa había 2 registros anulados, y ahora hay menos: los demás ",
            "The last time the program was used there were 2 voided records, and now there are fewer: ",
        ),
    ],
)
def test_what_went_while_the_program_was_closed_is_told_once(  # noqa: PLR0917 - fixtures
    station: Station, open_shell: Callable[..., Shell], qtbot: QtBot, name: str, said: str, in_english: str
) -> None:
    an_earlier_program(station, voided=(1, 2))
    away(station.data_dir / name)
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.banner.startswith(f"Advertencia: {said}"))
    assert shell.banner.endswith(" Si nadie lo hizo a propósito, avise a la persona encargada.")
    assert shell.window.banners.count == 1
    shell.press("Ctrl+Shift+I")
    qtbot.waitUntil(lambda: in_english in shell.banner)
    shell.press("Ctrl+Shift+I")
    shell.press("F4")
    assert shell.banner == ""
    shell.type(PATIENT)
    with qtbot.waitSignal(shell.part(Loader).loaded):
        shell.part(Loader).start()
    assert shell.banner == ""
    assert not path_beside(station.log).exists()


def test_of_records_and_voidings_that_went_both_are_told(
    station: Station, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    an_earlier_program(station, voided=(1, 2))
    away(station.data_dir / RETRACTIONS_NAME)
    lines = station.log.read_bytes().splitlines(keepends=True)
    station.log.write_bytes(b"".join(lines[:-1]))
    shell = open_shell()
    qtbot.waitUntil(lambda: "había 9 registros en la carpeta de datos, y ahora hay menos." in shell.banner)
    assert " También había 2 registros anulados, y ahora hay menos: los demás cuentan otra vez" in shell.banner


def test_what_went_while_the_program_was_closed_may_come_back(
    station: Station, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    an_earlier_program(station)
    elsewhere = away(station.log)
    shell = open_shell()
    qtbot.waitUntil(lambda: "había 9 registros en la carpeta de datos, y ahora hay menos." in shell.banner)
    elsewhere.rename(station.log)
    refused(shell, qtbot)
    retried(shell, qtbot, 10)
    qtbot.waitUntil(lambda: shell.banner == "")
