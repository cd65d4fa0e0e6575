"""A station's knowledge of its files: a phase (`core.station.state`), kept up to date with each save."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from core.errors import ReadError, SaveError, SaveFailure
from core.journal.ledger import Ledger
from core.journal.losses import Lost
from core.notes import journals
from core.records import record
from core.records.find import Target
from core.station import checkpoint, state
from core.station.past import Session
from core.station.state import Draft, Phase, Ready, Unread
from core.system.lock import DirectoryLock
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from core.journal.health import Health
    from core.notes.notes import Notes
    from core.records.record import Record
    from core.station.recount import Change
    from core.station.snapshot import Snapshot
    from core.station.state import Effect, Event


class Known:
    """The journals of a data directory, one ledger each, with their phase; only the lock's holder changes them."""

    def __init__(self, data_dir: Path, role: str) -> None:
        self.ledgers: dict[str, Ledger[Any]] = {
            kind.name: Ledger(data_dir / kind.name, kind.codec) for kind in journals.JOURNALS
        }
        """The journals by the names of their files, to be looked at only."""
        self._lock = DirectoryLock(data_dir, role)
        self._phase: Phase = Unread()
        self._session = Session()
        self._end = 0
        self._last: tuple[bytes, int] | None = None
        self._held: Draft | None = None

    @property
    def _records(self) -> Ledger[Record]:
        return self.ledgers[LOG_NAME]

    @property
    def data_dir(self) -> Path:
        """The path of the data directory."""
        return self.log.parent

    @property
    def _notes(self) -> list[Ledger[Any]]:
        return [ledger for name, ledger in self.ledgers.items() if name != LOG_NAME]

    @property
    def log(self) -> Path:
        """The path of the log of predictions."""
        return self._records.path

    @property
    def health(self) -> Health:
        """The health of the log, as of the last reading and the records saved since."""
        return self._records.health

    def lost(self, name: str = LOG_NAME) -> Lost:
        """Return how many entries of a journal were known and are missing, as of its last reading.

        The file was removed, replaced or truncated, perhaps with its directory; new entries go into the current one.
        Entries that reappeared are excluded; those saved meanwhile into another file count as missing. None of notes
        while records are missing.
        """
        if name != LOG_NAME and self._records.losses.lost.records:
            return Lost()
        return self.ledgers[name].losses.lost

    @property
    def end(self) -> int:
        """The length of the log's counted prefix, in bytes."""
        return self._end

    @property
    def generation(self) -> int:
        """The number of times that the log was found changed; in between it is only appended to."""
        return self._session.generation

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
        return state.notes_of(self._phase)

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

    def _on(self, event: Event) -> None:
        """Go to the next phase, and carry out its effects."""
        self._phase, effects = state.step(self._phase, event)
        for effect in effects:
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        match effect:
            case state.Count(entry):
                self._count(entry)
            case state.TakeOver(load, result):
                self._records.finish_reading(load.end, result.health)
                for name, health in result.notes.health.items():
                    self.ledgers[name].finish_reading(load.ends[name], health)
                self._session.compare(load.past, result)
            case state.WriteSidecar(least):
                self._write_checkpoint(least)
            case state.RemoveSidecar(only_after_drop):
                if (self.drops or not only_after_drop) and self._lock.is_held:
                    checkpoint.remove(self.log)
            case _:  # Forget
                self._session.generation += 1
                for ledger in self._notes:
                    ledger.forget_look()

    def _count(self, entry: Draft | Change) -> None:
        snapshot, notes = self.snapshot, self.notes
        if isinstance(entry, Draft):
            if snapshot is not None:
                self._records.added(entry.line, snapshot.end)
                self._on(state.Counted(snapshot.with_record(entry.record, entry.line)))
        elif notes is not None:
            self.ledgers[entry.journal].added(entry.line, notes.marks[entry.journal].offset)
            was_retracted = entry.target.key in notes.retracted
            entry.apply(notes)
            if snapshot is not None:
                recounted = None
                with contextlib.suppress(ReadError):
                    recounted = snapshot.with_change(entry, self.log, was_retracted=was_retracted)
                self._on(state.Counted(recounted))

    def _write_checkpoint(self, least: int = 1) -> None:
        """Write the sidecar if it lacks at least `least` lines; errors are ignored, as it is only a cache."""
        if not isinstance(self._phase, Ready) or not self._lock.is_held:
            return
        snapshot = self._phase.snapshot
        if snapshot.is_whole and snapshot.fresh >= least and not snapshot.unfinished:
            self._on(state.Counted(snapshot.written()))
            with contextlib.suppress(OSError):
                checkpoint.write(self.log, snapshot)

    def _drop_if_changed(self, error: SaveError) -> None:
        """Drop cached state if a file was changed or removed; the retry accepts the changed file."""
        if error.failure in (SaveFailure.CHANGED, SaveFailure.GONE):
            for ledger in self.ledgers.values():
                ledger.forget()
            self._last = None
            self._on(state.Changed())
