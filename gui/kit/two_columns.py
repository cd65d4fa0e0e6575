"""Blocks of a page in two columns where both have room, else in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_LEAST: Final = 30
"""Least width of one of two columns, in heights of a line of text."""


class TwoColumns(QWidget):
    """Blocks in rows of two, or below each other in a narrow page; those of a row are equally wide and high."""

    def __init__(self, *blocks: QWidget) -> None:
        super().__init__()
        self._blocks: Sequence[QWidget] = ()
        self._beside = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setVerticalSpacing(2 * GRID)
        self.show_blocks(blocks)

    def show_blocks(self, blocks: Sequence[QWidget]) -> None:
        """Show these blocks, in order; those shown so far and not among them are deleted."""
        for block in self._blocks:
            self._grid.removeWidget(block)
            if block not in blocks:
                block.hide()
                block.deleteLater()
        self._blocks = tuple(blocks)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest block, and the height of the current arrangement."""
        widest = max((block.minimumSizeHint().width() for block in self._blocks), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        needed = 2 * _LEAST * self.fontMetrics().height() + self._grid.horizontalSpacing()
        beside = 2 if self.width() >= needed else 1
        if beside != self._beside:
            self._beside = beside
            self._place()

    def _place(self) -> None:
        for place, block in enumerate(self._blocks):
            self._grid.addWidget(block, place // self._beside, place % self._beside)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, self._beside - 1)


def block(*content: QWidget, level: int = -1) -> QWidget:
    """Return a block with these widgets below each other; spare height goes above the one numbered `level`."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    for number, widget in enumerate(content):
        if number == level:
            column.addStretch(1)
        column.addWidget(widget)
    if level < 0:
        column.addStretch(1)
    return made
