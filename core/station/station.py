"""The one way in: predict, record and report, for the window and the command line alike.

A station is used from one thread; only a `Load` runs in another, and `finish_load` takes its result back in. What is
known of the files is in `core.station.known`; here is the IO that changes it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Self

from core.errors import NoteRefusedError, ReadError, SaveError, SaveFailure
from core.journal import reader
from core.notes import corrections
from core.notes.notes import Notes
from core.records import lines, record
from core.station import state
from core.station.known import Known
from core.station.load import Load
from core.station.recount import Change
from core.station.state import Draft, Ready
from core.system import disk
from core.system.clock import to_local
from core.system.establishment import EstablishmentFile
from core.system.paths import LOG_NAME, MODELS_LOG_NAME, PENDING_NAME, RETRACTIONS_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from core.clinical import vitals
    from core.clinical.model import Model
    from core.exchange.archive import Archive
    from core.exchange.incoming.importing import Import, Undo
    from core.exchange.incoming.source import Source
    from core.exchange.incoming.taking import Refused
    from core.exchange.restore import Restore
    from core.journal.writer import Journal
    from core.notes.decisions import Statement
    from core.records.find import Target
    from core.records.period import Period
    from core.report.report import Report

__all__ = ["Draft", "Load", "Station"]


class Station(Known):
    """A data directory, a model and a clock. `clock` returns the local time with its zone."""

    def __init__(self, data_dir: Path, model: Model, clock: Callable[[], datetime], role: str) -> None:
        super().__init__(data_dir, role)
        self.model = model
        self.clock = clock
        self.establishment = EstablishmentFile(data_dir)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether this is the directory's one writer."""
        return self._lock.is_held

    def open(self, wait_s: float = 0.0) -> None:
        """Take the directory's lock and open the log; `save` does it again if this has failed.

        Waits at most `wait_s` seconds for another writer. Raises SaveError: IN_USE if there still is one.
        """
        try:
            self._lock.acquire(wait_s)
            self._records.writer.open()
        except SaveError as error:
            self._drop_if_changed(error)
            raise

    def close(self) -> None:
        """Write the sidecar, close the journals and release the lock."""
        self._write_checkpoint()
        for ledger in self.ledgers.values():
            ledger.writer.close()
        self._lock.release()

    def draft(self, reading: vitals.Reading, corrects: Target | None = None, request_key: str = "") -> Draft:
        """Predict and make the record, with time and id, unsaved; `corrects` is the record that it replaces.

        `request_key` is the hash of the key of a request over HTTP, "" without one.
        """
        prediction = self.model.predict(reading)
        replaced = "" if corrects is None else corrects.key
        new = record.new_record(prediction, self.clock(), self.establishment.workplace, replaced, request_key)
        return Draft(prediction, new, record.encode(new), corrects)

    def save(self, draft: Draft, *, is_held: bool = False) -> bool:
        """Save a draft; it is synced when this returns. Raises SaveError; retry with the same draft.

        A held record is counted by `release`, or by the next load or save: until then nothing here shows it.
        Returns False if the previous record has a later time: the clock was or is wrong. `needs_load` may be true
        afterwards, also after an error, if a journal was found changed.
        """
        self.release()
        self.open()
        before = self._records.writer.last
        if self._append([draft])[1]:
            self._held = draft
        if not is_held:
            self.release()
        return before is None or not draft.record.is_earlier_than(before)

    def save_all(self, drafts: Sequence[Draft]) -> int:
        """Save one draft or more with one write and one sync, all or none; return the offset of the first line.

        Raises as `save`; retry with the same drafts.
        """
        self.release()
        self.open()
        offset, is_alone = self._append(drafts)
        for draft in drafts if is_alone else ():
            self._count_saved(draft)
        return offset

    def _append(self, drafts: Sequence[Draft]) -> tuple[int, bool]:
        """Append the lines of drafts; return the offset, and False if another program has written too."""
        self.establishment.settle()
        try:
            offset = self._records.writer.append_all([draft.line for draft in drafts], drafts[-1].record)
        except SaveError as error:
            self._drop_if_changed(error)
            raise
        self._last = drafts[-1].line, offset + sum(len(draft.line) for draft in drafts[:-1])
        self._session.changed(LOG_NAME, len(drafts))
        changed = [ledger for ledger in self._notes if ledger.is_changed]
        for ledger in changed:
            ledger.forget()
        is_alone = not changed and offset == self._end
        if not is_alone:
            self._on(state.Changed())
        return offset, is_alone

    def release(self) -> None:
        """Count the held record, if there is one."""
        draft, self._held = self._held, None
        if draft is not None:
            self._count_saved(draft)

    def _count_saved(self, draft: Draft) -> None:
        self._end += len(draft.line)
        self._on(state.Saved(draft))

    def note(self, target: Target, statement: Statement[Any]) -> None:
        """Say something about a record, found by `core.records.find`; the note is synced when this returns.

        Raises NoteRefusedError if the statement is refused, SaveError, or ReadError if the record is missing now.
        `needs_load` may be true afterwards, as after `save`. A changed journal of notes is refused once; the retry
        accepts it.
        """
        self.open()
        if lines.record_at(self.log, target.offset) != target.record:
            raise ReadError(SaveFailure.CHANGED, self.log)
        ledger = self.ledgers[statement.journal]
        notes = self.notes or Notes.read(self.data_dir)
        fold = notes.folds[statement.journal]
        try:
            if any(other.is_changed for other in self._notes):
                raise SaveError(SaveFailure.CHANGED, ledger.path)  # noqa: TRY301 - handled like the append's own errors
            refusal = statement.refusal(fold.decisions.holding(target.key))
            if refusal is not None:
                ledger.sync()  # the note behind the refusal is on the disk
                raise NoteRefusedError(refusal, target.key)
            change = Change.new(target, statement, self.clock(), notes)
            expected, offset = fold.mark.offset, ledger.append(change.line)
        except SaveError as error:
            self._drop_if_changed(error)
            raise
        self._session.changed(change.journal, fold.kind.stands(change.note) - fold.stands(target.key))
        if offset != expected:
            self._on(state.Changed())
        self._on(state.Saved(change))

    def retract_corrected(self, draft: Draft) -> None:
        """Retract the record that a saved draft replaces, if it replaces one. Raises SaveError or ReadError.

        After an error, `finish_corrections` or the next start makes up for it.
        """
        if draft.corrects is not None:
            with contextlib.suppress(NoteRefusedError):  # it is retracted already
                self.note(draft.corrects, corrections.retraction_by(draft.record))

    def finish_corrections(self) -> None:
        """Retract the corrected records that could not be retracted. Raises SaveError or ReadError.

        `needs_load` is true afterwards if there were any. `finish_load` calls it as the directory's writer.
        """
        unfinished = [] if self.snapshot is None else self.snapshot.unfinished
        if not unfinished:
            return
        self.open()
        notes = Notes.read(self.data_dir)
        for new in unfinished.copy():
            if not corrections.is_unfinished(new, notes):
                continue
            try:
                self.ledgers[RETRACTIONS_NAME].append(corrections.retract(new, notes))
            except SaveError as error:
                self._drop_if_changed(error)
                raise
            self._session.changed(RETRACTIONS_NAME, 1)
            self._on(state.Changed())

    def begin_restore(self, source: Path | Archive) -> Restore:
        """Return a task that restores a backup, to be run in any thread; records can be saved meanwhile.

        `source` is a path or a checked archive (`core.exchange.restore.Restore`). There is no report until
        `finish_merge`. Raises SaveError.
        """
        from core.exchange.restore import Restore  # noqa: PLC0415 - not at the start of the window

        return Restore(source, self.data_dir, self._begin_merge())

    def _begin_merge(self) -> dict[str, Journal[Any]]:
        """Return the writers of all journals, for a task that appends to them; ended by `finish_merge`."""
        self.open()
        self._on(state.MergeBegun())
        return {name: ledger.writer for name, ledger in self.ledgers.items()}

    def begin_import(self, source: Source, refuse: Callable[[Refused], None], *, is_dry: bool) -> Import:
        """Return a task that imports a file, to be run in any thread; records can be saved meanwhile.

        `refuse` gets each refused row. A dry run changes nothing and needs no lock; after another there is no report
        until `finish_merge`. Raises SaveError.
        """
        from core.exchange.incoming.importing import Import, Terms  # noqa: PLC0415 - not at the start of the window

        writers = None
        if not is_dry:
            self.open()
            self.establishment.settle()
            writers = self._begin_merge()
        terms = Terms(self.model, self.establishment.workplace, self.clock(), to_local)
        return Import(source, terms, self.log, writers, refuse)

    def begin_undo(self, name: str) -> Undo:
        """Return a task that undoes an import as a whole; otherwise as `begin_import`. Raises SaveError."""
        from core.exchange.incoming.importing import Undo  # noqa: PLC0415 - not at the start of the window

        return Undo(name, self.clock(), self.log, self._begin_merge())

    def pending_restore(self) -> Path | None:
        """Return the path of the backup whose restore a power cut interrupted; None if there is none."""
        from core.exchange.restore import pending  # noqa: PLC0415 - not at the start of the window

        return pending(self.data_dir) if disk.look(self.data_dir / PENDING_NAME) else None

    def finish_merge(self) -> None:
        """End a restore, an import or its undoing, successful or not; `needs_load` is true afterwards."""
        self.establishment.forget()
        self._on(state.MergeEnded())

    def models_changed(self) -> None:
        """Accept entries that `core.models` has appended to `modelos.log`; `needs_load` is true then."""
        self.ledgers[MODELS_LOG_NAME].forget()
        self._on(state.Changed())

    def begin_load(self) -> Load:
        """Return a load of the whole current log, to be run in any thread. Raises ReadError."""
        try:
            self._held = None  # the load counts it
            end = reader.size(self.log)
            is_changed = end != self._end or any(ledger.is_changed for ledger in self._notes)
            self._on(state.LoadDue(is_changed))
            self._end = end
            for ledger in self._notes:
                ledger.begin_reading()
            load = Load(self.log, end)
        except ReadError:
            self._on(state.Changed())
            raise
        self._on(state.LoadBegun(load))
        return load

    def finish_load(self, load: Load) -> None:
        """Take over the result of a load, with the entries saved meanwhile; an outdated load is ignored.

        Call it when the load has its first result, and when its `run` has ended.
        """
        is_done = load.is_done  # read first: the thread may end between the two reads
        if load.result is not None:
            self._on(state.Found(load, load.result))
        if is_done:
            self._on(state.LoadEnded(load))
            if isinstance(self._phase, Ready) and self._lock.is_held:
                with contextlib.suppress(SaveError, ReadError):  # the snapshot still has them, for whoever tells
                    self.finish_corrections()

    def carry_on(self) -> None:
        """Take over a sidecar of the whole log, so that the next one includes the entries saved from now on.

        For a program that saves and shows no report. Errors are ignored; the next reader reports them.
        """
        with contextlib.suppress(ReadError):
            load = self.begin_load()
            try:
                load.carry_on()
            finally:
                self.finish_load(load)

    def drop_load(self, load: Load) -> None:
        """Discard a load whose `run` has failed; `needs_load` is true afterwards."""
        self._on(state.LoadFailed(load))

    def report(self, period: Period) -> Report | None:
        """Return the report of a period without reading the log; None while a load is due or has no result yet."""
        snapshot = self.snapshot
        if snapshot is None:
            return None
        try:
            return snapshot.tally.report(period)
        except ReadError as error:
            self._on(state.Unreadable(error.failure is SaveFailure.CHANGED))
            return None
