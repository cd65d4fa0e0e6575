"""Importing a file chosen by the user, and undoing an import: in the background, can be stopped."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from core.errors import ReadError, SaveError
from core.exchange.incoming.importing import Import, Imported, import_name
from core.exchange.incoming.rows import FileRefusedError
from core.system.work import StoppedError
from gui.language import import_words, labels
from gui.work.flow import Running
from gui.work.import_preparation import Preparation
from gui.work.merge_flow import MergeFlow
from gui.work.questions import usual_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from core.exchange.incoming.importing import Undo
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.work.questions import Questions


class ImportFlow(MergeFlow["Import | Undo"]):
    """Imports, or undoes an import. `imported` carries the sentence for the user and the name of the import."""

    imported = Signal(object, str)

    def __init__(self, station: Station, settings_file: SettingsFile, questions: Questions, parent: QObject) -> None:
        super().__init__(station, settings_file, questions, parent)
        self.preparation = Preparation(station, settings_file, self)
        self._name = ""

    @Slot()
    def import_file(self) -> None:
        """Ask for a file and how it is to be read, then import it."""
        if self._is_busy():
            return
        chosen = self._questions.choose_import(usual_folder(self._settings_file))
        if chosen is None:
            return
        self.preparation.look_at(Path(chosen))
        if not self._questions.prepare_import(self.preparation):
            self.preparation.abandon()
            return
        with suppress(SaveError):  # only the proposals of the next import are lost
            self.preparation.remember()
        source = self.preparation.source
        self._begin(lambda: self._station.begin_import(source, lambda _: None, is_dry=False), import_name(source))

    def undo(self, name: str) -> None:
        """Ask, and then take all records of an import out of the counts."""
        if not self._is_busy() and self._questions.confirm_undo_import():
            self._begin(lambda: self._station.begin_undo(name), name)

    def _begin(self, make: Callable[[], Import | Undo], name: str) -> None:
        self._name = name
        try:
            work = make()
        except SaveError as error:
            self.failed.emit(partial(self._not_begun, error))
            return
        self._start(Running.IMPORT if isinstance(work, Import) else Running.UNDO, work, work.run)
        self._tell()
        self.changed.emit()

    def _succeed(self, work: Import | Undo, _outcome: object) -> None:
        if isinstance(work, Import):
            self.imported.emit(partial(self._imported, work.done_so_far), self._name)
        else:
            self.finished.emit(partial(self._undone, work.done_so_far))

    def _told(self, work: Import | Undo, error: Exception) -> Callable[[], str] | None:
        if isinstance(error, StoppedError):
            return partial(self._stopped, work)
        if isinstance(error, FileRefusedError):
            return partial(import_words.file_refused, error)
        return partial(self._not_done, work, error) if isinstance(error, SaveError | ReadError) else None

    def _end(self, *, is_stopped: bool) -> Import | Undo:
        work = super()._end(is_stopped=is_stopped)
        self._station.finish_merge()
        self.changed.emit()
        return work

    def _imported(self, done: Imported) -> str:
        sentences = [self._added(done.added)]
        if done.known > done.reinstated:
            sentences.append(self.tr("%Ln ya estaban.", "", done.known - done.reinstated))
        if done.reinstated:
            sentences.append(self.tr("%Ln anulados cuentan otra vez.", "", done.reinstated))
        if done.refused:
            sentences.append(self.tr("%Ln filas rechazadas.", "", done.refused))
        return " ".join(sentences)

    def _added(self, added: int) -> str:
        return self.tr("Se importaron %Ln registros.", "", added) if added else self.tr("No se importó nada nuevo.")

    def _undone(self, count: int) -> str:
        if not count:
            return self.tr("La importación ya estaba deshecha: ningún registro suyo contaba.")
        return self.tr("Importación deshecha: %Ln registros anulados. No se borraron.", "", count)

    def _stopped(self, work: Import | Undo) -> str:
        return self.tr("Cancelado.") + " " + self._so_far(work)

    def _not_begun(self, error: SaveError) -> str:
        return self.tr("No se cambió nada. {reason}").format(reason=labels.failure(error))

    def _not_done(self, work: Import | Undo, error: SaveError | ReadError) -> str:
        return self.tr("No se terminó. {reason}").format(reason=labels.failure(error)) + " " + self._so_far(work)

    def _so_far(self, work: Import | Undo) -> str:
        if isinstance(work, Import):
            again = self.tr("Puede importar el mismo archivo otra vez: nada se repite.")
            return f"{self._added(work.done_so_far.added)} {again}"
        return self.tr("Puede deshacer la importación otra vez para terminar.")
