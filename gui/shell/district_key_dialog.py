"""The question whether a public key is the district's: its fingerprint is typed as the district has given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout

from core.exchange import receive
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.exchange.minisign import PublicKey

_GROUPS: Final = "0000-0000-0000-0000-0000-0000-0000-0000"


class DistrictKeyDialog(QDialog):
    """Shows the fingerprint of a new key; *Instalar* waits until that is typed, and the pinned key's if there is one.

    `fingerprints` are those typed, joined by `+`, as `core.exchange.receive.pin_key` takes them.
    """

    def __init__(self, new: PublicKey, pinned: PublicKey | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("clave_del_distrito")
        self.setWindowTitle(self.tr("Clave del distrito"))
        self._new, self._pinned = new, pinned
        if pinned is None:
            told = self.tr(
                "Con esta clave se comprueba que las respuestas son de su distrito. Escriba la huella que el "
                "distrito le dio en persona o por teléfono: debe ser la de este archivo."
            )
        else:
            told = self.tr(
                "Ya hay una clave del distrito. Para cambiarla, escriba las dos huellas que el distrito le dio en "
                "persona: la de antes y la nueva. Si no le avisaron del cambio, cancele."
            )
        about = self._label(told)
        self.setAccessibleDescription(told)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        self._column.setSpacing(GRID)
        self._column.addWidget(about)
        self._former = None if pinned is None else self._field("huella_anterior", self.tr("Huella de &antes:"))
        self._shown = self._label(
            self.tr("Huella de este archivo: {fingerprint}").format(fingerprint=new.fingerprint)
        )
        self._shown.setObjectName("huella_del_archivo")
        self._column.addWidget(self._shown)
        self._typed = self._field("huella", self.tr("&Huella que le dio el distrito:"))
        self._state = self._label("")
        self._state.setObjectName("estado_de_la_huella")
        self._state.setProperty("role", "muted")
        self._column.addWidget(self._state)
        self._column.addStretch(1)
        buttons = QDialogButtonBox(self)
        self._install = buttons.addButton(self.tr("&Instalar"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("&Cancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._column.addSpacing(GRID)
        self._column.addWidget(buttons)
        self._follow()
        (self._former or self._typed).setFocus()

    @property
    def fingerprints(self) -> str:
        """What was typed."""
        return self._typed.text() if self._former is None else f"{self._former.text()}+{self._typed.text()}"

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        return label

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(label.replace("&", "").rstrip(":"))
        field.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        field.setMinimumWidth(field.fontMetrics().horizontalAdvance(_GROUPS) + 4 * GRID)
        field.textChanged.connect(self._follow)
        caption = QLabel(label)
        caption.setBuddy(field)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        return field

    @Slot()
    def _follow(self) -> None:
        """Allow the key to be installed once the fingerprints are those asked for; say what is missing."""
        fits = receive.accepted(self.fingerprints, self._pinned, self._new)
        self._install.setEnabled(fits)
        self._install.setDefault(fits)
        if fits:
            text = self.tr("Las huellas corresponden.") if self._former else self.tr("La huella corresponde.")
        elif len("".join(self.fingerprints.split()).strip("+")) < len(_GROUPS) * (2 if self._former else 1):
            text = self.tr("Faltan caracteres.")
        else:
            text = self.tr("No corresponde: no instale esta clave. Avise al distrito.")
        self._state.setText(text)
