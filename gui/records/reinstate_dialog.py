"""The question whether a retracted record counts again; shows why it was retracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.records.record_dialog import RecordDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ReinstateDialog(RecordDialog):
    """The question whether to reinstate a record, which `what` describes; `reason` is why it does not count."""

    def __init__(self, what: str, reason: str, parent: QWidget | None) -> None:
        super().__init__(self.tr("Restablecer registro"), self.tr("¿Restablecer este registro?"), what, parent)
        self.setObjectName("restablecer")
        self.say(self.tr("Motivo de la anulación: {reason}").format(reason=reason))
        self.add_space()
        self.say(self.tr("Contará otra vez en el reporte."), "muted")
        self.add_buttons(self.tr("&Restablecer"), self.tr("&Cancelar")).setFocus()
