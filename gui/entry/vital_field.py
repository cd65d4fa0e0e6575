"""A vital sign on the form: name, box, unit, and a line with its limits or a message."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.clinical.vitals import SYSTOLIC, TEMPERATURE, VITALS, Hint, Refusal, RefusedError, Slip, Vital
from gui.entry.vital_box import VitalBox
from gui.kit.enter import milliseconds_between
from gui.language import formats, labels
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD_WRAP: Final = 0x1000
"""`Qt.TextFlag.TextWordWrap` as a number: importing `Qt` would slow the first paint."""

_READ_MS: Final = 300
"""Shortest time in milliseconds between a warning and its confirmation; a doubled Enter comes sooner."""

_FOOT: Final = GRID // 2 + 2
"""Least room below a field, in pixels."""

_LONGEST: Final = "120/80"
"""The longest text that is often typed."""


class FieldState(Enum):
    """The text and reading of a field."""

    BLANK = auto()
    INCOMPLETE = auto()
    REFUSED = auto()
    UNUSUAL = auto()
    CONFIRMED = auto()
    VALID = auto()


SAVABLE: Final = (FieldState.VALID, FieldState.CONFIRMED)
"""The states with a value that may be kept."""


class MessageLine(QLabel):
    """A wrapping label that reserves the height of its longest text, so that the layout never jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._longest: Sequence[str] = ()
        self._keeps_room = True
        self._heights: dict[int, int] = {}  # by width, as those of the shown text
        self._shown_heights: dict[int, int] = {}
        self._metrics: QFontMetrics | None = None
        self.setWordWrap(True)
        self.setProperty("alignment", "AlignLeft|AlignTop")
        self.setProperty("textFormat", "PlainText")

    @Slot(str)
    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text)
        self._shown_heights.clear()

    def keep_room(self, *, is_kept: bool) -> None:
        """Take the reserved room also while the shown text needs less, or only what that needs."""
        if is_kept is not self._keeps_room:
            self._keeps_room = is_kept
            self.updateGeometry()

    def reserve(self, texts: Sequence[str]) -> None:
        """Reserve room for the highest of these texts."""
        self._longest = texts
        self._forget_heights()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the highest reserved text at `width`, of the shown one if no room is kept."""
        highest = self.highest(width)
        return highest if self._keeps_room else self._shown_heights[width]

    def highest(self, width: int) -> int:
        """Return the height of the highest text at `width`, reserved or shown."""
        for heights, texts in ((self._heights, self._longest), (self._shown_heights, (self.text(),))):
            if width not in heights:  # layouts ask repeatedly, and most keys change only the shown text
                heights[width] = self._highest(texts, width)
        return max(self._heights[width], self._shown_heights[width])

    def changeEvent(self, event: QEvent) -> None:
        """Drop cached heights after a change of font or style."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget_heights()

    def sizeHint(self) -> QSize:
        """Return the size of one line; `heightForWidth` has the height of all."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Return a narrow size: the text wraps."""
        return QSize(self.fontMetrics().averageCharWidth() * 16, self.fontMetrics().height())

    def _forget_heights(self) -> None:
        self._heights.clear()
        self._shown_heights.clear()
        self._metrics = None

    def _highest(self, texts: Sequence[str], width: int) -> int:
        if self._metrics is None:
            heaviest = QFont(self.font())
            heaviest.setWeight(QFont.Weight.DemiBold)
            self._metrics = QFontMetrics(heaviest)
        area, bounds = QRect(0, 0, max(1, width), 0), self._metrics.boundingRect
        return max((bounds(area, WORD_WRAP, text).height() for text in texts), default=0)


