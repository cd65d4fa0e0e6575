"""*Archivo → Valores para DHIS2…*: a whole week or month, and the codes that DHIS2 knows, typed once."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.exchange import dhis2
from core.exchange.dhis2 import CodeMap, MapFlaw, PeriodOf, PeriodType
from core.records.period import Period
from gui.kit import mnemonics
from gui.kit.announce import announce
from gui.kit.label import label
from gui.language import labels, report_words
from gui.style.theme import GRID

if TYPE_CHECKING:
    from datetime import date

_CHARACTERS: Final = 34
"""Width of the fields, in characters."""

_OFFERED: Final = 24
"""Periods that can be chosen, the latest first."""


class Dhis2Dialog(QDialog):
    """Asks for `codes` and `days`, which are good once the dialog is accepted.

    `kept` is the map of the last time, `code` that of the establishment, "" if it has none.
    """

    def __init__(self, kept: CodeMap | None, code: str, today: date, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("dhis2")
        self.setWindowTitle(self.tr("Valores para DHIS2"))
        self._kept = kept or CodeMap("", {}, {})
        self._code = code
        self._today = today
        self._form = QFormLayout()
        self._form.setSpacing(GRID)
        self._form.setContentsMargins(0, 0, GRID, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._fields: list[QLineEdit] = []
        self._kind = self._choice("tipo_periodo", self.tr("Se envía:"))
        self._period = self._choice("periodo_dhis2", self.tr("Periodo:"))
        self._data_set = self._field("conjunto", self.tr("Conjunto de datos:"), self._kept.data_set)
        self._unit = self._field("unidad", self.tr("Unidad organizativa:"), self._kept.unit(code) or "")
        self._elements = {
            name: self._field(
                f"elemento_{place}", f"{_element(name, self.tr('Total'))}:", self._kept.elements.get(name, "")
            )
            for place, name in enumerate(dhis2.ELEMENTS)
        }
        self._scheme = self._choice("esquema", self.tr("Lo escrito es:"))
        self._error = label("error", "error_dhis2", wraps=True)
        self._error.hide()
        self._fill()
        self._lay_out()
        (self._field_to_type() or self._period).setFocus()

    @property
    def codes(self) -> CodeMap:
        """The map as typed; units of other clinics in the former one are kept."""
        return CodeMap(
            _typed(self._data_set),
            {**self._kept.units, self._code: _typed(self._unit)},
            {name: code for name, field in self._elements.items() if (code := _typed(field))},
            self._scheme.currentData(),
            self._kind.currentData(),
        )

    @property
    def days(self) -> PeriodOf:
        """The chosen week or month."""
        found: PeriodOf = self._period.currentData()
        return found

    @Slot()
    def accept(self) -> None:
        """Close the dialog, unless the codes cannot be used: then say why."""
        flaw = dhis2.flaw(self.codes)
        if flaw is None:
            super().accept()
            return
        text = {
            MapFlaw.NO_DATA_SET: self.tr("Falta el conjunto de datos."),
            MapFlaw.NO_UNIT: self.tr("Falta la unidad organizativa."),
            MapFlaw.NO_ELEMENT: self.tr("Falta el código de al menos una categoría o del total."),
            MapFlaw.REPEATED: self.tr("Dos categorías tienen el mismo código."),
        }[flaw]
        self._error.setText(text)
        self._error.show()
        announce(self, text)
        (self._field_to_type() or self._period).setFocus()

    @Slot()
    def _offer(self) -> None:
        """Offer the last periods of the chosen kind."""
        self._period.clear()
        for days in dhis2.last_whole(PeriodType(self._kind.currentData()), self._today, _OFFERED):
            shown = report_words.period(Period(days.first, days.last), self.locale())
            self._period.addItem(f"{days.name} · {shown}", days)

    def _field_to_type(self) -> QLineEdit | None:
        """Return the first field that must not stay blank and is, or repeats a code; None if there is none."""
        wanted = [self._data_set, self._unit]
        if not self.codes.elements:
            wanted.append(next(iter(self._elements.values())))
        codes = [_typed(field) for field in self._elements.values()]
        repeated = [code != "" and code in codes[:place] for place, code in enumerate(codes)]
        blank = [field for field in wanted if not _typed(field)]
        return next(iter([*blank, *compress(self._elements.values(), repeated)]), None)

    def _fill(self) -> None:
        self._kind.addItem(self.tr("cada semana"), PeriodType.WEEKLY)
        self._kind.addItem(self.tr("cada mes"), PeriodType.MONTHLY)
        self._kind.setCurrentIndex(self._kind.findData(self._kept.kind))
        self._scheme.addItem(self.tr("códigos (CODE)"), dhis2.SCHEMES[0])
        self._scheme.addItem(self.tr("identificadores (UID)"), dhis2.SCHEMES[1])
        self._scheme.setCurrentIndex(self._scheme.findData(self._kept.scheme))
        self._offer()
        self._kind.activated.connect(self._offer)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(self._form)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        about = label(
            "muted",
            text=self.tr(
                "Los códigos los da quien administra DHIS2; se escriben una sola vez. Lo que queda vacío no se envía."
            ),
            wraps=True,
        )
        self.setAccessibleDescription(about.text())
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("&Guardar archivo…"), QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        buttons.addButton(self.tr("C&ancelar"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(about)
        column.addWidget(area, 1)
        column.addWidget(self._error)
        column.addWidget(buttons)
        mnemonics.give(self)
        self.ensurePolished()
        for widget in (self._kind, self._period, self._scheme, *self._fields):
            widget.setMinimumWidth(widget.fontMetrics().averageCharWidth() * _CHARACTERS)
        wanted = inside.sizeHint()
        screen = self.screen().availableSize() * 0.94
        width = min(screen.width(), wanted.width() + 10 * GRID)
        self.resize(
            width,
            min(screen.height(), column.totalHeightForWidth(width) - area.sizeHint().height() + wanted.height()),
        )

    def _choice(self, name: str, caption: str) -> QComboBox:
        choice = QComboBox()
        choice.setObjectName(name)
        self._add(choice, caption)
        return choice

    def _field(self, name: str, caption: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setObjectName(name)
        field.setMaxLength(dhis2.LONGEST_CODE)
        self._fields.append(field)
        self._add(field, caption)
        return field

    def _add(self, field: QComboBox | QLineEdit, caption: str) -> None:
        field.setAccessibleName(caption.removesuffix(":"))
        words = QLabel(caption)
        words.setBuddy(field)
        self._form.addRow(words, field)


def _element(name: str, total: str) -> str:
    return total if name == dhis2.TOTAL else labels.category_name(name)


def _typed(field: QLineEdit) -> str:
    return " ".join(field.text().split())
