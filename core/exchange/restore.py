"""Restoring a backup: records and notes missing here are appended with their bytes; nothing here is changed.

Records are compared by id, those without one by their values and number; notes by their own id. Notes are written
before the records they name. A restore can be repeated, and an interrupted one continues; after a power cut, by the
note of the backup's path.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec.structs import replace

from core.exchange.archive import Archive
from core.exchange.buffered import Buffered
from core.exchange.known import Found, identities, learned
from core.exchange.restore_models import restore_models
from core.journal import reader
from core.journal.health import Health
from core.notes import journals
from core.notes.decisions import Decisions
from core.notes.journals import Role
from core.records.copies import Seen
from core.system import disk, establishment, settings
from core.system.paths import ESTABLISHMENT_NAME, LOG_NAME, PENDING_NAME, SETTINGS_NAME
from core.system.shape import ShapeError
from core.system.whole_file import write_whole
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.exchange.manifest import Manifest
    from core.journal.reader import Block
    from core.journal.writer import Journal
    from core.notes.journals import Kind

_LONGEST_PATH: Final = 64 * 1024


class Restored(msgspec.Struct):
    """Counts of a restore so far: `added` and `known` entries by journal. Damaged lines are counted and skipped."""

    added: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_names(), 0))
    known: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_names(), 0))
    said: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_names(), 0))
    """Records for which a note of a journal stands now and did not before: the net effect, however many notes."""
    taken_back: dict[str, int] = msgspec.field(default_factory=lambda: dict.fromkeys(_names(), 0))
    damaged_lines: int = 0
    conflicts: int = 0
    """Lines of the backup with the id of a record here and other values, which are not taken."""
    has_settings: bool = False
    models: int = 0
    """Models installed, on a PC that had none."""
    has_establishment: bool = False
    """Code and name were taken over, as both were blank here."""

    @property
    def records_added(self) -> int:
        """Records that were missing here."""
        return self.added[LOG_NAME]

    @property
    def records_known(self) -> int:
        """Records that were here already."""
        return self.known[LOG_NAME]


def _names() -> list[str]:
    return [kind.name for kind in journals.merged()]


def pending(data_dir: Path) -> Path | None:
    """Return the path of the backup of an interrupted restore; None if there is none or its note is unreadable."""
    try:
        content = disk.read_small(data_dir / PENDING_NAME, _LONGEST_PATH)
    except OSError:
        return None
    return Path(content.decode(errors="surrogateescape"))


class Restore(Work):
    """A task that restores a backup, in the thread that calls `run`; `done_so_far` has the counts.

    `source` is the backup's path, or an open archive that was checked already and stays open; `writers` are those of
    all journals, by the name of the file. The caller holds the lock of the data directory while they are given; with
    None nothing is written: a dry run, which counts a journal that is written meanwhile as it was when it was read.
    `manifest` has the time and the PC of the backup once `run` has opened it.
    """

    def __init__(
        self, source: Path | Archive, data_dir: Path, writers: Mapping[str, Journal[Any]] | None = None
    ) -> None:
        super().__init__()
        self._lines = Buffered(writers)
        self.done_so_far = Restored(added=self._lines.written)
        self.manifest: Manifest | None = None
        self.is_dry = writers is None
        self._source = source
        self._data_dir = data_dir

    def run(self) -> Restored:
        """Check the backup, then append the missing entries. Raises BackupRefusedError before anything is added.

        Also raises SaveError, ReadError or StoppedError; entries added by then stay.
        """
        if isinstance(self._source, Archive):
            return self._add(self._source, is_checked=True)
        with Archive(self._source) as archive:
            return self._add(archive, is_checked=False)

    def _add(self, archive: Archive, *, is_checked: bool) -> Restored:
        self.manifest = archive.manifest
        here = reader.size(self._data_dir / LOG_NAME)
        inside = sum(file.bytes for file in archive.manifest.archivos)
        to_add = sum(archive.size(kind.name) for kind in journals.merged())
        self.total = (0 if is_checked else inside) + to_add + here
        if not is_checked:
            archive.check(self._advance)
        with contextlib.nullcontext() if self.is_dry else self._noted(archive):
            for kind in journals.merged():
                if kind.role is not Role.RECORDS:
                    self._add_notes(archive, kind)
            self._add_records(archive, here)
            self._add_settings(archive)
            self._add_establishment(archive)
            if not self.is_dry:
                self.done_so_far.models = restore_models(self._data_dir, archive)
        return self.done_so_far

    @contextlib.contextmanager
    def _noted(self, archive: Archive) -> Iterator[None]:
        """Note the backup's path; the note is for power cuts only: other ends are reported to the caller."""
        note = self._data_dir / PENDING_NAME
        write_whole(note, [str(archive.path.absolute()).encode(errors="surrogateescape")], is_ours=True)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                note.unlink()

    def _add_records(self, archive: Archive, here: int) -> None:
        self._lines.sync(LOG_NAME)
        merge = learned(self._data_dir / LOG_NAME, here, self._advance)
        health, seen = Health(listed=0), Seen()
        for block in self._blocks(archive, LOG_NAME):
            entries = list(identities(block, health))
            seen.add(identity[0] for identity, _ in entries)
            for identity, line in entries:
                found = merge.find(identity)
                if found is Found.MISSING:
                    self._take(LOG_NAME, line)
                self.done_so_far.conflicts += found is Found.OTHER
        self._lines.write()
        self.done_so_far.known[LOG_NAME] = health.records - seen.copies() - self.done_so_far.records_added
        self.done_so_far.damaged_lines += health.damaged_count - health.holes

    def _add_notes(self, archive: Archive, kind: Kind[Any]) -> None:
        self._lines.sync(kind.name)
        fold = journals.read_notes(kind, self._data_dir)
        here, there = fold.decisions, Decisions[Any]()
        standing_before = fold.standing()
        health = Health(listed=0)
        for note, line in self._notes(archive, kind, health):
            is_copy = there.has(note.id)
            replaces = there.apply(note)
            if here.knows(note, replaces):
                self.done_so_far.known[kind.name] += not is_copy
                continue
            # Without `tras` a note replaces what its own file has; here that may have to be made explicit.
            explicit = note if here.replaces(note) == replaces else replace(note, tras=replaces)
            here.apply(explicit)
            self._take(kind.name, line if explicit is note else kind.codec.encode(explicit)[:-1])
        self._lines.write()
        standing_now = fold.standing()
        self.done_so_far.said[kind.name] = len(standing_now - standing_before)
        self.done_so_far.taken_back[kind.name] = len(standing_before - standing_now)
        self.done_so_far.damaged_lines += health.damaged_count - health.holes

    def _add_settings(self, archive: Archive) -> None:
        path = self._data_dir / SETTINGS_NAME
        if not archive.size(SETTINGS_NAME) or path.exists():
            return
        content = archive.content(SETTINGS_NAME)
        with contextlib.suppress(ShapeError):
            settings.decode(content)
            if not self.is_dry:
                write_whole(path, [content], is_ours=True)
            self.done_so_far.has_settings = True

    def _add_establishment(self, archive: Archive) -> None:
        """Take over code and name where both are blank here; never `puesto`, which is another PC's."""
        if not archive.size(ESTABLISHMENT_NAME) or not establishment.load(self._data_dir).is_blank:
            return
        with contextlib.suppress(ShapeError):
            there = establishment.decode(archive.content(ESTABLISHMENT_NAME))
            if there.is_blank:
                return
            self.done_so_far.has_establishment = True
            if not self.is_dry:
                establishment.update(
                    self._data_dir, lambda here: there._replace(puesto=here.puesto) if here.is_blank else here
                )

    def _take(self, name: str, content: bytes) -> None:
        """Add a line with the backup's bytes, without NULs that a crash left before it."""
        self._lines.add(name, content.lstrip(b"\0") + b"\n")

    def _notes(self, archive: Archive, kind: Kind[Any], health: Health) -> Iterator[tuple[Any, bytes]]:
        for block in self._blocks(archive, kind.name):
            for line, content in zip(block.entries(kind.codec.classify), block.contents(), strict=True):
                health.add(line)
                if line.entry is not None:
                    yield line.entry, content

    def _blocks(self, archive: Archive, name: str) -> Iterator[Block]:
        if archive.size(name):
            with archive.reader(name) as read:
                for block in reader.blocks_of(read, archive.size(name)):
                    self._advance(len(block.data))
                    yield block
