"""Making a backup in a file chosen by the user, and restoring one: in the background, can be stopped."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal, Slot

from core.errors import BackupKeptError, BackupRefusedError, ReadError, SaveError, SaveFailure
from core.system.paths import LOG_NAME
from core.system.work import StoppedError
from gui.language import formats, labels, report_words
from gui.work.background import Task
from gui.work.running import Running

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QLocale

    from core.exchange.backup import Backup
    from core.exchange.manifest import Manifest
    from core.exchange.restore import Restore, Restored
    from core.station.station import Station
    from core.system.settings import SettingsFile

_TELL_EVERY_MS: Final = 250

_DOUBTFUL: Final = (SaveFailure.GONE, SaveFailure.CHANGED, SaveFailure.NOT_A_FILE, SaveFailure.DEVICE)
"""After such a failure of a file of ours nobody knows what is left in it, nor whether it has what was added."""


class Dialogs(Protocol):
    """The dialogs that backups need."""

    def choose_export_file(
        self, title: str, folder: str, suggested_name: str, filters: Sequence[tuple[str, str]]
    ) -> tuple[str, int] | None:
        """Return the file to write and the index of its format in `filters`; None if the user cancels."""

    def choose_backup(self, folder: str) -> str | None:
        """Return the backup to restore; None if the user cancels."""


class BackupFlow(QObject):
    """One thing at a time.

    `finished` and `failed` carry a function that says in a sentence how it went, in the language then in force.
    `begun` says that something runs, of which `words` tell; `progressed` that it has come further, `ended` that it
    has ended, and whether it was stopped. `restored` says that the log is another now, and `broke` gives an error
    that nobody foresaw.
    """

    begun = Signal()
    progressed = Signal()
    ended = Signal(bool)
    finished = Signal(object)
    failed = Signal(object)
    restored = Signal()
    broke = Signal(object)

    def __init__(self, station: Station, settings_file: SettingsFile, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._station = station
        self._settings_file = settings_file
        self._dialogs = dialogs
        self._path = Path()
        self._work: Backup | Restore | None = None
        self._restore: Restore | None = None
        self._task: Task | None = None
        self._is_stopping = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_EVERY_MS)
        self._timer.timeout.connect(self.progressed)

    @property
    def running(self) -> Running | None:
        """What runs now; None if nothing does."""
        if self._task is None:
            return None
        return Running.BACKUP if self._restore is None else Running.RESTORE

    def words(self, locale: QLocale) -> str:
        """Say what runs and how far it is."""
        if self._is_stopping:
            return self.tr("Cancelando…")
        text = self.tr("Haciendo la copia de seguridad…") if self._restore is None else self.tr("Restaurando…")
        if self._work is None or not self._work.total:
            return text
        return f"{text} {formats.percent(min(self._work.done, self._work.total), self._work.total, locale)}"

    @Slot()
    def back_up(self) -> None:
        """Ask for a file, and write a backup to it."""
        if self._is_busy():
            return
        now = self._station.clock()
        chosen = self._dialogs.choose_export_file(
            self.tr("Guardar una copia de seguridad"),
            self._folder(),
            self.tr("copia") + f"-{now:%Y-%m-%d-%H%M}.zip",
            [(self.tr("Copia de seguridad"), "zip")],
        )
        if chosen is None:
            return
        from core.exchange.backup import Backup  # noqa: PLC0415 - not at the start of the window

        self._path = Path(chosen[0])
        self._remember(self._path.parent)
        self._start(Backup(self._station.data_dir, self._path, self._station.clock()))

    @Slot()
    def restore(self) -> None:
        """Ask for a backup, and add what is in it and not here."""
        if self._is_busy():
            return
        chosen = self._dialogs.choose_backup(self._folder())
        if chosen is not None:
            self._begin_restore(Path(chosen))

    def resume(self) -> None:
        """Go on with a restoring that a power cut has ended, if there is one."""
        source = self._station.pending_restore()
        if source is not None and self._work is None:
            self._begin_restore(source)

    def _begin_restore(self, source: Path) -> None:
        self._path = source
        try:
            self._restore = self._station.begin_restore(self._path)
        except SaveError as error:
            self.failed.emit(partial(self._nothing_restored, partial(labels.failure, error)))
            return
        self._start(self._restore)

    @Slot()
    def cancel(self) -> None:
        """Stop what runs."""
        if self._work is not None:
            self._is_stopping = True
            self._work.cancel()
            self.progressed.emit()

    def stop(self) -> None:
        """Stop what runs, and wait for it."""
        self.cancel()
        if self._task is not None:
            self._task.wait()

    def _is_busy(self) -> bool:
        if self._work is None:
            return False
        self.failed.emit(self._under_way)
        return True

    def _folder(self) -> str:
        remembered = self._settings_file.current.export_folder
        return remembered or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def _remember(self, folder: Path) -> None:
        with suppress(SaveError):  # then the next start offers another folder; the backup matters more
            self._settings_file.change(export_folder=str(folder))

    def _start(self, work: Backup | Restore) -> None:
        self._work = work
        self._task = Task(work.run, self)
        self._task.succeeded.connect(self._on_success)
        self._task.failed.connect(self._on_failure)
        self._timer.start()
        self.begun.emit()
        self._task.start()

    @Slot(object)
    def _on_success(self, outcome: object) -> None:
        restore = self._end(is_stopped=False)
        if restore is None:
            self.finished.emit(partial(self._backed_up, _records_in(cast("Manifest", outcome)), self._path))
        else:
            self.finished.emit(partial(self._restored, restore.done_so_far))

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        restore = self._end(is_stopped=isinstance(error, StoppedError))
        done = None if restore is None else restore.done_so_far
        if isinstance(error, StoppedError):
            self.finished.emit(partial(self._stopped, done))
        elif isinstance(error, BackupRefusedError):
            self.failed.emit(partial(self._nothing_restored, partial(labels.backup_refusal, error)))
        elif isinstance(error, BackupKeptError):
            self.failed.emit(partial(self._kept, error))
        elif isinstance(error, SaveError | ReadError):
            self.failed.emit(partial(self._not_done, error, self._path, done))
        else:
            self.broke.emit(error)

    def _end(self, *, is_stopped: bool) -> Restore | None:
        """Take the work down; return it if it was a restoring."""
        self._timer.stop()
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
        restore = self._restore
        self._task = self._work = self._restore = None
        self._is_stopping = False
        self.ended.emit(is_stopped)
        if restore is not None:
            self._station.finish_restore()
            self.restored.emit()
        return restore

    def _under_way(self) -> str:
        return self.tr("Espere a que termine lo que está en curso.")

    def _backed_up(self, number: int, path: Path) -> str:
        return self.tr("Copia de seguridad en {path}: {predictions}.").format(
            path=path, predictions=report_words.total(number)
        )

    def _nothing_restored(self, why: Callable[[], str]) -> str:
        return self.tr("No se restauró nada. {reason}").format(reason=why())

    def _restored(self, done: Restored) -> str:
        sentences = [self._added(done)]
        if done.records_known:
            sentences.append(self.tr("%Ln ya estaban.", "", done.records_known))
        if done.records_voided:
            sentences.append(self.tr("%Ln registros quedaron anulados.", "", done.records_voided))
        if done.records_reinstated:
            sentences.append(self.tr("%Ln registros anulados cuentan otra vez.", "", done.records_reinstated))
        if done.damaged_lines:
            sentences.append(self.tr("%Ln líneas dañadas de la copia no se tomaron.", "", done.damaged_lines))
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
        """Say why a backup was not replaced; the dialog for its name had only asked about a file."""
        path = error.path
        if error.refusal is not None:
            refusal = labels.backup_refusal(BackupRefusedError(error.refusal, path))
            return self.tr("No se reemplazó {path}. {reason} O escoja otro nombre.").format(path=path, reason=refusal)
        if error.records:
            text = self.tr(
                "No se reemplazó {path}: esa copia tiene %Ln registros que no están aquí.", "", error.records
            )
        else:
            text = self.tr(
                "No se reemplazó {path}: esa copia tiene %Ln anulaciones que no están aquí.", "", error.events
            )
        return text.format(path=path) + " " + self.tr("Escoja otro nombre, o restaure primero esa copia (Ctrl+R).")

    def _unfinished(self, done: Restored) -> str:
        """Say what a restoring that did not end has done, and that it can be gone on with."""
        return self._added(done) + " " + self.tr("Nada se perdió: puede restaurar la misma copia otra vez.")


def _records_in(manifest: Manifest) -> int:
    return sum(file.registros for file in manifest.archivos if file.nombre == LOG_NAME)
