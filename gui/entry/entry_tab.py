"""The entry tab: the form on the left, the result on the right, and a reading not saved yet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from core.clinical.vitals import Slip
from core.errors import SaveError
from gui.entry.arrangement import SCROLLING, USUAL, WIDE
from gui.entry.entry_form import EntryForm
from gui.kit.growing_text import GrowingText
from gui.kit.measure import WIDEST, margin
from gui.style.style_sheet import points
from gui.style.theme import GRID

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from core.clinical.vitals import Reading
    from core.station.station import Draft, Station
    from gui.entry.arrangement import Arrangement
    from gui.entry.correction import Correction
    from gui.entry.judgement import Judgement
    from gui.entry.result_panel import ResultPanel
    from gui.style.look import Look


_HIGHEST: Final = 48
"""Greatest height of the cards, in heights of a line of text."""

_WIDE: Final = 78
_WIDEST: Final = 130
"""Least width of a window that shows the last patients too, and greatest width of all three, in heights of a line."""

_WIDE_PX: Final = 1500
"""The same least width in pixels: on smaller screens the result is to be read from afar."""

_ROOMY: Final = 6
"""Height to spread between the fields that leaves room around them too, in heights of a line."""

_NARROWEST: Final = 600
"""Width in pixels that every window exceeds once it has got its size."""


class EntryTab(QWidget):
    """Takes readings and shows their results: after the save, or marked NO GUARDADO.

    `station` returns the station; it is first called for the result panel or the first reading. `confirm_discard`
    asks the user whether to discard an unsaved reading. The user's own judgement is asked for of one patient in
    `asked_one_in`, of none if that is 0; `draw` returns a random whole number below the one that it is given.
    """

    saved = Signal(object, bool)
    """A `Record` is on the disk; False if its time is earlier than that of the record before it."""
    unsaved_changed = Signal()
    fahrenheit_typed = Signal()
    """A patient is saved for whom a temperature was refused that looked like °F."""
    released = Signal()
    """The last record, which waited for the user's judgement, counts now."""
    told = Signal(object)
    """How a correction went: a function that returns a sentence for the user."""
    failed = Signal(object)
    """As `told`, of what could not be done."""

    def __init__(  # noqa: PLR0913 - what the first paint is given
        self,
        look: Look,
        station: Callable[[], Station],
        parent: QWidget | None = None,
        *,
        confirm_discard: Callable[[], bool],
        asked_one_in: Callable[[], int] = int,
        draw: Callable[[int], int] = int,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._text = GrowingText(self, look)
        look.changed.connect(self._arrange)
        self._get_station = station
        self._confirm_discard = confirm_discard
        self._asked_one_in = asked_one_in
        self._draw = draw
        self.form = EntryForm(self)
        self._place_of_panel = QFrame(self)
        self._place_of_panel.setProperty("role", "card")
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._columns.setSpacing(2 * GRID)
        self._columns.addWidget(self.form, 3)
        self._below_result = QVBoxLayout()
        """The right column: the result, and what is said below it."""
        self._below_result.setSpacing(GRID)
        self._below_result.addWidget(self._place_of_panel, 1)
        self._columns.addLayout(self._below_result, 5)
        self.make_aside: Callable[[], QWidget] | None = None
        """Makes the third column of a wide window; it is called once, when there is room for that."""
        self._aside: QWidget | None = None
        self._saw_fahrenheit = False
        for field in self.form.fields:
            field.changed.connect(self._watch_for_fahrenheit)
        self.form.reading_entered.connect(self._predict)
        self.form.entered_while_locked.connect(self._offer_retry)

    def foot_for(self, height_at: Callable[[int], int]) -> QVBoxLayout | None:
        """Return the layout below the result for what has that height at a width; None if it needs half the room."""
        page, width = self.parentWidget(), self._place_of_panel.width()
        has_room = page is None or self.width() < _NARROWEST or height_at(width) <= page.height() // 2
        return self._below_result if has_room else None

    @cached_property
    def panel(self) -> ResultPanel:
        """The result panel, created on first use; the first paint shows an empty card in its place."""
        from gui.entry.result_panel import ResultPanel  # noqa: PLC0415 - not for the first paint

        panel = ResultPanel(self._get_station().model, self._look, self)
        self._below_result.replaceWidget(self._place_of_panel, panel)
        self._place_of_panel.deleteLater()
        self._place_of_panel = panel
        self.form.started.connect(panel.show_previous)
        panel.retry_wanted.connect(self.retry)
        panel.discard_wanted.connect(self._ask_to_discard)
        return panel

    @Slot()
    def use_model(self) -> None:
        """Show results by the model that the station has now; the one shown so far goes."""
        if not self.has_unsaved:
            self.panel.hide()
            del self.panel
            self.panel.show()

    @cached_property
    def correction(self) -> Correction:
        """The correction of the last record, created on first use."""
        from gui.entry.correction import Correction  # noqa: PLC0415 - not for the first paint

        made = Correction(self.form, self._get_station(), self)
        made.told.connect(self.told)
        made.failed.connect(self.failed)
        return made

    @cached_property
    def judgement(self) -> Judgement:
        """The user's own judgement of patients, created when it is first wanted."""
        from gui.entry.judgement import Judgement  # noqa: PLC0415 - most users never want it

        made = Judgement(self.form, self.panel, self._get_station(), self.wants_to_be_asked, self)
        made.failed.connect(self.failed)
        made.released.connect(self.released)
        return made

    def wants_to_be_asked(self) -> bool:
        """Return whether the user wants to be asked for a judgement at all."""
        return self._asked_one_in() > 0

    @Slot()
    def reveal(self) -> None:
        """Show a result that waits for the user's judgement."""
        if self.panel.is_asking:
            self.judgement.skip()

    @property
    def has_unsaved(self) -> bool:
        """Say whether a reading waits that the disk has refused."""
        return self.form.unsaved is not None

    @Slot()
    def retry(self) -> bool:
        """Try again to save the reading that waits, if one does. Returns True if none waits any more."""
        return self.form.unsaved is None or self._save(self.form.unsaved)

    def discard(self) -> None:
        """Throw away the reading that waits."""
        if not self.has_unsaved:
            return
        self.form.clear()
        self.panel.show_nothing()
        self.correction.drop()
        self.unsaved_changed.emit()

    @Slot()
    def clear(self) -> None:
        """Begin anew with blank fields, or end a correction; a reading that waits to be saved stays as it is."""
        if self.panel.is_asking:
            self.judgement.skip()
        elif not self.has_unsaved and not self.correction.cancel():
            self.form.clear()

    @Slot()
    def correct_last(self) -> None:
        """Put the values of the last record back into the form, to be corrected."""
        self.reveal()
        self.correction.begin()

    def focus_first(self) -> None:
        """Go to the first field, or to *Reintentar* while a reading waits."""
        if self.has_unsaved:
            self._offer_retry()
        else:
            self.form.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cards for the new size."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Arrange the cards again when the needs of one change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    @Slot()
    def _arrange(self) -> None:
        """Keep the cards within their measure, and the whole form in view."""
        if self.width() < _NARROWEST:
            return  # Qt has not laid out the window yet: what fits this size is of no use
        line = self.fontMetrics().height()
        height = min(self.height() - 2 * GRID, _HIGHEST * line)
        chosen, spread = SCROLLING, 0
        for found in (WIDE, *USUAL) if self._may_be_wide() else USUAL:
            spread = self._spread(found, height)
            if spread >= found.spare * line or (found is USUAL[-1] and spread > -height):
                chosen = found
                break
        self._show_aside(is_wanted=chosen is WIDE)
        side = self._side(chosen)
        self._columns.setContentsMargins(side, GRID, side, self.height() - GRID - height)
        for place, stretch in enumerate(chosen.shares):
            if place < self._columns.count():
                self._columns.setStretch(place, stretch)
        self.form.arrange(
            low=chosen.low,
            has_keys=chosen.has_keys,
            is_small=chosen.number == "low_number",
            is_roomy=chosen is not SCROLLING and spread > _ROOMY * line,
            scrolls=chosen is SCROLLING,
        )

    def _may_be_wide(self) -> bool:
        line = self.fontMetrics().height()
        return self.make_aside is not None and self.width() >= max(_WIDE_PX, _WIDE * line)

    def _side(self, arrangement: Arrangement) -> int:
        return margin(self, self.width(), _WIDEST if arrangement is WIDE else WIDEST)

    def _spread(self, arrangement: Arrangement, height: int) -> int:
        gaps = 2 if arrangement is WIDE else 1
        cards = self.width() - 2 * self._side(arrangement) - gaps * self._columns.spacing()
        return arrangement.spread(self.form, cards, height, points(arrangement.number, self._text.size))

    def _show_aside(self, *, is_wanted: bool) -> None:
        if is_wanted and self._aside is None and self.make_aside is not None:
            self._aside = self.make_aside()
            self._columns.addWidget(self._aside)
        if self._aside is not None:
            self._aside.setVisible(is_wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear on Esc."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the first paint

        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _predict(self, reading: Reading) -> None:
        if self.correction.changes(reading):
            self._save(self._get_station().draft(reading, self.correction.target))

    def _save(self, draft: Draft) -> bool:
        had_unsaved = self.has_unsaved
        one_in = 0 if had_unsaved or draft.corrects is not None else self._asked_one_in()
        is_asked = one_in > 0 and self._draw(one_in) == 0
        try:
            station = self._get_station()
            clock_ok = station.save(draft, is_held=True) if is_asked else station.save(draft)
        except SaveError as error:
            self.form.lock(draft)
            self.panel.show_unsaved(draft.prediction, error)
            if not had_unsaved:
                self.unsaved_changed.emit()
            return False
        self.panel.offer_judgement(is_offered=self.wants_to_be_asked() and self.judgement is not None)
        if is_asked:
            self.judgement.ask(draft)
        else:
            self.panel.show_saved(draft.prediction, draft.record)
        self.form.spend()
        if self._saw_fahrenheit:
            self._saw_fahrenheit = False
            self.fahrenheit_typed.emit()
        failure = self.correction.finish(draft)
        self.saved.emit(draft.record, clock_ok)
        self.correction.report(draft, failure)
        if had_unsaved:
            self.unsaved_changed.emit()
        return True

    @Slot()
    def _watch_for_fahrenheit(self) -> None:
        refusals = (field.box.refusal for field in self.form.fields)
        hints = (refusal.hint for refusal in refusals if refusal is not None)
        if any(hint is not None and hint.slip is Slip.FAHRENHEIT for hint in hints):
            self._saw_fahrenheit = True

    @Slot()
    def _offer_retry(self) -> None:
        self.panel.banner.retry.setFocus()

    @Slot()
    def _ask_to_discard(self) -> None:
        if self._confirm_discard():
            self.discard()
