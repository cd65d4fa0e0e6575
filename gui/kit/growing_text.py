"""Larger text in a window with room for it: in every tab alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QFontMetrics

from gui.style.style_sheet import points, text_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from gui.style.look import Look

_WIDTH: Final = 94
_HEIGHT: Final = 52
"""Width of a page, and height of its window, with all cards of the entry tab at ease, in heights of a line."""

_BASE: Final = 100
"""The text size at which lines are measured, in percent."""

_LARGEST: Final = 1.5
_STEP: Final = 5
"""The largest text, as a multiple of the chosen size, and the steps to it in percent."""


class GrowingText(QObject):
    """Makes the text of a page as large as its cards allow, up to `_LARGEST`; never smaller than chosen."""

    def __init__(self, page: QWidget, look: Look) -> None:
        super().__init__(page)
        self._page = page
        self._look = look
        self.size = look.text_size
        """The size of the page's text in percent."""
        look.changed.connect(self.fit)
        page.installEventFilter(self)

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:
        """Follow the size of the page, before its content is laid out."""
        if event.type() is QEvent.Type.Resize:
            self.fit()
        return False

    @Slot()
    def fit(self) -> None:
        """Use the size of text that suits the page, and the one chosen."""
        font = self._page.font()
        font.setPointSizeF(points("base", _BASE))
        line = QFontMetrics(font).height() / _BASE
        room = min(self._page.width() / _WIDTH, self._page.window().height() / _HEIGHT) / line
        chosen = self._look.text_size
        size = max(chosen, _STEP * int(min(room, _LARGEST * chosen) / _STEP))
        if size != self.size:
            self.size = size
            self._page.setStyleSheet(text_sheet(size) if size > chosen else "")


def grow_around(content: QWidget, look: Look) -> None:
    """Let the text grow of the page that a tab's content fills, with the notices below it."""
    GrowingText(content.parentWidget() or content, look).fit()
