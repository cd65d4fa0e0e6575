"""Imports kept out of the first paint of the real program: a clinic's PC is slow, and the start is waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

LOADED_AT_FIRST_PAINT = """
import sys
from gui import app
from gui.__main__ import main

def painted(self):
    from PySide6 import QtCore
    if "Qt" in vars(QtCore):
        print("PySide6.QtCore.Qt")
    print(*sys.modules, sep="\\n")
    QtCore.QCoreApplication.exit(0)

app.App._go_on = painted
main()
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that are loaded when the window is painted first, and `PySide6.QtCore.Qt` if its names are."""
    folder: Path = tmp_path_factory.mktemp("datos")
    ran = subprocess.run(
        [sys.executable, "-c", LOADED_AT_FIRST_PAINT, "--data-dir", str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    return set(ran.stdout.split())


def test_the_window_is_painted_before_the_journal_and_what_it_needs_are_loaded(loaded: set[str]) -> None:
    assert "gui.entry.entry_form" in loaded
    assert not loaded & {
        "core.journal.writer",
        "core.station.station",
        "msgspec",
        "filelock",
        "gui.program",
        "gui.shell.dialogs",
    }


def test_the_window_is_painted_before_the_names_of_qt_are_made(loaded: set[str]) -> None:
    """Python makes an enumeration of each of some ninety sets of names when the first of them is asked for."""
    assert "PySide6.QtCore.Qt" not in loaded
