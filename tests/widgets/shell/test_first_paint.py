"""Imports kept out of the first paint of the real program: a clinic's PC is slow, and the start is waited for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.system.paths import DATA_DIR_VARIABLE

REPOSITORY = Path(__file__).parents[3]

AT_FIRST_PAINT = """
import linecache, sys
from gui import start
from gui.__main__ import main

make, sizes = start.start_qt, []

def started(kind, *words):
    app = make(kind, *words)
    from gui import app as joined
    from gui.entry.entry_tab import EntryTab
    resized = EntryTab.resizeEvent

    def note(self, event):
        sizes.append(event.size().toTuple())
        resized(self, event)

    def painted(self):
        from PySide6 import QtCore, QtGui, QtWidgets
        made = [f"{room.__name__}.{name}" for room in (QtCore, QtGui, QtWidgets) for name in vars(room)]
        loaded = [*sys.modules, *made]
        import json
        print(json.dumps({"loaded": loaded, "read": list(linecache.cache), "sizes": sizes}))
        QtCore.QCoreApplication.exit(0)

    EntryTab.resizeEvent = note
    joined.App._go_on = painted
    return app

start.start_qt = started
main()
"""


OURS = {
    "core",
    "core.cli",
    "core.cli.answers",
    "core.cli.main",
    "core.clinical",
    "core.clinical.vitals",
    "core.errors",
    "core.system",
    "core.system.disk",
    "core.system.interrupt",
    "core.system.paths",
    "core.system.settings",
    "core.system.shape",
    "core.system.status",
    "core.system.whole_file",
    "core.vocabulary",
    "gui",
    "gui.__main__",
    "gui.app",
    "gui.entry",
    "gui.entry.arrangement",
    "gui.entry.entry_form",
    "gui.entry.entry_tab",
    "gui.entry.vital_box",
    "gui.entry.vital_field",
    "gui.first_screen",
    "gui.kit",
    "gui.kit.enter",
    "gui.kit.growing_text",
    "gui.kit.measure",
    "gui.language",
    "gui.language.formats",
    "gui.language.i18n",
    "gui.language.labels",
    "gui.open_elsewhere",
    "gui.preflight",
    "gui.shell",
    "gui.shell.crash",
    "gui.shell.main_window",
    "gui.shell.menus",
    "gui.shell.tabs",
    "gui.start",
    "gui.style",
    "gui.style.look",
    "gui.style.style_sheet",
    "gui.style.theme",
}
"""The modules of this program that the first paint needs. Each costs a tenth of a millisecond or more."""


@pytest.fixture(scope="module")
def at_first_paint(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What has been done when the window is painted first.

    `loaded`: the modules, and the classes of Qt that are made, such as `PySide6.QtCore.QObject`; `read`: the files of
    source whose lines are kept; `sizes`: those that the first tab was laid out at.
    """
    folder: Path = tmp_path_factory.mktemp("datos")
    ran = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", DATA_DIR_VARIABLE: str(folder)},
    )
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def loaded(at_first_paint: dict[str, list[str]]) -> set[str]:
    """The modules that are loaded when the window is painted first."""
    return set(at_first_paint["loaded"])


def test_the_first_paint_loads_only_the_modules_that_it_needs(loaded: set[str]) -> None:
    assert {name for name in loaded if name.partition(".")[0] in ("core", "gui")} == OURS


def test_the_window_is_painted_before_what_only_later_steps_use_is_loaded(loaded: set[str]) -> None:
    """Each of these takes a third of a millisecond or more."""
    assert not loaded & {"calendar", "datetime", "filelock", "json", "locale", "msgspec"}


def test_the_window_is_painted_before_classes_of_qt_that_it_can_do_without_are_made(loaded: set[str]) -> None:
    """PySide makes a class of Qt, and Python an enumeration of each set of names in it, when it is first asked for.

    `Qt` itself has some ninety sets of names.
    """
    assert "PySide6.QtWidgets.QLabel" in loaded
    assert not loaded & {
        "PySide6.QtCore.QByteArray",
        "PySide6.QtCore.QDate",
        "PySide6.QtCore.QTime",
        "PySide6.QtCore.Qt",
        "PySide6.QtGui.QAction",
        "PySide6.QtGui.QIcon",
        "PySide6.QtGui.QValidator",
        "PySide6.QtWidgets.QSizePolicy",
    }


def test_no_source_is_read_beside_the_compiled_modules(at_first_paint: dict[str, list[str]]) -> None:
    """PySide reads the source of each module that is imported after it, and keeps its lines, unless told not to."""
    ours = {REPOSITORY / "core", REPOSITORY / "gui"}
    assert not [name for name in at_first_paint["read"] if ours & set(Path(name).parents)]


def test_the_first_tab_is_laid_out_once(at_first_paint: dict[str, list[str]]) -> None:
    """Left to itself, Qt lays out a page of tabs at a size of its own before the window's."""
    assert len(at_first_paint["sizes"]) == 1
