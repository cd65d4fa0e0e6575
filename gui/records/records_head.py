"""The controls above the list of records: the period, and the buttons that say what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from gui.kit.enter import EnterButton
from gui.language import formats
from gui.style.theme import GRID

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from gui.kit.period_bar import PeriodBar

FILTER_KEY: Final = "Ctrl+F"
RETRACT_KEY: Final = QKeySequence.StandardKey.Delete


class RecordsHead(QWidget):
    """The period beside the buttons, or above them if they do not fit."""

    def __init__(self, period: PeriodBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period = period
        self.filter_button = EnterButton(name="filtrar")
        self.retracted_button = EnterButton(name="mostrar_anulados")
        self.retract_button = EnterButton(name="anular")
        self._buttons = (self.filter_button, self.retracted_button, self.retract_button)
        actions = QHBoxLayout()
        actions.setSpacing(2 * GRID)
        for button in self._buttons:
            actions.addWidget(button)
        actions.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(period)
        self._row.addStretch(1)
        self._row.addLayout(actions)

    def say(self, *, is_retracted: bool, are_retracted_shown: bool, is_filter_open: bool) -> None:
        """Name the buttons by their effect: on the current record, the retracted ones and the filters."""
        filters = self.tr("Quitar fi&ltros") if is_filter_open else self.tr("Fi&ltrar…")
        self.filter_button.setText(f"{filters}   {formats.key(FILTER_KEY)}")
        shown = self.tr("Ocultar an&ulados") if are_retracted_shown else self.tr("Mostrar an&ulados")
        self.retracted_button.setText(shown)
        retract = self.tr("&Restablecer…") if is_retracted else self.tr("A&nular…")
        self.retract_button.setText(f"{retract}   {formats.key(RETRACT_KEY)}")
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        """Return the size for stacked controls."""
        buttons = [button.minimumSizeHint().width() for button in self._buttons]
        width = max(self.period.minimumSizeHint().width(), sum(buttons) + 2 * GRID * (len(buttons) - 1))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the controls for the new width."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Place the period beside the buttons if they fit."""
        widths = [widget.sizeHint().width() for widget in (self.period, *self._buttons)]
        beside = sum(widths) + 2 * GRID * len(self._buttons) <= self.width()
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
