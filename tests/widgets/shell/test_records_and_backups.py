"""The records tab, backups and restorings in the whole window: by keyboard, with the report and the banner."""

from __future__ import annotations

import json
import sys
import threading
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QWidget,
)

from core.errors import BackupKeptError, ReadError, SaveFailure
from core.exchange import archive, buffered
from core.exchange.backup import Backup
from core.journal import reader, writer
from core.records import find, lines
from core.records.record import Record, encode
from core.refusals import BackupRefusal
from core.station import recount
from core.system import disk
from core.system.paths import RETRACTIONS_NAME, SETTINGS_NAME
from core.system.settings import SettingsFile
from core.vocabulary import Reason
from gui.records.records_table import RecordsTable
from gui.report.export_flow import ListFormat
from gui.work.loader import Loader
from tests import stations
from tests.widgets.conftest import PATIENT
from tests.widgets.shell.conftest import total

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from tests.widgets.shell.conftest import Shell


def table(shell: Shell) -> RecordsTable:
    found = shell.window.findChild(RecordsTable)
    assert isinstance(found, RecordsTable)
    return found


def rows(shell: Shell) -> int:
    return table(shell).model().rowCount() if table(shell).isVisible() else 0


@pytest.fixture
def three(shell: Shell, qtbot: QtBot) -> Shell:
    """The window after three patients."""
    for _ in range(3):
        shell.type(PATIENT)
        shell.window.menu_actions.show_entry.trigger()
    qtbot.waitUntil(lambda: total(shell.station) == 3)
    return shell


def test_a_mistake_is_voided_by_keyboard_and_the_report_shows_it(three: Shell, qtbot: QtBot) -> None:
    three.dialogs.choose_reason = lambda _what: Reason.TYPING_ERROR  # type: ignore[attr-defined]
    three.press("Ctrl+3")
    qtbot.waitUntil(lambda: rows(three) == 3)
    qtbot.waitUntil(table(three).hasFocus)
    resets: list[int] = []
    table(three).model().modelReset.connect(lambda: resets.append(rows(three)))
    three.press("Del")
    qtbot.waitUntil(lambda: rows(three) == 2)
    assert "Registro anulado" in three.banner
    assert resets == [2], "the table is made anew once"
    assert total(three.station) == 2
    three.press("Ctrl+2")
    counts = three.window.findChild(QWidget, "total_por_categoria")
    assert counts is not None
    assert any("2 predicciones" in label.text() for label in three.window.findChildren(QLabel) if label.isVisible())
    three.press("Ctrl+1")
    three.type(PATIENT)
    assert "Registro anulado" not in three.banner
    assert total(three.station) == 3
    three.press("Ctrl+3")
    qtbot.waitUntil(lambda: rows(three) == 3)


class Losses(QObject):
    """Records when the watched widget is hidden or loses the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.FocusOut):
            self.seen.append(event.type())
        return False


def test_a_mistake_in_the_log_of_two_clinics_is_voided_while_the_list_stays(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where the report has to be counted again, as the next record of the day is too far away."""
    monkeypatch.setattr(recount, "READ_AT_MOST", 0)
    station.data_dir.mkdir()
    with station.log.open("wb") as log:
        for place in range(160):  # 40 a day and clinic, with the same times in both
            time = f"2025-11-{13 + place % 80 // 40} 08:{place % 40:02}:00"
            category = "NO ENFERMO" if place % 2 else "ENFERMEDAD LEVE"
            log.write(encode(Record(time, 37.0, 120, 80, category, "-05:00", f"{place:032x}", "reglas-1", 0)))
    shell = open_shell()
    shell.dialogs.choose_reason = lambda _what: Reason.DUPLICATE  # type: ignore[attr-defined]
    shell.press("Ctrl+3")
    qtbot.waitUntil(lambda: rows(shell) == 160)
    qtbot.waitUntil(table(shell).hasFocus)
    first_of_its_kind = 159 - 40
    table(shell).selectRow(first_of_its_kind)
    table(shell).verticalScrollBar().setValue(first_of_its_kind - 3)
    losses = Losses()
    table(shell).installEventFilter(losses)
    with qtbot.waitSignal(shell.part(Loader).loaded):
        shell.press("Del")
        qtbot.waitUntil(lambda: rows(shell) == 159)
    qtbot.waitUntil(lambda: total(shell.station) == 159)
    table(shell).removeEventFilter(losses)
    assert losses.seen == []
    assert table(shell).hasFocus()
    place = (table(shell).currentIndex().row(), table(shell).verticalScrollBar().value())
    assert place == (first_of_its_kind, first_of_its_kind - 3)


