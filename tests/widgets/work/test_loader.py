"""Reading the log in the background: begun again where it has to be, and stopped at the end."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject

from core.errors import ReadError, SaveFailure
from core.records.period import Period
from core.station.station import Load
from core.system.work import StoppedError
from core.vocabulary import Category
from gui.work.loader import Loader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QCoreApplication
    from pytestqt.qtbot import QtBot


class Endless(Load):
    """A load that ends only when it is told to."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.cancelled = Event()

    def cancel(self) -> None:
        self.cancelled.set()

    def run(self, on_first: object = None) -> None:
        del on_first
        self.cancelled.wait(120)
        raise StoppedError


@pytest.fixture
def loader(station: Any, qapp: QCoreApplication) -> Iterator[Loader]:
    parent = QObject(qapp)
    made = Loader(station, parent)
    yield made
    made.stop()
    parent.deleteLater()


def test_a_load_under_way_is_dropped_and_begun_again(
    loader: Loader, ward: Any, station: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ward.fill(20)
    with monkeypatch.context() as patch:
        patch.setattr("core.station.station.Load", Endless)
        loader.start()
    with qtbot.waitSignal(loader.loaded):
        loader.start()
    assert station.report(Period()).total == 20


def test_the_end_does_not_wait_for_a_load(loader: Loader, ward: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ward.predict(Category.ACUTE)
    made: list[Endless] = []
    monkeypatch.setattr("core.station.station.Load", lambda *given: made.append(Endless(*given)) or made[-1])
    loader.start()
    loader.stop()
    assert made[0].cancelled.is_set()


def test_a_load_that_fails_is_due_again(
    loader: Loader, ward: Any, station: Any, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ward.fill(20)

    def fail(*_arguments: object) -> None:
        raise ReadError(SaveFailure.DEVICE, station.log)

    with monkeypatch.context() as patch:
        patch.setattr("core.station.station.Load.run", fail)
        with qtbot.waitSignal(loader.failed):
            loader.start()
    assert station.needs_load
    with qtbot.waitSignal(loader.loaded):
        loader.start()
    assert station.report(Period()).total == 20