class VitalField(QWidget):
    """One vital sign: label, box, unit and message, one above the other; in low forms label and box side by side.

    Enter in the field, loss of the focus with a text, or `ask` marks the field; an unmarked one does not report
    faults that more digits could still correct. A change of the text marks a field without focus if it has text, and
    unmarks any other. A refused text is selected as a whole, so that typing replaces it.
    """

    changed = Signal()
    """The state may have changed."""
    edited = Signal()
    """The user did something to the text."""

    def __init__(self, vital: Vital, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.vital = vital
        self.state = FieldState.BLANK
        self._marked = False
        self._confirmed = False
        self._asked_at = 0
        self.label = QLabel(self)
        self.label.setProperty("role", "field")
        self.label.setWordWrap(True)
        self.box = VitalBox(vital, self)
        self.unit = QLabel(self)
        self.unit.setProperty("role", "unit")
        self.message = MessageLine(self)
        self.message.setProperty("role", "muted")
        self.message.setObjectName(f"{vital.name}_mensaje")
        self.label.setBuddy(self.box)
        self._is_low = False
        self._grid = QGridLayout(self)
        self.set_foot(0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._place()
        self.box.text_changed.connect(self._text_changed)
        self.box.erased_blank.connect(self.edited)
        self.box.focus_changed.connect(self._focus_changed)
        self.retranslate()

    def answer(self, pressed_at: int) -> None:
        """Enter was pressed here, at that timestamp: confirm what was asked for, or ask."""
        if self.state is FieldState.UNUSUAL and self._marked:
            waited = milliseconds_between(self._asked_at, pressed_at)
            self._confirmed = waited is None or waited >= _READ_MS
            self._show()
        if self.state not in SAVABLE:
            self.ask(pressed_at)

    def ask(self, pressed_at: int = 0) -> None:
        """Take the focus and announce the fault, or the value to confirm.

        `pressed_at` is the timestamp in milliseconds of the key press that caused this, 0 if none did.
        """
        from gui.kit.announce import announce  # noqa: PLC0415 - not for the first paint

        self._asked_at = pressed_at
        self._marked = True
        self._show()
        self.box.take_focus()
        if self.box.number is not None:
            self.box.lineEdit().end(False)  # stray digits then extend the number instead of replacing it
        announce(self.box, self.message.text())

    def retire(self) -> None:
        """Blank the field and keep its text as the placeholder."""
        shadow = self.box.typed
        self.empty()
        self.box.lineEdit().setPlaceholderText(shadow)

    @property
    def shadow(self) -> str:
        """The placeholder that `retire` set; "" if there is none."""
        return self.box.lineEdit().placeholderText()

    def put(self, typed: str, shadow: str = "") -> None:
        """Replace the text and the placeholder."""
        self.empty()
        self.box.write(typed)
        self.box.lineEdit().setPlaceholderText(shadow)

    def forget_shadow(self) -> None:
        """Remove the placeholder that `retire` set."""
        self.box.lineEdit().setPlaceholderText("")

    def empty(self) -> None:
        """Blank the field and unmark it."""
        self.box.empty()
        self.forget_shadow()
        self._marked = False
        self._show()

    def set_locked(self, locked: bool) -> None:
        """Make the box read-only, or editable again."""
        self.box.setReadOnly(locked)

    def set_low(self, low: bool, *, is_small: bool) -> None:
        """Place the label beside the box, or above it; a small box has a smaller number."""
        if low != self._is_low:
            self._is_low = low
            for widget in (self.label, self.box, self.unit, self.message):
                self._grid.removeWidget(widget)
            self._place()
            self._measure()
        if is_small != (self.box.property("arrangement") == "low"):
            restyle(self.box, "arrangement", "low" if is_small else "")
            self._measure()

    def set_foot(self, more: int) -> None:
        """Set the room below the field in pixels: the least, or more, and then none is kept for longer messages."""
        self._grid.setContentsMargins(0, 0, 0, _FOOT + more)
        self.message.keep_room(is_kept=not more)

    def height_at(self, width: int, points: float, *, low: bool) -> int:
        """Return the height in pixels of the field at a width with a number of `points`, in an arrangement."""
        gap = self._grid.verticalSpacing()
        box = self.box.size_for(_LONGEST, points)
        label = self.label.heightForWidth(self._room_for_label(width, box) if low else width)
        head = max(label, box.height()) if low else label + gap + box.height()
        return head + gap + self.message.highest(width) + _FOOT

    def has_room_beside(self, width: int, points: float) -> bool:
        """Return whether label, box with a number of `points` and unit have room beside each other in a width."""
        longest = max(self.label.fontMetrics().horizontalAdvance(word) for word in self.label.text().split())
        return longest < self._room_for_label(width, self.box.size_for(_LONGEST, points))

    def _room_for_label(self, width: int, box: QSize) -> int:
        return width - box.width() - self.unit.minimumWidth() - 2 * self._grid.horizontalSpacing()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language, the locale and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self.retranslate()
            self._measure()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def retranslate(self) -> None:
        """Set all texts in the language and locale in force."""
        self.label.setText(labels.vital_name(self.vital))
        self.box.setAccessibleName(labels.vital_name(self.vital))
        self.unit.setText(labels.unit(self.vital))
        self.message.reserve([self._unusual(), *(self._refused(error) for error in self._worst())])
        self._show()

    def _place(self) -> None:
        below = 0 if self._is_low else 1
        self._grid.addWidget(self.label, 0, 0, 1, 1 if self._is_low else 3)
        self._grid.addWidget(self.box, below, 1 - below, 1, 1 + below)
        self._grid.addWidget(self.unit, below, 2)
        self._grid.addWidget(self.message, 2, 0, 1, 3)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(3, 1)

    @Slot()
    def _text_changed(self) -> None:
        self._confirmed = False
        self._marked = not self.box.hasFocus() and not self.box.is_blank
        self._show()
        self.edited.emit()

    @Slot()
    def _focus_changed(self) -> None:
        if not self.box.hasFocus() and not self.box.is_blank:
            self._marked = True
            self._show()
        elif self._marked and self.box.number is None:
            self.box.selectAll()

    def _show(self) -> None:
        self.state = self._read_state()
        role, state, text = self._said()
        restyle(self.message, "role", role)
        restyle(self.box, "state", state)
        self.message.setText(text)
        # Qt reports a number to screen readers in any case: the minimum for a blank box.
        blank = self.tr("En blanco.") + " " if self.box.is_blank and not self._marked else ""
        self.box.setAccessibleDescription(f"{labels.unit(self.vital)}. {blank}{text}")
        self.changed.emit()

    def _read_state(self) -> FieldState:
        if self.box.is_blank:
            return FieldState.BLANK
        if self.box.number is None:
            growing = not self._marked and self.vital.can_become_valid(self.box.typed)
            return FieldState.INCOMPLETE if growing else FieldState.REFUSED
        if self.vital.is_usual(self.box.number):
            return FieldState.VALID
        return FieldState.CONFIRMED if self._confirmed else FieldState.UNUSUAL

    def _said(self) -> tuple[str, str, str]:
        """Return the role of the message, the state of the box, and the message."""
        state = self.state
        if state is FieldState.BLANK and self._marked:
            return "error", "error", self._refused(RefusedError(Refusal.MISSING, self.vital.name))
        if state is FieldState.REFUSED and self.box.refusal:
            return "error", "error", self._refused(self.box.refusal)
        if state is FieldState.UNUSUAL and self._marked:
            return "warning", "confirm", self._unusual()
        if state is FieldState.CONFIRMED:
            return "muted", "", self.tr("Valor inusual, confirmado.")
        return "muted", "", labels.limits(self.vital, self.locale())

    def _unusual(self) -> str:
        ends = (self.vital.usual_minimum, self.vital.usual_maximum)
        usual = formats.EN_DASH.join(formats.number(end, self.vital.decimals, self.locale()) for end in ends)
        return self.tr("Valor inusual (lo usual: {usual}). Enter otra vez para confirmar.").format(usual=usual)

    def _refused(self, error: RefusedError) -> str:
        return labels.refusal(error, self.vital, self.locale())

    def _measure(self) -> None:
        self.unit.ensurePolished()  # with the font of the style sheet
        widest = max(self.unit.fontMetrics().horizontalAdvance(labels.unit(vital)) for vital in VITALS)
        self.unit.setMinimumWidth(widest + 1)  # one pixel more for glyphs that overhang
        width = self.box.size_for(_LONGEST).width() if self._is_low else 0
        self.box.setMinimumWidth(width)

    def _worst(self) -> list[RefusedError]:
        """Return the refusals with the longest messages."""
        name, limit = self.vital.name, self.vital.maximum
        worst = [RefusedError(kind, name) for kind in (Refusal.NOT_A_NUMBER, Refusal.NOT_WHOLE, Refusal.MISSING)]
        if self.vital is TEMPERATURE:
            worst.append(RefusedError(Refusal.OUT_OF_RANGE, name, Hint(Slip.FAHRENHEIT, limit, limit)))
        if self.vital is SYSTOLIC:
            worst.append(RefusedError(Refusal.NOT_A_NUMBER, name, Hint(Slip.BOTH_PRESSURES, limit)))
        return worst
