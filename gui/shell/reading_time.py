"""The time that a user who is there needs to read a notice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

SHORTEST_MS: Final = 6_000
"""Time in milliseconds for any notice."""

LETTER_MS: Final = 80
"""Time for each letter: half of an ordinary reading speed."""

_WITH_WAYS: Final = 3
"""Times as long for a notice with buttons, or with a screen reader."""

_AGAIN_MS: Final = 1_000

_SIGNS_OF_LIFE: Final = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
)


class ReadingTime(QObject):
    """A stopwatch for a notice. `is_over` is emitted once, when it has been in view long enough of a user.

    The time begins when somebody uses the keyboard or the mouse. It is not over while the window is behind others, or
    the mouse or the keyboard is on the notice.
    """

    is_over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._notice: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def begin(self, notice: QWidget, letters: int, *, has_ways: bool) -> None:
        """Start anew for a notice with so many letters; `has_ways`: it has buttons of its own."""
        self.end()
        self._notice = notice
        slower = _WITH_WAYS if has_ways or QAccessible.isActive() else 1
        self._timer.setInterval(slower * (SHORTEST_MS + LETTER_MS * letters))
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def end(self) -> None:
        """Stop."""
        self._timer.stop()
        self._notice = None
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the time begin when somebody uses the keyboard or the mouse."""
        if event.type() in _SIGNS_OF_LIFE and self._notice is not None and not self._timer.isActive():
            self._timer.start()
        return False

    @Slot()
    def _look(self) -> None:
        notice = self._notice
        if notice is None:
            return
        focus = QApplication.focusWidget()
        has_focus = isinstance(focus, QWidget) and notice.isAncestorOf(focus)
        if not notice.isActiveWindow() or notice.underMouse() or has_focus:
            self._timer.start(_AGAIN_MS)
        else:
            self.end()
            self.is_over.emit()
