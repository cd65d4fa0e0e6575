"""The user's own judgement in the list: a letter gives it, Backspace withdraws it, and nobody is bothered by it."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from core.notes.verdicts import Said, give
from core.records import find, lines
from core.records.record import Record, encode
from core.station.details import Details
from core.system import disk
from core.vocabulary import Category, VerdictReason
from gui.records.details import DetailsDialog
from gui.records.records_model import VERDICT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from core.records.find import Target
    from gui.style.look import Look
    from tests.widgets.records.conftest import Records


@pytest.fixture
def judging(records: Records) -> Records:
    records.tab.verdict_keys.is_on = lambda: True
    return records


WHY = "¿Por qué difiere? O  Otros signos · X  Contexto · D  Medición dudosa · R  Otra razón"


def verdicts(records: Records) -> list[dict[str, Any]]:
    path = records.ward.station.data_dir / "criterios.log"
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def judge(records: Records, letter: str) -> None:
    before = len(records.told) + len(records.failed)
    if letter == "\b":
        records.press(Qt.Key.Key_Backspace)
    else:
        QTest.keyClicks(records.table, letter)
    records.qtbot.waitUntil(lambda: len(records.told) + len(records.failed) > before)


def test_a_letter_judges_the_chosen_record_and_the_column_appears(judging: Records) -> None:
    assert judging.table.isColumnHidden(VERDICT)
    judging.press(Qt.Key.Key_Down)
    judge(judging, "l")
    judging.qtbot.waitUntil(lambda: not judging.table.isColumnHidden(VERDICT))
    assert judging.column(VERDICT) == ["", "Enfermedad leve", "", "", ""]
    assert judging.told == [f"Su criterio: Enfermedad leve. {WHY}"]
    (verdict,) = verdicts(judging)
    assert (verdict["mostrado"], verdict["a_ciegas"]) == ("ENFERMEDAD CRÓNICA", False)


def test_it_is_changed_and_withdrawn(judging: Records) -> None:
    judge(judging, "a")
    judge(judging, "T")
    judge(judging, "t")
    judge(judging, "\b")
    judge(judging, "\b")
    assert judging.told == [
        f"Su criterio: Enfermedad aguda. {WHY}",
        "Su criterio: Enfermedad terminal.",
        "Criterio retirado.",
    ]
    assert judging.failed == ["Este registro ya tiene ese criterio.", "Este registro no tiene criterio."]
    judging.qtbot.waitUntil(lambda: judging.table.isColumnHidden(VERDICT))
    assert len(verdicts(judging)) == 3


def test_where_nobody_is_asked_letters_do_nothing(records: Records) -> None:
    QTest.keyClicks(records.table, "nlact")
    records.press(Qt.Key.Key_Backspace)
    assert records.tab.verdict_keys.running is None
    assert (records.told, records.failed, verdicts(records)) == ([], [], [])
    assert records.table.isColumnHidden(VERDICT)


def test_other_letters_and_keys_with_control_do_nothing(judging: Records) -> None:
    QTest.keyClicks(judging.table, "qyz")
    QTest.keyClick(judging.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert judging.tab.verdict_keys.running is None
    assert verdicts(judging) == []


def test_a_voided_record_takes_none(judging: Records) -> None:
    judging.button("mostrar_anulados").click()
    judging.tab.focus_first()
    judging.void()
    QTest.keyClicks(judging.table, "l")
    assert judging.failed == ["El registro está anulado: no lleva criterio."]
    assert verdicts(judging) == []


def test_a_disk_that_refuses_is_said(judging: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "sync_data", full)
        judge(judging, "l")
    assert judging.failed == ["No se guardó su criterio. El disco está lleno."]
    judge(judging, "l")
    assert judging.told == [f"Su criterio: Enfermedad leve. {WHY}"]


@pytest.fixture
def judging_old(open_records: Callable[..., Records], ward: Any) -> Records:
    """Two records without an id, which are searched for in the log."""
    ward.station.data_dir.mkdir()
    old = [Record(f"2025-11-01 08:00:0{n}", 38.0, 120, 90, "ENFERMEDAD AGUDA") for n in range(2)]
    ward.station.log.write_bytes(b"".join(map(encode, old)))
    ward.load()
    records = open_records(2)
    records.tab.verdict_keys.is_on = lambda: True
    return records


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The search in the log goes on only once this is set."""
    event, search = threading.Event(), find.by_place

    def when_set(*given: Any) -> Target:
        event.wait()
        return search(*given)

    monkeypatch.setattr(find, "by_place", when_set)
    yield event
    event.set()


