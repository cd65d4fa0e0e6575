"""A button that Enter presses as Space does; holding the key presses once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.kit.enter_key import EnterKey, is_enter

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


class EnterButton(QPushButton):
    """A push button for forms outside dialogs: Enter presses it, once per press of the key."""

    focused = Signal()
    """The button has got the focus."""

    def __init__(self, parent: QWidget | None = None, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.enter_key = EnterKey()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click on a press of Enter that is no repeat."""
        if not is_enter(event):
            super().keyPressEvent(event)
            return
        event.accept()
        if self.enter_key.is_pressed(event):
            self.click()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Track the release of Enter."""
        if is_enter(event):
            self.enter_key.release(event)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Emit `focused`."""
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held Enter: its release goes to another widget."""
        self.enter_key.leave()
        super().focusOutEvent(event)
