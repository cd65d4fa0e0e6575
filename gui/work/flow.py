"""Work in the background, one piece at a time: how it begins, how far it is, how it is stopped and how it ends."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from core.system.work import StoppedError, Work
from gui.language import formats, labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QLocale

_TELL_EVERY_MS: Final = 250
"""How often progress is told; work that ends sooner tells none."""


class Running(Enum):
    """The kind of work of a flow."""

    READING = auto()
    EXPORT = auto()
    BACKUP = auto()
    PREVIEW = auto()
    RESTORE = auto()
    LOOK = auto()
    COUNT = auto()
    IMPORT = auto()
    UNDO = auto()
    TRIAL = auto()


_WRITES: Final = frozenset({Running.EXPORT, Running.BACKUP, Running.RESTORE, Running.IMPORT, Running.UNDO})
"""The work that writes: once it is done, cancelling comes too late."""


class Stoppable(Protocol):
    """The work of a flow."""

    def cancel(self) -> None:
        """Make it end soon, with StoppedError."""


W = TypeVar("W", bound=Stoppable)


class _Task(QThread):
    """Runs `work` once. `succeeded` gives its result, `failed` the exception that it raised."""

    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        """Run the work; called by Qt in the new thread."""
        try:
            outcome = self._work()
        except Exception as error:  # noqa: BLE001 - the flow decides what an error means
            self.failed.emit(error)
        else:
            self.succeeded.emit(outcome)


class Flow(QObject, Generic[W]):
    """Base of everything that runs behind the window. A subclass calls `_start` and implements `_succeed`.

    `begun` comes once the work takes long enough to be told of, `progressed` with the percentage done, `ended` with
    whether it was stopped. `finished` and `failed` carry the outcome: for the user, a function that returns a
    sentence in the language then in force. `broke` carries an unforeseen error.
    """

    begun = Signal()
    progressed = Signal(int)
    ended = Signal(bool)
    finished = Signal(object)
    failed = Signal(object)
    broke = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.running: Running | None = None
        """The running kind of work; None if there is none."""
        self._work: W | None = None
        self._task: _Task | None = None
        self._is_told = False
        self._is_stopping = False
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_TELL_EVERY_MS)
        self._timer.timeout.connect(self._tell)

    def words(self, locale: QLocale) -> str:
        """Say what runs and how far it is."""
        if self._is_stopping or self.running is None:
            return self.tr("Cancelando…")
        text = {
            Running.READING: labels.reading(),
            Running.EXPORT: self.tr("Exportando…"),
            Running.BACKUP: self.tr("Haciendo la copia de seguridad…"),
            Running.PREVIEW: self.tr("Leyendo la copia…"),
            Running.RESTORE: self.tr("Restaurando…"),
            Running.LOOK: self.tr("Leyendo el archivo…"),
            Running.COUNT: self.tr("Probando la importación…"),
            Running.IMPORT: self.tr("Importando…"),
            Running.UNDO: self.tr("Deshaciendo la importación…"),
            Running.TRIAL: self.tr("Comparando los modelos…"),
        }[self.running]
        done, total = self._progress()
        return f"{text} {formats.percent(min(done, total), total, locale)}" if total else text

    @Slot()
    def cancel(self) -> None:
        """Stop the running work."""
        if self._work is not None:
            self._is_stopping = True
            self._work.cancel()
            self._tell()

    def stop(self) -> None:
        """Stop the running work and wait for it, for good: nothing is told of it, and no other work begins."""
        self._is_over = True
        self._timer.stop()
        if self._work is not None:
            self._work.cancel()
        if self._task is not None:
            self._task.wait()
        self.running = self._work = self._task = None

    def _start(self, what: Running, work: W, run: Callable[[], object]) -> None:
        """Run `run`, which does the work, in a thread of its own; do nothing after `stop`."""
        if self._is_over:
            return
        self.running, self._work = what, work
        self._task = _Task(run, self)
        self._task.succeeded.connect(self._on_success)
        self._task.failed.connect(self._on_failure)
        self._timer.start()
        self._task.start()

    def _progress(self) -> tuple[int, int]:
        """Return how much is done, and of how much; 0 while that is unknown."""
        return (self._work.done, self._work.total) if isinstance(self._work, Work) else (0, 0)

    def _succeed(self, work: W, outcome: object) -> None:
        """Handle the result."""
        raise NotImplementedError

    def _fail(self, work: W, error: Exception) -> None:
        """Handle an error."""
        told = self._told(work, error)
        if isinstance(error, StoppedError):
            if told is not None:
                self.finished.emit(told)
        elif told is not None:
            self.failed.emit(told)
        else:
            self.broke.emit(error)

    def _told(self, work: W, error: Exception) -> object:
        """Return what `failed` carries for this error, `finished` for a StoppedError; None for an unforeseen one."""
        raise NotImplementedError

    @Slot()
    def _tell(self) -> None:
        if not self._is_told:
            self._is_told = True
            self.begun.emit()
        done, total = self._progress()
        self.progressed.emit(100 * min(done, total) // max(1, total))

    @Slot(object)
    def _on_success(self, outcome: object) -> None:
        if self._is_over:
            return
        if self._is_stopping and self.running not in _WRITES:
            self._on_failure(StoppedError())
            return
        self._succeed(self._end(is_stopped=False), outcome)

    @Slot(object)
    def _on_failure(self, error: Exception) -> None:
        if not self._is_over:
            self._fail(self._end(is_stopped=isinstance(error, StoppedError)), error)

    def _end(self, *, is_stopped: bool) -> W:
        """Take the work down and return it."""
        self._timer.stop()
        if self._task is not None:
            self._task.wait()
            self._task.deleteLater()
        work = cast("W", self._work)
        self.running = self._work = self._task = None
        self._is_told = self._is_stopping = False
        self.ended.emit(is_stopped)
        return work
