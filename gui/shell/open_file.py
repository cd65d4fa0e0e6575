"""Opens a file with the program that the system has for it, or shows it in the system's file manager."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDir, QProcess, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from subprocess import Popen

_AT_ONCE_S: Final = 30.0
"""Time in which the system's opener says that it failed; later, it was the program that it had opened."""

_LOOK_MS: Final = 100

_SHOW: Final = [
    "--session",
    "--print-reply",
    "--reply-timeout=20000",
    "--dest=org.freedesktop.FileManager1",
    "/org/freedesktop/FileManager1",
    "org.freedesktop.FileManager1.ShowItems",
]
"""Words that ask the file manager of a Linux desktop to show files (file manager interface of freedesktop.org)."""


def open_file(path: Path, on_failure: Callable[[], None]) -> None:
    """Open a file or a folder; call `on_failure`, now or soon, if the system has no program for it."""
    opener = None if sys.platform in ("win32", "darwin") else shutil.which("xdg-open")
    if opener is not None:
        _run([opener, str(path)], on_failure)  # Qt runs the same, and does not look whether it fails
    elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        on_failure()


def show_in_folder(path: Path, on_failure: Callable[[], None]) -> None:
    """Show the folder of a file, with the file selected where the system can; `on_failure` as for `open_file`."""
    if sys.platform == "win32":
        _start("explorer.exe", ["/select,", QDir.toNativeSeparators(str(path))], on_failure)
    elif sys.platform == "darwin":
        _start("open", ["-R", str(path)], on_failure)
    else:
        _show_by_bus(path, partial(open_file, path.parent, on_failure))


def _show_by_bus(path: Path, otherwise: Callable[[], None]) -> None:
    """Ask the desktop's file manager; `otherwise` where there is none, or it cannot select a file."""
    asker = shutil.which("dbus-send")
    if asker is None or "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
        otherwise()
        return
    url = bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()).decode("ascii").replace(",", "%2C")
    _run([asker, *_SHOW, f"array:string:{url}", "string:"], otherwise)  # a comma would separate two files


def _start(program: str, words: list[str], on_failure: Callable[[], None]) -> None:
    if not QProcess.startDetached(program, words)[0]:
        on_failure()


def _run(words: list[str], on_failure: Callable[[], None]) -> None:
    import subprocess  # noqa: PLC0415 - only when a file is opened

    nobody = subprocess.DEVNULL
    try:
        # In a session of its own: what it opens stays open when this program is closed.
        opening = subprocess.Popen(  # noqa: S603 - the opener that the system has
            words, stdin=nobody, stdout=nobody, stderr=nobody, start_new_session=True
        )
    except OSError:
        on_failure()
        return
    watch = QTimer(QCoreApplication.instance())
    watch.setObjectName("opening")
    watch.timeout.connect(partial(_look, watch, opening, monotonic() + _AT_ONCE_S, on_failure))
    watch.start(_LOOK_MS)


def _look(watch: QTimer, opening: Popen[bytes], until: float, on_failure: Callable[[], None]) -> None:
    status = opening.poll()
    if status is None and monotonic() < until:
        return
    watch.stop()
    watch.deleteLater()
    if status:
        on_failure()
