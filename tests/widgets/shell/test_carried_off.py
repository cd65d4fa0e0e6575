"""The report tab's line on deliveries: the district's receipt, and the last backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from core.exchange import receive
from core.records.period import Period
from core.system.settings import SettingsFile
from tests.answers import District
from tests.stations import save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.conftest import Clock
    from tests.widgets.shell.conftest import Shell


def said(shell: Shell) -> str:
    label = shell.window.findChild(QLabel, "entrega")
    return label.text() if isinstance(label, QLabel) and not label.isHidden() else ""


def reported(shell: Shell, clock: Clock, **later: float) -> None:
    """Save a record some time later, and show the report."""
    clock.advance(**later)
    save(shell.station)
    shell.press("Ctrl+1")
    shell.press("Ctrl+2")


@pytest.fixture
def shell(open_shell: Callable[..., Shell], qtbot: QtBot) -> Shell:
    shell = open_shell()
    save(shell.station)
    qtbot.waitUntil(lambda: shell.station.report(Period()) is not None)
    return shell


@pytest.mark.parametrize("fits", [True, False])
def test_the_receipt_is_said_if_it_fits_and_that_it_does_not(
    shell: Shell, tmp_path: Path, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, fits: bool
) -> None:
    data_dir = shell.station.data_dir
    District().write_key(data_dir / "distrito.pub")
    log = shell.station.log.read_bytes() if fits else b"otro"
    answer = District().write(tmp_path / "r.zip", shell.station.establishment.workplace, log)
    receive.receive(data_dir, answer, clock())
    shell.press("Ctrl+2")
    wanted = "Entregado al distrito hasta 14 nov 2025, 22:00:00: 1 predicción." if fits else "El acuse"
    qtbot.waitUntil(lambda: said(shell).startswith(wanted))
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(shell.dialogs, "choose_export_file", lambda *given: asked.append(given))
    shell.press("Ctrl+B")
    assert asked[-1][-1].startswith(wanted)


def test_the_last_backup_is_said_and_another_one_recommended_after_a_week_with_records(
    shell: Shell, tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    shell.press("Ctrl+2")
    assert "Aún no se ha hecho una copia de seguridad" in said(shell)
    shell.dialogs.export_file = str(tmp_path / "copia.zip"), 0
    shell.press("Ctrl+B")
    qtbot.waitUntil(lambda: "Última copia de seguridad: 14 nov 2025, 22:31:10." in said(shell))
    reported(shell, clock, days=6)
    assert "conviene" not in said(shell)
    clock.advance(days=2)
    shell.press("Ctrl+1")
    shell.press("Ctrl+2")
    assert "Hay registros nuevos desde entonces: conviene hacer otra (Ctrl+B)." in said(shell)


def test_an_open_window_learns_of_a_backup_that_a_command_has_made(
    shell: Shell, qapp: QApplication, qtbot: QtBot
) -> None:
    shell.press("Ctrl+2")
    assert "Aún no se ha hecho una copia de seguridad" in said(shell)
    SettingsFile(shell.station.data_dir).change(last_backup="2025-11-14 20:00:00")
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: "Última copia de seguridad: 14 nov 2025, 20:00:00." in said(shell))
