"""The frame of each subject in the tab *Modelo*."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.style.theme import GRID


def card(*content: QWidget) -> QFrame:
    """Return a card with these widgets below each other."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
    column.setSpacing(GRID)
    for widget in content:
        column.addWidget(widget)
    return frame


def row(*content: QWidget) -> QWidget:
    """Return these widgets beside each other, at the left."""
    line = QWidget()
    inside = QHBoxLayout(line)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(GRID)
    for widget in content:
        inside.addWidget(widget)
    inside.addStretch(1)
    return line
