"""A task in a thread of its own, so that the window stays responsive; its outcome arrives as a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

if TYPE_CHECKING:
    from collections.abc import Callable


class Task(QThread):
    """Runs `work` once. `succeeded` gives what it returned, `failed` the exception that it raised.

    Keep a reference until one of them has come; the slots run in the thread of their owners.
    """

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        """Run the work; called by Qt in the new thread."""
        try:
            outcome = self._work()
        except Exception as error:  # noqa: BLE001 - whoever waits for it decides what an error means
            self.failed.emit(error)
        else:
            self.succeeded.emit(outcome)
