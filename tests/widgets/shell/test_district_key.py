"""*Archivo → Clave del distrito…*: pinned by its fingerprint, typed as the district gave it; changed by both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPushButton

from core.exchange import answer
from gui.shell.district_key_dialog import DistrictKeyDialog
from tests.answers import District

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from gui.style.look import Look
    from tests.widgets.shell.conftest import Shell

ONE, OTHER = District(1), District(2)


def install(shell: Shell, path: Path | None, typed: str | None) -> None:
    """Press the key of the action; choose a file, and answer what is asked with the typed fingerprints."""

    def confirm(new: object, pinned: object) -> str | None:
        shell.dialogs.told.append(("asked", new, pinned))
        return typed

    shell.dialogs.choose_key = lambda _folder: None if path is None else str(path)  # type: ignore[attr-defined]
    shell.dialogs.confirm_key = confirm  # type: ignore[attr-defined]
    shell.press("Ctrl+K")


def test_a_key_is_pinned_by_its_fingerprint_and_changed_by_both(
    open_shell: Callable[..., Shell], tmp_path: Path
) -> None:
    shell = open_shell()
    data_dir = shell.station.data_dir
    one, other = ONE.write_key(tmp_path / "uno.pub"), OTHER.write_key(tmp_path / "otro.pub")
    install(shell, one, "0000")
    assert shell.dialogs.told[-1] == ("asked", ONE.key, None)
    assert "La clave del distrito no se instaló. La huella no es la que corresponde." in shell.banner
    assert answer.pinned_key(data_dir) is None
    install(shell, one, ONE.key.fingerprint)
    assert f"La clave del distrito quedó instalada: {ONE.key.fingerprint}." in shell.banner
    assert answer.pinned_key(data_dir) == ONE.key
    install(shell, one, None)
    assert f"Esa clave ya está instalada: {ONE.key.fingerprint}." in shell.banner
    install(shell, other, OTHER.key.fingerprint)
    assert shell.dialogs.told[-1] == ("asked", OTHER.key, ONE.key)
    assert answer.pinned_key(data_dir) == ONE.key, "the former one was not said"
    install(shell, other, f"{ONE.key.fingerprint}+{OTHER.key.fingerprint}")
    assert answer.pinned_key(data_dir) == OTHER.key


def test_what_is_no_key_or_left_changes_nothing(open_shell: Callable[..., Shell], tmp_path: Path) -> None:
    shell = open_shell()
    (tmp_path / "lista.pub").write_bytes(b"lista")
    install(shell, tmp_path / "lista.pub", "")
    assert "La clave del distrito no se instaló." in shell.banner
    assert ("asked",) not in {told[:1] for told in shell.dialogs.told}
    install(shell, tmp_path / "no está.pub", "")
    assert "La clave del distrito no se instaló." in shell.banner
    install(shell, ONE.write_key(tmp_path / "uno.pub"), None)
    install(shell, None, "")
    assert answer.pinned_key(shell.station.data_dir) is None


class TestDialog:
    @pytest.fixture
    def ask(self, qtbot: QtBot) -> Callable[..., DistrictKeyDialog]:
        def make(*, is_change: bool) -> DistrictKeyDialog:
            dialog = DistrictKeyDialog(OTHER.key, ONE.key if is_change else None, None)
            qtbot.addWidget(dialog)
            return dialog

        return make

    @staticmethod
    def state(dialog: DistrictKeyDialog) -> tuple[str, bool]:
        label = dialog.findChild(QLabel, "estado_de_la_huella")
        buttons = dialog.findChild(QDialogButtonBox)
        assert isinstance(label, QLabel)
        assert isinstance(buttons, QDialogButtonBox)
        (accept,) = (
            one for one in buttons.buttons() if buttons.buttonRole(one) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        assert isinstance(accept, QPushButton)
        return label.text(), accept.isEnabled()

    @staticmethod
    def type(dialog: DistrictKeyDialog, name: str, text: str) -> None:
        field = dialog.findChild(QLineEdit, name)
        assert isinstance(field, QLineEdit)
        field.clear()
        QTest.keyClicks(field, text)

    def test_a_first_key_waits_for_its_fingerprint(self, ask: Callable[..., DistrictKeyDialog]) -> None:
        dialog = ask(is_change=False)
        shown = dialog.findChild(QLabel, "huella_del_archivo")
        assert isinstance(shown, QLabel)
        assert OTHER.key.fingerprint in shown.text()
        assert dialog.findChild(QLineEdit, "huella_anterior") is None
        assert self.state(dialog) == ("Faltan caracteres.", False)
        self.type(dialog, "huella", ONE.key.fingerprint)
        assert self.state(dialog) == ("No corresponde: no instale esta clave. Avise al distrito.", False)
        self.type(dialog, "huella", ONE.key.fingerprint.replace("-", ""))
        assert self.state(dialog) == ("No corresponde: no instale esta clave. Avise al distrito.", False)
        self.type(dialog, "huella", OTHER.key.fingerprint.replace("-", " ").upper())
        assert self.state(dialog) == ("La huella corresponde.", True)

    def test_that_it_differs_is_seen_whole(
        self, ask: Callable[..., DistrictKeyDialog], look: Look, qtbot: QtBot
    ) -> None:
        look.set_text_size(100)
        dialog = ask(is_change=True)
        dialog.show()
        label = dialog.findChild(QLabel, "estado_de_la_huella")
        assert isinstance(label, QLabel)
        for name in ("huella_anterior", "huella"):
            self.type(dialog, name, ONE.key.fingerprint)
        assert label.text().endswith("Avise al distrito.")
        qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
        assert label.visibleRegion().boundingRect() == label.rect()

    @pytest.mark.parametrize("text_size", [100, 125, 200])
    def test_the_fingerprint_is_not_broken(
        self, ask: Callable[..., DistrictKeyDialog], look: Look, text_size: int
    ) -> None:
        look.set_text_size(text_size)
        dialog = ask(is_change=False)
        dialog.show()
        shown = dialog.findChild(QLabel, "huella_del_archivo")
        assert isinstance(shown, QLabel)
        assert shown.fontMetrics().horizontalAdvance(OTHER.key.fingerprint) <= shown.width()

    def test_a_change_waits_for_both(self, ask: Callable[..., DistrictKeyDialog]) -> None:
        dialog = ask(is_change=True)
        self.type(dialog, "huella", OTHER.key.fingerprint)
        assert not self.state(dialog)[1]
        self.type(dialog, "huella_anterior", ONE.key.fingerprint)
        assert self.state(dialog) == ("Las huellas corresponden.", True)
        assert dialog.fingerprints == f"{ONE.key.fingerprint}+{OTHER.key.fingerprint}"
