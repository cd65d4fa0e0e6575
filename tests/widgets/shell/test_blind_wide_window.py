"""A judgement asked for in a wide window: the last patients beside the form wait for it, as all else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QTableView, QWidget

from core.system.settings import SettingsFile
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell


def test_a_drawn_patient_is_not_among_the_last_ones_before_the_judgement(
    open_shell: Callable[..., Shell], data_dir: Path, qtbot: QtBot
) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)
    SettingsFile(data_dir).change(asked_one_in=1)
    shell = open_shell()
    shell.window.resize(2560, 1200)
    qtbot.waitUntil(lambda: shell.window.findChild(QWidget, "ultimos_pacientes") is not None)
    table = shell.window.findChild(QTableView, "ultimas_5")
    asked = shell.window.findChild(QLabel, "criterio")
    assert isinstance(table, QTableView)
    assert isinstance(asked, QLabel)
    shell.type(PATIENT)
    assert asked.text().startswith("Primero su criterio.")
    assert table.model().rowCount() == 0
    shell.type("l")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
