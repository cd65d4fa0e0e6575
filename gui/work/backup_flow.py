"""Making a backup in a file chosen by the user, and restoring one: in the background, can be stopped."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Slot

from core.errors import BackupKeptError, BackupRefusedError, ReadError, SaveError, SaveFailure
from core.refusals import BackupRefusal
from core.system.paths import LOG_NAME, MODELS_LOG_NAME
from core.system.work import StoppedError
from gui.language import journal_words, labels, report_words
from gui.work.flow import Running
from gui.work.merge_flow import MergeFlow
from gui.work.questions import usual_folder
from gui.work.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from core.exchange.backup import Backup
    from core.exchange.manifest import Manifest
    from core.exchange.restore import Restore, Restored
    from core.station.station import Station
    from core.system.settings import SettingsFile
    from gui.work.questions import Questions

_DOUBTFUL: Final = (SaveFailure.GONE, SaveFailure.CHANGED, SaveFailure.NOT_A_FILE, SaveFailure.DEVICE)
"""Failures of the program's own files after which their content, and the added records, are uncertain."""


class BackupFlow(MergeFlow["Backup | Restore"]):
    """Backs up or restores."""

    def __init__(self, station: Station, settings_file: SettingsFile, questions: Questions, parent: QObject) -> None:
        super().__init__(station, settings_file, questions, parent)
        self._path = Path()
        self.delivered: Callable[[], str] = str
        """Returns the proof of delivery for the dialog, "" if there is none."""
        self._done: Restored | None = None
        """The outcome of a restore; None of a backup, and of a preview."""
        self._is_preview = False

    @Slot()
    def back_up(self) -> None:
        """Ask for a file, then write a backup to it."""
        if self._is_busy():
            return
        now = self._station.clock()
        chosen = self._questions.choose_export_file(
            self.tr("Guardar una copia de seguridad"),
            usual_folder(self._settings_file),
            self.tr("copia") + f"-{now:%Y-%m-%d-%H%M}.zip",
            [(self.tr("Copia de seguridad"), "zip")],
            self.delivered(),
        )
        if chosen is None:
            return
        from core.exchange.backup import Backup  # noqa: PLC0415 - not at the start of the window

        self._path, self._done = Path(chosen[0]), None
        self._remember(self._path.parent)
        backup = Backup(self._station.data_dir, self._path, self._station.clock())
        self._start(Running.BACKUP, backup, backup.run)
        self._tell()

    @Slot()
    def restore(self) -> None:
        """Ask for a backup, show the entries that it would add, and then add them to the journals."""
        if self._is_busy():
            return
        chosen = self._questions.choose_backup(usual_folder(self._settings_file))
        if chosen is None:
            return
        from core.exchange.restore import Restore  # noqa: PLC0415 - not at the start of the window

        self._path, self._done = Path(chosen), None
        preview = Restore(self._path, self._station.data_dir)
        self._is_preview = True
        self._start(Running.PREVIEW, preview, preview.run)
        self._tell()

    @Slot()
    def resume(self) -> None:
        """Complete a restore that a power cut interrupted, if there is one."""
        source = self._station.pending_restore()
        if source is not None and self.running is None:
            self._begin_restore(source)

    def _begin_restore(self, source: Path) -> None:
        self._path = source
        try:
            restore = self._station.begin_restore(source)
        except SaveError as error:
            self.failed.emit(partial(self._nothing_restored, partial(labels.failure, error)))
            return
        self._done = restore.done_so_far
        self._start(Running.RESTORE, restore, restore.run)
        self._tell()
        self.changed.emit()

    def _remember(self, folder: Path) -> None:
        with suppress(SaveError):  # only the default folder of the next dialog is lost
            self._settings_file.change(export_folder=str(folder))

    def _succeed(self, work: Backup | Restore, outcome: object) -> None:
        if self._is_preview:
            self._is_preview = False
            self._ask(cast("Restore", work), cast("Restored", outcome))
        elif self._done is None:
            manifest = cast("Manifest", outcome)
            with suppress(SaveError):  # only the reminder of the last backup is lost
                self._settings_file.change(last_backup=manifest.fecha)
            self.changed.emit()
            words = partial(self._backed_up, _records_in(manifest), self._path)
            self.finished.emit(Written(words, self._path, can_open=False))
        else:
            self.finished.emit(partial(self._restored, self._done))

    def _ask(self, preview: Restore, found: Restored) -> None:
        here = self._station.establishment.current
        if preview.manifest is not None and self._questions.confirm_restore(preview.manifest, found, here):
            self._begin_restore(self._path)

    def _told(self, _work: Backup | Restore, error: Exception) -> Callable[[], str] | None:
        was_preview, self._is_preview = self._is_preview, False
        if isinstance(error, StoppedError):
            return self._not_restored if was_preview else partial(self._stopped, self._done)
        if isinstance(error, BackupRefusedError):
            return partial(self._nothing_restored, partial(labels.backup_refusal, error))
        if isinstance(error, BackupKeptError):
            return partial(self._kept, error)
        if isinstance(error, SaveError | ReadError):
            if was_preview:
                return partial(self._nothing_restored, partial(labels.failure, error))
            return partial(self._not_done, error, self._path, self._done)
        return None

    def _end(self, *, is_stopped: bool) -> Backup | Restore:
        work = super()._end(is_stopped=is_stopped)
        if self._done is not None:
            self._station.finish_merge()
            self.changed.emit()
        return work

    def _backed_up(self, number: int, path: Path) -> str:
        return self.tr("Copia de seguridad en {path}: {predictions}.").format(
            path=path, predictions=report_words.total(number)
        )

    def _nothing_restored(self, why: Callable[[], str]) -> str:
        return self.tr("No se restauró nada. {reason}").format(reason=why())

    def _not_restored(self) -> str:
        return self.tr("Restauración cancelada. No se agregó nada.")

    def _restored(self, done: Restored) -> str:
        sentences = [self._added(done)]
        if done.records_known:
            sentences.append(self.tr("%Ln ya estaban.", "", done.records_known))
        for name, words in journal_words.NOTES.items():
            if done.said[name]:
                sentences.append(words.said(done.said[name]))
            if done.taken_back[name]:
                sentences.append(words.taken_back(done.taken_back[name]))
        if done.damaged_lines:
            sentences.append(self.tr("%Ln líneas dañadas de la copia no se tomaron.", "", done.damaged_lines))
        if done.conflicts:
            sentences.append(
                self.tr("%Ln registros de la copia tienen otros datos aquí: valen los de aquí.", "", done.conflicts)
            )
        if done.models:
            sentences.append(self.tr("%Ln modelos del distrito quedaron instalados.", "", done.models))
        if done.has_establishment:
            sentences.append(self.tr("El código y el nombre del establecimiento son los de la copia."))
        return " ".join(sentences)

    def _added(self, done: Restored) -> str:
        added = done.records_added
        return (
            self.tr("Se agregaron %Ln registros.", "", added) if added else self.tr("No se agregó ningún registro.")
        )

    def _stopped(self, done: Restored | None) -> str:
        if done is None:
            return self.tr("Copia cancelada. No se escribió ningún archivo.")
        return self.tr("Restauración cancelada.") + " " + self._unfinished(done)

    def _not_done(self, error: SaveError | ReadError, path: Path, done: Restored | None) -> str:
        reason = labels.failure(error)
        if done is None:
            return self.tr("No se hizo la copia en {path}. {reason}").format(path=path, reason=reason)
        text = self.tr("La restauración no terminó. {reason}").format(reason=reason) + " "
        if error.path != path and error.failure in _DOUBTFUL:
            return text + self.tr("Avise a la persona encargada.")
        return text + self._unfinished(done)

    def _kept(self, error: BackupKeptError) -> str:
        """Return the sentence for a backup that was not replaced, although the file dialog had confirmed it."""
        path = error.path
        if error.refusal is not None:
            reason = labels.backup_refusal(BackupRefusedError(error.refusal, path))
            text = self.tr("No se reemplazó {path}. {reason}").format(path=path, reason=reason) + " "
            if error.refusal is BackupRefusal.DAMAGED:
                return text + self.tr("Escoja otro nombre.")
            return text + self.tr("O escoja otro nombre.")
        if error.conflicts and not error.missing:
            text = self.tr(
                "No se reemplazó {path}: esa copia tiene %Ln registros con datos distintos de los de aquí.",
                "",
                error.conflicts,
            )
            return text.format(path=path) + " " + self.tr("Escoja otro nombre.")
        name, count = next(iter(error.missing.items()))
        text = journal_words.words(name).only_in_backup(count).format(path=path) + " "
        if name == MODELS_LOG_NAME:  # a restore would not bring them
            return text + self.tr("Escoja otro nombre.")
        return text + self.tr("Escoja otro nombre, o restaure primero esa copia (Ctrl+R).")

    def _unfinished(self, done: Restored) -> str:
        """Return the sentences for an incomplete restore: the records added, and that it can be repeated."""
        return self._added(done) + " " + self.tr("Nada se perdió: puede restaurar la misma copia otra vez.")


def _records_in(manifest: Manifest) -> int:
    return sum(file.registros for file in manifest.archivos if file.nombre == LOG_NAME)