def test_the_period_is_the_same_in_both_tabs(three: Shell, qtbot: QtBot, tmp_path: Path, clock: Any) -> None:
    def is_chosen(tab: str, period: str) -> bool:
        page = three.window.findChild(QWidget, tab)
        button = None if page is None else page.findChild(QPushButton, f"periodo_{period}")
        return button is not None and button.isChecked()

    clock.advance(days=2)
    three.type(PATIENT)
    three.press("Ctrl+3")
    qtbot.waitUntil(lambda: rows(three) == 4)
    qtbot.waitUntil(table(three).hasFocus)
    three.press("Alt+H")
    qtbot.waitUntil(lambda: rows(three) == 1)
    assert is_chosen("reporte", "today")
    assert SettingsFile(three.station.data_dir).current.period == "today"
    target = tmp_path / "hoy.csv"
    three.dialogs.export_file = (str(target), ListFormat.CSV)
    three.press("Ctrl+E")
    qtbot.waitUntil(lambda: f"1 registro de la lista exportado a {target}" in three.banner)
    assert len(target.read_text("utf-8").splitlines()) == 2
    three.press("Ctrl+2")
    three.press("Alt+T")
    qtbot.waitUntil(lambda: is_chosen("registros", "all"))
    three.press("Ctrl+3")
    assert rows(three) == 4
    qtbot.waitUntil(table(three).hasFocus)


def test_the_keyboard_is_in_the_list_whenever_one_comes_back(three: Shell, qtbot: QtBot) -> None:
    three.press("Ctrl+3")
    qtbot.waitUntil(table(three).hasFocus)
    three.press("Shift+Tab")
    assert three.focus == "anular"
    three.press("Ctrl+1")
    assert three.focus == "fiebre"
    three.press("Ctrl+3")
    assert table(three).hasFocus()


@pytest.mark.parametrize("start", ["another tab", "another tab, after a button of this one", "the tabs themselves"])
def test_a_click_on_the_tab_leads_into_the_list_like_the_key(three: Shell, qtbot: QtBot, start: str) -> None:
    bar = three.tabs.tabBar()
    if "button" in start:
        three.press("Ctrl+3")
        qtbot.waitUntil(table(three).hasFocus)
        three.press("Shift+Tab")
        assert three.focus == "anular"
        three.press("Ctrl+1")
    elif "themselves" in start:
        bar.setFocus()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    qtbot.waitUntil(lambda: rows(three) == 3)
    qtbot.waitUntil(table(three).hasFocus)


def test_a_record_that_was_voided_reinstated_and_voided_is_one_in_what_is_said_of_a_restoring(
    three: Shell, qtbot: QtBot, tmp_path: Path, clock: Any
) -> None:
    station = three.station
    target = find.by_place(station.log, lines.record_at(station.log, 0), 0)
    stations.void(station, target, Reason.TEST)
    stations.reinstate(station, target)
    stations.void(station, target, Reason.OTHER)
    path = tmp_path / "copia.zip"
    Backup(station.data_dir, path, clock()).run()
    station.close()
    station.log.write_bytes(b"")
    station.ledgers[RETRACTIONS_NAME].path.unlink()
    three.part(Loader).start()
    three.dialogs.choose_backup = lambda _folder: str(path)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "No se restauró" in three.banner or "Se agregaron" in three.banner)
    if "No se restauró" in three.banner:  # the log was found changed; said once
        three.press("F4")
        three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Se agregaron 3 registros. 1 registro quedó anulado." in three.banner)


def test_who_sees_the_voided_ones_is_not_told_any_more_how_to(three: Shell, qtbot: QtBot) -> None:
    three.dialogs.choose_reason = lambda _what: Reason.TYPING_ERROR  # type: ignore[attr-defined]
    three.press("Ctrl+3")
    qtbot.waitUntil(lambda: rows(three) == 3)
    qtbot.waitUntil(table(three).hasFocus)
    three.press("Del")
    qtbot.waitUntil(lambda: "Mostrar anulados" in three.banner)
    shown = three.window.findChild(QPushButton, "mostrar_anulados")
    assert shown is not None
    shown.click()
    assert three.banner == ""


