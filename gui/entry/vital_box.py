"""The box for typing a vital sign: only the user changes its text, and the text defines the number.

Qt's spin boxes replace typed text: they clamp, revert, or drop keystrokes that do not fit. Here no text is dropped;
`number` returns the number in it, or none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget

from core.clinical.vitals import RefusedError
from gui.kit.enter import EnterKey, is_enter
from gui.language import formats

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent, QShowEvent, QValidator, QWheelEvent

    from core.clinical.vitals import Vital

_MARGIN_X: Final = 12
_MARGIN_Y: Final = 4
"""Pixels between the edge of the box and its text, border included."""

_CURSOR: Final = 8
"""Pixels that the editor needs for its own margins and the cursor."""


class VitalBox(QDoubleSpinBox):
    """A spin box for one vital sign whose text is never changed by validation.

    `minimum()` and `maximum()` are the hard limits, where stepping stops. `number` is the value of the text, None if
    it is blank or refused; `refusal` is the error of a refused text, else None.
    """

    text_changed = Signal()
    """What stands in the box has changed, in whatever way."""
    entered = Signal(object, object)
    """Enter was pressed: the vital, and the timestamp of the key press; a key that is held down is pressed once."""
    erased_blank = Signal()
    """Backspace or Delete was pressed in a blank box."""
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
        # Not WheelFocus: scrolling the page must not move the focus.
        self.setProperty("focusPolicy", "StrongFocus")
        self.lineEdit().textChanged.connect(self._text_was_changed)
        self.valueChanged.connect(self._value_was_changed)

    @property
    def is_blank(self) -> bool:
        """Whether the text is blank."""
        return self.number is None and self.refusal is None

    @property
    def typed(self) -> str:
        """The exact text in the box."""
        return self.lineEdit().text()

    def setValue(self, value: float) -> None:
        """Write a number as text without clamping; outside the limits it is refused as if typed."""
        exact = Decimal(repr(float(value)))
        if exact == self.vital.rounded(exact):
            self.write(formats.number(exact, self.vital.decimals, self.locale()))
        else:
            self.write(formats.recorded(float(value), self.locale()))

    def write(self, text: str) -> None:
        """Set the text; clears the undo history."""
        self.lineEdit().setText(text)

    def take_focus(self) -> None:
        """Take the focus as by Tab, with the whole text selected."""
        self.setFocus()
        self.selectAll()

    def empty(self) -> None:
        """Blank the box and its undo history."""
        self.write("")
        # A screen reader that reads the value must not get the previous patient's.
        self.blockSignals(True)
        super().setValue(self.minimum())
        self.blockSignals(False)

    def textFromValue(self, _value: float) -> str:
        """Return the current text, so that Qt does not reformat it."""
        return self.lineEdit().text()

    def valueFromText(self, text: str) -> float:
        """Return the number of a text; the minimum for a text without one."""
        number = self._read(text)[0]
        return self.minimum() if number is None else float(number)

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Return Acceptable for a valid number, else Intermediate, so that Qt drops no keystroke."""
        from PySide6.QtGui import QValidator  # noqa: PLC0415 - not for the first paint

        accepted = self._read(text)[0] is not None
        state = QValidator.State.Acceptable if accepted else QValidator.State.Intermediate
        return state, text, pos

    def fixup(self, text: str) -> str:
        """Return the text unchanged, so that Qt corrects nothing."""
        return text

    def stepBy(self, steps: int) -> None:
        """Step from the current number, clamped to the limits; a no-op without one."""
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
        """Return the size for the longest number within the limits, independent of the text."""
        longest = formats.number(self.vital.maximum, self.vital.decimals, self.locale())
        return self.size_for(longest)

    def size_for(self, text: str, points: float | None = None) -> QSize:
        """Return the size in pixels of a box that shows all of a text, in its font of that size in points."""
        self.ensurePolished()
        font = QFont(self.font())
        if points is not None:
            font.setPointSizeF(points)
        metrics = QFontMetrics(font)
        height = super().sizeHint().height() + metrics.height() - self.fontMetrics().height()
        return QSize(metrics.horizontalAdvance(text) + 2 * _MARGIN_X + _CURSOR, height)

    def minimumSizeHint(self) -> QSize:
        """Return `sizeHint`, so that a number within the limits is never cut off."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+E to the menu: on X11 Qt's editor claims it as End before shortcuts are tried."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_export(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle Enter here, as Qt would reformat the text; report erasing in a blank box."""
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
        """Track the release of Enter."""
        if is_enter(event):
            self.enter_key.release(event)
        super().keyReleaseEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, so that scrolling cannot change a number."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Emit `focus_changed`."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget a held Enter and emit `focus_changed`."""
        super().focusOutEvent(event)
        self.enter_key.leave()
        self.focus_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the editor all the room within the border."""
        super().resizeEvent(event)
        self._place_editor()

    def showEvent(self, event: QShowEvent) -> None:
        """Place the editor again, as the style is known only now."""
        super().showEvent(event)
        self._place_editor()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after a change of font, style or locale."""
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
        """Write a value set through accessibility (a screen reader), which bypasses the text."""
        # Qt signals a value before the text that it was read from: compare with the text itself.
        if not self.isReadOnly() and self.valueFromText(self.typed) != value:
            self.setValue(value)

    def _place_editor(self) -> None:
        """Set the editor's geometry: with a style sheet and no arrow buttons Qt makes it one pixel wide."""
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
