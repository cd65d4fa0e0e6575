"""The row of tabs of the window, and their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    InnerFoot = Callable[[Callable[[int], int]], QVBoxLayout | None]
    """Returns a layout in the content for a banner, by its height at a width; None if there is no room for it."""


class TabBar(QTabBar):
    """A tab bar whose tabs all have the width of their bold names, so that the current one does not shift others."""

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab with its name in bold; Qt's own hint covers the current tab."""
        size = super().tabSizeHint(index)
        if index == self.currentIndex():
            return size
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        text = self.tabText(index)
        more = QFontMetrics(bold).horizontalAdvance(text) - self.fontMetrics().horizontalAdvance(text)
        return size + QSize(max(0, more), 0)


class Page(QWidget):
    """A tab's page, empty until `fill`. It restores its last focus if `remembers`, else focuses its first control."""

    def __init__(self, *, remembers: bool = True) -> None:
        super().__init__()
        self._remembers = remembers
        self._focus_first: Callable[[], None] | None = None
        self._visited = False
        self.foot = QVBoxLayout(self)
        self.inner_foot: InnerFoot | None = None
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(0)

    @property
    def is_empty(self) -> bool:
        """Whether the content is still missing."""
        return self._focus_first is None

    def fill(self, content: QWidget, focus_first: Callable[[], None]) -> None:
        """Add the content; `focus_first` focuses its first control."""
        self._focus_first = focus_first
        self.foot.insertWidget(0, content, 1)

    def foot_for(self, height_at: Callable[[int], int]) -> QVBoxLayout:
        """Return the layout at whose end a banner goes, by its height at a width: in the content, else below it."""
        inner = None if self.inner_foot is None else self.inner_foot(height_at)
        return self.foot if inner is None else inner

    def focus_where_it_was(self) -> None:
        """Focus the last focused control, if remembered and usable, else the first one."""
        last = cast("QWidget | None", self.focusWidget())
        if self._visited and last is not None and self.isAncestorOf(last) and last.isVisible() and last.isEnabled():
            from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._focus_first is not None:
            # Qt's own choice at the first show does not count as remembered.
            self._visited = self._remembers
            self._focus_first()
