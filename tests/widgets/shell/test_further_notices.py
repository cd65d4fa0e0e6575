"""Notices about a journal come from its row and its words: a further one is told of like the others."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from core.notes import journals
from core.records import find
from core.station.station import Station
from gui.language import journal_words
from tests.further_journal import FOLLOW_UPS, a_follow_up, follow_up
from tests.stations import loaded, save
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")

WORDS = journal_words.NoteWords(
    damaged=lambda count: f"{count} seguimientos dañados.",
    damage_listed=lambda: "Eran seguimientos.",
    lost=lambda count: f"{count} seguimientos ya no están.",
    dropped=lambda count: f"Había {count} registros con seguimiento.",
    dropped_too=lambda count: f"También había {count} registros con seguimiento.",
    only_in_backup=lambda count: f"No se reemplazó {{path}}: tiene {count} seguimientos más.",
    said=lambda count: f"{count} registros con seguimiento.",
    taken_back=lambda count: f"{count} registros sin seguimiento.",
    in_backup=lambda count: f"{count} seguimientos son nuevos.",
)


@pytest.fixture(autouse=True)
def _further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "JOURNALS", (*journals.JOURNALS, FOLLOW_UPS))
    monkeypatch.setitem(journal_words.NOTES, FOLLOW_UPS.name, WORDS)


@pytest.fixture
def path(station: Station) -> Path:
    """The journal, with a note about the one record that an earlier program saved."""
    with Station(station.data_dir, station.model, station.clock, "ventana") as earlier:
        earlier.open()
        loaded(earlier)
        save(earlier)
        found = find.by_name(earlier.log, "linea:1")
        assert found is not None
        earlier.note(found, follow_up("mejor"))
    return station.data_dir / FOLLOW_UPS.name


def test_its_damage_is_told_and_listed(path: Path, open_shell: Callable[..., Shell], qtbot: QtBot) -> None:
    path.write_bytes(path.read_bytes() + b"torn\n" + a_follow_up("2", 9))
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.banner == "Advertencia: 1 seguimientos dañados.")
    details = next(button for button in shell.window.banners.findChildren(QPushButton) if "etalles" in button.text())
    details.setFocus()
    shell.press("Return")
    name, health, listed = shell.dialogs.told[-1]
    assert (name, listed) == ("damage", path)
    assert [line.number for line in health.damaged] == [2]  # type: ignore[attr-defined]


def test_what_is_lost_of_it_is_told(path: Path, open_shell: Callable[..., Shell], qtbot: QtBot) -> None:
    shell = open_shell()
    assert shell.banner == ""
    path.unlink()
    shell.type(PATIENT)
    qtbot.waitUntil(lambda: shell.banner == "Error: 1 seguimientos ya no están.")


def test_what_went_of_it_while_the_program_was_closed_is_told(
    path: Path, open_shell: Callable[..., Shell], qtbot: QtBot
) -> None:
    path.unlink()
    shell = open_shell()
    qtbot.waitUntil(lambda: shell.banner.startswith("Advertencia: Había 1 registros con seguimiento. El programa "))
