"""Reading the whole log, or its part behind the sidecar, off the window's thread."""

from __future__ import annotations

import zlib
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from core.journal import reader
from core.journal.health import Health
from core.journal.reader import Mark
from core.notes import corrections
from core.notes.notes import Notes, sizes
from core.records import batch, lines
from core.records.copies import Copies, Seen, fingerprints, ids_in
from core.records.record import classify
from core.report.report import Tally
from core.station import checkpoint
from core.station.past import Count, counts_of, drops
from core.station.snapshot import Snapshot
from core.system.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from core.journal.reader import Block
    from core.records.lines import Line
    from core.station.checkpoint import Checkpoint

    See = Callable[[Iterable[str | None]], None]
    """Receives the ids of counted records."""

DAMAGE_LISTED: Final = 1000
"""Most damaged lines of each journal listed by place; all are counted, and `verificar` lists all."""

FEW: Final = 8
"""Number of lines below which decoding line by line is faster than a batch; few lines follow a sidecar."""


LONGEST_TAIL: Final = 16 * 1024 * 1024
"""Most bytes after a sidecar's offset that are read with it; their ids are kept in memory."""


class Load(Work):
    """A task that reads the log's first `end` bytes in the thread that calls `run`.

    `done` counts from 0 again where the log is read or checked a second time.

    Retracted records are left out, as of the notes at construction, which may raise ReadError.

    `result` is set as soon as it can be shown, and replaced at the end if the sidecar does not match the log.
    """

    def __init__(self, log: Path, end: int) -> None:
        super().__init__()
        self.total = self.end = end
        self.ends = sizes(log.parent)
        """The length of each journal of notes."""
        self.result: Snapshot | None = None
        self.is_done = False
        self.past: dict[str, Count] | None = None
        """The counts of an unused sidecar, for detecting a drop; None if there is none."""
        self._log = log

    def run(self, on_first: Callable[[], None] = lambda: None) -> Snapshot:
        """Read the log and return the result; `on_first` is called as soon as there is one.

        Raises ReadError, or StoppedError.

        With a sidecar the first result is immediate; the covered prefix of the log is then checked against it.
        """
        saved = checkpoint.read(self._log, self.end)
        tail: list[str | None] = []
        result = None if saved is None else self._continue(saved, tail)
        if result is None:
            self.past = checkpoint.past(self._log)
            saved, result = None, self._count()
        self.result = result
        on_first()
        if saved is not None and not self._fits(saved.mark, tail):
            self.result = result = self._count()
        self.is_done = True
        return result

    def carry_on(self) -> None:
        """Take a sidecar of the whole log as the result, unchecked; without one there is none. Raises ReadError."""
        self.is_done = True
        saved = checkpoint.read(self._log, self.end)
        if saved is not None and saved.mark.offset == self.end:
            self.result = self._continue(saved, [])
        elif not self.end and checkpoint.past(self._log) is None:
            self.result = self._begin()

    @property
    def is_new(self) -> bool:
        """Whether the result has lines missing in the sidecar and may replace it.

        A sidecar with higher counts is kept, so that the window can report the drop.
        """
        result = self.result
        if result is None or not result.fresh or not result.is_whole or result.unfinished:
            return False
        return self.past is None or not drops(self.past, counts_of(result))

    def leave_checkpoint(self) -> None:
        """Write a sidecar of the result, unless the journals have changed since.

        The caller holds the directory's lock. Raises ReadError or OSError.
        """
        result = self.result
        now = reader.size(self._log), sizes(self._log.parent)
        if result is not None and now == (self.end, self.ends):
            checkpoint.write(self._log, result)

    def _begin(self) -> Snapshot:
        tally = Tally(partial(lines.record_at, self._log))
        notes = Notes.read(self._log.parent, self.ends, DAMAGE_LISTED)
        is_whole = not self.end and self._is_whole(notes)
        return Snapshot(tally, Health(listed=DAMAGE_LISTED), notes, reader.START, self.end, is_whole=is_whole)

    def _is_whole(self, notes: Notes) -> bool:
        return {name: mark.offset for name, mark in notes.marks.items()} == self.ends

    def _continue(self, saved: Checkpoint, tail: list[str | None]) -> Snapshot | None:
        """Read the lines after the sidecar's position, their ids into `tail`; None if all must be counted."""
        if self.end - saved.mark.offset > LONGEST_TAIL:
            return None
        begun = self._begin()
        if not self._is_whole(begun.notes):
            return None  # the last note lacks its newline: it counts, but the sidecar may lack it
        if not saved.restore(begun.tally, begun.health, begun.notes):
            return None
        if saved.mark.offset == self.end:
            return replace(begun, mark=saved.mark, is_whole=True)
        result = self._read(begun, tail.extend, start=saved.mark, tail=saved.tail)
        ids = list(filter(None, tail))
        return None if result.notes.places.is_unsure or len(set(ids)) < len(ids) else result

    def _count(self) -> Snapshot:
        """Read the whole log, and a second time if ids may be repeated."""
        seen = Seen()
        result = self._read(self._begin(), seen.add)
        repeated = seen.repeated()
        if not repeated:
            return result
        copies = Copies(repeated, partial(lines.record_at, self._log))
        return self._read(self._begin(), lambda _ids: None, copies)

    def _fits(self, mark: Mark, tail: list[str | None]) -> bool:
        """Return whether the log's prefix matches the mark's CRC-32 and has none of the ids in `tail`."""
        self._advance(0)
        behind = frozenset(fingerprints(list(filter(None, tail))))
        if not behind:
            return self._checksum(mark.offset) == mark.crc
        found = reader.START
        for block in self._blocks(Mark(), None, mark.offset):
            if not behind.isdisjoint(fingerprints(ids_in(block))):
                return False
            found = block.end
        return found.crc == mark.crc

    def _checksum(self, end: int) -> int:
        crc = self.done = 0
        for chunk in reader.chunks(self._log, end):
            self._advance(len(chunk))
            crc = zlib.crc32(chunk, crc)
        return crc

    def _read(
        self,
        begun: Snapshot,
        see: See,
        copies: Copies | None = None,
        *,
        start: Mark = reader.START,
        tail: bytes | None = None,
    ) -> Snapshot:
        mark = start
        for block in self._blocks(start, tail, self.end):
            _take(block, begun, see, copies)
            mark = block.end
        is_whole = mark.offset == self.end and self._is_whole(begun.notes)
        return replace(begun, mark=mark, fresh=mark.lines - start.lines, is_whole=is_whole)

    def _blocks(self, start: Mark, tail: bytes | None, end: int) -> Iterator[Block]:
        """Yield the blocks between `start` and `end`; `tail` has the first bytes of that range, or all."""
        if tail is not None and len(tail) == end - start.offset:
            found = reader.blocks_of(BytesIO(tail).read, end, start)
        else:
            found = reader.blocks(self._log, end, start)
        self.done = start.offset
        for block in found:
            self._advance(block.end.offset - block.start.offset)
            yield block


