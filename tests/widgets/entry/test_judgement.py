"""The user's own judgement: asked for before the result may be seen, given by a letter, and never in the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from core.records.period import Period
from core.system import disk
from core.vocabulary import Category
from gui.entry.entry_tab import EntryTab
from tests.stations import loaded
from tests.widgets.conftest import Answer, Entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from core.station.station import Station
    from gui.style.look import Look

ACUTE = "38,5\n120\n90\n"
NOT_ILL = "36,6\n120\n70\n"
WHY = "¿Por qué difiere? O  Otros signos · X  Contexto · D  Medición dudosa · R  Otra razón"


class Asked(Entry):
    """An entry tab that asks for the judgement of one patient in `one_in`; `draws` are the numbers drawn."""

    def __init__(self, station: Station, look: Look) -> None:
        self.one_in = 1
        self.draws: list[int] = []
        may_discard = Answer()
        tab = EntryTab(
            look,
            lambda: station,
            confirm_discard=may_discard,
            asked_one_in=lambda: self.one_in,
            draw=lambda _below: self.draws.pop(0) if self.draws else 0,
        )
        super().__init__(tab, station, may_discard)
        self.told: list[str] = []
        self.released = 0
        tab.failed.connect(self._tell)
        tab.released.connect(self._count)

    def _tell(self, say: Callable[[], str]) -> None:
        self.told.append(say())

    def _count(self) -> None:
        self.released += 1

    @property
    def verdicts(self) -> list[dict[str, Any]]:
        path = self.station.data_dir / "criterios.log"
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    @property
    def criterio(self) -> str:
        return self.label("criterio").text()

    @property
    def seen(self) -> str:
        """All texts and accessible names on the screen."""
        labels = [label for label in self.tab.findChildren(QLabel) if label.isVisible()]
        return "\n".join(f"{label.text()}\n{label.accessibleName()}" for label in labels)

    def counted(self) -> int:
        report = self.station.report(Period())
        assert report is not None
        return report.total


@pytest.fixture
def asked(qtbot: QtBot, station: Station, look: Look) -> Asked:
    loaded(station)
    hands = Asked(station, look)
    qtbot.addWidget(hands.tab)
    hands.tab.panel.show()
    hands.tab.setLocale(QLocale("es_CO"))
    hands.tab.resize(1024, 520)
    with qtbot.waitExposed(hands.tab):
        hands.tab.show()
    hands.tab.activateWindow()
    hands.tab.focus_first()
    qtbot.waitUntil(hands.boxes[0].hasFocus)
    return hands


def test_of_a_drawn_patient_nothing_is_seen_or_counted_while_the_record_is_on_the_disk(
    asked: Asked, heard: list[str]
) -> None:
    asked.type(NOT_ILL)
    asked.type("n")
    heard.clear()
    asked.type(ACUTE)
    assert asked.saved[-1] == (38.5, 120, 90)
    assert [word for word in ("Enfermedad", "Puntaje", "alarma", "38,5") if word in asked.seen] == []
    assert [asked.label(name).text() for name in ("resultado", "puntaje", "signo_de_alarma")] == ["", "", ""]
    assert "Guardado · 22:31:10" in asked.label("estado_guardado").text()
    assert asked.criterio.startswith("Primero su criterio.")
    assert asked.counted() == 1
    assert asked.station.end < asked.station.log.stat().st_size, "the list of records ends before it"
    assert [line for line in heard if "Enfermedad aguda" in line or "Puntaje" in line] == []
    assert "Primero su criterio" in heard[-1]


def test_the_question_begins_where_a_result_does(asked: Asked, qtbot: QtBot) -> None:
    asked.tab.resize(1366, 720)
    asked.tab.show()
    asked.type(ACUTE)
    question = asked.label("criterio")
    qtbot.waitUntil(lambda: question.height() > question.heightForWidth(question.width()) + 50)
    image = question.grab().toImage()
    empty = image.pixel(image.width() - 1, 0)
    written = [y for y in range(image.height()) if any(image.pixel(x, y) != empty for x in range(image.width()))]
    assert written[0] < question.fontMetrics().height()


@pytest.mark.parametrize(
    ("letter", "category"), list(zip("nLaCt", [category.value for category in Category], strict=True))
)
def test_a_letter_gives_it_blind_and_shows_the_result(asked: Asked, letter: str, category: str) -> None:
    asked.type(ACUTE)
    asked.type(letter)
    (verdict,) = asked.verdicts
    assert (verdict["criterio"], verdict["mostrado"], verdict["a_ciegas"]) == (category, "ENFERMEDAD AGUDA", True)
    assert asked.label("resultado").text() == "Enfermedad aguda"
    assert asked.criterio.startswith("Su criterio, antes de ver el resultado: ")
    assert (asked.counted(), asked.released) == (1, 1)
    assert asked.texts == ["", "", ""]


def test_another_letter_changes_it_and_is_not_blind(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.type("lC")
    assert [verdict["a_ciegas"] for verdict in asked.verdicts] == [True, False]
    assert asked.criterio == f"Su criterio: Enfermedad crónica. Otra letra lo cambia.\n{WHY}"
    asked.type("c")
    assert len(asked.verdicts) == 2, "what stands already is not said again"


def test_a_letter_says_why_it_differs_and_the_same_one_takes_that_back(asked: Asked, heard: list[str]) -> None:
    asked.type(ACUTE)
    asked.type("x")
    assert asked.verdicts == [], "there is nothing to give a reason for"
    asked.type("l")
    assert asked.criterio.endswith(WHY)
    asked.type("x")
    why = "Difiere por: contexto. La misma letra quita la razón; otra la cambia."
    given = "Su criterio, antes de ver el resultado: Enfermedad leve. Otra letra lo cambia."
    assert asked.criterio == f"{given}\n{why}"
    assert heard[-1] == asked.criterio
    asked.type("lL")
    assert asked.criterio == f"{given}\n{why}", "the category again changes nothing"
    asked.type("D")
    asked.type("d")
    assert asked.criterio == f"{given}\n{WHY}"
    assert [verdict.get("motivo") for verdict in asked.verdicts] == [None, "contexto", "medicion_dudosa", None]
    assert {verdict["criterio"] for verdict in asked.verdicts} == {"ENFERMEDAD LEVE"}
    assert [verdict["a_ciegas"] for verdict in asked.verdicts] == [True, False, False, False]


def test_in_a_low_window_what_a_letter_did_comes_into_view(asked: Asked, qtbot: QtBot) -> None:
    asked.tab.resize(700, 330)
    asked.type(ACUTE)
    asked.type("l")

    def is_in_view() -> bool:
        label = asked.label("criterio")
        return not label.visibleRegion().isEmpty() and label.visibleRegion().boundingRect().height() == label.height()

    assert asked.label("resultado").isVisible()
    assert not is_in_view(), "the result comes first"
    asked.type("x")
    qtbot.waitUntil(is_in_view)
    asked.type("3")
    qtbot.waitUntil(lambda: not asked.label("resultado").visibleRegion().isEmpty())


def test_what_does_not_differ_has_no_reason(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.type("ao")
    assert len(asked.verdicts) == 1
    assert asked.criterio == "Su criterio, antes de ver el resultado: Enfermedad aguda. Otra letra lo cambia."


def test_backspace_withdraws_it(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.type("l")
    asked.press(Qt.Key.Key_Backspace)
    assert asked.verdicts[-1]["accion"] == "retirar"
    assert asked.criterio.startswith("Su criterio: N  No enfermo")
    asked.type("x")
    assert len(asked.verdicts) == 2
    asked.type("a")
    assert [verdict.get("a_ciegas") for verdict in asked.verdicts] == [True, None, False]


def test_the_next_patients_first_digit_skips_it(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.type("3")
    assert asked.verdicts == []
    assert (asked.counted(), asked.released) == (1, 1)
    assert asked.label("resultado").text() == "Enfermedad aguda"
    assert asked.label("resultado_anterior").isVisible()
    assert asked.texts[0] == "3"
    asked.type("n")
    assert asked.verdicts == [], "the form is not blank"


def test_escape_shows_the_result_without_it(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.press(Qt.Key.Key_Escape)
    assert asked.label("resultado").text() == "Enfermedad aguda"
    assert not asked.label("resultado_anterior").isVisible()
    assert asked.criterio == "Su criterio: N  No enfermo · L  Leve · A  Aguda · C  Crónica · T  Terminal"
    asked.type("l")
    assert [verdict["a_ciegas"] for verdict in asked.verdicts] == [False]


def test_a_patient_who_is_not_drawn_is_shown_at_once_and_can_be_judged(asked: Asked) -> None:
    asked.draws = [3]
    asked.one_in = 5
    asked.type(ACUTE)
    assert asked.label("resultado").text() == "Enfermedad aguda"
    assert (asked.counted(), asked.released) == (1, 0)
    asked.type("l")
    assert [verdict["a_ciegas"] for verdict in asked.verdicts] == [False]


def test_where_nobody_is_asked_letters_are_no_verdict_and_nothing_is_offered(asked: Asked) -> None:
    asked.one_in = 0
    asked.type(ACUTE)
    assert asked.criterio == ""
    assert not asked.label("criterio").isVisible()
    asked.type("n")
    assert asked.verdicts == []
    assert "judgement" not in asked.tab.__dict__, "who never uses it does not even load it"


def test_a_held_letter_gives_one(asked: Asked) -> None:
    asked.type(ACUTE)
    for again in (False, True, True):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", again)
        QApplication.sendEvent(QApplication.focusWidget(), key)
    assert len(asked.verdicts) == 1


def test_a_letter_with_control_is_none(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert asked.verdicts == []


def test_a_disk_that_refuses_is_said_and_the_letter_can_be_pressed_again(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.type(ACUTE)

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_data", full)
        asked.type("l")
    assert asked.told == ["No se guardó su criterio. El disco está lleno."]
    assert asked.criterio.startswith("Primero su criterio.")
    asked.type("l")
    assert asked.criterio.startswith("Su criterio, antes de ver el resultado")
    assert len({verdict["id"] for verdict in asked.verdicts}) >= 1


def test_a_log_that_was_removed_is_said(asked: Asked, data_dir: Path) -> None:
    asked.type(ACUTE)
    (data_dir / "predicciones.log").unlink()
    asked.type("l")
    assert len(asked.told) == 1
    assert asked.told[0].startswith("No se guardó su criterio.")


def test_what_is_not_saved_is_shown_and_not_asked_for(asked: Asked, data_dir: Path) -> None:
    asked.type(ACUTE)
    asked.type("l")
    asked.station.close()
    (data_dir / "predicciones.log").unlink()
    (data_dir / "predicciones.log").mkdir()
    asked.type(NOT_ILL)
    assert asked.tab.has_unsaved
    assert asked.label("resultado").text() == "No enfermo"
    assert not asked.label("criterio").isVisible()


def test_a_correction_is_not_asked_for(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.tab.correct_last()
    assert asked.label("resultado").text() == "Enfermedad aguda", "to correct is to see"
    asked.type("\n\n95\n")
    assert asked.saved[-1] == (38.5, 120, 95)
    assert not asked.tab.panel.is_asking


def test_revealing_from_elsewhere_shows_and_counts_it(asked: Asked) -> None:
    asked.tab.reveal()
    asked.type(ACUTE)
    asked.tab.reveal()
    assert (asked.label("resultado").text(), asked.counted(), asked.released) == ("Enfermedad aguda", 1, 1)


def test_the_letters_are_those_of_the_language(asked: Asked, speak: Callable[[str, str], QLocale]) -> None:
    asked.tab.setLocale(speak("en", "en_US"))
    asked.type(ACUTE.replace(",", "."))
    assert "M  Mild" in asked.criterio
    asked.type("l")
    assert asked.verdicts == []
    asked.type("m")
    assert [verdict["criterio"] for verdict in asked.verdicts] == ["ENFERMEDAD LEVE"]


def test_a_result_that_waits_at_the_end_is_in_the_next_report(asked: Asked) -> None:
    asked.type(ACUTE)
    asked.station.close()
    loaded(asked.station)
    assert asked.counted() == 1
    asked.tab.reveal()
    assert asked.counted() == 1


def test_a_temperature_that_looked_like_fahrenheit_is_told_once_its_patient_is_saved(entry: Entry) -> None:
    told: list[int] = []
    entry.tab.fahrenheit_typed.connect(lambda: told.append(1))
    entry.type("98,6\n")
    assert told == []
    entry.press(Qt.Key.Key_Backspace, times=4)
    entry.type(ACUTE)
    assert told == [1]
    entry.type(NOT_ILL)
    assert told == [1]
