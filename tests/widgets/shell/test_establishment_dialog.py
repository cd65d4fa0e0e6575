"""*Archivo → Establecimiento…*: asked for, saved, told, by keyboard alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QPushButton

from core.errors import SaveError, SaveFailure
from core.system import establishment
from core.system.establishment import LONGEST_CODE, Establishment
from gui.shell.dialogs import Dialogs
from gui.shell.establishment_dialog import EstablishmentDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell, WhileOpen


def answered(shell: Shell, *typed: str) -> None:
    """Press the key of the action; the dialog is answered with `typed`."""
    shell.dialogs.ask_establishment = lambda current: (shell.dialogs.told.append(("asked", current)), typed)[1]  # type: ignore[attr-defined,assignment]
    shell.press("Ctrl+I")


def test_what_is_typed_is_kept_and_told(open_shell: Callable[..., Shell]) -> None:
    shell = open_shell()
    answered(shell, "05-001", "La Unión")
    assert shell.dialogs.told[-1] == ("asked", Establishment())
    kept = json.loads((shell.station.data_dir / "establecimiento.json").read_bytes())
    assert (kept["codigo"], kept["nombre"]) == ("05-001", "La Unión")
    assert "llevan desde ahora el código y el nombre" in shell.banner
    answered(shell, "", "")
    assert shell.dialogs.told[-1] == ("asked", Establishment(**kept))
    assert "ya no llevan" in shell.banner


def test_nothing_changes_when_the_dialog_is_left(open_shell: Callable[..., Shell]) -> None:
    shell = open_shell()
    shell.press("Ctrl+I")
    assert shell.dialogs.told[-1] == ("ask_establishment", Establishment())
    assert not (shell.station.data_dir / "establecimiento.json").exists()


def test_a_damaged_file_is_told_until_code_or_name_are_typed_again(
    open_shell: Callable[..., Shell], data_dir: Path, qtbot: QtBot
) -> None:
    data_dir.mkdir()
    (data_dir / "establecimiento.json").write_bytes(b"\0\0\0")
    shell = open_shell()
    qtbot.waitUntil(lambda: "el archivo establecimiento.json está dañado" in shell.banner)
    answered(shell, "05-001", "")
    assert "llevan desde ahora" in shell.banner
    shell.press("F4")
    assert shell.banner == ""


def test_what_is_refused_or_fails_is_told(open_shell: Callable[..., Shell], monkeypatch: pytest.MonkeyPatch) -> None:
    shell = open_shell()
    answered(shell, "\x07", "")
    assert "No se cambió nada" in shell.banner

    def fail(*_given: object) -> None:
        raise SaveError(SaveFailure.FULL, shell.station.data_dir / "establecimiento.json")

    monkeypatch.setattr(establishment, "save", fail)
    answered(shell, "05-001", "")
    assert "El establecimiento no se guardó." in shell.banner
    assert "lleno" in shell.banner


class TestDialog:
    @pytest.fixture
    def window(self, qtbot: QtBot, look: Look) -> QMainWindow:
        assert look.text_size == 100
        window = QMainWindow()
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        return window

    @pytest.mark.parametrize(("key", "answer"), [("Return", ("05-001X", "La Unión")), ("Escape", None)])
    def test_enter_takes_what_is_typed_and_esc_nothing(
        self, window: QMainWindow, while_open: WhileOpen, key: str, answer: tuple[str, str] | None
    ) -> None:
        used: list[tuple[str, str]] = []

        def use(dialog: QDialog) -> None:
            code = dialog.findChild(QLineEdit, "codigo")
            assert isinstance(code, QLineEdit)
            used.append((code.objectName(), code.accessibleName()))
            code.deselect()
            QTest.keyClicks(code, "X")
            QTest.keyClick(code, Qt.Key[f"Key_{key}"])

        kept = Establishment("05-001", "La Unión", "8f3a01c2")
        assert while_open(lambda: Dialogs(window).ask_establishment(kept), use) == answer
        assert used == [("codigo", "Código")]

    def test_it_takes_no_more_than_fits_and_has_its_letters(self, qtbot: QtBot, window: QMainWindow) -> None:
        dialog = EstablishmentDialog(Establishment(), window)
        qtbot.addWidget(dialog)
        code = dialog.findChild(QLineEdit, "codigo")
        assert isinstance(code, QLineEdit)
        QTest.keyClicks(code, "9" * (LONGEST_CODE + 5))
        assert len(dialog.code) == LONGEST_CODE
        assert {button.text() for button in dialog.findChildren(QPushButton)} == {"&Guardar", "C&ancelar"}
        assert isinstance(dialog, QDialog)
