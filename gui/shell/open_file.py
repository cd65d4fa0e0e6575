"""Opens a file with the program that the system has for it, or shows it in the system's file manager."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

if TYPE_CHECKING:
    from pathlib import Path


def open_file(path: Path) -> bool:
    """Open a file or a folder; return whether the system knows a program for it."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """Show the folder of a file, with the file selected where the system can; return whether that was possible."""
    if sys.platform == "win32":
        return QProcess.startDetached("explorer.exe", ["/select,", QDir.toNativeSeparators(str(path))])[0]
    if sys.platform == "darwin":
        return QProcess.startDetached("open", ["-R", str(path)])[0]
    return open_file(path.parent)
