"""An error that nobody caught: a crash file without readings, one dialog, and the program goes on."""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QTimer, Slot

from gui.shell.crash import KEPT_FILES, CrashFiles, CrashGuard, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def files(folder: Path, clock: Callable[..., object]) -> CrashFiles:
    return CrashFiles(lambda: folder, clock)


@pytest.fixture
def guard(files: CrashFiles, qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashGuard]:
    guard = CrashGuard(files, qapp)
    # monkeypatch puts back pytest-qt's own hooks afterwards.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    guard.install()
    yield guard
    guard.deleteLater()


@pytest.fixture
def _native_watch() -> Iterator[None]:
    """Give pytest its own watch back."""
    yield
    faulthandler.enable(sys.__stderr__)


class Clumsy(QObject):
    """Fails in slots, each in a place of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.went_on = False
        self.reading = "fiebre 38,5 no cabe en 120"

    @Slot()
    def fail(self) -> None:
        raise ValueError(self.reading)

    @Slot()
    def fail_elsewhere(self) -> None:
        raise KeyError("x")

    @Slot()
    def go_on(self) -> None:
        self.went_on = True


def test_a_failing_slot_leaves_a_file_and_the_program_goes_on(qtbot: QtBot, guard: CrashGuard, folder: Path) -> None:
    clumsy = Clumsy()
    with qtbot.waitSignal(guard.crashed) as crashed:
        QTimer.singleShot(0, clumsy.fail)
    QTimer.singleShot(0, clumsy.go_on)
    qtbot.waitUntil(lambda: clumsy.went_on)
    (file,) = folder.iterdir()
    assert crashed.args == [str(file)]
    text = file.read_text(encoding="utf-8")
    assert "2025-11-14 22:31:10" in text
    assert "predictor-medico 1." in text
    assert "in fail" in text
    assert "ValueError: fiebre ##,# no cabe en ###" in text
    assert "38,5" not in text


def test_the_same_failure_again_is_told_once(qtbot: QtBot, guard: CrashGuard, folder: Path) -> None:
    clumsy = Clumsy()
    told: list[str] = []
    guard.crashed.connect(told.append)
    for _ in range(5):
        QTimer.singleShot(0, clumsy.fail)
    QTimer.singleShot(0, clumsy.fail_elsewhere)
    QTimer.singleShot(0, clumsy.go_on)
    qtbot.waitUntil(lambda: clumsy.went_on and len(told) == 2)
    assert len(list(folder.iterdir())) == 2


def test_a_failing_thread_is_told_in_the_window_s_thread(qtbot: QtBot, guard: CrashGuard) -> None:
    threads: list[bool] = []
    guard.crashed.connect(lambda _path: threads.append(threading.current_thread() is threading.main_thread()))
    thread = threading.Thread(target=Clumsy().fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: threads == [True])


def test_where_no_file_can_be_written_it_is_told_all_the_same(
    qtbot: QtBot, guard: CrashGuard, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("a file stands where the directory should be")
    with qtbot.waitSignal(guard.crashed) as crashed:
        guard.take(ValueError("no"))
    assert crashed.args == [""]
    assert "ValueError: no" in capsys.readouterr().err


def test_without_a_terminal_it_works_too(
    qtbot: QtBot, guard: CrashGuard, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with qtbot.waitSignal(guard.crashed) as crashed:
        guard.take(ValueError("no"))
    assert crashed.args == [str(next(folder.iterdir()))]


def test_a_failure_while_telling_of_a_failure_ends_there(qapp: QObject) -> None:
    class Unlucky(CrashFiles):
        def __init__(self) -> None:
            self.calls = 0

        def write(self, _error: BaseException) -> None:
            self.calls += 1
            guard.take(KeyError("another"))
            raise RuntimeError("again")

    files = Unlucky()
    guard = CrashGuard(files, qapp)
    guard.take(ValueError("no"))
    assert files.calls == 1
    guard.deleteLater()


def test_an_error_that_cannot_even_be_put_into_words() -> None:
    class MuteError(Exception):
        def __str__(self) -> str:
            raise ValueError

    assert describe(MuteError()).strip() == "MuteError: ?"


@pytest.mark.parametrize(
    "provoke",
    [
        lambda: float("Ana O'Neil"),
        lambda: {}["Ana\n"],
        lambda: int("Ana 'Pía' \"Ruiz\" 38"),
    ],
)
def test_a_value_in_a_message_is_masked(provoke: Callable[[], object]) -> None:
    with pytest.raises((ValueError, KeyError)) as caught:
        provoke()
    assert "Ana" not in describe(caught.value).splitlines()[-1]


def test_causes_are_told() -> None:
    def fail() -> None:
        try:
            os.open("/no-such-directory-9/x", os.O_RDONLY)
        except OSError as error:
            raise RuntimeError("wrapped") from error

    with pytest.raises(RuntimeError) as caught:
        fail()
    text = describe(caught.value)
    assert text.index("RuntimeError: wrapped") < text.index(
        "FileNotFoundError: [Errno #] No such file or directory: '/no-such-directory-#/x'"
    )


def test_old_crash_files_make_room(files: CrashFiles, folder: Path, clock: Callable[..., object]) -> None:
    written = []
    for _ in range(KEPT_FILES + 3):
        written.append(files.write(ValueError("no")))
        clock.advance(seconds=1)
    assert sorted(folder.iterdir()) == written[3:]


@pytest.mark.usefixtures("_native_watch")
def test_a_crash_below_python_is_found_at_the_next_start(tmp_path: Path, files: CrashFiles, folder: Path) -> None:
    code = (
        "import faulthandler, sys; from datetime import datetime; from pathlib import Path;"
        "from gui.shell.crash import CrashFiles;"
        f"files = CrashFiles(lambda: Path({str(folder)!r}), datetime.now);"
        "assert files.watch_native() is None; faulthandler._sigsegv()"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=False, timeout=300)
    assert ended.returncode < 0
    left = files.watch_native()
    files.stop_watching()
    assert left is not None
    assert "Fatal Python error: Segmentation fault" in left.read_text()
    assert list(folder.iterdir()) == [left], "an end as it should be leaves nothing"


@pytest.mark.usefixtures("_native_watch")
def test_a_good_end_leaves_nothing_to_be_found(files: CrashFiles, folder: Path) -> None:
    files.watch_native()
    files.stop_watching()
    assert files.watch_native() is None
    files.stop_watching()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root gives files to somebody else")
@pytest.mark.usefixtures("_native_watch")
def test_crash_files_of_an_administrator_belong_to_the_owner_of_the_data_directory(
    tmp_path: Path, files: CrashFiles, folder: Path
) -> None:
    os.chown(tmp_path, 65534, 65533)
    assert files.write(ValueError()) is not None
    files.watch_native()
    found = [path.stat() for path in (folder, *folder.iterdir())]
    files.stop_watching()
    assert [(status.st_uid, status.st_gid) for status in found] == [(65534, 65533)] * 3
