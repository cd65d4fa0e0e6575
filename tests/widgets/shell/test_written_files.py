"""After an export or a backup the notice opens the file, or shows it in its folder; where that fails, it is told."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QProcess, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox, QPushButton

from gui.shell import open_file
from gui.shell.messages import Messages
from gui.shell.notices import Notices
from gui.work.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell


def buttons(shell: Shell) -> dict[str, QPushButton]:
    frame = shell.window.findChild(QFrame, "aviso")
    assert frame is not None
    shown = [button for button in frame.findChildren(QPushButton) if button.isVisible()]
    return {button.text().replace("&", "").split("   ")[0]: button for button in shown}


def test_an_exported_report_can_be_opened_and_shown(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "reporte.pdf"
    shell.dialogs.export_file = str(target), 0
    shell.press("Ctrl+2")
    shell.press("Ctrl+E")
    qtbot.waitUntil(lambda: target.exists() and "exportado" in shell.banner)
    found = buttons(shell)
    assert list(found) == ["Abrir", "Mostrar en la carpeta", "Cerrar aviso"]
    found["Abrir"].click()
    found["Mostrar en la carpeta"].click()
    assert shell.dialogs.told[-2:] == [("open_file", target), ("show_in_folder", target)]


def test_a_backup_is_shown_in_its_folder(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    shell.type("38,5\n120\n90\n")
    target = tmp_path / "copia.zip"
    shell.dialogs.export_file = str(target), 0
    shell.press("Ctrl+B")
    qtbot.waitUntil(lambda: "Copia de seguridad en" in shell.banner)
    found = buttons(shell)
    assert list(found) == ["Mostrar en la carpeta", "Cerrar aviso"]
    found["Mostrar en la carpeta"].click()
    assert shell.dialogs.told[-1] == ("show_in_folder", target)


def test_another_success_has_no_such_buttons(shell: Shell, tmp_path: Path) -> None:
    notices = shell.part(Notices)
    notices.succeeded(Written(lambda: "Escrito.", tmp_path))
    assert list(buttons(shell)) == ["Abrir", "Mostrar en la carpeta", "Cerrar aviso"]
    notices.succeeded(lambda: "Enviado a la impresora.")
    assert list(buttons(shell)) == ["Cerrar aviso"]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of message boxes; they close at once."""
    texts: list[str] = []

    def note(box: QMessageBox) -> int:
        texts.append(f"{box.text()} {box.informativeText()}")
        return 0

    monkeypatch.setattr(QMessageBox, "exec", note)
    return texts


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Qt has opened; the system has no opener of its own."""
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toLocalFile()) or True)
    monkeypatch.setenv("PATH", "")
    return urls


@pytest.fixture
def opener(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Give the system an opener of files that ends with a status; return the file that names what it opened.

    With `bus`, its desktop has a program that asks the file manager; it ends with that status.
    """

    def give(status: int, bus: int | None = None) -> Path:
        told, program = tmp_path / "told", tmp_path / "bin" / "xdg-open"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\necho "$1" >"{told}"\nexit {status}\n')
        program.chmod(0o755)
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        if bus is not None:
            asker = program.with_name("dbus-send")
            asker.write_text(f'#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\necho "$1" >"{told}"\nexit {bus}\n')
            asker.chmod(0o755)
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
        return told

    return give


@pytest.mark.usefixtures("qapp")
def test_the_system_opens_the_file_and_its_folder(
    opened: list[str], said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    file = tmp_path / "reporte 1.pdf"
    file.write_bytes(b"")
    Messages().open_file(file)
    Messages().show_in_folder(file)
    assert (opened, said) == ([str(file), str(tmp_path)], [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files itself")
def test_the_program_that_opens_files_is_run_and_may_stay_open(
    qtbot: QtBot, opener: Callable[..., Path], said: list[str], tmp_path: Path
) -> None:
    told = opener(0)
    file = tmp_path / "reporte 1.pdf"
    file.write_bytes(b"")
    Messages().open_file(file)
    app = QApplication.instance()
    qtbot.waitUntil(lambda: told.exists() and app is not None and not app.findChildren(QTimer, "opening"))
    assert (told.read_text(), said) == (f"{file}\n", [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files itself")
@pytest.mark.parametrize("bus", [0, 1])
def test_a_linux_file_manager_selects_the_file_and_else_its_folder_is_opened(
    bus: int, qtbot: QtBot, opener: Callable[..., Path], said: list[str], tmp_path: Path
) -> None:
    told = opener(0, bus)
    file = tmp_path / "mes 1, año.pdf"
    file.write_bytes(b"")
    Messages().show_in_folder(file)
    asked = f"array:string:file://{tmp_path}/mes%201%2C%20a%C3%B1o.pdf\n"
    expected = f"{tmp_path}\n" if bus else asked
    app = QApplication.instance()
    qtbot.waitUntil(lambda: told.exists() and told.read_text() == expected)
    qtbot.waitUntil(lambda: app is not None and not app.findChildren(QTimer, "opening"))
    assert (told.read_text(), said) == (expected, [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens files itself")
@pytest.mark.parametrize("way", [Messages.open_file, Messages.show_in_folder, Messages.open_folder])
def test_where_it_finds_no_program_the_place_is_told(
    way: Callable[[Messages, Path], None],
    qtbot: QtBot,
    opener: Callable[..., Path],
    said: list[str],
    tmp_path: Path,
) -> None:
    opener(3)
    file = tmp_path / "reporte.pdf"
    file.write_bytes(b"")
    messages = Messages()
    way(messages, file)
    qtbot.waitUntil(lambda: bool(said))
    assert "En este computador no hay un programa que" in said[0]
    assert str(file) in said[0]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("way", [Messages.open_file, Messages.show_in_folder])
def test_a_file_that_went_with_its_usb_stick_is_told(
    way: Callable[[Messages, Path], None], opened: list[str], said: list[str], tmp_path: Path
) -> None:
    way(Messages(), tmp_path / "usb" / "reporte.pdf")
    assert opened == []
    assert "El archivo ya no está" in said[0]
    assert str(tmp_path) in said[0]


@pytest.mark.usefixtures("qapp", "opened")
@pytest.mark.parametrize("way", [Messages.open_file, Messages.show_in_folder])
def test_where_no_program_opens_it_the_place_is_told(
    way: Callable[[Messages, Path], None], said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    file = tmp_path / "reporte.pdf"
    file.write_bytes(b"")
    way(Messages(), file)
    assert "En este computador no hay un programa que" in said[0]
    assert str(file) in said[0]


@pytest.mark.parametrize(
    ("platform", "program", "before"), [("win32", "explorer.exe", ["/select,"]), ("darwin", "open", ["-R"])]
)
def test_where_the_system_can_it_selects_the_file(
    platform: str, program: str, before: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(QProcess, "startDetached", lambda *words: started.append(words) or (True, 7))
    assert QApplication.instance() is not None
    open_file.show_in_folder(tmp_path / "reporte.pdf", lambda: pytest.fail("it was shown"))
    assert started == [(program, [*before, str(tmp_path / "reporte.pdf")])]
