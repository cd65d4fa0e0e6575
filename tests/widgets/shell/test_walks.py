"""How many files somebody opens who follows a key to the disk, or a voiding to the count.

A walk is the chain of calls from an event to its effect: the files of `core` and `gui` on the stack when the effect
takes place. What is called on the way and returns is not on it. `pytest -s` prints the walks.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.report.report import Tally
from core.vocabulary import Reason
from gui.records.records_table import RecordsTable
from tests.widgets.conftest import PATIENT
from tests.widgets.shell.conftest import total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from pytestqt.qtbot import QtBot

    from tests.widgets.shell.conftest import Shell

ROOT: Final = Path(__file__).parents[3]
OURS: Final = (f"{ROOT / 'core'}{os.sep}", f"{ROOT / 'gui'}{os.sep}")

SYNCS: Final = tuple(getattr(os, name) for name in ("fdatasync", "fsync") if hasattr(os, name))


def is_sync(_frame: FrameType, event: str, called: Any) -> bool:
    return event == "c_call" and called in SYNCS


def is_one_less(frame: FrameType, event: str, _called: Any) -> bool:
    return event == "call" and frame.f_code is Tally.remove.__code__


def steps(frame: FrameType | None) -> Iterator[str]:
    """Yield the steps of a stack, the innermost first."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(OURS):
            name = Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()
            yield f"{name}:{frame.f_code.co_name}"
        frame = frame.f_back


def walk(act: Callable[[], object], *effects: Callable[[FrameType, str, Any], bool]) -> list[str]:
    """Return the steps to the first occurrence of each effect of an act, in any thread."""
    stacks: dict[Callable[[FrameType, str, Any], bool], list[str]] = {}

    def look(frame: FrameType, event: str, called: Any) -> None:
        for effect in effects:
            if effect not in stacks and effect(frame, event, called):
                stacks[effect] = list(steps(frame))[::-1]

    threading.setprofile(look)
    sys.setprofile(look)
    try:
        act()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    assert set(stacks) == set(effects)
    return [step for effect in effects for step in stacks[effect]]


def files(walked: list[str]) -> list[str]:
    found = list(dict.fromkeys(step.partition(":")[0] for step in walked))
    print(f"\n{len(found)} files:", *walked, sep="\n  ")  # noqa: T201 - for who asks for it by -s
    return found


def test_a_key_reaches_the_disk_through_eight_files_at_most(shell: Shell, qtbot: QtBot) -> None:
    shell.type(PATIENT)  # the first one makes the files
    shell.window.menu_actions.show_entry.trigger()
    shell.type(PATIENT.removesuffix("\n"))
    assert len(files(walk(lambda: shell.press("Return"), is_sync))) <= 8
    qtbot.waitUntil(lambda: total(shell.station) == 2)


def test_a_voiding_reaches_the_count_through_twelve_files_at_most(shell: Shell, qtbot: QtBot) -> None:
    for _ in range(3):
        shell.type(PATIENT)
        shell.window.menu_actions.show_entry.trigger()
    shell.dialogs.choose_reason = lambda _what: Reason.TYPING_ERROR  # type: ignore[attr-defined]
    shell.press("Ctrl+3")
    table = shell.part(RecordsTable)
    qtbot.waitUntil(lambda: table.model().rowCount() == 3 and table.hasFocus())

    def void() -> None:
        QTest.keyClick(table, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: table.model().rowCount() == 2)

    assert len(files(walk(void, is_sync, is_one_less))) <= 12
    assert total(shell.station) == 2
