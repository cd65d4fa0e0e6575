"""The question before a restore: the backup's PC and time, and the entries that it would add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton

from core.exchange.manifest import Manifest, Place
from core.exchange.restore import Restored
from core.system.establishment import Establishment
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from gui.language import restore_words
from gui.shell.dialogs import Dialogs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.widgets.shell.conftest import WhileOpen

SPANISH = QLocale("es_CO")
HERE = Establishment("05-001", "La Unión", "8f3a01c2")


def manifest(place: Place | None = None) -> Manifest:
    return Manifest("", 2, "1.0.0", "2026-11-23 18:40:00", "-05:00", (), place or Place())


def found(new: int = 0, known: int = 0, voids: int = 0, damaged: int = 0, conflicts: int = 0) -> Restored:
    done = Restored()
    done.added[LOG_NAME], done.known[LOG_NAME], done.added[RETRACTIONS_NAME] = new, known, voids
    done.damaged_lines, done.conflicts = damaged, conflicts
    return done


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("05-001", "La Unión", "8f3a01c2"), "Se hizo en este computador el 23 nov 2026, 18:40:00."),
        (
            Place("05-001", "La Unión", "11111111"),
            "Se hizo en otro computador de La Unión (05-001) el 23 nov 2026, 18:40:00.",
        ),
        (Place("05-001"), "Se hizo en otro computador de (05-001) el 23 nov 2026, 18:40:00."),
        (Place(puesto="11111111"), "Se hizo en otro computador (puesto 11111111) el 23 nov 2026, 18:40:00."),
        (Place(), "Se hizo el 23 nov 2026, 18:40:00; no dice en qué computador."),
    ],
)
def test_it_says_from_which_pc_and_when(place: Place, expected: str) -> None:
    assert restore_words.origin(manifest(place), HERE, SPANISH) == expected


@pytest.fixture
def answer(while_open: WhileOpen) -> Callable[[Restored, Qt.Key], tuple[bool, str, list[str]]]:
    """Ask, press a key, and return the answer, the words and the buttons."""

    def ask(restored: Restored, key: Qt.Key) -> tuple[bool, str, list[str]]:
        said: list[str] = []
        buttons: list[str] = []

        def use(box: QDialog) -> None:
            assert isinstance(box, QMessageBox)
            said.append(f"{box.text()}\n{box.informativeText()}")
            buttons.extend(button.text().replace("&", "") for button in box.findChildren(QPushButton))
            QTest.keyClick(QApplication.focusWidget() or box, key)

        taken = while_open(lambda: Dialogs().confirm_restore(manifest(), restored, HERE), use)
        return bool(taken), said[0], buttons

    return ask


Ask = "Callable[[Restored, Qt.Key], tuple[bool, str, list[str]]]"


def test_enter_restores_and_esc_does_not(answer: Ask) -> None:
    for key, expected in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)):
        taken, said, buttons = answer(found(new=120, known=1114, voids=3, damaged=2, conflicts=2), key)
        assert taken is expected
        assert sorted(buttons) == ["Cancelar", "Restaurar"]
        for sentence in (
            "¿Restaurar esta copia?",
            "120 registros son nuevos.",
            "114 registros ya están aquí.",
            "3 anulaciones son nuevas.",
            "2 líneas dañadas no se tomarán.",
            "2 registros tienen otros datos aquí: valen los de aquí.",
            "nada de lo que hay aquí se cambia ni se borra",
        ):
            assert sentence in said


def test_where_nothing_is_new_there_is_nothing_to_restore(answer: Ask) -> None:
    taken, said, buttons = answer(found(known=12), Qt.Key.Key_Return)
    assert not taken
    assert "Todo lo de esta copia ya está aquí" in said
    assert buttons == ["Cerrar"]
