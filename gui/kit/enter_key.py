"""The Enter key of one widget: a new press counts only after the key was released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

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
