"""The Qt binding that is locked leaves the reference counts of None and True alone: PySide6 6.12.0 did not."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

CALLS = 1000


class Sender(QObject):
    sent = Signal()


def test_calls_of_qt_use_up_no_constant() -> None:
    sender = Sender()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        sender.property("none")
        sender.sent.emit()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(then - now < CALLS / 2 for then, now in zip(before, after, strict=True))
