"""The question why a record is retracted: four reasons, chosen by arrow keys and Enter or by their letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from core.vocabulary import Reason
from gui.records.record_dialog import RecordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReasonDialog(RecordDialog):
    """The question for the reason to retract a record, which `what` describes. `reason` is the chosen one."""

    def __init__(self, what: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Anular registro"), self.tr("¿Por qué se anula este registro?"), what, parent)
        self.setObjectName("motivo")
        self._group = QButtonGroup(self)
        self.add_space()
        texts = {
            Reason.TYPING_ERROR: self.tr("&Error de digitación"),
            Reason.DUPLICATE: self.tr("&Duplicado"),
            Reason.TEST: self.tr("&Prueba"),
            Reason.OTHER: self.tr("&Otro"),
        }
        self._reasons = list(texts)
        for number, reason in enumerate(self._reasons):
            button = QRadioButton(texts[reason])
            self._group.addButton(button, number)
            self.add(button)
        first = self._group.button(0)
        first.setChecked(True)
        self.add_space()
        self.say(self.tr("No se borra: deja de contar, y se puede restablecer."), "muted")
        self.add_buttons(self.tr("&Anular"), self.tr("&Cancelar"))
        first.setFocus()

    @property
    def reason(self) -> Reason:
        """The chosen reason."""
        return self._reasons[self._group.checkedId()]
