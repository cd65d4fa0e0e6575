"""The user's own judgement of a patient: asked for before the result is seen, or given by a letter after it.

Another letter says why it differs from the result; Backspace withdraws it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot

from core.errors import NoteRefusedError, ReadError, SaveError
from core.notes import verdicts
from core.notes.verdicts import Said
from gui.entry.entry_form import FormState
from gui.entry.result_panel import Shown
from gui.language import labels, verdict_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from core.station.station import Draft, Station
    from gui.entry.entry_form import EntryForm
    from gui.entry.result_panel import ResultPanel

_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class Judgement(QObject):
    """Takes the letters of the five categories while the form is blank after a result.

    `failed` carries a function that returns a sentence for the user. `released`: the record that was held
    back counts now, and its result is shown. `is_on` says whether the user wants to be asked at all.
    """

    failed = Signal(object)
    released = Signal()

    def __init__(
        self,
        form: EntryForm,
        panel: ResultPanel,
        station: Station,
        is_on: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form = form
        self._panel = panel
        self._station = station
        self._is_on = is_on
        self._held: Draft | None = None
        for widget in (*(field.box for field in form.fields), form.button):
            widget.installEventFilter(self)
        form.started.connect(self.skip)

    @property
    def is_waiting(self) -> bool:
        """Whether a result waits for the judgement of its patient."""
        return self._held is not None

    def ask(self, draft: Draft) -> None:
        """Ask for the judgement of a saved patient, whose record the station holds."""
        self._held = draft
        self._panel.show_asked(draft.record)

    @Slot()
    def skip(self) -> bool:
        """Show the result that waits, without a judgement; return False if none does."""
        if self._held is None:
            return False
        self._release()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the letters of the categories, once each."""
        if event.type() is not QEvent.Type.KeyPress or not self._takes_letters():
            return False
        key = cast("QKeyEvent", event)
        if key.modifiers() not in _PLAIN:
            return False
        if key.key() == Qt.Key.Key_Backspace and self._panel.said is not None:
            if not key.isAutoRepeat():
                self._say(None)
            return True
        if not key.text().isalpha():
            return False
        if not key.isAutoRepeat():
            self._take(key.text())
        return True  # another letter is a slip, and begins no patient

    def _takes_letters(self) -> bool:
        is_last = self._panel.shown in (Shown.SAVED, Shown.WAITING)
        return self._is_on() and is_last and self._form.state is FormState.SPENT

    def _take(self, letter: str) -> None:
        category, reason, said = labels.category_of(letter), verdict_words.reason_of(letter), self._panel.said
        if category is not None and said is not None and category is said.category:
            self._panel.announce_judgement()
        elif category is not None:
            self._say(Said(category, is_blind=self.is_waiting))
        elif reason is not None and said is not None and self._panel.differs:
            self._say(said._replace(is_blind=False, reason=None if reason == said.reason else reason))

    def _say(self, said: Said | None) -> None:
        target, before = self._station.last, self._panel.said
        if target is None:
            self.failed.emit(self._gone)
            return
        shown = said
        if said is not None and before is not None and said.category is before.category:
            shown = said._replace(is_blind=before.is_blind)  # given then; its reason was added after
        try:
            self._station.note(target, verdicts.withdraw() if said is None else verdicts.give(target.record, said))
        except NoteRefusedError:
            pass  # it is said already
        except (SaveError, ReadError) as error:
            self.failed.emit(partial(self._not_kept, error))
            return
        else:
            self._panel.judge(shown)
        if not self.skip():
            self._panel.announce_judgement()

    def _release(self) -> None:
        held, self._held = self._held, None
        if held is None:
            return
        self._station.release()
        self._panel.show_saved(held.prediction, held.record)
        if self._form.state is not FormState.SPENT:
            self._panel.show_previous()
        self.released.emit()

    def _gone(self) -> str:
        return self.tr("No se guardó su criterio: el archivo de registros cambió. Puede darlo en Registros.")

    def _not_kept(self, error: SaveError | ReadError) -> str:
        return self.tr("No se guardó su criterio. {reason}").format(reason=labels.failure(error))
