"""The underlined letters that a dialog shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


def underlined(dialog: QDialog) -> dict[str, str]:
    """Return the shortcut, "" if it has none, of each visible button and label of a field, by its text."""
    labels = [label for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    buttons = [button for button in dialog.findChildren(QAbstractButton) if button.text()]
    return {
        part.text(): QKeySequence.mnemonic(part.text()).toString() for part in (*labels, *buttons) if part.isVisible()
    }


def assert_each_has_its_own(dialog: QDialog) -> None:
    """Fail if a button or a field has no underlined letter, or two have the same."""
    found = underlined(dialog)
    assert all(found.values()), found
    assert len(set(found.values())) == len(found), found
