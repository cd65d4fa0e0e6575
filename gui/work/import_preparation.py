"""Preparing an import in the background: a preview, and a dry run."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal

from core.errors import ReadError, SaveError
from core.exchange.incoming import rejects, remembered
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.preview import Preview, Previewing
from core.exchange.incoming.rows import FileRefusedError
from core.system.clock import to_local
from core.system.whole_file import write_whole
from core.system.work import Work
from gui.language import import_words, labels
from gui.work.flow import Flow, Running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QLocale, QObject

    from core.exchange.incoming.importing import Import
    from core.exchange.incoming.source import Source
    from core.exchange.incoming.taking import Refused
    from core.station.station import Station
    from core.system.settings import SettingsFile


class _RefusedRows(Work):
    """The writing of the file of refused rows."""

    def __init__(self, path: Path, parts: Iterable[bytes], total: int) -> None:
        super().__init__()
        self.path = path
        self.total = total
        self._parts = parts

    def run(self) -> None:
        """Write the file, whole or not at all. Raises SaveError or StoppedError."""
        write_whole(self.path, self)

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._advance(1)
            yield part


class Preparation(Flow["Previewing | Import | _RefusedRows"]):
    """Looks at one file, each time with the mapping that the user gives, then counts what an import would do.

    `previewed` carries a Preview, `counted` the counts of a dry run, `failed` a sentence for the user, `saved` the
    path of the file of refused rows, and the error or None. A new order replaces one that still runs.
    """

    previewed = Signal(object)
    counted = Signal(object)
    saved = Signal(object, object)

    def __init__(self, station: Station, settings_file: SettingsFile, parent: QObject) -> None:
        super().__init__(parent)
        self.path = Path()
        self.given = Mapping()
        """What the user has decided; the rest is found out."""
        self._station = station
        self._settings_file = settings_file
        self._source: Source | None = None
        self._refused: list[Refused] = []
        self._is_new = False
        self._next: Callable[[], None] | None = None

    @property
    def source(self) -> Source:
        """The file as last previewed."""
        return cast("Source", self._source)

    @property
    def has_refused(self) -> bool:
        """Whether the dry run has refused rows."""
        return bool(self._refused)

    def look_at(self, path: Path) -> None:
        """Preview another file, with the mapping of an earlier import if it has the same headings."""
        self.path, self._is_new = path, True
        self.look(Mapping())

    def look(self, given: Mapping) -> None:
        """Preview the file under a mapping."""
        self.given = given
        self._replace(self._look)

    def count(self) -> None:
        """Run an import without writing anything."""
        self._replace(self._count)

    def abandon(self) -> None:
        """Stop what runs; nothing more is told of it."""
        if self.running is not None:
            self._next = _nothing
            self.cancel()

    def save_refused(self, path: Path, locale: QLocale) -> None:
        """Write the refused rows of the dry run as a table."""
        try:
            rejects.check_target(path, self.path)
        except SaveError as error:
            self.saved.emit(path, error)
            return
        parts = rejects.table(self._refused, self.source.mapping, partial(import_words.why, locale=locale))
        work = _RefusedRows(path, parts, len(self._refused) + 1)
        self._start(Running.EXPORT, work, work.run)

    def remember(self) -> None:
        """Keep the mapping for files with the same headings. Raises SaveError."""
        kept = remembered.with_mapping(self._settings_file.current.imports, self.source, self.given)
        self._settings_file.change(imports=kept)

    def _replace(self, begin: Callable[[], None]) -> None:
        if self.running is None:
            begin()
        else:
            self._next = begin
            self.cancel()

    def _look(self) -> None:
        work = Previewing(self.path, self.given, self._station.clock(), to_local)
        self._start(Running.LOOK, work, work.preview)

    def _count(self) -> None:
        self._refused = []
        work = self._station.begin_import(self.source, partial(rejects.keep, self._refused), is_dry=True)
        self._start(Running.COUNT, work, work.run)

    def _succeed(self, work: Previewing | Import | _RefusedRows, outcome: object) -> None:
        if isinstance(work, _RefusedRows):
            self.saved.emit(work.path, None)
        if self._went_on() or isinstance(work, _RefusedRows):
            return
        if not isinstance(outcome, Preview):
            self.counted.emit(outcome)
            return
        self._source = outcome.source
        known = remembered.find(self._settings_file.current.imports, outcome.source) if self._is_new else None
        self._is_new = False
        if known is None:
            self.previewed.emit(outcome)
        else:
            self.look(known)

    def _fail(self, work: Previewing | Import | _RefusedRows, error: Exception) -> None:
        if isinstance(work, _RefusedRows) and isinstance(error, SaveError):
            self.saved.emit(work.path, error)
        elif not self._went_on():
            super()._fail(work, error)

    def _went_on(self) -> bool:
        """Begin what has been ordered meanwhile; return whether there was anything."""
        following, self._next = self._next, None
        if following is not None:
            following()
        return following is not None

    def _told(self, _work: Any, error: Exception) -> Callable[[], str] | None:
        if isinstance(error, FileRefusedError):
            return partial(import_words.file_refused, error)
        return partial(labels.failure, error) if isinstance(error, SaveError | ReadError) else None


def _nothing() -> None:
    pass
