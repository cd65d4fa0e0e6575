"""Ctrl+E and Ctrl+P act on the tab in front: the list of records in its tab, else the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QComboBox

from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell


def names(shell: Shell) -> list[str]:
    actions = shell.window.menu_actions
    return [action.text().replace("&", "") for action in (actions.export, actions.print)]


def test_the_menu_says_what_is_carried_away(shell: Shell) -> None:
    report, records = (
        ["Exportar reporte…", "Imprimir reporte…"],
        ["Exportar registros…", "Imprimir registros…"],
    )
    assert names(shell) == report
    for tab, expected in (("Ctrl+3", records), ("Ctrl+2", report), ("Ctrl+3", records), ("Ctrl+1", report)):
        shell.press(tab)
        assert names(shell) == expected


@pytest.fixture
def asked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Sequence[tuple[str, str]]]]:
    """The arguments of the export dialog."""
    found: list[tuple[str, Sequence[tuple[str, str]]]] = []

    def choose(title: str, _folder: str, _suggested: str, filters: Sequence[tuple[str, str]]) -> None:
        found.append((title, filters))

    monkeypatch.setattr(shell.dialogs, "choose_export_file", choose)
    return found


def test_in_the_records_the_list_is_exported_and_printed(shell: Shell, asked: list[Any], qtbot: QtBot) -> None:
    shell.type(PATIENT)
    shell.press("Ctrl+3")
    qtbot.waitUntil(lambda: shell.focus == "registros_lista")
    shell.press("Ctrl+E")
    title, filters = asked[-1]
    assert title.startswith("Exportar registros: ")
    assert [file.rpartition(".")[2] for _, file in filters] == ["pdf", "csv"]
    shell.press("Ctrl+P")
    assert shell.dialogs.told[-1] == ("choose_printer",)
    shell.press("Ctrl+2")
    shell.press("Ctrl+E")
    assert asked[-1][0].startswith("Exportar: ")


def test_a_list_that_a_filter_has_emptied_is_not_carried_away(shell: Shell, asked: list[Any], qtbot: QtBot) -> None:
    shell.type(PATIENT)
    shell.press("Ctrl+3")
    qtbot.waitUntil(lambda: shell.focus == "registros_lista")
    shell.press("Ctrl+F")
    category = shell.window.findChild(QComboBox, "filtro_categoria")
    assert isinstance(category, QComboBox)
    category.setCurrentIndex(1)
    shell.press("Ctrl+E")
    assert asked == []
    qtbot.waitUntil(lambda: "La lista está vacía" in shell.banner)
