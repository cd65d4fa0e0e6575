"""F8 in the entry tab: the last record's values come back, and the new record replaces it."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from core.errors import SaveError, SaveFailure
from core.notes import voids
from core.records.period import Period
from core.system import disk
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import Reason
from gui.entry.entry_form import FormState
from tests.stations import loaded
from tests.widgets.conftest import PATIENT

if TYPE_CHECKING:
    from tests.widgets.conftest import Entry


@pytest.fixture
def told(entry: Entry) -> list[str]:
    """What the entry tab has told of corrections; failures begin with an exclamation mark."""
    heard: list[str] = []
    entry.tab.told.connect(lambda words: heard.append(words()))
    entry.tab.failed.connect(lambda words: heard.append(f"!{words()}"))
    return heard


def voided(entry: Entry) -> list[tuple[str, str]]:
    path = entry.station.data_dir / RETRACTIONS_NAME
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(event["registro"], event["motivo"]) for event in map(json.loads, lines)]


def ids(entry: Entry) -> list[str]:
    return [json.loads(line)["id"] for line in entry.station.log.read_text(encoding="utf-8").splitlines()]


def correct(entry: Entry, keys: str) -> None:
    entry.tab.correct_last()
    entry.type(keys)


def test_the_values_come_back_and_the_corrected_ones_replace_them(entry: Entry, told: list[str]) -> None:
    loaded(entry.station)
    entry.type(PATIENT)
    entry.tab.correct_last()
    assert entry.texts == ["38,5", "120", "90"]
    assert entry.focus is entry.boxes[0]
    entry.type("\n\n99\n")
    assert entry.saved == [(38.5, 120, 90), (38.5, 120, 99)]
    assert voided(entry) == [(ids(entry)[0], "error de digitación")]
    report = entry.station.report(Period())
    assert report is not None
    assert [record.frecuencia_cardiaca for record in report.last] == [99]
    assert told == ["Corregido. El registro de las 22:31:10 quedó anulado: error de digitación."]
    assert entry.tab.form.state is FormState.SPENT
    assert entry.texts == ["", "", ""]


def test_the_form_says_that_it_corrects_and_again_what_it_is_for(entry: Entry) -> None:
    entry.type(PATIENT)
    before = words_of(entry)
    entry.tab.correct_last()
    during = words_of(entry)
    assert during[0].startswith("Corregir el de 22:31:10")
    assert "Corregir" in during[1]
    assert "Esc lo deja como estaba" in during[2]
    reason = entry.label("motivo")
    assert reason.text() == "Corrige el de las 22:31:10. Esc lo deja como estaba."
    assert entry.button("predecir").accessibleDescription() == reason.text()
    entry.press(Qt.Key.Key_Escape)
    assert words_of(entry) == before
    entry.tab.correct_last()
    entry.type("37,6\n\n\n")
    assert words_of(entry) == before


def words_of(entry: Entry) -> tuple[str, str, str]:
    shown = [label.text() for label in entry.tab.form.findChildren(QLabel)]
    return shown[0], entry.button("predecir").text(), shown[-1]


def test_esc_leaves_everything_as_it_was(entry: Entry, told: list[str]) -> None:
    entry.type(PATIENT)
    before = entry.station.log.read_bytes(), entry.texts, [box.lineEdit().placeholderText() for box in entry.boxes]
    correct(entry, "41\n99")
    entry.press(Qt.Key.Key_Escape)
    after = entry.station.log.read_bytes(), entry.texts, [box.lineEdit().placeholderText() for box in entry.boxes]
    assert after == before
    assert (entry.tab.form.state, voided(entry), told) == (FormState.SPENT, [], [])
    assert entry.focus is entry.boxes[0]
    entry.type(PATIENT)
    assert len(entry.saved) == 2
    assert voided(entry) == [], "the next patient is a new record"


def test_what_was_being_typed_for_the_next_patient_comes_back(entry: Entry) -> None:
    entry.type(PATIENT)
    entry.type("36,6\n11")
    entry.tab.correct_last()
    assert entry.texts == ["38,5", "120", "90"]
    entry.press(Qt.Key.Key_Escape)
    assert entry.texts == ["36,6", "11", ""]
    correct(entry, "37,6\n\n\n")
    assert entry.texts == ["36,6", "11", ""]
    assert entry.focus is entry.boxes[1]
    entry.type("8\n72\n")
    assert entry.saved == [(38.5, 120, 90), (37.6, 120, 90), (36.6, 118, 72)]
    assert len(voided(entry)) == 1


def test_values_that_were_not_changed_make_no_record(entry: Entry, told: list[str]) -> None:
    entry.type(PATIENT)
    correct(entry, "38.5\n\n\n")
    assert (entry.saved, voided(entry)) == ([(38.5, 120, 90)], [])
    assert told == ["No cambió ningún valor: el registro queda como estaba."]
    assert entry.tab.form.state is FormState.SPENT


@pytest.mark.parametrize("what", ["nothing saved", "voided", "unsaved"])
def test_f8_says_why_nothing_can_be_corrected(
    entry: Entry, told: list[str], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(entry.station)
    if what == "voided":
        entry.type(PATIENT)
        target = entry.station.last
        assert target is not None
        entry.station.note(target, voids.void(Reason.TEST))
    elif what == "unsaved":
        monkeypatch.setattr(entry.station, "save", refuse)
        entry.type(PATIENT)
    before = entry.texts
    entry.tab.correct_last()
    assert entry.texts == before
    expected = {
        "nothing saved": "Solo se corrige el último registro guardado desde que se abrió el programa",
        "voided": "El último registro ya está anulado.",
        "unsaved": "Primero guarde o descarte la lectura que no está guardada.",
    }[what]
    assert len(told) == 1
    assert told[0].startswith(expected)


def refuse(*_arguments: object) -> None:
    raise SaveError(SaveFailure.FULL, Path("predicciones.log"))


def test_a_correction_that_is_not_saved_voids_nothing_until_it_is(
    entry: Entry, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry.type(PATIENT)
    with monkeypatch.context() as full:
        full.setattr(entry.station, "save", refuse)
        correct(entry, "\n\n99\n")
        assert entry.tab.form.state is FormState.LOCKED
        entry.press(Qt.Key.Key_Escape)
        assert entry.texts == ["38,5", "120", "99"], "it waits to be saved"
    assert (voided(entry), told) == ([], [])
    assert entry.tab.retry()
    assert entry.saved == [(38.5, 120, 90), (38.5, 120, 99)]
    assert voided(entry) == [(ids(entry)[0], "error de digitación")]


def test_a_correction_that_is_discarded_voids_nothing(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    entry.type(PATIENT)
    entry.type("36")
    with monkeypatch.context() as full:
        full.setattr(entry.station, "save", refuse)
        correct(entry, "\n\n99\n")
    entry.tab.discard()
    assert entry.texts == ["36", "", ""]
    entry.type(",6\n118\n72\n")
    assert entry.saved == [(38.5, 120, 90), (36.6, 118, 72)]
    assert voided(entry) == []


def test_where_the_former_record_cannot_be_voided_it_is_told_and_done_with_the_next_one(
    entry: Entry, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(entry.station)
    entry.type(PATIENT)
    entry.tab.correct_last()
    entry.type("\n\n99")
    with monkeypatch.context() as fault:
        fault.setattr(entry.station, "retract_corrected", fail_as_a_disk)
        entry.type("\n")
    assert told[0].startswith("!La corrección está guardada, pero el registro de las 22:31:10")
    assert "El disco dio un error." in told[0]
    assert (entry.station.corrections_due, voided(entry)) == (1, [])
    entry.type("36,6\n118\n72\n")
    assert voided(entry) == [(ids(entry)[0], "error de digitación")]


def fail_as_a_disk(_draft: object) -> None:
    raise disk.save_error(OSError(errno.EIO, "fault"), Path("anulaciones.log"))


def test_a_value_that_was_confirmed_is_asked_for_once_more(entry: Entry) -> None:
    entry.type("38\n120\n190\n")
    entry.tab.form.fields[2].answer(0)
    QApplication.sendEvent(
        entry.boxes[2], QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    )
    entry.press(Qt.Key.Key_Return)
    assert entry.saved == [(38, 120, 190)]
    correct(entry, "37\n\n\n")
    assert entry.saved[1:] == [(37, 120, 190)], "it is marked as unusual, and one Enter confirms it"


def test_pressing_f8_twice_changes_nothing(entry: Entry) -> None:
    entry.type(PATIENT)
    correct(entry, "37")
    entry.tab.correct_last()
    assert entry.texts == ["37", "120", "90"]
