"""The question for code and name of the establishment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout

from core.system.establishment import LONGEST_CODE, LONGEST_NAME
from gui.kit.label import label
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.system.establishment import Establishment

_CHARACTERS: int = 40
"""Width of the fields, in characters."""


class EstablishmentDialog(QDialog):
    """Shows code and name, which may be blank, and takes new ones: `code` and `name`."""

    def __init__(self, current: Establishment, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("establecimiento")
        self.setWindowTitle(self.tr("Establecimiento"))
        self._code = self._field("codigo", self.tr("Código"), current.codigo, LONGEST_CODE)
        self._name = self._field("nombre", self.tr("Nombre"), current.nombre, LONGEST_NAME)
        form = QFormLayout()
        form.setSpacing(GRID)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("&Código:"), self._code)
        form.addRow(self.tr("&Nombre:"), self._name)
        about = label(
            "muted",
            text=self.tr(
                "Salen en el reporte impreso, en el PDF, en el CSV y en las copias de seguridad. Pueden "
                "quedar vacíos. No escriba aquí datos de pacientes."
            ),
            wraps=True,
        )
        self.setAccessibleDescription(about.text())
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton(self.tr("&Guardar"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        buttons.addButton(self.tr("C&ancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(form)
        column.addWidget(about)
        column.addStretch(1)
        column.addWidget(buttons)
        self._code.setFocus()

    @property
    def code(self) -> str:
        """The code as typed."""
        return self._code.text()

    @property
    def name(self) -> str:
        """The name as typed."""
        return self._name.text()

    def _field(self, name: str, spoken: str, text: str, longest: int) -> QLineEdit:
        field = QLineEdit(text)
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        field.setMaxLength(longest)
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * _CHARACTERS)
        return field
