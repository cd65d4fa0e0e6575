"""Asking why a record is voided: one of four reasons, by arrow keys and Enter, or by the underlined letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout

from core.reason import Reason
from gui.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReasonDialog(QDialog):
    """`reason` is the one that is chosen; the first to begin with. `what` says which record this is about."""

    def __init__(self, what: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("motivo")
        self.setWindowTitle(self.tr("Anular registro"))
        self._group = QButtonGroup(self)
        self._reasons = list(Reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        record = QLabel(what)
        record.setTextFormat(Qt.TextFormat.PlainText)
        question = QLabel(self.tr("¿Por qué se anula este registro?"))
        question.setProperty("role", "title")
        for label in (question, record):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(GRID)
        texts = {
            Reason.TYPING_ERROR: self.tr("&Error de digitación"),
            Reason.DUPLICATE: self.tr("&Duplicado"),
            Reason.TEST: self.tr("&Prueba"),
            Reason.OTHER: self.tr("&Otro"),
        }
        for number, reason in enumerate(self._reasons):
            button = QRadioButton(texts[reason])
            self._group.addButton(button, number)
            column.addWidget(button)
        first = self._group.button(0)
        first.setChecked(True)
        column.addSpacing(GRID)
        told = QLabel(self.tr("No se borra: deja de contar, y se puede restablecer."))
        told.setProperty("role", "muted")
        told.setWordWrap(True)
        column.addWidget(told)
        buttons = QDialogButtonBox()
        void = buttons.addButton(self.tr("&Anular"), QDialogButtonBox.ButtonRole.AcceptRole)
        void.setDefault(True)
        buttons.addButton(self.tr("&Cancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        first.setFocus()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)

    @property
    def reason(self) -> Reason:
        """The chosen reason."""
        return self._reasons[self._group.checkedId()]
