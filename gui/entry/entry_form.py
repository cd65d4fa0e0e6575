"""The form: three vital signs, one button, and the keys for moving between them."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSpacerItem, QVBoxLayout, QWidget

from core.clinical.vitals import VITALS, Reading
from gui.entry.vital_field import SAVABLE, FieldState, MessageLine, VitalField
from gui.kit.enter import EnterButton
from gui.language import formats, labels
from gui.language.i18n import Translated
from gui.style.style_sheet import restyle
from gui.style.theme import GRID

if TYPE_CHECKING:
    from datetime import datetime

    from core.clinical.vitals import Vital
    from core.station.station import Draft
    from gui.entry.form_content import Content


_BORDER: Final = 1
"""Pixels between the edge of the card and what scrolls in it."""


class FormState(Enum):
    """OPEN: being filled in. SPENT: saved, awaits the next patient. LOCKED: its reading is unsaved."""

    OPEN = auto()
    SPENT = auto()
    LOCKED = auto()


class EntryForm(Translated, QFrame):
    """The form of the three vitals; emits a reading when all are valid or confirmed and the user submits it."""

    reading_entered = Signal(object)
    """Carries the submitted `Reading`."""
    started = Signal()
    """The entry of the next patient has begun."""
    entered_while_locked = Signal()
    """Enter was pressed in the LOCKED form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.unsaved: Draft | None = None
        """The reading that the disk has refused; while one waits, it stands in the form and cannot be changed."""
        self._is_spent = False
        self._emptying = False
        self._corrected_at: datetime | None = None  # of the record being corrected; None for a new one
        self._area = QScrollArea(self)
        self._page = QWidget()
        self._area.setWidget(self._page)  # while empty: a filled page would be laid out twice, here and when shown
        self._area.setWidgetResizable(True)
        self._page_column = QVBoxLayout(self._page)
        self._end = QSpacerItem(0, 0)
        self._title = QLabel(self._page)
        self._title.setObjectName("titulo_del_formulario")
        self._title.setProperty("role", "title")
        self.fields = tuple(VitalField(vital, self._page) for vital in VITALS)
        self.button = EnterButton(self._page, "predecir")
        self.button.setProperty("role", "primary")
        self.reason = MessageLine(self._page)
        self.reason.setObjectName("motivo")
        self.reason.setProperty("role", "muted")
        self._keys = QLabel(self._page)
        self._keys.setProperty("role", "muted")
        for label in (self._title, self._keys):
            label.setWordWrap(True)
        self._lay_out()
        for field in self.fields:
            field.edited.connect(self._edited)
            field.changed.connect(self._show)
            field.box.entered.connect(self._entered)
            field.box.focus_changed.connect(self._show_focus)
        self.button.focused.connect(self._show_focus)
        self._area.verticalScrollBar().rangeChanged.connect(self._show_focus)
        self.button.clicked.connect(self._button_clicked)
        self.retranslate()

    @property
    def state(self) -> FormState:
        """The form's state: the field that it waits for."""
        if self.unsaved is not None:
            return FormState.LOCKED
        return FormState.SPENT if self._is_spent else FormState.OPEN

    def clear(self) -> None:
        """Make all fields blank and go to the first."""
        was_spent = self.state is FormState.SPENT
        self._empty_fields()
        self._be_for_a_new_one()
        self._wait_for(None, is_spent=False)
        self.focus_first()
        if was_spent:
            self.started.emit()

    def spend(self) -> None:
        """Enter SPENT: blank the fields, with the saved values as placeholders, and focus the first."""
        self._emptying = True
        for field in self.fields:
            field.retire()
        self._emptying = False
        self._be_for_a_new_one()
        self.focus_first()
        self._wait_for(None, is_spent=True)

    def lock(self, unsaved: Draft) -> None:
        """The reading is not saved: hold it as it is."""
        self._wait_for(unsaved, is_spent=False)

    @property
    def content(self) -> Content:
        """The texts in the form, for `put_back`."""
        from gui.entry.form_content import Content  # noqa: PLC0415 - for corrections only

        place = next((place for place, field in enumerate(self.fields) if field.box.hasFocus()), 0)
        return Content(tuple((field.box.typed, field.shadow) for field in self.fields), self._is_spent, place)

    def correct(self, reading: Reading, saved_at: datetime) -> None:
        """Put the values of a saved record into the fields, to be corrected; emits nothing."""
        from gui.entry.form_content import Content  # noqa: PLC0415 - likewise

        pairs = zip(self.fields, reading, strict=True)
        typed = (formats.number(value, field.vital.decimals, self.locale()) for field, value in pairs)
        self._show_content(Content(tuple((text, "") for text in typed)), saved_at)
        self.focus_first()

    def put_back(self, content: Content) -> None:
        """Make the form as it was, and go on where the user was; emits nothing."""
        self._show_content(content, None)
        box = self.fields[content.place].box
        box.take_focus()
        box.lineEdit().end(False)  # digits then go on with the number instead of replacing it

    def _show_content(self, content: Content, corrected_at: datetime | None) -> None:
        self._emptying = True
        for field, (typed, shadow) in zip(self.fields, content.fields, strict=True):
            field.put(typed, shadow)
        self._emptying = False
        self._corrected_at = corrected_at
        self._wait_for(None, is_spent=content.is_spent)
        self._name()

    def focus_first(self) -> None:
        """Focus the first field."""
        self.fields[0].box.take_focus()

    def arrange(self, *, low: bool, has_keys: bool, is_small: bool, is_roomy: bool, scrolls: bool) -> None:
        """Arrange the form: low or too high, without a title; a list of keys; small numbers; room around fields."""
        self._title.setVisible(not low and not scrolls)
        self._end.changeSize(0, self.button.height() + 2 * GRID if scrolls else 0)  # to scroll past a cut line
        self._keys.setVisible(has_keys)
        for field in self.fields:
            field.set_low(low, is_small=is_small)
            field.set_foot(2 * GRID if scrolls else 0)
        for place, stretch in self._spaces.items():
            self._page_column.setStretch(place, stretch if is_roomy else 0)  # else the fields get all the room

    def has_room_beside(self, width: int, points: float) -> bool:
        """Return whether every label has room beside a box with a number of `points`, at a width of the form."""
        return all(field.has_room_beside(self._inner(width), points) for field in self.fields)

    def height_at(self, width: int, points: float, *, low: bool, has_keys: bool) -> int:
        """Return the height in pixels of the whole form at a width with numbers of `points`, in an arrangement."""
        margins, inner = self._page_column.contentsMargins(), self._inner(width)
        shown = [label for label, is_shown in ((self._title, not low), (self._keys, has_keys)) if is_shown]
        height = 2 * _BORDER + margins.top() + margins.bottom() + self.button.sizeHint().height() + GRID // 2
        height += sum(field.height_at(inner, points, low=low) for field in self.fields)
        return height + sum(label.heightForWidth(inner) for label in (*shown, self.reason))

    def _inner(self, width: int) -> int:
        margins = self._page_column.contentsMargins()
        return width - 2 * _BORDER - margins.left() - margins.right()

    def retranslate(self) -> None:
        """Set all texts in the language in force."""
        self._name()
        two = labels.vitals_named(VITALS[-2:], self.locale())
        self.reason.reserve(
            [
                self.tr("Escriba los signos vitales del siguiente paciente."),
                self.tr("Corrija: {vitals}.").format(vitals=two),
                self.tr("Por confirmar: {vitals}.").format(vitals=two),
                self._correcting("00:00:00"),
            ]
        )
        self._show()

    def _name(self) -> None:
        """Say what the form is for: a new record, or the correction of one."""
        if self._corrected_at is None:
            title, button = self.tr("Signos vitales"), self.tr("Predecir")
            keys = self.tr("Enter avanza · Esc limpia · Ctrl+2 reporte")
        else:
            time = formats.clock_time(self._corrected_at, self.locale())
            title, button = self.tr("Corregir el de {time}").format(time=time), self.tr("Corregir")
            keys = self.tr("Enter avanza · Esc lo deja como estaba")
        self._title.setText(title)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self._keys.setText(keys)

    def _lay_out(self) -> None:
        self._title.setContentsMargins(0, 0, 0, GRID)
        self._keys.setContentsMargins(0, GRID, 0, 0)
        page = self._page_column
        page.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, GRID)
        page.setSpacing(0)
        page.addWidget(self._title)
        page.addStretch()
        for field in self.fields:
            page.addWidget(field, 20)  # equal heights; nearly all room there is goes between them
        page.addWidget(self.button)
        page.addSpacing(GRID // 2)
        page.addWidget(self.reason)
        page.addStretch()
        page.addWidget(self._keys)
        page.addItem(self._end)
        self._spaces = {1: 2, page.count() - 3: 1}
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setProperty("focusPolicy", "NoFocus")
        self._area.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        outside = QVBoxLayout(self)
        outside.setContentsMargins(_BORDER, _BORDER, _BORDER, _BORDER)
        outside.addWidget(self._area)

    def _be_for_a_new_one(self) -> None:
        if self._corrected_at is not None:
            self._corrected_at = None
            self._name()

    def _empty_fields(self) -> None:
        self._emptying = True
        for field in self.fields:
            field.empty()
        self._emptying = False

    def _wait_for(self, unsaved: Draft | None, *, is_spent: bool) -> None:
        self.unsaved, self._is_spent = unsaved, is_spent
        for field in self.fields:
            field.set_locked(unsaved is not None)
        self._show()

    @Slot()
    def _edited(self) -> None:
        """The first edit after a result begins the next patient."""
        if self._emptying or self.state is not FormState.SPENT:
            return
        for field in self.fields:
            field.forget_shadow()
        self._wait_for(None, is_spent=False)
        self.started.emit()

    @Slot(object, object)
    def _entered(self, vital: Vital, pressed_at: int) -> None:
        if self.state is FormState.LOCKED:
            self.entered_while_locked.emit()
        if self.state is not FormState.OPEN:
            return
        place = VITALS.index(vital)
        field = self.fields[place]
        if field.state not in SAVABLE:
            field.answer(pressed_at)
        if field.state not in SAVABLE:
            return
        if field is self.fields[-1]:
            self._predict(pressed_at)
        else:
            self.fields[place + 1].box.take_focus()

    @Slot()
    def _button_clicked(self) -> None:
        self._predict(self.button.enter_key.pressed_at)

    def _predict(self, pressed_at: int) -> None:
        if self.state is not FormState.OPEN:
            return
        for field in self.fields:
            if field.state not in SAVABLE:
                field.ask(pressed_at)
                return
        self.reading_entered.emit(
            Reading(*(field.box.number for field in self.fields if field.box.number is not None))
        )

    @Slot()
    def _show_focus(self) -> None:
        """Scroll to the focused widget if the page does not fit; the last field brings the button and its reason."""
        bar = self._area.verticalScrollBar()
        first, *_, last = self.fields
        if first.box.hasFocus():
            bar.setValue(0)
        for field in self.fields:
            if field.box.hasFocus():
                self._scroll_to(field, self.reason if field is last else field)
        if self.button.hasFocus():
            self._scroll_to(self.button, self.reason)

    def _scroll_to(self, first: QWidget, last: QWidget) -> None:
        """Scroll the range from `first` to `last` into view, its top if it does not fit; cut no line above it."""
        bar = self._area.verticalScrollBar()
        top = first.geometry().top() - GRID
        lowest = last.geometry().bottom() + GRID - self._area.contentsRect().height()
        value = min(max(bar.value(), lowest), top)
        for part in (part for field in self.fields for part in (field.label, field.box, field.message)):
            above = part.mapTo(self._page, QPoint(0, 0)).y()
            if above < value < above + part.height():
                value = min(above + part.height(), top)
        bar.setValue(value)

    @Slot()
    def _show(self) -> None:
        missing = [field for field in self.fields if field.state in (FieldState.BLANK, FieldState.INCOMPLETE)]
        refused = [field for field in self.fields if field.state is FieldState.REFUSED]
        unusual = [field for field in self.fields if field.state is FieldState.UNUSUAL]
        self.button.setEnabled(self.state is FormState.OPEN and not missing and not refused)
        role, text = "muted", ""
        if self.state is FormState.SPENT:
            text = self.tr("Escriba los signos vitales del siguiente paciente.")
        elif self.state is FormState.LOCKED:
            role, text = "error", self.tr("Esta lectura no está guardada.")
        elif refused:
            role, text = "error", self.tr("Corrija: {vitals}.").format(vitals=self._names(refused))
        elif len(missing) == len(self.fields):
            text = self.tr("Faltan los tres signos vitales.")
        elif missing:
            words = self.tr("Falta: {vitals}.") if len(missing) == 1 else self.tr("Faltan: {vitals}.")
            text = words.format(vitals=self._names(missing))
        elif unusual:
            role, text = "warning", self.tr("Por confirmar: {vitals}.").format(vitals=self._names(unusual))
        elif self._corrected_at is not None:
            role, text = "warning", self._correcting(formats.clock_time(self._corrected_at, self.locale()))
        restyle(self.reason, "role", role)
        self.reason.setText(text)
        self.button.setToolTip(text)
        self.button.setAccessibleDescription(text)

    def _correcting(self, time: str) -> str:
        return self.tr("Corrige el de las {time}. Esc lo deja como estaba.").format(time=time)

    def _names(self, fields: list[VitalField]) -> str:
        return labels.vitals_named([field.vital for field in fields], self.locale())
