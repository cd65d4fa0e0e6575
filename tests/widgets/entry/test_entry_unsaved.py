"""A disk that refuses: the reading waits, and is saved exactly once or thrown away by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from core.errors import SaveError, SaveFailure
from gui.entry.result_panel import Shown
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.widgets.conftest import Entry


@pytest.fixture
def refusing(entry: Entry) -> Entry:
    """Something else stands where the log has to be."""
    entry.station.log.mkdir(parents=True)
    return entry


def mend(entry: Entry) -> None:
    entry.station.log.rmdir()


def test_not_saved_is_said_and_retry_saves_exactly_once(refusing: Entry) -> None:
    entry = refusing
    changes: list[bool] = []
    entry.tab.unsaved_changed.connect(lambda: changes.append(entry.tab.has_unsaved))
    entry.type(PATIENT)
    assert entry.tab.has_unsaved
    assert entry.label("estado_guardado").text() == "NO GUARDADO"
    assert entry.label("resultado").text() == "Enfermedad aguda"
    assert entry.label("motivo_no_guardado").isVisible()
    assert entry.label("motivo_no_guardado").text().startswith("predicciones.log no es un archivo normal.")
    assert entry.texts == ["38,5", "120", "90"]
    assert entry.focus is entry.button("reintentar")
    entry.press(Qt.Key.Key_Return)
    assert entry.tab.has_unsaved
    assert entry.focus is entry.button("reintentar")
    mend(entry)
    entry.hold_enter(50)
    entry.type("\n\n")
    assert entry.saved == [(38.5, 120, 90)]
    assert not entry.tab.has_unsaved
    assert changes == [True, False]
    assert entry.label("estado_guardado").text() == "✓ Guardado · 22:31:10"
    assert not entry.label("motivo_no_guardado").isVisible()
    assert entry.focus is entry.boxes[0]
    assert len(entry.signalled) == 1


def test_both_ways_out_have_an_underlined_letter(refusing: Entry, qtbot: QtBot) -> None:
    entry = refusing
    entry.type(PATIENT)
    entry.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: entry.may_discard.asked == 1)
    entry.type(PATIENT)
    mend(entry)
    entry.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: entry.saved == [(38.5, 120, 90)])


@pytest.mark.parametrize("failure", SaveFailure)
def test_the_banner_says_what_to_do(entry: Entry, monkeypatch: pytest.MonkeyPatch, failure: SaveFailure) -> None:
    def refuse(_draft: object) -> bool:
        raise SaveError(failure, entry.station.log)

    monkeypatch.setattr(entry.station, "save", refuse)
    entry.type(PATIENT)
    said = entry.label("motivo_no_guardado").text()
    remedy = {
        SaveFailure.FULL: "Libere espacio",
        SaveFailure.GONE: "Conecte de nuevo el disco",
        SaveFailure.IN_USE: "Cierre el otro programa",
    }.get(failure, "a la persona encargada")
    assert remedy in said
    assert entry.button("reintentar").text().replace("&", "") in said


def test_space_retries_and_the_record_keeps_the_time_of_the_prediction(refusing: Entry) -> None:
    entry = refusing
    entry.type(PATIENT)
    entry.station.clock.advance(minutes=5)  # type: ignore[attr-defined]
    mend(entry)
    entry.press(Qt.Key.Key_Space)
    assert entry.saved == [(38.5, 120, 90)]
    assert entry.label("estado_guardado").text() == "✓ Guardado · 22:31:10"


def test_a_held_enter_does_not_retry(refusing: Entry) -> None:
    entry = refusing
    entry.type("38,5\n120\n90")
    first = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    QApplication.sendEvent(entry.boxes[2], first)
    mend(entry)
    repeat = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True)
    QApplication.sendEvent(entry.button("reintentar"), repeat)
    assert entry.tab.has_unsaved
    assert entry.saved == []


def test_the_reading_that_waits_cannot_be_changed_or_cleared(refusing: Entry) -> None:
    entry = refusing
    entry.type(PATIENT)
    for place in range(3):
        entry.click(place)
        entry.type("7")
        entry.paste("7")
        entry.press(Qt.Key.Key_Backspace)
        entry.press(Qt.Key.Key_Up)
        entry.press(Qt.Key.Key_Escape)
    assert entry.texts == ["38,5", "120", "90"]
    assert not entry.button("predecir").isEnabled()
    entry.type("\n")
    assert entry.focus is entry.button("reintentar")
    entry.tab.clear()
    assert entry.tab.has_unsaved


def test_discarding_is_asked_for_and_leaves_nothing(refusing: Entry) -> None:
    entry = refusing
    entry.type(PATIENT)
    entry.may_discard.yes = False
    entry.type("\t")
    assert entry.focus is entry.button("descartar")
    entry.type("\n")
    assert entry.tab.has_unsaved
    entry.may_discard.yes = True
    entry.type("\n")
    assert entry.may_discard.asked == 2
    assert not entry.tab.has_unsaved
    assert entry.tab.panel.shown is Shown.NOTHING
    assert entry.texts == ["", "", ""]
    assert entry.focus is entry.boxes[0]
    mend(entry)
    assert entry.tab.retry()
    assert entry.saved == []
    entry.type("36,6\n118\n72\n")
    assert entry.saved == [(36.6, 118, 72)]
