"""The Enter key of one widget: a new press counts only after the key was released."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_LIFTED_MS: Final = 10
"""Shortest time that a finger is off the key, in milliseconds; no hand and no worn contact is to pass as a press."""


def is_enter(event: QKeyEvent) -> bool:
    """Say whether an event is of one of the two Enter keys."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def milliseconds_between(earlier: int, later: int) -> int | None:
    """Return the time between two events by their timestamps; None where that is not known.

    Events made by programs have no timestamp (0), and the clock of X11 begins anew after 49 days.
    """
    return later - earlier if 0 < earlier <= later else None


class EnterKey:
    """Tells presses from the repeats of a key that is held down.

    Qt marks those repeats, but on X11 not all of them: it knows a repeat by the press that follows its release, and
    misses it where that press is still on its way. Such a press has the very timestamp of the release before it.
    The owner passes on the key events of Enter, and says when the keyboard goes elsewhere.
    """

    def __init__(self) -> None:
        self.pressed_at = 0
        """Timestamp of the last press that counted, in milliseconds; 0 if there was none, or it had no timestamp."""
        self._held = False
        self._released_at = 0

    def is_pressed(self, event: QKeyEvent) -> bool:
        """Take a key press of Enter; say whether it counts."""
        lifted = milliseconds_between(self._released_at, event.timestamp())
        if event.isAutoRepeat() or self._held or (lifted is not None and lifted < _LIFTED_MS):
            self._held = True
            return False
        self._held = True
        self.pressed_at = event.timestamp()
        return True

    def release(self, event: QKeyEvent) -> None:
        """Take a key release of Enter."""
        if not event.isAutoRepeat():
            self._held = False
            self._released_at = event.timestamp()

    def leave(self) -> None:
        """The keyboard goes elsewhere, and with it the release of the key."""
        self._held = False
