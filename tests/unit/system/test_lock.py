"""One writer a data directory, whoever it is and however it ends."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from core.errors import SaveError, SaveFailure
from core.system.lock import LOCK_NAME, DirectoryLock
from core.system.paths import HOLDER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def window(data_dir: Path) -> Iterator[DirectoryLock]:
    lock = DirectoryLock(data_dir, "ventana")
    yield lock
    lock.release()


@pytest.fixture
def command(data_dir: Path) -> Iterator[DirectoryLock]:
    lock = DirectoryLock(data_dir, "predecir")
    yield lock
    lock.release()


def error_of(lock: DirectoryLock, wait_s: float = 0.0) -> SaveError:
    with pytest.raises(SaveError) as caught:
        lock.acquire(wait_s)
    return caught.value


def test_the_second_is_told_who_the_first_is(window: DirectoryLock, command: DirectoryLock, data_dir: Path) -> None:
    window.acquire(0)
    window.acquire(0)
    assert window.is_held
    error = error_of(command, 0.05)
    assert (error.failure, error.holder) == (SaveFailure.IN_USE, f"ventana {os.getpid()}")
    assert not command.is_held
    window.release()
    command.acquire(0)
    assert error_of(window).holder.startswith("predecir ")
    if sys.platform != "win32":
        assert {path.stat().st_mode & 0o777 for path in data_dir.iterdir()} == {0o600}


def test_the_name_goes_with_the_holder_and_only_with_it(
    window: DirectoryLock, command: DirectoryLock, data_dir: Path
) -> None:
    window.acquire(0)
    command.release()
    assert (data_dir / HOLDER_NAME).exists()
    window.release()
    assert not (data_dir / HOLDER_NAME).exists()
    window.acquire(0)
    (data_dir / LOCK_NAME).unlink()
    command.acquire(0)
    window.release()
    assert (data_dir / HOLDER_NAME).read_text(encoding="utf-8").startswith("predecir ")


def test_a_name_that_cannot_be_left_or_read_changes_nothing(
    window: DirectoryLock, command: DirectoryLock, data_dir: Path
) -> None:
    (data_dir / HOLDER_NAME).mkdir(parents=True)
    window.acquire(0)
    assert error_of(command).holder == ""
    (data_dir / HOLDER_NAME).rmdir()
    (data_dir / HOLDER_NAME).write_bytes(b"\xff\xfe")
    assert error_of(command).holder == ""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no FIFOs there")
def test_a_name_that_is_no_file_is_not_waited_for(
    window: DirectoryLock, command: DirectoryLock, data_dir: Path
) -> None:
    window.acquire(0)
    (data_dir / HOLDER_NAME).unlink()
    os.mkfifo(data_dir / HOLDER_NAME)
    assert error_of(command).holder == ""
    (data_dir / HOLDER_NAME).unlink()
    (data_dir / HOLDER_NAME).write_text("ventana " + "1" * 1_000_000)
    assert len(error_of(command).holder) < 1000


HOLD = """
    import sys, time
    from pathlib import Path
    from core.system.lock import DirectoryLock
    lock = DirectoryLock(Path(sys.argv[1]), "ventana")
    lock.acquire(0)
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_a_killed_holder_holds_nothing(command: DirectoryLock, data_dir: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), data_dir], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        error = error_of(command, 0.05)
        assert (error.failure, error.holder) == (SaveFailure.IN_USE, f"ventana {holder.pid}")
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        command.acquire(5)
    assert command.is_held


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_whose_file_was_removed_is_taken_again(
    window: DirectoryLock, command: DirectoryLock, data_dir: Path
) -> None:
    window.acquire(0)
    (data_dir / LOCK_NAME).unlink()
    window.acquire(0)
    assert error_of(command).failure is SaveFailure.IN_USE
    (data_dir / LOCK_NAME).unlink()
    command.acquire(0)
    assert error_of(window).failure is SaveFailure.IN_USE
    assert not window.is_held


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_directory_that_went_is_said_once_and_then_made_anew(window: DirectoryLock, data_dir: Path) -> None:
    window.acquire(0)
    data_dir.rename(data_dir.with_name("elsewhere"))
    error = error_of(window)
    assert (error.failure, error.path) == (SaveFailure.GONE, data_dir)
    assert not data_dir.exists()
    window.acquire(0)
    assert window.is_held
    assert (data_dir / LOCK_NAME).exists()


