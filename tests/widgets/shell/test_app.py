"""Starts that lead to no window: each ends in words and with status 1."""

from __future__ import annotations

import ctypes
import gc
import json
import os
import threading
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from core.clinical import model
from core.errors import ModelError, ReadError, SaveFailure
from core.refusals import ModelFlaw
from core.station.station import Station
from core.system import summons
from core.system.clock import local_now
from core.system.paths import HOLDER_NAME
from gui import app, preflight
from gui.language import labels
from gui.language.i18n import Language
from gui.open_elsewhere import is_open_elsewhere
from tests.widgets.conftest import LIMIT_MS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gui.style.look import Look


class Told:
    """The dialogs that were opened."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []
        self.windows: list[list[QWidget]] = []

    def __call__(self, *_parent: object) -> Told:
        return self

    def __getattr__(self, name: str) -> Callable[..., None]:
        def tell(*arguments: object) -> None:
            self.told.append((name, *arguments))
            self.windows.append([window for window in QApplication.topLevelWidgets() if window.isVisible()])

        return tell


def no_model() -> None:
    raise ModelError(ModelFlaw.ALARM_POINTS, "reglas.json")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, look: Look, qapp: QApplication) -> Iterator[Told]:
    assert look.text_size == 100
    gc.collect()
    dialogs = Told()
    monkeypatch.setattr("gui.shell.dialogs.Dialogs", dialogs)
    monkeypatch.setattr("gui.shell.write_lock.Dialogs", dialogs)
    monkeypatch.setattr("gui.shell.write_lock.WAIT_S", 0.05)
    monkeypatch.setattr("gui.open_elsewhere.ANSWER_S", 0.05)
    monkeypatch.setattr(app.signal, "signal", lambda *_arguments: None)
    yield dialogs
    for language in qapp.findChildren(Language):
        language.uninstall()
    QLocale.setDefault(QLocale.c())
    gc.collect()  # now: a window that Python lets go of while Qt styles all windows takes the process with it


def test_a_second_window_is_told_that_one_is_open(
    told: Told,
    qapp: QApplication,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(app.App, "show", shown.append)
    with Station(data_dir, model.load(), local_now, app.ROLE) as first:
        first.open()
        assert app.run(qapp, data_dir) == 1
    assert told.told == [("already_open", data_dir)]
    assert told.windows == [[]]
    assert shown == []
    assert "ya está abierto" in capsys.readouterr().err


def test_a_second_start_brings_the_open_window_forward(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(app.App, "show", shown.append)
    monkeypatch.setattr("gui.open_elsewhere.ANSWER_S", LIMIT_MS / 1000)
    is_over = threading.Event()
    with Station(data_dir, model.load(), local_now, app.ROLE) as first:
        first.open()
        answering = threading.Thread(target=answer_once, args=(data_dir / HOLDER_NAME, is_over))
        answering.start()
        try:
            assert app.run(qapp, data_dir) == 0
        finally:
            is_over.set()
            answering.join()
    assert (told.told, shown) == ([], [])


def answer_once(holder: Path, is_over: threading.Event) -> None:
    """Answer as the open window does."""
    while not summons.is_asked(holder):
        if is_over.wait(0.001):
            return
    summons.answer(holder)


def test_a_command_that_does_not_let_go_is_named(told: Told, qapp: QApplication, data_dir: Path) -> None:
    with Station(data_dir, model.load(), local_now, "restaurar") as command:
        command.open()
        assert app.run(qapp, data_dir) == 1
    ((name, holder),) = told.told
    assert name == "log_in_use"
    assert str(holder).startswith("restaurar ")
    assert told.windows == [[]]


def test_a_window_that_comes_in_between_is_told_alone(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.shell.write_lock.WAIT_S", LIMIT_MS / 1000)
    with Station(data_dir, model.load(), local_now, app.ROLE) as first:
        first.open()
        (data_dir / HOLDER_NAME).unlink()  # it is just about to write its name
        QTimer.singleShot(0, lambda: (data_dir / HOLDER_NAME).write_text(f"{app.ROLE} 1\n", encoding="utf-8"))
        assert app.run(qapp, data_dir) == 1
    assert told.told == [("already_open", data_dir)]
    assert told.windows == [[]]


def test_the_name_that_a_dead_window_has_left_keeps_nobody_out(told: Told, data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / HOLDER_NAME).write_text(f"{app.ROLE} 1\n", encoding="utf-8")
    with Station(data_dir, model.load(), local_now, app.ROLE) as station:
        assert not is_open_elsewhere(data_dir, lambda: station)
    assert not (data_dir / HOLDER_NAME).exists()
    assert told.told == []


@pytest.mark.skipif(os.name != "posix", reason="there are no FIFOs there")
def test_a_name_that_is_no_file_is_not_waited_for(data_dir: Path) -> None:
    data_dir.mkdir()
    os.mkfifo(data_dir / HOLDER_NAME)
    with Station(data_dir, model.load(), local_now, app.ROLE) as station:
        assert not is_open_elsewhere(data_dir, lambda: station)


def test_a_model_that_cannot_be_used_is_told(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "load", no_model)
    assert app.run(qapp, data_dir) == 1
    assert told.told == [("cannot_start", "El modelo no se puede usar: reglas.json: alarm_points debe ser 1 o más")]


def test_a_model_that_cannot_be_read_is_told(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = partial(model.load, data_dir / "reglas.json")
    monkeypatch.setattr(model, "load", missing)
    assert app.run(qapp, data_dir) == 1
    assert told.told == [("cannot_start", labels.failure(ReadError(SaveFailure.GONE, data_dir / "reglas.json")))]


def run_once(qapp: QApplication, data_dir: Path) -> int:
    """Run the program where it runs again afterwards: the next one styles all windows, and none may go meanwhile."""
    status = app.run(qapp, data_dir)
    gc.collect()
    return status


def test_what_a_dialog_says_is_in_no_box_of_windows_too(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes: list[object] = []
    user32 = SimpleNamespace(MessageBoxW=lambda *words: boxes.append(words))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32), raising=False)
    monkeypatch.setattr(preflight, "sys", SimpleNamespace(stderr=None, platform="win32"))  # a program with no console
    with Station(data_dir, model.load(), local_now, app.ROLE) as first:
        first.open()
        assert run_once(qapp, data_dir) == 1
    with monkeypatch.context() as during:
        during.setattr(model, "load", lambda: json.loads("not a model"))
        assert run_once(qapp, data_dir) == 1
        during.setattr(model, "load", no_model)
        assert run_once(qapp, data_dir) == 1
    assert [name for name, *_ in told.told] == ["already_open", "crashed_at_start", "cannot_start"]
    assert boxes == []
    preflight.report("no hay pantalla")
    assert len(boxes) == 1


@pytest.mark.parametrize("part", ["gui.app.FirstScreen", "gui.program.ExportFlow"])
def test_a_failure_that_nobody_foresaw_leaves_a_crash_file(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("never seen before")

    monkeypatch.setattr(part, fail)
    assert app.run(qapp, data_dir) == 1
    ((name, path),) = told.told
    assert name == "crashed_at_start"
    assert told.windows == [[]], "no window is left without what belongs to it"
    (file,) = (data_dir / "log").iterdir()
    assert path == str(file)
    assert "ZeroDivisionError: never seen before" in file.read_text(encoding="utf-8")


def test_a_failure_before_all_is_there_is_told_and_the_window_goes_on(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show_and_fail(first: app.FirstScreen) -> None:
        first.window.show()
        first.guard.take(ZeroDivisionError("in the first paint"))
        first.window.first_painted.connect(first.window.close)

    monkeypatch.setattr(app.FirstScreen, "show", show_and_fail)
    assert app.run(qapp, data_dir) == 0
    assert [name for name, *_ in told.told] == ["crashed"]


def test_the_lock_is_free_again_after_a_start_that_failed(
    told: Told, qapp: QApplication, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as during:
        during.setattr(app, "FirstScreen", None)
        app.run(qapp, data_dir)
    assert told.told
    with Station(data_dir, model.load(), local_now, "prueba") as station:
        station.open()
