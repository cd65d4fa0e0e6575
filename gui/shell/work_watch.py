"""Background work in the shell: a banner while it runs, and a question when the window is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.work.flow import Running

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from gui.shell.notices import Notices
    from gui.work.flow import Flow


class _Watched(QObject):
    """Shows the progress of one flow in a banner. `ended` carries whether it was stopped."""

    ended = Signal(bool)

    def __init__(self, flow: Flow[Any], notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self.flow = flow
        self._notices = notices
        self._window = window
        self._name = f"work-{type(flow).__name__}"
        flow.begun.connect(self._on_begun)
        flow.progressed.connect(notices.went_on)
        flow.ended.connect(self._on_ended)

    def _words(self) -> str:
        return self.flow.words(self._window.locale())

    @Slot()
    def _on_begun(self) -> None:
        follows = self.flow.running is Running.TRIAL  # of a model that an answer of the district has brought
        self._notices.working(self._name, self._words, self.flow.cancel, follows_answer=follows)

    @Slot(bool)
    def _on_ended(self, is_stopped: bool) -> None:
        self._notices.has_ended(self._name)
        self.ended.emit(is_stopped)


class WorkWatch(QObject):
    """The background flows of a window: their banners, and the question before the window closes.

    `confirm_stop` asks whether to stop a running task; the given signal is emitted if the task ends meanwhile.
    """

    def __init__(
        self, notices: Notices, confirm_stop: Callable[[Running, SignalInstance], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._notices = notices
        self._confirm_stop = confirm_stop
        self._window = window
        self._watched: list[_Watched] = []
        self._closes_when_stopped = False
        self._is_outcome_new = False

    def join(self, flow: Flow[Any]) -> None:
        """Watch one more."""
        watched = _Watched(flow, self._notices, self._window)
        watched.ended.connect(self._on_ended)
        self._watched.append(watched)

    def may_close(self) -> bool:
        """Return whether the window may close now; ask about running tasks and cancel them.

        While cancelled tasks still run the window stays open, and closes by itself at their end. A task that ends
        by itself meanwhile has an outcome in a banner, for which the window stays open.
        """
        if self._running() and not self._closes_when_stopped:
            self._is_outcome_new = False
            if not all(self._may_stop(watched.flow) for watched in self._watched) or self._is_outcome_new:
                return False
            self._closes_when_stopped = True
            for watched in self._watched:
                watched.flow.cancel()
        if self._running():
            return False
        self._closes_when_stopped = False
        return True

    def _may_stop(self, flow: Flow[Any]) -> bool:
        return flow.running is None or self._confirm_stop(flow.running, flow.ended)

    def _running(self) -> list[Running]:
        return [watched.flow.running for watched in self._watched if watched.flow.running is not None]

    @Slot(bool)
    def _on_ended(self, is_stopped: bool) -> None:
        if not is_stopped:
            self._is_outcome_new = True
            self._closes_when_stopped = False
        if self._closes_when_stopped and not self._running():
            QTimer.singleShot(0, self._window.close)
