"""The question whether a public key is the district's: its fingerprint is typed as the district has given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit

from core.exchange import receive
from gui.records import record_dialog
from gui.records.record_dialog import RecordDialog
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.exchange.minisign import PublicKey

_GROUPS: Final = "0000-0000-0000-0000-0000-0000-0000-0000"


class DistrictKeyDialog(RecordDialog):
    """Shows the fingerprint of a new key; *Instalar* waits until that is typed, and the pinned key's if there is one.

    `fingerprints` are those typed, joined by `+`, as `core.exchange.receive.pin_key` takes them.
    """

    def __init__(self, new: PublicKey, pinned: PublicKey | None, parent: QWidget | None) -> None:
        super().__init__(self.tr("Clave del distrito"), self.tr("¿Es la clave de su distrito?"), "", parent)
        self.setObjectName("clave_del_distrito")
        self._new, self._pinned = new, pinned
        self.ensurePolished()  # with the font of the style sheet
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
        self.say(told, wraps=True)
        self.setAccessibleDescription(told)
        self._former = None if pinned is None else self._field("huella_anterior", self.tr("Huella de &antes:"))
        text = self.tr("Huella de este archivo: {fingerprint}").format(fingerprint=new.fingerprint)
        shown = self.say(text, "strong", wraps=True)
        shown.setObjectName("huella_del_archivo")
        shown.ensurePolished()
        self._widen(shown, new.fingerprint, GRID)
        self._typed = self._field("huella", self.tr("&Huella que le dio el distrito:"))
        self._state = self.say("", "muted", wraps=True)
        self._state.setObjectName("estado_de_la_huella")
        self._install = self.add_buttons(self.tr("&Instalar"), self.tr("&Cancelar"))
        self._follow()
        (self._former or self._typed).setFocus()

    @property
    def fingerprints(self) -> str:
        """The typed fingerprints."""
        return self._typed.text() if self._former is None else f"{self._former.text()}+{self._typed.text()}"

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(label.replace("&", "").rstrip(":"))
        self._widen(field, _GROUPS, 4 * GRID)
        field.textChanged.connect(self._follow)
        caption = self.say(label, wraps=True)
        caption.setTextFormat(Qt.TextFormat.AutoText)
        caption.setBuddy(field)
        self.add(field)
        return field

    def _widen(self, widget: QWidget, text: str, beside: int) -> None:
        """Give a widget the width of a text, where the screen has it."""
        widest = widget.fontMetrics().horizontalAdvance(text) + beside
        widget.setMinimumWidth(min(widest, record_dialog.room(self).width() - 10 * GRID))

    def _lacks_digits(self) -> bool:
        fields = [self._typed] if self._former is None else [self._former, self._typed]
        return any(sum(map(str.isalnum, field.text())) < sum(map(str.isalnum, _GROUPS)) for field in fields)

    @Slot()
    def _follow(self) -> None:
        """Allow the key to be installed once the fingerprints fit; say how they differ."""
        fits = receive.accepted(self.fingerprints, self._pinned, self._new)
        self._install.setEnabled(fits)
        self._install.setDefault(fits)
        if fits:
            text = self.tr("Las huellas corresponden.") if self._former else self.tr("La huella corresponde.")
        elif self._lacks_digits():
            text = self.tr("Faltan caracteres.")
        else:
            text = self.tr("No corresponde: no instale esta clave. Avise al distrito.")
        self._state.setText(text)
        restyle(self._state, "role", "saved" if fits else "muted" if self._lacks_digits() else "error")
        if self.isVisible():
            self.resize(self.sizeHint().expandedTo(self.size()))
