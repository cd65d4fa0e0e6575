"""The box for typing a vital sign: only the user changes its text, and the text defines the number.

Qt's spin boxes replace typed text: they clamp, revert, or drop keystrokes that do not fit. Here no text is dropped;
`number` returns the number in it, or none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from core.clinical.vitals import RefusedError
from gui.kit.enter_key import EnterKey, is_enter
from gui.language import formats

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent, QWheelEvent

    from core.clinical.vitals import Vital

_MARGIN_X: Final = 12
_MARGIN_Y: Final = 4
"""Pixels between the edge of the box and its text, border included."""

_CURSOR: Final = 8
"""Pixels that the editor keeps around its text and for its cursor."""


class VitalBox(QDoubleSpinBox):
    """One vital sign as text. `minimum()` and `maximum()` are its hard limits; stepping stops there.

    `number` is the number that stands there, None if there is none that can be kept. `refusal` then says why not;
    where the box is blank it is None too.
    """

    text_changed = Signal()
    """What stands in the box has changed, in whatever way."""
    entered = Signal(object, object)
    """Enter was pressed: the vital, and the timestamp of the key press; a key that is held down is pressed once."""
    erased_blank = Signal()
    """Backspace or Delete was pressed in a box that is blank."""
    focus_changed = Signal()

    def __init__(self, vital: Vital, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vital = vital
        self.number: Decimal | None = None
        self.refusal: RefusedError | None = None
        self.enter_key = EnterKey()
        self._text = ""
        self.setObjectName(vital.name)
        self.setProperty("role", "number")
        self.setProperty("state", "")
        self.setDecimals(vital.decimals)
        self.setSingleStep(float(vital.step))
        self.setRange(float(vital.minimum), float(vital.maximum))
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setProperty("alignment", "AlignRight")
        self.setProperty("inputMethodHints", "ImhFormattedNumbersOnly")
        # Not WheelFocus: the wheel that scrolls the page does not take the focus either.
        self.setProperty("focusPolicy", "StrongFocus")
        self.lineEdit().textChanged.connect(self._text_was_changed)
        self.valueChanged.connect(self._value_was_changed)

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was entered."""
        return self.number is None and self.refusal is None

    @property
    def typed(self) -> str:
        """What stands in the box, exactly."""
        return self.lineEdit().text()

    def setValue(self, value: float) -> None:
        """Write a number into the box as it is: outside the limits it stands there, refused like a typed one."""
        exact = Decimal(repr(float(value)))
        if exact == self.vital.rounded(exact):
            self.write(formats.number(exact, self.vital.decimals, self.locale()))
        else:
            self.write(formats.recorded(float(value), self.locale()))

    def write(self, text: str) -> None:
        """Put a text into the box, as if it had been typed; it cannot be undone."""
        self.lineEdit().setText(text)

    def take_focus(self) -> None:
        """Take the keyboard as by Tab: what is typed next comes in the place of all that stands there."""
        self.setFocus()
        self.selectAll()

    def empty(self) -> None:
        """Make the box blank, so that no undo brings anything back."""
        self.write("")
        # A screen reader that asks for the value hears no other patient's.
        self.blockSignals(True)
        super().setValue(self.minimum())
        self.blockSignals(False)

    def textFromValue(self, _value: float) -> str:
        """Return the text as it stands, where Qt would put its own in its place."""
        return self.lineEdit().text()

    def valueFromText(self, text: str) -> float:
        """Return the number of a text that `validate` accepts."""
        number = self._read(text)[0]
        return self.minimum() if number is None else float(number)

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Accept a number that can be kept; anything else may become one, so that no keystroke is dropped."""
        accepted = self._read(text)[0] is not None
        state = QValidator.State.Acceptable if accepted else QValidator.State.Intermediate
        return state, text, pos

    def fixup(self, text: str) -> str:
        """Mend nothing."""
        return text

    def stepBy(self, steps: int) -> None:
        """Step from the number in the box, up to the limits; without one do nothing."""
        if self.number is None or self.isReadOnly():
            return
        stepped = self.number + steps * self.vital.step
        stepped = min(max(stepped, self.vital.minimum), self.vital.maximum)
        editor = self.lineEdit()
        if stepped != self.number:
            editor.selectAll()
            editor.insert(formats.number(stepped, self.vital.decimals, self.locale()))
        editor.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Allow the steps that `stepBy` would make."""
        allowed = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self.number is None or self.isReadOnly():
            return allowed
        if self.number < self.vital.maximum:
            allowed |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if self.number > self.vital.minimum:
            allowed |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return allowed

    def sizeHint(self) -> QSize:
        """Return a size for the longest number within the limits, whatever stands in the box."""
        longest = formats.number(self.vital.maximum, self.vital.decimals, self.locale())
        width = self.fontMetrics().horizontalAdvance(longest) + 2 * _MARGIN_X + _CURSOR
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`: a number within the limits is never cut off."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+E to the menu: on X11 Qt takes it for the End key, before any menu hears of it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_export(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter away from Qt, which would rewrite the text."""
        if is_enter(event):
            event.accept()
            if self.enter_key.is_pressed(event):
                QGuiApplication.inputMethod().commit()
                self.entered.emit(self.vital, self.enter_key.pressed_at)
            return
        if _erases(event) and not self._text and not self.isReadOnly():
            self.erased_blank.emit()
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Learn that the finger left Enter."""
        if is_enter(event):
            self.enter_key.release(event)
        super().keyReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: whoever scrolls does not look at the number under the pointer."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus came."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went."""
        super().focusOutEvent(event)
        self.enter_key.leave()
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text all the room within the border."""
        super().resizeEvent(event)
        self._place_editor()

    def showEvent(self, event: QShowEvent) -> None:
        """Place the text anew: the style is known by now."""
        super().showEvent(event)
        self._place_editor()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew where the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LocaleChange):
            self.updateGeometry()
            self._place_editor()

    @Slot(str)
    def _text_was_changed(self, text: str) -> None:
        if text == self._text:
            return
        self._text = text
        self.number, self.refusal = self._read(text)
        self.text_changed.emit()

    @Slot(float)
    def _value_was_changed(self, value: float) -> None:
        """Write a value that came from neither keys nor `setValue`: a screen reader's user has set it."""
        # Qt tells of the value before it tells of the text that it was read from: look at the text itself.
        if not self.isReadOnly() and self.valueFromText(self.typed) != value:
            self.setValue(value)

    def _place_editor(self) -> None:
        """Qt's style sheets leave a box without arrow buttons an editor that is one pixel wide."""
        self.lineEdit().setGeometry(self.rect().adjusted(_MARGIN_X, _MARGIN_Y, -_MARGIN_X, -_MARGIN_Y))

    def _read(self, text: str) -> tuple[Decimal | None, RefusedError | None]:
        try:
            return self.vital.from_text(text), None
        except RefusedError as error:
            return None, error


def _is_export(event: QKeyEvent) -> bool:
    from PySide6.QtCore import QKeyCombination, Qt  # noqa: PLC0415 - not for the first paint

    return event.keyCombination() == QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)


def _erases(event: QKeyEvent) -> bool:
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

    return event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
