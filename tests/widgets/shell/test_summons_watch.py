"""A second start brings the open window forward."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.system import summons
from core.system.paths import HOLDER_NAME

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from tests.widgets.shell.conftest import Shell


def test_it_comes_forward_when_the_program_is_started_again(shell: Shell, station: Station, qtbot: QtBot) -> None:
    shell.window.showMinimized()
    holder = station.data_dir / HOLDER_NAME
    summons.ask(holder)
    qtbot.waitUntil(lambda: not summons.is_asked(holder) and not shell.window.isMinimized())
    shell.window.showMinimized()
    summons.ask(holder)
    qtbot.waitUntil(lambda: not summons.is_asked(holder) and not shell.window.isMinimized())
