"""The dialogs for typed dates: the days of a period, and one day to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout

from core.errors import DateRefusedError
from core.records.dates import between
from core.records.period import Period
from gui.kit.announce import announce
from gui.kit.label import label
from gui.language import dates, report_words
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget


_CHARACTERS: Final = 34
"""Least width of the texts."""


class DatesDialog(QDialog):
    """Asks for the first and the last day of a period; says in words what was understood while they are typed.

    `days` are the suggested ones. `chosen` is what was understood, once the dialog is accepted.
    """

    def __init__(self, days: Period, today: date, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.chosen = days
        self._today = today
        self._words = dates.words(self.locale())
        self._first = QLineEdit()
        self._first.setObjectName("desde")
        self._last = QLineEdit()
        self._last.setObjectName("hasta")
        self._fields = [self._first, self._last]
        self._understood = label("", "fechas_entendidas", wraps=True)
        self._hint = label("muted", wraps=True)
        self._form = QFormLayout()
        self._form.setSpacing(GRID)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._buttons = QDialogButtonBox(self)
        self._buttons.accepted.connect(self._accept_typed)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(self._form)
        column.addWidget(self._understood)
        column.addWidget(self._hint)
        column.addWidget(self._buttons)
        self._fill(days)
        self._show_understood()
        self._first.selectAll()
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, days: Period) -> None:
        """Add the fields, with the texts of the dialog."""
        self.setWindowTitle(self.tr("Fechas"))
        for field, name in ((self._first, self.tr("&Desde:")), (self._last, self.tr("&Hasta:"))):
            self._form.addRow(name, field)
            field.setAccessibleName(_spoken(name))
        first, last = dates.typed_period(days, self.locale())
        self._first.setText(first)
        self._last.setText(last)
        self._hint.setText(
            self.tr("Un día, un mes o un año: {day}, {month} o {year}. Sin «Hasta», solo ese día, mes o año.").format(
                day=self._example(), month=f"{self._today.month}/{self._today.year}", year=self._today.year
            )
        )
        self._add_buttons(self.tr("&Mostrar"))

    def _add_buttons(self, yes: str) -> None:
        self._buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        self._buttons.addButton(self.tr("&Cancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        for field in self._fields:
            field.textChanged.connect(self._show_understood)
        for text in (self._understood, self._hint):
            text.ensurePolished()
            text.setMinimumWidth(_CHARACTERS * text.fontMetrics().averageCharWidth())

    def _example(self) -> str:
        return dates.typed(self._today, self.locale())

    def _typed(self) -> Period:
        """Return the typed period. Raises DateRefusedError."""
        return between(self._first.text(), self._last.text(), self._today, self._words)

    @Slot()
    def _show_understood(self) -> None:
        try:
            text = report_words.period(self._typed(), self.locale())
        except DateRefusedError:
            text = ""  # it is still being typed
        self._say(text, "strong")

    @Slot()
    def _accept_typed(self) -> None:
        try:
            self.chosen = self._typed()
        except DateRefusedError as error:
            sentence = dates.refusal(error, self._example())
            self._say(sentence, "error")
            announce(self, sentence)
            field = self._last if error.is_last else self._first
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()
        else:
            self.accept()

    def _say(self, text: str, role: str) -> None:
        self._understood.setText(text)
        restyle(self._understood, "role", role)


class DayDialog(DatesDialog):
    """Asks for a day to go to; of a month or a year it is the last day. `near` is the suggested one."""

    def __init__(self, near: date, today: date, parent: QWidget | None) -> None:
        super().__init__(Period(near, near), today, parent)

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.chosen.last or self._today

    def _fill(self, days: Period) -> None:
        self._fields = [self._first]
        self.setWindowTitle(self.tr("Ir a un día"))
        self._first.setObjectName("dia")
        name = self.tr("&Día:")
        self._form.addRow(name, self._first)
        self._first.setAccessibleName(_spoken(name))
        self._first.setText(dates.typed_period(days, self.locale())[0])
        self._hint.setText(
            self.tr("Por ejemplo {day} o {month}.").format(
                day=self._example(), month=f"{self._today.month}/{self._today.year}"
            )
        )
        self._add_buttons(self.tr("&Ir"))

    def _typed(self) -> Period:
        return between(self._first.text(), "", self._today, self._words)


def _spoken(name: str) -> str:
    return name.replace("&", "").removesuffix(":")
