"""Correcting the last record: its values come back into the form, and what is saved then replaces it.

What was being typed for the next patient is kept meanwhile, and comes back however the correction ends.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from core.errors import ReadError, SaveError
from gui.kit.announce import announce
from gui.language import formats, labels

if TYPE_CHECKING:
    from datetime import datetime

    from core.clinical.vitals import Reading
    from core.records.find import Target
    from core.station.station import Draft, Station
    from gui.entry.entry_form import EntryForm
    from gui.entry.form_content import Content


class Correction(QObject):
    """Corrects the last record that this run of the program has saved. `target` is that record meanwhile.

    `told` and `failed` carry a function that returns a sentence for the user.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, form: EntryForm, station: Station, parent: QObject) -> None:
        super().__init__(parent)
        self.target: Target | None = None
        self._form = form
        self._station = station
        self._kept: Content | None = None

    def begin(self) -> None:
        """Put the values of the last record into the form, or say why that cannot be."""
        last, notes = self._station.last, self._station.notes
        if self.target is not None:
            return
        if self._form.unsaved is not None:
            self.told.emit(self._unsaved_first)
        elif last is None:
            self.told.emit(self._nothing_to_correct)
        elif notes is not None and last.key in notes.retracted:
            self.told.emit(self._no_longer_counts)
        else:
            self.target, self._kept = last, self._form.content
            self._form.correct(last.record.reading(), last.record.local_time)
            announce(self._form, self._form.reason.text())

    def cancel(self) -> bool:
        """Leave everything as it was; return False if nothing is being corrected, or it waits to be saved."""
        if self.target is None or self._form.unsaved is not None:
            return False
        self._end()
        return True

    def changes(self, reading: Reading) -> bool:
        """Return whether a reading is to be saved; one that changes nothing ends the correction."""
        if self.target is None or self.target.record.reading() != reading:
            return True
        self._end()
        self.told.emit(self._unchanged)
        return False

    def finish(self, draft: Draft) -> SaveError | ReadError | None:
        """Retract the record that a saved draft replaces, and those of earlier drafts; `report` says how it went.

        Returns the failure for the former, None if there is none.
        """
        self._end_typed()
        failure = None
        try:
            self._station.retract_corrected(draft)
        except (SaveError, ReadError) as error:
            failure = error
        else:
            with suppress(SaveError, ReadError):  # told when it failed first; a lasting notice counts them
                self._station.finish_corrections()
        return failure

    def report(self, draft: Draft, failure: SaveError | ReadError | None) -> None:
        """Say what `finish` has done."""
        if draft.corrects is not None:
            time = draft.corrects.record.local_time
            if failure is None:
                self.told.emit(partial(self._corrected, time))
            else:
                self.failed.emit(partial(self._not_retracted, failure, time))

    def drop(self) -> None:
        """The corrected reading was discarded: the record stays as it is."""
        self._end_typed()

    def _end(self) -> None:
        """Make the form as it was before the correction."""
        kept, self.target, self._kept = self._kept, None, None
        if kept is not None:
            self._form.put_back(kept)

    def _end_typed(self) -> None:
        """Put back what was being typed for the next patient, if something was."""
        if self._kept is None or self._kept.is_blank:
            self.target = self._kept = None
        else:
            self._end()

    def _time(self, time: datetime) -> str:
        return formats.clock_time(time, self._form.locale())

    def _corrected(self, time: datetime) -> str:
        return self.tr("Corregido. El registro de las {time} quedó anulado: error de digitación.").format(
            time=self._time(time)
        )

    def _not_retracted(self, error: SaveError | ReadError, time: datetime) -> str:
        return self.tr(
            "La corrección está guardada, pero el registro de las {time} aún no se pudo anular y cuenta también. "
            "{reason} El programa lo anulará cuando pueda."
        ).format(time=self._time(time), reason=labels.failure(error))

    def _unchanged(self) -> str:
        return self.tr("No cambió ningún valor: el registro queda como estaba.")

    def _unsaved_first(self) -> str:
        return self.tr("Primero guarde o descarte la lectura que no está guardada.")

    def _nothing_to_correct(self) -> str:
        return self.tr(
            "Solo se corrige el último registro guardado desde que se abrió el programa, y aún no hay ninguno. Los "
            "anteriores se anulan en Registros."
        )

    def _no_longer_counts(self) -> str:
        return self.tr("El último registro ya está anulado.")
