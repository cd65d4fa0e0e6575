"""The one way in: predict, record and report, for the window and the command line alike.

A station is used from one thread; only a `Load` runs in another, and `finish_load` takes its result back in.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from core.errors import ReadError, SaveError, SaveFailure, VoidRefusal, VoidRefusedError
from core.journal import reader, writer
from core.journal.health import Health
from core.journal.losses import Former, Lost
from core.notes import voids
from core.records import lines
from core.records.record import classify, encode, new_record
from core.station import checkpoint
from core.station.load import Load, LoadCancelledError
from core.station.past import Fewer, Past
from core.station.recount import Change
from core.system import disk
from core.system.lock import DirectoryLock
from core.system.paths import LOG_NAME, PENDING_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from core.clinical.model import Model, Prediction
    from core.clinical.vitals import Reading
    from core.exchange.archive import Archive
    from core.exchange.restore import Restore
    from core.journal.reader import Mark
    from core.notes.voids import Voids
    from core.records.find import Target
    from core.records.period import Period
    from core.records.record import Record
    from core.report.report import Report, Tally
    from core.station.load import Result
    from core.vocabulary import Reason

__all__ = ["Draft", "Health", "Load", "LoadCancelledError", "Station"]

CHECKPOINT_EVERY: Final = 100
"""How many lines may be missing in the sidecar before it is written again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A prediction with the record that it will be. Saved once, however often `Station.save` is called with it."""

    prediction: Prediction
    record: Record
    line: bytes


class Station:
    """A data directory, a model and a clock. `clock` returns the local time with its zone."""

    def __init__(self, data_dir: Path, model: Model, clock: Callable[[], datetime], role: str) -> None:
        self.data_dir = data_dir
        self.log = data_dir / LOG_NAME
        self.voids_log = voids.path_beside(self.log)
        self.model = model
        self.clock = clock
        self.health = Health()
        """What state the log was in when it was read last."""
        self.voids_health = Health()
        """What state the journal of voids was in then."""
        self.generation = 0
        """Grows when what was read of the log is not what is there; while it stays, the log only grows."""
        self._lock = DirectoryLock(data_dir, role)
        self._journal = writer.Journal(self.log, classify)
        self._voids_journal = writer.Journal(self.voids_log, voids.classify)
        self._tally: Tally | None = None
        self._voids: Voids | None = None
        self._former = Former(self.log)
        self._former_voids = Former(self.voids_log)
        self._is_first_load = True
        # How many records this program has saved, and how many it has voided, less those that it has reinstated.
        self._own_records = 0
        self._own_voided = 0
        self._fewer: Fewer | None = None
        # How the journal of voids looked when it was read, or written to by us; None if it is to be read.
        self._voids_look: tuple[int, ...] | None = None
        self._load: Load | None = None
        # While a load runs: the result already taken from it, and what was saved since it began, with its offset.
        self._result: Result | None = None
        self._since_load: list[tuple[Draft, int]] = []
        self._changes: list[tuple[Change, int]] = []
        self._is_restoring = False
        # How many bytes are counted; the place behind them, if it is between lines; how many lines the sidecar lacks.
        self._covered = 0
        self._mark: Mark | None = None
        self._unwritten = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Say whether this is the directory's one writer."""
        return self._lock.is_held

    def open(self, wait_s: float = 0.0) -> None:
        """Become the directory's one writer and make the log ready; `save` does it too, where this has failed.

        Waits at most `wait_s` seconds for another writer. Raises SaveError: IN_USE if there still is one.
        """
        try:
            self._lock.acquire(wait_s)
            self._journal.open()
        except SaveError as error:
            self._heed(error)
            raise

    def close(self) -> None:
        """Let go of the log and the directory."""
        self._write_checkpoint()
        self._journal.close()
        self._voids_journal.close()
        self._lock.release()

    def draft(self, reading: Reading) -> Draft:
        """Predict, and fix the record's time and id; nothing is saved yet."""
        prediction = self.model.predict(reading)
        record = new_record(prediction, self.clock())
        return Draft(prediction, record, encode(record))

    def save(self, draft: Draft) -> bool:
        """Save a draft; it is on the disk when this returns. Raises SaveError; then try again with the same draft.

        Returns False if the record before it has a later time: then the clock was or is wrong. Afterwards, and after
        an error too, `needs_load` may be true: then log or voids were found changed, and have to be read again.
        """
        self.open()
        before = self._journal.last
        try:
            self._journal.append(draft.line, draft.record)
        except SaveError as error:
            self._heed(error)
            raise
        self._own_records += 1
        self._count(draft)
        return before is None or not draft.record.is_earlier_than(before)

    @property
    def end(self) -> int:
        """How many bytes of the log are counted."""
        return self._covered

    @property
    def lost(self) -> Lost:
        """How many records were counted and are not in the log any more, as of the last time that it was read.

        Then it was taken away, replaced or cut behind our back, perhaps with its directory. What is saved goes into
        the log that is there. When the former one is back, its records are lost no more; but those are that were
        saved meanwhile into the other one, which stays where it is.
        """
        return self._former.lost

    @property
    def lost_voids(self) -> Lost:
        """How many events were known and are not in the journal of voids any more, in all as `lost` says of the log.

        An event is that a record was voided, or that this was taken back. None of them while records are lost: then
        that is what has to be said.
        """
        return Lost() if self._former.lost.records else self._former_voids.lost

    @property
    def fewer(self) -> Fewer | None:
        """That there is less than when the records were last counted, by a program that has ended.

        Known from the first reading on; None if it is not so, or not any more. The directory's writer finds it once:
        a later program compares with what this one has counted.
        """
        return self._fewer

    @property
    def voids(self) -> Voids | None:
        """Which records are voided, to be looked at only; None while log and voids are to be read.

        It is there while only the report is to be counted again, because of a record that was voided.
        """
        return self._voids

    def void(self, target: Target, reason: Reason) -> None:
        """Mark a record as entered by mistake; that is on the disk when this returns.

        `target` is for `core.records.find` to find. Raises VoidRefusedError if it already is so, SaveError, or
        ReadError if the record is not there any more. Afterwards `needs_load` may be true, as after `save`. Voids
        that are not what they were are refused once, and then taken as they are.
        """
        self._change(target, reason)

    def reinstate(self, target: Target) -> None:
        """Take back that a record was voided, in all as `void` does it."""
        self._change(target, None)

    def begin_restore(self, source: Path | Archive) -> Restore:
        """Return the restoring of a backup, to be run in any thread; records can be saved meanwhile.

        `source` is what `core.exchange.restore.Restore` takes. There is no report until `finish_restore`. Raises
        SaveError.
        """
        from core.exchange.restore import Restore  # noqa: PLC0415 - not at the start of the window

        self.open()
        self._forget()
        self._is_restoring = True
        return Restore(source, self._journal, self._voids_journal)

    def pending_restore(self) -> Path | None:
        """Return the backup whose restoring was cut off by a power cut; None if there is none."""
        from core.exchange.restore import pending  # noqa: PLC0415 - not at the start of the window

        return pending(self.data_dir) if (self.data_dir / PENDING_NAME).exists() else None

    def finish_restore(self) -> None:
        """Take note that a restoring has ended, however it did: `needs_load` is true then."""
        self._is_restoring = False
        self._forget()

    @property
    def needs_load(self) -> bool:
        """Say whether there is neither a report nor a load under way: then `begin_load` is due."""
        return self._tally is None and self._load is None and not self._is_restoring

    def begin_load(self) -> Load:
        """Return the reading of all that is in the log now, to be run in any thread. Raises ReadError."""
        if self._tally is not None or self._voids is None or self._are_voids_changed():
            self._forget()
        covered = reader.size(self.log)
        if covered != self._covered:
            self._forget()
        self._forget_tally()
        self._voids_look = disk.look(self.voids_log)
        self._covered = covered
        self._load = Load(self.log, self._covered)
        return self._load

    def finish_load(self, load: Load) -> None:
        """Take in what a load has found, with the records saved meanwhile behind it; an outdated load is dropped.

        To be called when its `run` has ended, and before that, too, when it has its first result.
        """
        is_done = load.is_done  # asked for first: a thread that ends just now comes back with its last result
        result = load.result
        if load is not self._load or result is None:
            return
        if result is not self._result:
            self._result = result
            self._tally, self.health, self._voids = result.tally, result.health, result.voids
            self.voids_health = result.voids.health
            self._mark = result.mark if load.is_between_lines else None
            self._unwritten = result.fresh
            self._former.read(load.end, self.health)
            self._former_voids.read(load.voids_end, self.voids_health)
            self._compare(load.past, result)
            for draft, offset in self._since_load:
                self._add(result.tally, draft, offset)
            for change, offset in self._changes:
                self._apply(change, offset)
        if is_done:
            self._load, self._result, self._since_load, self._changes = None, None, [], []
            if self._fewer is not None and self._lock.is_held:
                checkpoint.remove(self.log)  # it has said what it had to
            self._write_checkpoint(CHECKPOINT_EVERY)

    def carry_on(self) -> None:
        """Take a sidecar over, so that one written later has what is saved now; without one, nothing is counted.

        For a program that saves and shows no report. Voids that cannot be read are the next reader's to tell.
        """
        with contextlib.suppress(ReadError):
            load = self.begin_load()
            load.carry_on()
            self.finish_load(load)
        self._load = None

    def drop_load(self, load: Load) -> None:
        """Give up a load whose `run` has failed; `needs_load` is true again."""
        if load is self._load:
            self._forget()

    def report(self, period: Period) -> Report | None:
        """Return the report of a period, at once; None while the log has not been loaded, or must be loaded again."""
        if self._tally is None:
            return None
        try:
            return self._tally.report(period)
        except ReadError as error:
            if self._load is None:  # else what is wrong may be the sidecar, which is still being checked
                self._forget()
                if error.failure is SaveFailure.CHANGED and self._lock.is_held:
                    checkpoint.remove(self.log)  # it may be what named a record that is not there
            return None

    def _compare(self, past: Past | None, result: Result) -> None:
        """Find out at the first load whether there is less than an earlier program had counted; then, if it is back.

        What this program has added since is nothing that came back.
        """
        records, voided = result.health.records, len(result.voids.places)
        if self._is_first_load:
            self._is_first_load = False
            if past is not None:
                self._fewer = past.compare(Past.of(result.health, result.mark, result.voids))
        elif self._fewer is not None:
            there = voided - self._own_voided if self._fewer.are_voided else records - self._own_records
            if there >= self._fewer.before:
                self._fewer = None

    def _count(self, draft: Draft) -> None:
        """Count a draft that was saved, if all before it is counted: if not, the log was changed behind our back.

        Voids that were changed are as good a reason to read all again; the draft is saved in any case.
        """
        if self._are_voids_changed():
            self._voids_journal.forget()
            self._forget()
            return
        offset = self._journal.end - len(draft.line)
        if offset != self._covered:
            self._forget()
            return
        self._covered = self._journal.end
        if self._load is not None:
            self._since_load.append((draft, offset))
        if self._tally is not None:
            self._add(self._tally, draft, offset)
            if self._load is None:
                self._write_checkpoint(CHECKPOINT_EVERY)

    def _add(self, tally: Tally, draft: Draft, offset: int) -> None:
        tally.add(draft.record, offset)
        self.health.verified += 1
        self._former.add(draft.line, offset)
        self._mark = self._mark and self._mark.after(draft.line)
        self._unwritten += 1

    def _change(self, target: Target, reason: Reason | None) -> None:
        self.open()
        if lines.record_at(self.log, target.offset) != target.record:
            raise ReadError(SaveFailure.CHANGED, self.log)
        known = voids.read(self.log) if self._voids is None else self._voids
        change = Change.new(target, reason, self.clock(), known)
        expected = known.mark.offset
        try:
            if self._are_voids_changed():
                raise SaveError(SaveFailure.CHANGED, self.voids_log)  # noqa: TRY301 - heeded like its like
            if (target.key in known.reasons) == (reason is not None):
                self._voids_journal.settle()  # what is said to be so is on the disk
                refusal = VoidRefusal.NOT_VOIDED if reason is None else VoidRefusal.ALREADY_VOIDED
                raise VoidRefusedError(refusal, target.key)
            offset = self._voids_journal.append(change.line)
        except SaveError as error:
            self._heed(error)
            raise
        finally:
            if self._voids_look is not None:
                self._voids_look = disk.look(self.voids_log)
        self._own_voided += 1 if reason is not None else -1
        if offset != expected:
            self._forget()
        if self._load is not None:
            self._changes.append((change, offset))
        self._apply(change, offset)

    def _are_voids_changed(self) -> bool:
        """Say whether the journal of voids is not what was read; it may be opened hours later, or not at all."""
        return self._voids_look is not None and disk.look(self.voids_log) != self._voids_look

    def _apply(self, change: Change, offset: int) -> None:
        """Leave a record out of what was counted, or count it again; `offset` is that of the event."""
        if self._voids is None:
            return
        change.note(self._voids)
        self._former_voids.add(change.line, offset)
        if self._tally is None:
            return
        try:
            is_right = change.recount(self.log, self._covered, self._tally, self._voids, self.health)
        except ReadError:
            is_right = False
        if not is_right:
            self._forget_tally()
        self._unwritten += 1
        self._write_checkpoint()

    def _write_checkpoint(self, least: int = 1) -> None:
        """Write the sidecar if at least so many records are not in it; a disk that refuses it costs only time."""
        if self._tally is None or self._voids is None or self._load is not None or self._mark is None:
            return
        if self._unwritten >= least and self._lock.is_held:
            self._unwritten = 0
            with contextlib.suppress(OSError):
                checkpoint.write(self.log, self._mark, self._tally, self.health, self._voids)

    def _heed(self, error: SaveError) -> None:
        """A log that is not what it was is taken as it is, the next time."""
        if error.failure in (SaveFailure.CHANGED, SaveFailure.GONE):
            self._journal.forget()
            self._voids_journal.forget()
            self._forget()

    def _forget(self) -> None:
        """What was read is not what is in the log any more."""
        self.generation += 1
        self._voids, self._voids_look = None, None
        self._forget_tally()

    def _forget_tally(self) -> None:
        """What was counted is not right any more, but log and voids are as they were read."""
        self._tally, self._mark = None, None
        self._load, self._result, self._since_load, self._changes = None, None, [], []