def test_a_lock_that_cannot_be_made_is_an_error_in_words(window: DirectoryLock, data_dir: Path) -> None:
    data_dir.write_text("a file")
    assert error_of(window).failure is SaveFailure.NOT_A_FILE
    data_dir.unlink()
    (data_dir / LOCK_NAME).mkdir(parents=True)
    assert error_of(window).failure in (SaveFailure.NOT_A_FILE, SaveFailure.NO_PERMISSION)


def test_a_lock_is_let_go_even_if_it_was_never_held(window: DirectoryLock) -> None:
    window.release()
    assert not window.is_held


@pytest.mark.skipif(sys.platform == "win32", reason="it has no flock")
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK])
@pytest.mark.parametrize("is_left", [False, True])
def test_a_disk_without_locks_is_said_and_a_file_that_was_left_holds_nothing(
    window: DirectoryLock, data_dir: Path, monkeypatch: pytest.MonkeyPatch, *, code: int, is_left: bool
) -> None:
    import fcntl

    def refuse(_fd: int, _operation: int) -> None:
        raise OSError(code, os.strerror(code))

    if is_left:
        data_dir.mkdir()
        (data_dir / LOCK_NAME).write_text("4711\nanother-pc\n")
    with monkeypatch.context() as patched:
        patched.setattr(fcntl, "flock", refuse)
        for _ in range(2):
            error = error_of(window, 0.05)
            assert (error.failure, error.path) == (SaveFailure.NO_LOCKS, data_dir)
            assert not window.is_held
    assert not (data_dir / HOLDER_NAME).exists()
    window.acquire(0)
    assert window.is_held


@pytest.mark.skipif(sys.platform == "win32", reason="it refuses folders in other words")
def test_a_disk_that_makes_no_files_is_not_one_without_locks(
    window: DirectoryLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = os.open

    def refuse(path: str, *arguments: int, **named: int) -> int:
        if str(path).endswith(LOCK_NAME):
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), path)
        return real_open(path, *arguments, **named)

    monkeypatch.setattr(os, "open", refuse)
    assert error_of(window).failure is SaveFailure.DEVICE
    monkeypatch.undo()
    window.acquire(0)
    window.release()
    monkeypatch.setattr(os, "open", refuse)
    assert error_of(window).failure is SaveFailure.DEVICE


@pytest.mark.skipif(sys.platform == "win32", reason="it has no flock")
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK])
def test_a_disk_that_refuses_another_call_is_not_one_without_locks(
    window: DirectoryLock, data_dir: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    data_dir.mkdir()
    (data_dir / LOCK_NAME).touch()
    real_fstat, failures = os.fstat, [OSError(code, os.strerror(code))]

    def fail_once(fd: int) -> os.stat_result:
        if failures:
            raise failures.pop()
        return real_fstat(fd)

    monkeypatch.setattr(os, "fstat", fail_once)
    assert error_of(window).failure is SaveFailure.DEVICE
    assert not failures
    window.acquire(0)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no flock")
def test_a_lock_that_cannot_be_let_go_is_no_failure_but_never_taken_for_another(
    window: DirectoryLock, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    real_flock = fcntl.flock

    def flock(fd: int, operation: int) -> None:
        if operation == fcntl.LOCK_UN:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real_flock(fd, operation)

    window.acquire(0)
    with monkeypatch.context() as patched:
        patched.setattr(fcntl, "flock", flock)
        window.release()
        (data_dir / LOCK_NAME).unlink()
        assert error_of(window).failure is SaveFailure.DEVICE
    window.acquire(0)
    assert window.is_held
    assert (data_dir / LOCK_NAME).exists()
