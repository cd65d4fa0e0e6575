"""A real window on a screen of its own, and a nurse who only has a keyboard. Nothing here waits for a fixed time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.flows.accessible import LAUNCHERS, SYSTEM_PYTHON, answers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = Path(sys.executable).with_name("predictor-medico")

DEADLINE_S = 120.0
"""Longest wait for any condition, in seconds, on a slow and busy machine."""

POLL_S = 0.02

PATIENCE_S = 3.0
"""Time after which a key that has had no effect is pressed again, in seconds."""

_T = TypeVar("_T")

_OF_THE_DESKTOP = ("QT_", "LC_", "XDG_", "WAYLAND_", "DBUS_")


def _need(*tools: str) -> None:
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


class Nurse:
    """Starts the installed program in a real window and presses keys."""

    def __init__(self, display: str, home: Path) -> None:
        self.program = PROGRAM
        self.data_dir = home / "datos"
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(_OF_THE_DESKTOP)}
        self.env |= {"DISPLAY": display, "HOME": str(home), "LANG": "es_CO.UTF-8"}
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def log(self) -> list[dict[str, object]]:
        """The records on the disk."""
        path = self.data_dir / "predicciones.log"
        if not path.exists():
            return []
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    @staticmethod
    def wait_until(condition: Callable[[], _T], what: str) -> _T:
        """Return the condition's first true result; fail at the deadline."""
        end = time.monotonic() + DEADLINE_S
        while True:
            outcome = condition()
            if outcome:
                return outcome
            assert time.monotonic() < end, f"waited in vain for {what}"
            time.sleep(POLL_S)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the program."""
        program = subprocess.Popen(
            [PROGRAM, "--data-dir", self.data_dir], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._started.append(program)
        return program

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command of the program."""
        return subprocess.run(
            [PROGRAM, "--data-dir", self.data_dir, *arguments],
            env=self.env,
            capture_output=True,
            timeout=300,
            check=False,
        )

    def windows(self, program: subprocess.Popen[bytes], title: str) -> list[str]:
        """Return the visible windows of a program whose titles begin with `title`."""
        assert program.poll() is None, (program.returncode, program.stderr and program.stderr.read().decode())
        found = self._xdotool("search", "--all", "--onlyvisible", "--pid", str(program.pid), "--name", f"^{title}")
        return found.split()

    def look_at(self, program: subprocess.Popen[bytes], title: str) -> str:
        """Wait for a window and focus it, as a window manager would."""
        window = self.wait_until(lambda: self.windows(program, title), f"the window {title}")[-1]
        self._xdotool("windowfocus", "--sync", window)
        return window

    def open_by(self, program: subprocess.Popen[bytes], title: str, *keys: str) -> None:
        """Press keys until they open a window, in vain while the records are being read; focus it."""
        again = time.monotonic()

        def press_and_look() -> list[str]:
            nonlocal again
            if time.monotonic() >= again:
                self.press(*keys)
                again = time.monotonic() + PATIENCE_S
            return self.windows(program, title)

        self.wait_until(press_and_look, f"the window {title}")
        self.look_at(program, title)

    def place_of(self, window: str) -> tuple[int, int, int, int]:
        """Return the left, top, width and height of a window, in pixels of the screen."""
        said = dict(line.split("=") for line in self._xdotool("getwindowgeometry", "--shell", window).split())
        return int(said["X"]), int(said["Y"]), int(said["WIDTH"]), int(said["HEIGHT"])

    def press(self, *keys: str) -> None:
        """Press keys by their X names."""
        self._xdotool("key", *keys)

    def hold(self, key: str) -> None:
        """Press a key without releasing it; the server repeats it."""
        self._xdotool("keydown", key)

    def let_go(self, key: str) -> None:
        """Release a key."""
        self._xdotool("keyup", key)

    def type(self, text: str) -> None:
        """Type a text; a newline is Enter."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Return")
            if line:
                self._xdotool("type", "--delay", "5", line)

    def end(self) -> None:
        """Kill the programs that still run."""
        for program in self._started:
            if program.poll() is None:
                program.kill()
            program.communicate()

    def _xdotool(self, *command: str) -> str:
        done = subprocess.run(
            ["xdotool", *command], env=self.env, capture_output=True, text=True, timeout=300, check=False
        )
        return done.stdout


@pytest.fixture(scope="session")
def need() -> Callable[..., None]:
    """Return a function that skips the test if a tool is missing, with its name."""
    return _need


@pytest.fixture(scope="session")
def open_nurse() -> Callable[[str, Path], Nurse]:
    """Return the class that makes a nurse for a display and a home directory; the caller calls `end`."""
    return Nurse


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """A virtual screen of 1366×768."""
    _need("Xvfb", "xdotool")
    if not PROGRAM.exists():
        pytest.skip(f"not installed: {PROGRAM.name}")
    readable, writable = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writable), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writable,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writable)
    try:
        with os.fdopen(readable) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def bus(
    need: Callable[..., None], open_nurse: type[Nurse], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """A D-Bus session with an accessibility bus; returns the environment of programs on it."""
    need("dbus-daemon", "dbus-send")
    launcher = next((path for path in LAUNCHERS if path.exists()), None)
    if launcher is None:
        pytest.skip("not installed: at-spi-bus-launcher (package at-spi2-core)")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        pytest.skip("not installed: pyatspi for the system's Python (package python3-pyatspi)")
    session = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE)
    assert session.stdout is not None
    address = session.stdout.readline().decode().strip()
    variables = {
        "DBUS_SESSION_BUS_ADDRESS": address,
        "XDG_RUNTIME_DIR": str(tmp_path_factory.mktemp("run")),  # else all such buses of a user share one socket
        "QT_ACCESSIBILITY": "1",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    accessible = subprocess.Popen([launcher, "--launch-immediately"], env=os.environ | variables)
    try:
        open_nurse.wait_until(partial(answers, variables), "an answer of the bus for screen readers")
        yield variables
    finally:
        for process in (accessible, session):  # killed, the first one would leave its own bus behind
            process.terminate()
            process.communicate()


@pytest.fixture
def nurse(display: str, tmp_path: Path) -> Iterator[Nurse]:
    made = Nurse(display, tmp_path)
    yield made
    made.end()
