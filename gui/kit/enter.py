"""The Enter key of one widget, of which a new press counts only after a release; and a button that it presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_LIFTED_MS: Final = 2
"""Shortest time between release and next press, in milliseconds: filters the repeats, which have the same time.

No longer: a busy X server reads two presses of a quick hand at almost the same time.
"""


def is_enter(event: QKeyEvent) -> bool:
    """Return whether a key event is of Return or of the keypad's Enter."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def milliseconds_between(earlier: int, later: int) -> int | None:
    """Return the time between two timestamps of events; None if it is unknown.

    Synthetic events have the timestamp 0, and X11's clock wraps after 49 days.
    """
    return later - earlier if 0 < earlier <= later else None


class EnterKey:
    """Distinguishes presses of Enter from auto-repeats.

    On X11 Qt misses some repeats: it recognises one by the press queued behind its release, which may not have
    arrived yet. Such a press has the timestamp of the preceding release. The owner passes on Enter's key events and
    calls `leave` when it loses the focus.
    """

    def __init__(self) -> None:
        self.pressed_at = 0
        """Timestamp of the last press that counted, in milliseconds; 0 if there was none, or it had no timestamp."""
        self._held = False
        self._released_at = 0

    def is_pressed(self, event: QKeyEvent) -> bool:
        """Process a key press of Enter; return whether it counts as a press rather than a repeat."""
        lifted = milliseconds_between(self._released_at, event.timestamp())
        if event.isAutoRepeat() or self._held or (lifted is not None and lifted < _LIFTED_MS):
            self._held = True
            return False
        self._held = True
        self.pressed_at = event.timestamp()
        return True

    def release(self, event: QKeyEvent) -> None:
        """Process a key release of Enter."""
        if not event.isAutoRepeat():
            self._held = False
            self._released_at = event.timestamp()

    def leave(self) -> None:
        """Forget a held key on loss of the focus: another widget gets the release."""
        self._held = False


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
