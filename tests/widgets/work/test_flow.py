"""One piece of work in the background: its progress, its cancellation and its outcome."""

from __future__ import annotations

import re
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QThread

from core.system.work import Work
from gui.work.flow import Flow, Running
from tests.widgets.conftest import LIMIT_MS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

GIB = 1024**3


class Digging(Work):
    """Work that lasts until it is let go, stopped, or given something to fail with."""

    def __init__(self) -> None:
        super().__init__()
        self.total, self.done = 5 * GIB, 2 * GIB
        self.go_on = Event()
        self.error: Exception | None = None

    def cancel(self) -> None:
        super().cancel()
        self.go_on.set()

    def run(self) -> str:
        assert self.go_on.wait(120)
        self._advance(0)
        if self.error is not None:
            raise self.error
        return "treasure"


class Digger(Flow[Digging]):
    def dig(self, what: Running = Running.RESTORE) -> Digging:
        work = Digging()
        self._start(what, work, work.run)
        return work

    def _succeed(self, _work: Digging, outcome: object) -> None:
        self.finished.emit(outcome)

    def _told(self, _work: Digging, error: Exception) -> str | None:
        return None if isinstance(error, KeyError) else type(error).__name__


@pytest.fixture
def digger(qapp: QCoreApplication) -> Iterator[Digger]:
    parent = QObject(qapp)
    made = Digger(parent)
    yield made
    made.stop()
    parent.deleteLater()


def test_it_tells_how_far_it_is_also_of_more_bytes_than_32_bits_count(digger: Digger, qtbot: QtBot) -> None:
    with qtbot.waitSignal(digger.begun), qtbot.waitSignal(digger.progressed) as told:
        work = digger.dig()
    assert told.args == [40]
    assert re.fullmatch(r"Restaurando…\s40\s%", digger.words(QLocale("es_CO")))
    with qtbot.waitSignal(digger.finished) as ended, qtbot.waitSignal(digger.ended) as how:
        work.go_on.set()
    assert (ended.args, how.args, digger.running) == (["treasure"], [False], None)


def test_what_is_over_soon_tells_nothing_of_itself(digger: Digger, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(digger.begun):
        digger.dig().go_on.set()
        (thread,) = digger.findChildren(QThread)
        assert thread.wait(LIMIT_MS)
        QCoreApplication.sendPostedEvents(digger)  # the outcome, before the timer of a slow machine
        assert digger.running is None


@pytest.mark.parametrize(
    ("what", "outcome", "is_stopped"), [(Running.RESTORE, "treasure", False), (Running.PREVIEW, "StoppedError", True)]
)
def test_what_ends_just_before_it_is_cancelled_is_done_if_it_has_written(
    digger: Digger, qtbot: QtBot, what: Running, outcome: str, *, is_stopped: bool
) -> None:
    digger.dig(what).go_on.set()
    (thread,) = digger.findChildren(QThread)
    assert thread.wait(LIMIT_MS)
    with qtbot.waitSignal(digger.finished) as ended, qtbot.waitSignal(digger.ended) as how:
        digger.cancel()
    assert (ended.args, how.args) == ([outcome], [is_stopped])


def test_it_is_stopped(digger: Digger, qtbot: QtBot) -> None:
    digger.dig()
    with qtbot.waitSignal(digger.finished) as ended, qtbot.waitSignal(digger.ended) as how:
        digger.cancel()
        assert digger.words(QLocale("es_CO")) == "Cancelando…"
    assert (ended.args, how.args) == (["StoppedError"], [True])
    with qtbot.waitSignal(digger.finished) as ended:
        digger.dig().go_on.set()
    assert ended.args == ["treasure"], "the next one is not"


@pytest.mark.parametrize(("error", "signal"), [(OSError(), "failed"), (KeyError(), "broke")])
def test_it_fails(digger: Digger, qtbot: QtBot, error: Exception, signal: str) -> None:
    work = digger.dig()
    work.error = error
    with qtbot.waitSignal(getattr(digger, signal)) as told, qtbot.waitSignal(digger.ended) as how:
        work.go_on.set()
    assert (told.args, how.args) == (["OSError" if signal == "failed" else error], [False])


def test_at_the_end_it_is_waited_for(digger: Digger) -> None:
    digger.dig()
    task = digger.findChild(QThread)
    digger.stop()
    assert task is not None
    assert task.isFinished()


def test_after_the_end_nothing_is_told_and_nothing_begins(digger: Digger, qtbot: QtBot) -> None:
    """An object that Qt deletes while a thread of its own runs takes the process with it."""
    digger.dig().go_on.set()
    (thread,) = digger.findChildren(QThread)
    assert thread.wait(LIMIT_MS)
    digger.finished.connect(lambda _told: digger.dig())
    with qtbot.assertNotEmitted(digger.finished), qtbot.assertNotEmitted(digger.ended):
        digger.stop()
        QCoreApplication.sendPostedEvents(digger)
    digger.dig()
    assert digger.running is None
    assert [task for task in digger.findChildren(QThread) if task.isRunning()] == []
