"""The dialogs about one record, and of the backup to restore, each answered by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QRadioButton

from core.vocabulary import Reason
from gui.records.reason_dialog import ReasonDialog
from gui.shell.dialogs import Dialogs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.widgets.shell.conftest import Shell, WhileOpen


def pressing(*keys: Qt.Key) -> Callable[[QDialog], None]:
    """Return a function that presses the keys in a dialog."""

    def press(dialog: QDialog) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or dialog, key)

    return press


@pytest.fixture
def dialogs(shell: Shell) -> Dialogs:
    return Dialogs(shell.window)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ([Qt.Key.Key_Return], Reason.TYPING_ERROR),
        ([Qt.Key.Key_Down, Qt.Key.Key_Return], Reason.DUPLICATE),
        ([Qt.Key.Key_Down] * 2 + [Qt.Key.Key_Return], Reason.TEST),
        ([Qt.Key.Key_Down] * 3 + [Qt.Key.Key_Return], Reason.OTHER),
        ([Qt.Key.Key_Escape], None),
    ],
)
def test_the_reason(dialogs: Dialogs, while_open: WhileOpen, keys: list[Qt.Key], reason: Reason | None) -> None:
    assert while_open(lambda: dialogs.choose_reason("22:31:10 · 38,5 °C"), pressing(*keys)) is reason


@pytest.mark.parametrize("locale", ["es_CO", "en_US"])
@pytest.mark.parametrize("text_size", [100, 200])
def test_the_reasons_are_whole_and_have_mnemonics_of_their_own(
    open_shell: Callable[..., Shell], look: Any, *, locale: str, text_size: int
) -> None:
    shell = open_shell(locale=locale)
    look.set_text_size(text_size)
    dialog = ReasonDialog("22:31:10 · 38,5 °C", shell.window)
    dialog.show()
    buttons = [*dialog.findChildren(QRadioButton), *dialog.findChildren(QPushButton)]
    letters = [button.text()[button.text().index("&") + 1].lower() for button in buttons]
    assert len(set(letters)) == len(letters) == 6
    for button in buttons:
        assert button.sizeHint().width() <= button.width()
    dialog.close()


@pytest.mark.parametrize(("key", "yes"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_reinstating(dialogs: Dialogs, while_open: WhileOpen, *, key: Qt.Key, yes: bool) -> None:
    assert while_open(lambda: dialogs.confirm_reinstate("22:31:10 · 38,5 °C", "duplicado"), pressing(key)) is yes


def test_reinstating_says_which_one(dialogs: Dialogs, while_open: WhileOpen) -> None:
    seen: list[str] = []

    def look(box: QDialog) -> None:
        seen.extend(label.text() for label in box.findChildren(QLabel))

    while_open(lambda: dialogs.confirm_reinstate("22:31:10 · 38,5 °C", "duplicado"), look)
    assert "22:31:10 · 38,5\u00a0°C" in seen  # a number and its unit stay together
    assert "Motivo de la anulación: duplicado" in seen


def test_the_backup_to_restore(dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
    path = tmp_path / "copia.zip"
    path.write_bytes(b"x")
    seen: list[object] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        seen.extend([dialog.nameFilters(), dialog.directory().absolutePath()])
        name = dialog.findChild(QLineEdit)
        assert name is not None
        name.setText(str(path))
        dialog.accept()
        seen.append(dialog.isVisible())

    assert while_open(lambda: dialogs.choose_backup(str(tmp_path)), choose) == str(path)
    assert seen == [["Copia de seguridad (*.zip)"], str(tmp_path), False]


def test_no_backup_to_restore(dialogs: Dialogs, while_open: WhileOpen, tmp_path: Path) -> None:
    assert while_open(lambda: dialogs.choose_backup(str(tmp_path / "no está")), QDialog.reject) is None
