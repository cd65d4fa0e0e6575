"""The choice of a period: five exclusive buttons in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from core.vocabulary import PeriodName
from gui.language import labels

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractButton


class PeriodBar(QWidget):
    """A row of buttons for the period: Left and Right step through it, Alt and a letter go to one directly.

    `chosen` carries the new period after every change; `picked` follows a direct choice by letter or mouse only, as
    stepping with the arrow keys may go on.
    """

    chosen = Signal(PeriodName)
    picked = Signal()

    def __init__(self, name: PeriodName, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("periodo")
        self._group = QButtonGroup(self)
        self._buttons: dict[PeriodName, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, period in enumerate(PeriodName):
            button = _Segment()
            button.setObjectName(f"periodo_{period.value}")
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("place", {0: "first", len(PeriodName) - 1: "last"}.get(place, "middle"))
            button.setChecked(period is name)
            self._group.addButton(button)
            self._buttons[period] = button
            row.addWidget(button)
        self._group.buttonToggled.connect(self._on_toggled)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def name(self) -> PeriodName:
        """The chosen period."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def choose(self, name: PeriodName) -> None:
        """Choose a period; emits `chosen` on a change.

        In a hidden bar the focus, if it is on a period, moves to this one.
        """
        self._buttons[name].setChecked(True)
        if self.focusWidget() is not None and not self.isVisible():
            self._buttons[name].setFocus()

    def focus(self) -> None:
        """Focus the chosen period."""
        self._buttons[self.name].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        texts = {
            PeriodName.TODAY: self.tr("&Hoy"),
            PeriodName.DAYS_7: self.tr("&7 días"),
            PeriodName.DAYS_30: self.tr("&30 días"),
            PeriodName.THIS_MONTH: self.tr("Este &mes"),
            PeriodName.ALL: self.tr("&Todo"),
        }
        self.setAccessibleName(self.tr("Periodo"))
        for name, button in self._buttons.items():
            button.setText(texts[name])
            button.setAccessibleName(labels.period_name(name))

    @Slot("QAbstractButton*", bool)
    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:
        del button
        if checked:
            self.chosen.emit(self.name)

    @Slot("QAbstractButton*")
    def _on_clicked(self, _button: QAbstractButton) -> None:
        if not any(button.is_walked_from for button in self._buttons.values()):
            self.picked.emit()


class _Segment(QPushButton):
    """A button of the bar. An arrow key makes Qt click its neighbour; `is_walked_from` is true meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.is_walked_from = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark the clicks that this key causes as steps."""
        self.is_walked_from = True
        super().keyPressEvent(event)
        self.is_walked_from = False
