"""Background work: told in a banner in front of every tab, and asked about before the window closes."""

from __future__ import annotations

import contextlib
import threading
import zipfile
from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton

from core.errors import SaveError, SaveFailure
from core.exchange import archive, backup, export, restore
from core.notes import journals
from core.vocabulary import Reason
from gui.entry.entry_tab import EntryTab
from gui.report.export_flow import Format, ListFormat
from gui.report.report_tab import ReportTab
from gui.shell.notices import Notices
from gui.work.flow import Running
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from tests.conftest import Clock
    from tests.widgets.shell.conftest import Shell


class Asked:
    """The questions asked before closing, and the answers to give; closing is refused at first."""

    def __init__(self) -> None:
        self.about: list[Running] = []
        self.stops = False
        self.meanwhile: Callable[[], None] = list

    def __call__(self, running: Running, _ended: object) -> bool:
        self.about.append(running)
        self.meanwhile()
        return self.stops


@pytest.fixture
def asked(shell: Shell) -> Asked:
    made = Asked()
    shell.dialogs.stops = made
    return made


@pytest.fixture
def endless(shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The next export never ends; returns its file."""
    shell.type(PATIENT)
    monkeypatch.setattr(export, "records_csv", lambda *_given: repeat(b"x"))
    target = tmp_path / "memoria" / "registros.csv"
    target.parent.mkdir()
    shell.dialogs.export_file = (str(target), Format.RECORDS)
    return target


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A backup does not come further until this is set."""
    event = threading.Event()
    count = journals.count

    def wait_and_count(*arguments: Any) -> Sequence[str | None]:
        assert event.wait(120)
        return count(*arguments)

    monkeypatch.setattr(journals, "count", wait_and_count)
    return event


def button(shell: Shell, text: str) -> QPushButton:
    found = shell.window.banners.findChildren(QPushButton)
    return next(button for button in found if button.isVisible() and text in button.text())


@pytest.mark.parametrize("tab", ["Ctrl+1", "Ctrl+2", "Ctrl+3"])
def test_an_export_is_told_of_and_stopped_in_front_of_every_tab(
    shell: Shell, endless: Path, qtbot: QtBot, tab: str
) -> None:
    shell.press(tab)
    if tab == "Ctrl+3":
        shell.dialogs.export_file = (str(endless), ListFormat.CSV)
        qtbot.waitUntil(lambda: shell.focus == "registros_lista")
    before = (shell.tabs.currentIndex(), shell.focus)
    shell.press("Ctrl+E")
    qtbot.waitUntil(lambda: "Exportando…" in shell.banner)
    said = [label.text() for label in shell.window.findChildren(QLabel) if "Exportando…" in label.text()]
    assert len(said) == 1
    assert said[0].endswith("%")
    cancel = button(shell, "Cancelar")
    cancel.setFocus()
    shell.press("Return")
    qtbot.waitUntil(lambda: "Exportación cancelada." in shell.banner)
    assert (shell.tabs.currentIndex(), shell.focus) == before
    assert list(endless.parent.iterdir()) == []


def test_closing_during_an_export_asks_and_the_export_goes_on(
    shell: Shell, endless: Path, asked: Asked, qtbot: QtBot
) -> None:
    shell.press("Ctrl+E")
    assert not shell.window.close()
    assert asked.about == [Running.EXPORT]
    assert shell.window.isVisible()
    assert shell.part(ReportTab).exports.running is Running.EXPORT
    asked.stops = True
    assert not shell.window.close()
    assert shell.window.isVisible()  # until it has stopped
    assert not shell.window.close()
    assert len(asked.about) == 2
    qtbot.waitUntil(lambda: not shell.window.isVisible())
    assert list(endless.parent.iterdir()) == []


def test_closing_during_a_backup_asks(
    shell: Shell, asked: Asked, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
) -> None:
    shell.type(PATIENT)
    target = tmp_path / "memoria" / "copia.zip"
    target.parent.mkdir()
    shell.dialogs.export_file = (str(target), 0)
    shell.press("Ctrl+B")
    assert not shell.window.close()
    assert asked.about == [Running.BACKUP]
    asked.stops = True
    assert not shell.window.close()
    assert "Cancelando…" in shell.banner
    go_on.set()
    qtbot.waitUntil(lambda: not shell.window.isVisible())
    assert list(target.parent.iterdir()) == []


@pytest.fixture
def full_disk(small_disk: Path) -> Path:
    """A disk without any room."""
    with (small_disk / "lleno").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        for part in repeat(bytes(512)):
            file.write(part)
    return small_disk


class TestWhatEndsWhileItIsAskedAbout:
    """The question goes away by itself; the window stays until it has been said how the work has ended."""

    @pytest.mark.parametrize("stops", [True, False])
    def test_a_backup_that_was_made(  # noqa: PLR0917
        self, shell: Shell, asked: Asked, go_on: threading.Event, tmp_path: Path, qtbot: QtBot, stops: bool
    ) -> None:
        shell.type(PATIENT)
        target = tmp_path / "copia.zip"
        shell.dialogs.export_file = (str(target), 0)
        shell.press("Ctrl+B")

        def end() -> None:
            go_on.set()
            qtbot.waitUntil(lambda: "Copia de seguridad en" in shell.banner)

        asked.meanwhile = end
        asked.stops = stops
        assert not shell.window.close()
        assert str(target) in shell.banner
        assert zipfile.ZipFile(target).testzip() is None
        assert shell.window.close()
        assert len(asked.about) == 1

    @pytest.mark.parametrize("stops", [True, False])
    def test_a_backup_for_which_there_is_no_room(  # noqa: PLR0917
        self, shell: Shell, asked: Asked, go_on: threading.Event, full_disk: Path, qtbot: QtBot, stops: bool
    ) -> None:
        shell.type(PATIENT)
        target = full_disk / "copia.zip"
        shell.dialogs.export_file = (str(target), 0)
        shell.press("Ctrl+B")

        def end() -> None:
            go_on.set()
            qtbot.waitUntil(lambda: "No se hizo la copia" in shell.banner)

        asked.meanwhile = end
        asked.stops = stops
        assert not shell.window.close()
        assert "El disco está lleno." in shell.banner
        assert not target.exists()
        assert shell.window.close()

    def test_an_export_for_which_there_is_no_room(
        self, shell: Shell, asked: Asked, full_disk: Path, endless: Path, qtbot: QtBot
    ) -> None:
        assert endless
        shell.dialogs.export_file = (str(full_disk / "registros.csv"), Format.RECORDS)
        shell.press("Ctrl+E")
        asked.meanwhile = lambda: qtbot.waitUntil(lambda: "No se pudo exportar" in shell.banner)
        assert not shell.window.close()
        assert "El disco está lleno." in shell.banner
        assert shell.window.close()

    def test_a_restoring_of_what_cannot_be_read(
        self, shell: Shell, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        source = tmp_path / "copia.zip"
        source.write_bytes(b"no es una copia")
        go_on = threading.Event()

        class Slow(archive.Archive):
            def __init__(self, path: Path) -> None:
                assert go_on.wait(120)
                super().__init__(path)

        monkeypatch.setattr(restore, "Archive", Slow)
        shell.dialogs.choose_backup = lambda _folder: str(source)  # type: ignore[attr-defined]
        shell.press("Ctrl+R")

        def end() -> None:
            go_on.set()
            qtbot.waitUntil(lambda: "No se restauró nada." in shell.banner)

        asked.meanwhile = end
        assert not shell.window.close()
        assert asked.about == [Running.PREVIEW]
        assert "No se restauró nada." in shell.banner
        assert shell.window.close()

    def test_the_first_of_two_while_the_second_is_asked_about(  # noqa: PLR0917
        self, shell: Shell, endless: Path, asked: Asked, go_on: threading.Event, full_disk: Path, qtbot: QtBot
    ) -> None:
        """Both may be stopped, and the first has failed before it could be."""
        shell.dialogs.export_file = (str(full_disk / "registros.csv"), Format.RECORDS)
        shell.press("Ctrl+E")
        shell.dialogs.export_file = (str(endless.with_name("copia.zip")), 0)
        shell.press("Ctrl+B")

        def end_the_export() -> None:
            if len(asked.about) > 1:
                qtbot.waitUntil(lambda: "No se pudo exportar" in shell.banner)

        asked.meanwhile = end_the_export
        asked.stops = True
        assert not shell.window.close()
        assert asked.about == [Running.EXPORT, Running.BACKUP]
        assert "No se pudo exportar" in shell.banner
        go_on.set()
        qtbot.waitUntil(lambda: "Copia de seguridad en" in shell.banner)
        assert shell.window.isVisible()


def test_what_could_not_be_stopped_any_more_is_told_and_the_window_stays(
    shell: Shell, asked: Asked, go_on: threading.Event, full_disk: Path, qtbot: QtBot
) -> None:
    shell.type(PATIENT)
    shell.dialogs.export_file = (str(full_disk / "copia.zip"), 0)
    asked.stops = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup.Backup, "cancel", lambda _work: None)
        shell.press("Ctrl+B")
        assert not shell.window.close()
        go_on.set()
        qtbot.waitUntil(lambda: "No se hizo la copia" in shell.banner)
    with qtbot.waitCallback() as called:
        QTimer.singleShot(0, called)  # behind whatever was to happen next
    assert shell.window.isVisible()
    assert shell.window.close()


def test_all_that_runs_is_asked_about_and_an_unsaved_reading_afterwards(  # noqa: PLR0917
    shell: Shell, endless: Path, asked: Asked, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
) -> None:
    shell.press("Ctrl+E")
    shell.dialogs.export_file = (str(tmp_path / "copia.zip"), 0)
    shell.press("Ctrl+B")
    qtbot.waitUntil(lambda: shell.window.banners.count == 2)
    shell.station.log.rename(shell.station.log.with_name("movido.log"))
    shell.station.log.write_bytes(shell.station.log.with_name("movido.log").read_bytes())
    shell.type(PATIENT)
    assert shell.part(EntryTab).has_unsaved
    asked.stops = True
    assert not shell.window.close()
    assert asked.about == [Running.EXPORT, Running.BACKUP]
    assert ("confirm_close",) not in shell.dialogs.told
    go_on.set()
    qtbot.waitUntil(lambda: ("confirm_close",) in shell.dialogs.told)
    assert shell.window.isVisible()
    assert not endless.exists()


def test_whatever_ends_the_program_ends_an_export_first(shell: Shell, endless: Path) -> None:
    shell.press("Ctrl+E")
    shell.program.end()
    assert list(endless.parent.iterdir()) == []


class TestOtherNoticesMeanwhile:
    """Running tasks and the answer to the last action are in front of lasting notices."""

    @pytest.fixture
    def behind(self, shell: Shell, clock: Clock) -> Shell:
        """The window, which says that the clock is wrong."""
        shell.type(PATIENT)
        clock.advance(days=-3)
        shell.type(PATIENT)
        assert "El reloj" in shell.banner
        return shell

    def back_up(self, shell: Shell, target: Path) -> None:
        shell.dialogs.export_file = (str(target), 0)
        shell.press("Ctrl+B")

    def test_a_backup_and_its_outcome_are_seen_in_front_of_the_clock(
        self, behind: Shell, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
    ) -> None:
        self.back_up(behind, tmp_path / "copia.zip")
        assert "Haciendo la copia de seguridad…" in behind.banner
        button(behind, "Cancelar").click()
        assert "Cancelando…" in behind.banner
        go_on.set()
        qtbot.waitUntil(lambda: "Copia cancelada." in behind.banner)
        behind.press("F4")
        assert "El reloj" in behind.banner

    def test_a_clock_that_goes_back_meanwhile_waits_behind(
        self, shell: Shell, clock: Clock, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
    ) -> None:
        shell.type(PATIENT)
        self.back_up(shell, tmp_path / "copia.zip")
        clock.advance(days=-3)
        shell.type(PATIENT)
        assert "Haciendo la copia de seguridad…" in shell.banner
        assert shell.window.banners.count == 2
        go_on.set()
        qtbot.waitUntil(lambda: "Copia de seguridad en" in shell.banner)
        shell.type(PATIENT)
        assert "El reloj" in shell.banner

    def test_what_was_voided_is_told_in_front_of_the_clock(self, behind: Shell, qtbot: QtBot) -> None:
        behind.dialogs.choose_reason = lambda _what: Reason.TEST  # type: ignore[attr-defined]
        behind.press("Ctrl+3")
        qtbot.waitUntil(lambda: behind.focus == "registros_lista")
        behind.press("Del")
        qtbot.waitUntil(lambda: "Registro anulado" in behind.banner)

    def test_a_backup_is_seen_where_nothing_can_be_saved(
        self, open_shell: Callable[..., Shell], station: Station, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
    ) -> None:
        shell = open_shell(SaveError(SaveFailure.READ_ONLY, station.log))
        assert "Ahora no se puede guardar." in shell.banner
        self.back_up(shell, tmp_path / "copia.zip")
        assert "Haciendo la copia de seguridad…" in shell.banner
        go_on.set()
        qtbot.waitUntil(lambda: "copia" in shell.banner and "Haciendo" not in shell.banner)
        shell.press("F4")
        assert "Ahora no se puede guardar." in shell.banner

    def test_what_runs_cannot_be_closed(
        self, shell: Shell, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
    ) -> None:
        shell.type(PATIENT)
        self.back_up(shell, tmp_path / "copia.zip")
        assert not shell.window.menu_actions.close_notice.isEnabled()
        buttons = shell.window.banners.findChildren(QPushButton)
        assert [button.text() for button in buttons if button.isVisible()] == ["&Cancelar"]
        shell.window.banners.close_shown()
        assert "Haciendo la copia de seguridad…" in shell.banner
        go_on.set()
        qtbot.waitUntil(lambda: "Copia de seguridad en" in shell.banner)
        assert button(shell, "Cerrar aviso   F4").isVisible()
        shell.press("F4")
        assert shell.banner == ""

    def test_what_runs_is_passed_over_and_comes_back(
        self, behind: Shell, go_on: threading.Event, tmp_path: Path
    ) -> None:
        self.back_up(behind, tmp_path / "copia.zip")
        assert button(behind, "Siguiente aviso   F4").isVisible()
        behind.press("F4")
        assert "El reloj" in behind.banner
        behind.press("F4")
        assert "Haciendo la copia de seguridad…" in behind.banner
        assert behind.window.banners.count == 1
        go_on.set()

    def test_what_was_passed_over_is_in_front_again_when_something_is_said(
        self, behind: Shell, go_on: threading.Event, tmp_path: Path
    ) -> None:
        self.back_up(behind, tmp_path / "copia.zip")
        behind.press("F4")
        assert "El reloj" in behind.banner
        behind.part(Notices).clock_wrong()
        assert "Haciendo la copia de seguridad…" in behind.banner
        go_on.set()

    def test_of_two_that_run_either_can_be_looked_at(
        self, shell: Shell, endless: Path, go_on: threading.Event, tmp_path: Path, qtbot: QtBot
    ) -> None:
        shell.press("Ctrl+E")
        qtbot.waitUntil(lambda: "Exportando…" in shell.banner)
        self.back_up(shell, tmp_path / "copia.zip")
        for words in ("Haciendo", "Exportando…") * 2:
            assert words in shell.banner
            shell.press("F4")
        shell.press("F4")
        button(shell, "Cancelar").click()
        qtbot.waitUntil(lambda: "Exportación cancelada." in shell.banner)
        assert not endless.exists()
        go_on.set()

    def test_the_keyboard_goes_back_to_the_form_with_the_button_that_it_was_at(
        self, behind: Shell, go_on: threading.Event, tmp_path: Path
    ) -> None:
        self.back_up(behind, tmp_path / "copia.zip")
        button(behind, "Siguiente").setFocus()
        behind.window.banners.withdraw("clock")
        assert behind.focus == "fiebre"
        go_on.set()
