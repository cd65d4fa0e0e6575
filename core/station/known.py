"""What a station knows of its files: a phase (`core.station.state`), kept up to date with what it saves."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from core.errors import ReadError, SaveError, SaveFailure
from core.records import record
from core.records.find import Target
from core.station import checkpoint, state
from core.station.files import Files
from core.station.past import Session
from core.station.state import Draft, Phase, Ready, Restoring, Unread
from core.system.lock import DirectoryLock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.notes.notes import Notes
    from core.station.recount import Change
    from core.station.snapshot import Snapshot

CHECKPOINT_EVERY: Final = 100
"""Number of lines missing in the sidecar at which it is written again."""


class Known(Files):
    """The journals of a data directory with what is known of them; only the holder of the lock changes them."""

    def __init__(self, data_dir: Path, role: str) -> None:
        super().__init__(data_dir)
        self.generation = 0
        """Incremented when the log is found changed; within one generation the log is only appended to."""
        self._lock = DirectoryLock(data_dir, role)
        self._phase: Phase = Unread()
        self._session = Session()
        self._end = 0
        self._last: tuple[bytes, int] | None = None

    @property
    def end(self) -> int:
        """The length of the log's counted prefix, in bytes."""
        return self._end

    @property
    def drops(self) -> Mapping[str, int]:
        """The former numbers of records, by journal, that have dropped since the last session and are not back.

        Of a journal of notes, the records for which a note stood. Known from the first reading on. The directory's
        writer reports it once: the next session compares with the lower counts.
        """
        return self._session.drops

    @property
    def notes(self) -> Notes | None:
        """The notes, read-only; None until log and notes are read.

        Also known while only the report must be counted again, after a record was retracted.
        """
        return self._phase.notes

    @property
    def snapshot(self) -> Snapshot | None:
        """The fold of log and notes, to be looked at only; None while they are to be read."""
        return state.snapshot_of(self._phase)

    @property
    def last(self) -> Target | None:
        """The last record that this station has saved; None if there is none, or if the log has changed since."""
        if self._last is None:
            return None
        line, offset = self._last
        saved = record.classify(line.removesuffix(b"\n"))[1]
        return None if saved is None or saved.id is None else Target(saved.id, saved, offset)

    @property
    def corrections_due(self) -> int:
        """The number of records that were corrected and not retracted yet, as far as is known."""
        return 0 if self.snapshot is None else len(self.snapshot.unfinished)

    @property
    def needs_load(self) -> bool:
        """Whether there is neither a report nor a running load, so that `begin_load` is due."""
        return isinstance(self._phase, Unread)

    def _take(self, entry: Draft | Change) -> None:
        """Count a saved entry now, and again in the result of a running load."""
        self._phase = state.saved(self._phase, entry)
        self._count(entry)
        if isinstance(entry, Draft):
            self._write_checkpoint_if_due()
        else:
            self._write_checkpoint()

    def _count(self, entry: Draft | Change) -> None:
        """Add an entry to the snapshot and the notes, as far as these are known."""
        snapshot = self.snapshot
        if isinstance(entry, Draft):
            if snapshot is not None:
                self._records.added(entry.line, snapshot.end)
                self._phase = state.counted(self._phase, snapshot.with_record(entry.record, entry.line))
        elif (notes := self._phase.notes) is not None:
            self.ledgers[entry.journal].added(entry.line, notes.marks[entry.journal].offset)
            was_retracted = entry.target.key in notes.retracted
            entry.apply(notes)
            if snapshot is not None:
                recounted = None
                with contextlib.suppress(ReadError):
                    recounted = snapshot.with_change(entry, self.log, was_retracted=was_retracted)
                self._phase = state.counted(self._phase, recounted)

    def _write_checkpoint_if_due(self) -> None:
        self._write_checkpoint(CHECKPOINT_EVERY)

    def _write_checkpoint(self, least: int = 1) -> None:
        """Write the sidecar if it lacks at least `least` lines; errors are ignored, as it is only a cache."""
        if not isinstance(self._phase, Ready) or not self._lock.is_held:
            return
        snapshot = self._phase.snapshot
        if snapshot.is_whole and snapshot.fresh >= least and not snapshot.unfinished:
            self._phase = Ready(snapshot.written())
            with contextlib.suppress(OSError):
                checkpoint.write(self.log, snapshot)

    def _drop_if_changed(self, error: SaveError) -> None:
        """Drop cached state if a file was changed or removed; the retry accepts the changed file."""
        if error.failure in (SaveFailure.CHANGED, SaveFailure.GONE):
            for ledger in self.ledgers.values():
                ledger.forget()
            self._last = None
            self._forget()

    def _forget(self) -> None:
        """Drop all cached results of reading."""
        self.generation += 1
        for ledger in self._notes:
            ledger.forget_look()
        if not isinstance(self._phase, Restoring):
            self._phase = Unread()