def test_a_backup_is_written_while_one_goes_on(three: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "memoria" / "copia.zip"
    target.parent.mkdir()
    three.dialogs.export_file = (str(target), 0)
    three.press("Ctrl+B")
    three.type(PATIENT)
    qtbot.waitUntil(lambda: "Copia de seguridad en" in three.banner)
    assert str(target) in three.banner
    with zipfile.ZipFile(target) as archive:
        assert len(archive.read("predicciones.log").splitlines()) >= 3
    assert three.settings.current.export_folder == str(target.parent)


def test_a_backup_is_restored_and_the_report_and_the_list_follow(
    three: Shell, qtbot: QtBot, tmp_path: Path, clock: Any
) -> None:
    target = tmp_path / "copia.zip"
    Backup(three.station.data_dir, target, clock()).run()
    content = three.station.log.read_bytes()
    three.station.close()
    three.station.log.write_bytes(content.split(b"\n")[0] + b"\n")
    three.part(Loader).start()
    three.press("Ctrl+3")
    three.dialogs.choose_backup = lambda _folder: str(target)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "No se restauró" in three.banner or "Se agregaron" in three.banner)
    if "No se restauró" in three.banner:  # the log was found changed; said once
        three.press("F4")
        three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Se agregaron 2 registros." in three.banner)
    qtbot.waitUntil(lambda: rows(three) == 3)
    assert three.station.log.read_bytes() == content
    qtbot.waitUntil(lambda: total(three.station) == 3)


def test_what_is_no_backup_is_refused_in_words(three: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "foto.zip"
    path.write_bytes(b"no es un ZIP")
    three.dialogs.choose_backup = lambda _folder: str(path)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "El archivo no es una copia de seguridad de este programa." in three.banner)
    qtbot.waitUntil(lambda: total(three.station) == 3)


def test_records_with_other_data_than_here_are_said(three: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    first = json.loads(three.station.log.read_bytes().splitlines()[0])
    log = tmp_path / "otro" / "predicciones.log"
    log.parent.mkdir()
    log.write_bytes(encode(Record(first["fecha"], 36.0, 120, 90, "NO ENFERMO", id=first["id"])))
    path = tmp_path / "copia.zip"
    Backup(log.parent, path, three.station.clock()).run()
    three.dialogs.choose_backup = lambda _folder: str(path)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "1 registro de la copia tiene otros datos aquí: vale el de aquí." in three.banner)


def test_the_suggested_name_has_the_time(three: Shell) -> None:
    asked: list[object] = []
    three.dialogs.choose_export_file = lambda *given: asked.append(given[2])  # type: ignore[method-assign]
    three.press("Ctrl+B")
    assert asked == ["copia-2025-11-14-2231.zip"]


def test_a_backup_that_has_what_is_not_here_is_not_replaced(three: Shell, foreign: Path, qtbot: QtBot) -> None:
    before = foreign.read_bytes()
    three.dialogs.export_file = (str(foreign), 0)
    three.press("Ctrl+B")
    qtbot.waitUntil(lambda: "No se reemplazó" in three.banner)
    assert three.banner == (
        f"Error: No se reemplazó {foreign}: esa copia tiene 200 registros que no están aquí. Escoja otro nombre, o "
        "restaure primero esa copia (Ctrl+R)."
    )
    assert foreign.read_bytes() == before
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Se agregaron" in three.banner)
    three.press("Ctrl+B")
    qtbot.waitUntil(lambda: "Copia de seguridad en" in three.banner)
    assert foreign.read_bytes() != before


