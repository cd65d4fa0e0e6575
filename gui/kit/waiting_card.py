"""A card for a wait: its subject and its progress."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout

from gui.kit.label import label
from gui.language import formats
from gui.style.theme import GRID

_WHOLE: Final = 1000


class WaitingCard(QFrame):
    """A card with a sentence and a progress bar."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "card")
        self._said = ""
        self._words = label(wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)  # no colour of text is readable on both halves of a bar
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID * 3 // 2, 2 * GRID, GRID * 3 // 2)
        column.setSpacing(GRID)
        column.addWidget(self._words)
        column.addWidget(self._bar)

    def say(self, words: str) -> None:
        """Set the sentence that names the task."""
        self._said = words
        self._words.setText(words)
        self._bar.setAccessibleName(words)

    def show_progress(self, done: int, total: int) -> None:
        """Show the progress, `done` of `total`; a `total` of 0 is unknown and shows a busy bar."""
        self._bar.setRange(0, _WHOLE if total else 0)
        self._bar.setValue(min(_WHOLE, _WHOLE * done // total) if total else 0)
        self._words.setText(f"{self._said} {formats.percent(done, total, self.locale())}" if total else self._said)

    def show_bar(self, shown: bool) -> None:
        """Show or hide the bar."""
        self._bar.setVisible(shown)
