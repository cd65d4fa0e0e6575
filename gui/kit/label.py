"""Labels of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def label(
    role: str = "", name: str = "", text: str = "", *, wraps: bool = False, parent: QWidget | None = None
) -> QLabel:
    """Return a label of plain text; `role` is its kind in the style sheet, `name` the name of the object."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setObjectName(name)
    if role:
        made.setProperty("role", role)
    return made