def test_the_other_reasons_not_to_replace_a_backup(
    three: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copia.zip"
    three.dialogs.export_file = (str(path), 0)

    def words(error: BackupKeptError) -> str:
        def refuse(_work: Backup) -> None:
            raise error

        monkeypatch.setattr(Backup, "run", refuse)
        three.press("Ctrl+B")
        qtbot.waitUntil(lambda: "No se reemplazó" in three.banner)
        said = three.banner.removeprefix("Error: ").replace("\u200b", "")
        three.press("F4")
        return said

    assert words(BackupKeptError(path, {RETRACTIONS_NAME: 1})) == (
        f"No se reemplazó {path}: esa copia tiene 1 anulación que no está aquí. Escoja otro nombre, o restaure "
        "primero esa copia (Ctrl+R)."
    )
    assert words(BackupKeptError(path, refusal=BackupRefusal.DAMAGED)) == (
        f"No se reemplazó {path}. La copia está incompleta o dañada. Escoja otro nombre."
    )
    assert words(BackupKeptError(path, conflicts=1)) == (
        f"No se reemplazó {path}: esa copia tiene 1 registro con datos distintos de los de aquí. Escoja otro nombre."
    )
    assert words(BackupKeptError(path, refusal=BackupRefusal.NEWER)) == (
        f"No se reemplazó {path}. La copia es de una versión más nueva del programa: actualícelo primero. "
        "O escoja otro nombre."
    )


def test_a_backup_that_cannot_be_written_is_said(three: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    three.dialogs.export_file = (str(tmp_path / "no está" / "copia.zip"), 0)
    three.press("Ctrl+B")
    qtbot.waitUntil(lambda: "No se hizo la copia en" in three.banner)
    assert "La carpeta o el disco ya no están." in three.banner


def test_a_restoring_for_which_there_is_no_disk_is_said(
    three: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise OSError(30, "Read-only file system")

    three.station.close()
    three.dialogs.choose_backup = lambda _folder: str(tmp_path / "copia.zip")  # type: ignore[attr-defined]
    with monkeypatch.context() as patch:
        patch.setattr(disk, "open_regular", fail)
        three.press("Ctrl+R")
        qtbot.waitUntil(lambda: "No se restauró nada. El disco es de solo lectura." in three.banner)


def test_whoever_thinks_better_of_it(three: Shell) -> None:
    three.press("Ctrl+B")
    three.press("Ctrl+R")
    assert [told[0] for told in three.dialogs.told][-2:] == ["choose_export_file", "choose_backup"]
    assert three.banner == ""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A restoring waits before its first write until this is set."""
    go_on = threading.Event()
    append = writer.Journal.append_all

    def wait_and_append(self: writer.Journal, *arguments: Any) -> int:
        if threading.current_thread() is not threading.main_thread():
            assert go_on.wait(120)
        return append(self, *arguments)

    monkeypatch.setattr(writer.Journal, "append_all", wait_and_append)
    return go_on


@pytest.fixture
def foreign(tmp_path: Path, clock: Any) -> Path:
    """The backup of another PC."""
    data_dir = tmp_path / "otro"
    data_dir.mkdir()
    line = (
        b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": %d, "frecuencia_cardiaca": 90, '
        b'"resultado": "ENFERMEDAD AGUDA"}\n'
    )
    (data_dir / "predicciones.log").write_bytes(b"".join(line % number for number in range(60, 260)) + b"roto\n")
    target = tmp_path / "otra.zip"
    Backup(data_dir, target, clock()).run()
    return target


def test_patients_come_in_while_a_backup_is_restored(
    three: Shell, qtbot: QtBot, foreign: Path, slow: threading.Event
) -> None:
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Restaurando…" in three.banner and "%" in three.banner)
    three.type(PATIENT)
    three.press("Ctrl+B")
    assert "Espere a que termine lo que está en curso." in three.banner
    slow.set()
    qtbot.waitUntil(lambda: "Se agregaron 200 registros." in three.banner)
    assert "de la copia no se tom" in three.banner
    qtbot.waitUntil(lambda: total(three.station) == 204)


def test_a_restoring_is_stopped_by_keyboard(
    three: Shell, qtbot: QtBot, foreign: Path, slow: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffered, "BATCH", 1)
    monkeypatch.setattr(reader, "CHUNK", 2000)
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Restaurando…" in three.banner)
    cancel = next(
        button
        for button in three.window.banners.findChildren(QPushButton)
        if button.isVisible() and button.text() == "&Cancelar"
    )
    cancel.setFocus()
    three.press("Return")
    slow.set()
    qtbot.waitUntil(lambda: "Restauración cancelada." in three.banner)
    assert "Nada se perdió: puede restaurar la misma copia otra vez." in three.banner
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: total(three.station) == 203)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_restoring_whose_log_goes_meanwhile_says_only_what_is_known(
    three: Shell, qtbot: QtBot, foreign: Path, slow: threading.Event, *, is_replaced: bool
) -> None:
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Restaurando…" in three.banner)
    log = three.station.log
    log.rename(log.with_name("movido"))
    if is_replaced:
        log.write_bytes(b"otro\n")
    slow.set()
    qtbot.waitUntil(lambda: "La restauración no terminó." in three.banner)
    reason = {
        False: "La carpeta o el disco ya no están.",
        True: "Otro programa cambió, movió o borró el archivo de registros.",
    }[is_replaced]
    assert three.banner == f"Error: La restauración no terminó. {reason} Avise a la persona encargada."


def test_a_restoring_whose_backup_cannot_be_read_has_lost_nothing(
    three: Shell, qtbot: QtBot, foreign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = archive.Archive.size
    asked: list[bool] = []
    three.dialogs.confirm_restore = lambda *_: asked.append(True) or True  # type: ignore[method-assign]

    def unplugged(opened: archive.Archive, name: str) -> int:
        if name == SETTINGS_NAME and asked:
            raise ReadError(SaveFailure.GONE, foreign)
        return size(opened, name)

    monkeypatch.setattr(archive.Archive, "size", unplugged)
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "La restauración no terminó. La carpeta o el disco ya no están." in three.banner)
    assert three.banner.endswith(
        "Se agregaron 200 registros. Nada se perdió: puede restaurar la misma copia otra vez."
    )


def test_closing_the_window_stops_what_runs(three: Shell, qtbot: QtBot, foreign: Path, slow: threading.Event) -> None:
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: "Restaurando…" in three.banner)
    QTimer.singleShot(0, slow.set)
    slow.set()
    three.program.end()
    assert all(json.loads(line) for line in three.station.log.read_bytes().splitlines())


def test_before_a_restore_it_is_shown_and_asked(three: Shell, foreign: Path, qtbot: QtBot) -> None:
    asked: list[tuple[Any, ...]] = []
    three.dialogs.confirm_restore = lambda *given: asked.append(given)  # type: ignore[method-assign]
    three.dialogs.choose_backup = lambda _folder: str(foreign)  # type: ignore[attr-defined]
    before = three.station.log.read_bytes()
    three.press("Ctrl+R")
    qtbot.waitUntil(lambda: bool(asked))
    ((manifest, found, here),) = asked
    assert (found.records_added, found.records_known) == (200, 0)
    assert manifest.fecha.startswith("20")
    assert here == three.station.establishment.current
    qtbot.waitUntil(lambda: three.banner == "")
    assert three.station.log.read_bytes() == before, "nobody has said yes"
    three.type(PATIENT)
    qtbot.waitUntil(lambda: total(three.station) == 4)


def test_settings_of_the_period_are_shared(station: Station, open_shell: Callable[..., Shell]) -> None:
    station.open()
    SettingsFile(station.data_dir).change(period="today")
    shell = open_shell()
    shell.press("Ctrl+3")
    tab = shell.window.findChild(QWidget, "registros")
    assert tab is not None
    button = tab.findChild(QPushButton, "periodo_today")
    assert button is not None
    assert button.isChecked()


def test_a_restoring_that_a_power_cut_ended_is_ended_at_the_next_start(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot, foreign: Path
) -> None:
    station.data_dir.mkdir()
    note = station.data_dir / "restauracion.pendiente"
    note.write_text(str(foreign), "utf-8")
    shell = open_shell()
    qtbot.waitUntil(lambda: "Se agregaron 200 registros." in shell.banner)
    qtbot.waitUntil(lambda: total(shell.station) == 200)
    assert not note.exists()


def test_one_whose_backup_is_not_there_is_told_and_asked_for_again(
    open_shell: Callable[..., Shell], station: Station, qtbot: QtBot, tmp_path: Path
) -> None:
    station.data_dir.mkdir()
    note = station.data_dir / "restauracion.pendiente"
    note.write_text(str(tmp_path / "memoria" / "copia.zip"), "utf-8")
    shell = open_shell()
    qtbot.waitUntil(lambda: "La restauración no terminó." in shell.banner)
    assert "puede restaurar la misma copia otra vez" in shell.banner
    assert note.exists()
    shell.type(PATIENT)
    qtbot.waitUntil(lambda: total(shell.station) == 1)
