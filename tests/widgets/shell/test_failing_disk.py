"""The whole window on a disk that really fails: full, read-only, gone. Nothing is lost or saved twice."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDoubleSpinBox, QLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.station.station import Station
    from tests.widgets.shell.conftest import Shell

FIRST = "36,6\n118\n72\n"
SECOND = "38,5\n120\n90\n"
BOXES = ("fiebre", "presion", "frecuencia_cardiaca")


@pytest.fixture
def data_dir(small_disk: Path) -> Path:
    return small_disk / "datos"


def saved(station: Station) -> list[float]:
    """The temperatures in the log, in order of entry."""
    return [json.loads(line)["fiebre"] for line in station.log.read_bytes().splitlines()]


def label(shell: Shell, name: str) -> QLabel:
    found = shell.window.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def assert_the_reading_waits(shell: Shell, reason: str) -> None:
    assert label(shell, "estado_guardado").text() == "NO GUARDADO"
    assert reason in label(shell, "motivo_no_guardado").text()
    assert label(shell, "motivo_no_guardado").isVisible()
    boxes = [shell.window.findChild(QDoubleSpinBox, name) for name in BOXES]
    assert [box.lineEdit().text() for box in boxes] == ["38,5", "120", "90"]
    assert not shell.window.close()
    assert shell.dialogs.told.pop() == ("confirm_close",)
    assert shell.focus == "reintentar"


def fill(disk: Path) -> Path:
    """Leave not one byte free."""
    filler = disk / "relleno"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return filler


def test_a_disk_that_fills_up(open_shell: Callable[..., Shell], small_disk: Path, station: Station) -> None:
    shell = open_shell()
    shell.type(FIRST)
    filler = fill(small_disk)
    before = 0
    while label(shell, "estado_guardado").text() != "NO GUARDADO":  # a few more find room in the log's last block
        before = len(saved(station))
        shell.type(SECOND)
    assert_the_reading_waits(shell, "El disco está lleno.")
    shell.press("Return")
    assert_the_reading_waits(shell, "El disco está lleno.")
    filler.unlink()
    shell.press("Return")
    assert saved(station) == [36.6] + [38.5] * before


def test_a_disk_that_is_read_only(open_shell: Callable[..., Shell], small_disk: Path, station: Station) -> None:
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    shell = open_shell()
    shell.type(SECOND)
    assert_the_reading_waits(shell, "El disco es de solo lectura.")
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    shell.press("Return")
    assert saved(station) == [38.5]


def test_a_disk_that_knows_no_locks(
    open_shell: Callable[..., Shell], station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def refuse(_fd: int, _operation: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    with monkeypatch.context() as patched:
        patched.setattr(fcntl, "flock", refuse)
        shell = open_shell()
        shell.type(SECOND)
        assert_the_reading_waits(shell, "Ese disco no permite reservar la carpeta")
        assert not station.log.exists()
    shell.press("Return")
    assert saved(station) == [38.5]


def test_a_directory_that_is_gone(open_shell: Callable[..., Shell], data_dir: Path, station: Station) -> None:
    shell = open_shell()
    shell.type(FIRST)
    shutil.rmtree(data_dir)
    shell.type(SECOND)
    assert_the_reading_waits(shell, "La carpeta o el disco ya no están.")
    shell.press("Return")
    assert saved(station) == [38.5]
    assert not shell.dialogs.told
