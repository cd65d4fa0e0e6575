"""The choice of a period: exclusive buttons in a row, the last of which asks for dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from core.records.period import Period
from core.vocabulary import PeriodName
from gui.kit.enter import is_enter
from gui.language import labels

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractButton

    from core.records.period import Choice


class AsksDays(Protocol):
    """The dialog for dates."""

    def choose_days(self, days: Period, today: date) -> Period | None:
        """Return the days that the user types, `days` being those suggested; None on cancel."""


class PeriodBar(QWidget):
    """A row of buttons for the period: Left and Right step through it, Alt and a letter go to one directly.

    `chosen` carries the new period, a `Choice`, after every change; `picked` follows a direct choice by letter or
    mouse only, as stepping with the arrow keys may go on. Stepping to the dates shows those chosen last, at first the
    previous month.
    """

    chosen = Signal(object)
    picked = Signal()

    def __init__(
        self, choice: Choice, questions: AsksDays, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("periodo")
        self._questions = questions
        self._today = today
        self._choice = choice
        self._days: Period | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[PeriodName, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, period in enumerate(PeriodName):
            self._buttons[period] = self._segment(period.value, "middle" if place else "first")
        self._days_button = self._segment("fechas", "last")
        self._check(choice)
        self._group.buttonToggled.connect(self._on_toggled)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def choice(self) -> Choice:
        """The chosen period."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Choose a period; emits `chosen` on a change.

        In a hidden bar the focus, if it is on a period, moves to this one.
        """
        if choice == self._choice:
            return
        button = self._check(choice)
        self._take(choice)
        if self.focusWidget() is not None and not self.isVisible():
            button.setFocus()

    def focus(self) -> None:
        """Focus the chosen period."""
        self._button(self._choice).setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self._days_button.setText(self.tr("&Fechas…"))
        self._days_button.setToolTip(self.tr("Un día, un mes o de una fecha a otra"))

    def _segment(self, name: str, place: str) -> _Segment:
        button = _Segment()
        button.setObjectName(f"periodo_{name}")
        button.setCheckable(True)
        button.setProperty("role", "segment")
        button.setProperty("place", place)
        self._group.addButton(button)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)
        return button

    def _button(self, choice: Choice) -> _Segment:
        return self._buttons[choice] if isinstance(choice, PeriodName) else self._days_button

    def _check(self, choice: Choice) -> _Segment:
        """Show a period as the chosen one, without a signal."""
        button = self._button(choice)
        with QSignalBlocker(self._group):
            button.setChecked(True)
        return button

    def _take(self, choice: Choice) -> None:
        self._choice = choice
        if isinstance(choice, Period):
            self._days = choice
        self.chosen.emit(choice)

    def _is_walked(self) -> bool:
        return any(button.is_walked_from for button in (*self._buttons.values(), self._days_button))

    def _suggested(self) -> Period:
        """Return the days chosen last, at first the previous month."""
        if self._days is not None:
            return self._days
        first = self._today().replace(day=1)
        return Period.month(first.fromordinal(first.toordinal() - 1))

    @Slot("QAbstractButton*", bool)
    def _on_toggled(self, button: QAbstractButton, checked: bool) -> None:
        if not checked:
            return
        name = next((name for name, other in self._buttons.items() if other is button), None)
        if name is not None:
            self._take(name)
        elif self._is_walked():
            self._take(self._suggested())

    @Slot("QAbstractButton*")
    def _on_clicked(self, button: QAbstractButton) -> None:
        if self._is_walked():
            return
        if button is self._days_button:
            days = self._questions.choose_days(self._suggested(), self._today())
            if days is None:
                self._check(self._choice)
                return
            if days != self._choice:
                self._take(days)
        self.picked.emit()


class _Segment(QPushButton):
    """A button of the bar. An arrow key makes Qt click its neighbour; `is_walked_from` is true meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.is_walked_from = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark the clicks that this key causes as steps; Enter is a click as Space is."""
        if is_enter(event):
            if not event.isAutoRepeat():
                self.click()
            return
        self.is_walked_from = True
        super().keyPressEvent(event)
        self.is_walked_from = False