def test_letters_pressed_while_a_record_is_searched_for_wait_their_turn(
    judging_old: Records, go_on: threading.Event
) -> None:
    QTest.keyClicks(judging_old.table, "lo")
    judging_old.press(Qt.Key.Key_Down)
    QTest.keyClicks(judging_old.table, "n")
    judging_old.press(Qt.Key.Key_Backspace)
    go_on.set()
    judging_old.qtbot.waitUntil(lambda: len(judging_old.told) == 4)
    assert [said.split(".")[0] for said in judging_old.told] == [
        "Su criterio: Enfermedad leve",
        "Su criterio: Enfermedad leve",
        "Su criterio: No enfermo",
        "Criterio retirado",
    ]
    assert judging_old.failed == []
    assert judging_old.column(VERDICT) == ["Enfermedad leve", ""], "each about the record chosen at its time"


def test_a_letter_whose_turn_comes_too_late_is_told(judging_old: Records, go_on: threading.Event) -> None:
    QTest.keyClicks(judging_old.table, "ll")
    judging_old.button("periodo_today").click()
    go_on.set()
    judging_old.qtbot.waitUntil(lambda: bool(judging_old.told and judging_old.failed))
    assert judging_old.failed == ["No se guardó su criterio: el registro ya no está en la lista."]
    assert len(verdicts(judging_old)) == 1


def test_a_letter_says_why_it_differs_and_the_same_one_takes_that_back(judging: Records) -> None:
    judge(judging, "x")
    judge(judging, "l")
    judge(judging, "x")
    judge(judging, "l")
    judge(judging, "R")
    judge(judging, "r")
    assert judging.told == [
        f"Su criterio: Enfermedad leve. {WHY}",
        "Su criterio: Enfermedad leve. Difiere por: contexto. La misma letra quita la razón; otra la cambia.",
        "Su criterio: Enfermedad leve. Difiere por: otra razón. La misma letra quita la razón; otra la cambia.",
        f"Su criterio: Enfermedad leve. {WHY}",
    ]
    assert judging.failed == ["Este registro no tiene criterio.", "Este registro ya tiene ese criterio."]
    assert [verdict.get("motivo") for verdict in verdicts(judging)] == [None, "contexto", "otro", None]


def test_what_does_not_differ_has_no_reason(judging: Records) -> None:
    judge(judging, "t")
    judge(judging, "o")
    assert judging.failed == ["Su criterio es igual al resultado: no hace falta una razón."]


def test_the_details_of_a_record_say_it(judging: Records, qtbot: QtBot, look: Look) -> None:
    judge(judging, "l")
    station = judging.ward.station
    offset = next(iter(station.notes.places.keys))
    record = lines.record_at(station.log, offset)
    dialog = DetailsDialog(Details.of(station, record, offset), look, None)
    qtbot.addWidget(dialog)
    label = dialog.findChild(QLabel, "criterio")
    assert label is not None
    assert label.text() == "Su criterio: Enfermedad leve."


def test_the_details_say_what_was_judged_before_and_which_one_counts(
    judging: Records, qtbot: QtBot, look: Look
) -> None:
    station = judging.ward.station
    offset = 0
    record = lines.record_at(station.log, offset)
    assert record is not None
    target = find.by_name(station.log, "linea:1")
    assert target is not None
    for said in (
        Said(Category.MILD, is_blind=True),
        Said(Category.MILD, is_blind=False, reason=VerdictReason.CONTEXT),
        Said(Category.NOT_ILL, is_blind=False),
    ):
        station.note(target, give(record, said))
    dialog = DetailsDialog(Details.of(station, record, offset), look, None)
    qtbot.addWidget(dialog)
    told = [label.text() for label in dialog.findChildren(QLabel)]
    place = told.index("Su criterio: No enfermo.")
    changed, first = told[place + 1 : place + 3]
    assert changed.endswith(": Enfermedad leve (contexto).")
    assert first.endswith(", antes de ver el resultado: Enfermedad leve. Este es el que cuenta en las cifras.")
