"""Shared by all tests: no real screen, no real data, a fixed clock, and ways to run the command line."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# A run in the background may start with SIGINT ignored, which child processes would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("predictor", deadline=None, print_blob=True, derandomize="CI" in os.environ)
settings.load_profile("predictor")

PROGRAM = (sys.executable, "-m", "gui")
CLONE_NEWNS = 0x20000
END_S = 300
"""How long a process may take to end after its tests, in seconds."""


def pytest_configure(config: pytest.Config) -> None:
    """Let a worker end in its own time: xdist kills it 10 s after its last test, and with it what it has covered."""
    if config.pluginmanager.hasplugin("xdist"):
        from xdist.workermanage import NodeManager

        NodeManager.EXIT_TIMEOUT = END_S


def pytest_unconfigure() -> None:
    """End a process that does not end after its tests, with the stacks of its threads, as pytest ends a test."""
    faulthandler.dump_traceback_later(END_S, exit=True)


@pytest.fixture(autouse=True)
def _no_real_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Isolate every test from the user's data, locale and Python settings."""
    home = tmp_path_factory.getbasetemp() / "home"
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(home / variable))
    for variable in ("PREDICTOR_MEDICO_DATA_DIR", "LC_ALL", "LC_NUMERIC", "LANG", "LANGUAGE", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(autouse=True)
def _empty_clipboard() -> Iterator[None]:
    """Clear the clipboard after each test.

    Qt frees its content with the application; content made by Python, which has ended by then, would crash the
    process after all tests have passed.
    """
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The path of a data directory that does not exist yet."""
    return tmp_path / "datos"


@dataclass
class Clock:
    """A clock that stands still until set; begins at 22:31:10 on 14 November 2025, in Bogotá."""

    now: datetime = datetime(2025, 11, 14, 22, 31, 10, tzinfo=timezone(timedelta(hours=-5)))

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """Move the clock by the arguments of `timedelta`, which may be negative."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def run_program(data_dir: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return a function that runs the program in a process, with a command line and optional bytes on stdin.

    The data directory is `data_dir`, unless the command line names another one.
    """

    def run(
        *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        where = () if "--data-dir" in arguments else ("--data-dir", str(data_dir))
        return subprocess.run(
            [*PROGRAM, *where, *arguments],
            input=stdin,
            env=os.environ | (env or {}),
            capture_output=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def own_mounts() -> None:
    """Put the test process into its own mount namespace: mounts stay private and end with it, even if killed."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a disk needs root on Linux")
    if shutil.which("mount") is None:
        pytest.skip("mount is not installed")
    if ctypes.CDLL(None).unshare(CLONE_NEWNS):
        pytest.skip("nothing can be mounted here")
    parted = subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True, text=True, check=False)
    if parted.returncode:  # such as a root that is no mount point: other processes would see the mounts
        pytest.skip(f"nothing can be mounted here: {parted.stderr.splitlines()[0]}")


@pytest.fixture
def small_disk(tmp_path: Path, own_mounts: None) -> Iterator[Path]:  # noqa: ARG001
    """A separate real file system of 64 KiB."""
    disk = tmp_path / "disco"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", disk], check=True)


@pytest.fixture
def chance() -> random.Random:
    """Another seed each time, printed so that a failure can be repeated."""
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed)  # noqa: T201 - to repeat a failure
    return random.Random(seed)  # noqa: S311 - moments, no secrets
