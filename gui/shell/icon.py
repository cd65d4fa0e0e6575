"""The program's icon, for the window once that is painted."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

_ICONS: Final = Path(__file__).parent.with_name("icons")
_SIZES: Final = (16, 24, 32, 48, 64, 128)
"""Sizes in pixels. The window system copies each; menus and file managers use the larger files by themselves."""


def program_icon() -> QIcon:
    """Return the icon in all its sizes."""
    icon = QIcon()
    for size in _SIZES:
        icon.addFile(str(_ICONS / f"predictor-medico-{size}.png"), QSize(size, size))
    return icon