def _take(block: Block, result: Snapshot, see: See, copies: Copies | None) -> None:
    """Count the lines of a block."""
    found = None if len(block.pieces) < FEW else batch.decode(block)
    if found is None or found.has_origins:
        result.unfinished.extend(corrections.unfinished_in(block, result.notes))
    if found is None:
        _take_lines(
            block.entries(classify) if copies is None else map(copies.relabelled, block.entries(classify)),
            result,
            see,
        )
        return
    copied = {} if copies is None else copies.in_batch(found, block.start.lines + 1)
    records = found.without(sorted(copied)) if copied else found
    retracted = result.notes.meet_all(records)
    if retracted is None:
        _take_lines((copied.get(index, line) for index, line in enumerate(block.entries(classify))), result, see)
        return
    see(records.ids)
    result.health.verified += len(records)
    for line in copied.values():
        result.health.add(line)
    if retracted:
        records = records.without(retracted)
    for day, start, stop in records.runs:
        result.tally.add_run(day, records.categories[start:stop], partial(records.offsets, start))


def _take_lines(found: Iterable[Line], result: Snapshot, see: See) -> None:
    """Count lines one by one."""
    ids = []
    for line in found:
        result.health.add(line)
        if line.entry is not None:
            ids.append(line.entry.id)
            if not result.notes.meet(line.entry, line.offset):
                result.tally.add(line.entry, line.offset)
    see(ids)
