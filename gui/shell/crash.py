"""Handling of unexpected errors: a crash file, a short message on the screen, and the program goes on.

A crash file has no reading and nothing of an imported file in it: numbers and quoted text in messages are masked, and
values of variables are left out.
"""

from __future__ import annotations

import faulthandler
import os
import re
import sys
import threading
import traceback
from itertools import count
from typing import IO, TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot, qVersion

from core.system import disk
from core.system.paths import APP_ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

KEPT_FILES: Final = 20
"""Most crash files kept; the oldest are deleted."""

_PREFIX: Final = "falla-"
_NATIVE_NAME: Final = "cierre-brusco.txt"
_QUOTED: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
"""A value as Python quotes it in messages."""


def describe(error: BaseException) -> str:
    """Return the traceback of an error and its causes; in messages digits and quoted text but paths are masked."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        parts.append(
            "".join(traceback.format_tb(current.__traceback__)) + f"{type(current).__name__}: {_masked(current)}"
        )
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n\nbecause of\n\n".join(parts) + "\n"


def _masked(error: BaseException) -> str:
    try:
        text = str(error)
        return re.sub(r"\d", "#", text if isinstance(error, OSError) else re.sub(_QUOTED, "'…'", text))
    except Exception:  # noqa: BLE001 - __str__ itself may fail
        return "?"


class CrashFiles:
    """The directory of crash files. No method raises, as callers are handling an error already."""

    def __init__(self, folder: Callable[[], Path], clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock
        self._native: IO[str] | None = None

    def write(self, error: BaseException) -> Path | None:
        """Write a crash file and return its path; None if that fails too."""
        try:
            import platform  # noqa: PLC0415 - only a crash needs it
            from importlib.metadata import version  # noqa: PLC0415 - likewise

            moment = self._clock()
            folder = self._folder()
            disk.make_directory(folder)
            self._make_room(folder)
            path = _new_name(folder, moment)
            fd = disk.open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                file.write(
                    f"{moment:%Y-%m-%d %H:%M:%S%z}\n{APP_ID} {version(APP_ID)}\n{platform.platform()}\n"
                    f"Python {platform.python_version()}, Qt {qVersion()}\n\n{describe(error)}"
                )
        except Exception:  # noqa: BLE001 - see above
            return None
        return path

    def watch_native(self) -> Path | None:
        """Open a file for a crash in native code; return the one of the previous session if that ended so."""
        try:
            folder = self._folder()
            disk.make_directory(folder)
            path = folder / _NATIVE_NAME
            left = None
            if path.is_file() and path.stat().st_size > 0:
                self._make_room(folder)
                left = path.rename(_new_name(folder, self._clock()))
            fd = disk.open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            self._native = os.fdopen(fd, "w", encoding="utf-8")
            faulthandler.enable(self._native)
        except Exception:  # noqa: BLE001 - see above
            return None
        return left

    def stop_watching(self) -> None:
        """Close and delete the file for native crashes at a regular end."""
        if self._native is None:
            return
        faulthandler.disable()
        try:
            self._native.close()
            (self._folder() / _NATIVE_NAME).unlink()
        except Exception:  # noqa: BLE001 - see above
            return
        finally:
            self._native = None

    @staticmethod
    def _make_room(folder: Path) -> None:
        for old in sorted(folder.glob(f"{_PREFIX}*.txt"))[: -(KEPT_FILES - 1)]:
            old.unlink()


def _new_name(folder: Path, moment: datetime) -> Path:
    names = (folder / f"{_PREFIX}{moment:%Y%m%d-%H%M%S}-{number:02}.txt" for number in count(1))
    return next(name for name in names if not name.exists())


class CrashGuard(QObject):
    """Handles uncaught errors of all threads; reports each distinct traceback once.

    `crashed` carries the path of the crash file, "" if there is none. It is emitted from the event loop, outside the
    failing call: a dialog opened inside a paint event would fail again.
    """

    crashed = Signal(str)
    _caught = Signal(str)

    def __init__(self, files: CrashFiles, parent: QObject) -> None:
        super().__init__(parent)
        self.files = files
        self._known: set[str] = set()
        self._busy = threading.local()
        self._is_joined = False

    def install(self) -> None:
        """Install the exception hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    @staticmethod
    def uninstall() -> None:
        """Restore Python's exception hooks."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    @Slot(object)
    def take(self, error: BaseException) -> None:
        """Report an error, unless it was reported before."""
        if getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            place = type(error).__name__ + "".join(traceback.format_tb(error.__traceback__))
            if place not in self._known:
                self._known.add(place)
                path = self.files.write(error)
                self._join()
                self._caught.emit("" if path is None else str(path))
                if sys.stderr is not None:
                    told = f"{APP_ID}: falla interna, anotada en {path}\n" if path else describe(error)
                    sys.stderr.write(told)
        except Exception:  # noqa: BLE001 - a failure of the reporting itself cannot be reported
            return
        finally:
            self._busy.now = False

    def _join(self) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

        if not self._is_joined:
            self._is_joined = True
            self._caught.connect(self.crashed, Qt.ConnectionType.QueuedConnection)

    def _on_exception(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.take(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
            self.take(arguments.exc_value)
