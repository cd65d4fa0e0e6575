"""Reading the whole log, or what is behind its sidecar, off the window's thread."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from core import batch, checkpoint, lines, voids
from core.health import Health
from core.lines import Mark
from core.report import Tally
from core.voids import Voids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.checkpoint import Checkpoint
    from core.former import Past
    from core.lines import Block

DAMAGE_LISTED: Final = 1000
"""How many damaged lines of each journal are listed by place; all are counted, and `verificar` lists all."""

FEW: Final = 8
"""So many lines are taken apart one by one sooner than many at once: behind a sidecar there are few."""


class LoadCancelledError(Exception):
    """The load was told to stop."""


class Result(msgspec.Struct, frozen=True):
    """What was found; `tally` is without the voided records, `health` with them.

    `mark` is the place behind the last whole line; `fresh` counts the lines that were read.
    """

    tally: Tally
    health: Health
    voids: Voids
    mark: Mark
    fresh: int


class Load:
    """The reading of the log's first `end` bytes, in whatever thread calls `run`; `cancel` may be called elsewhere.

    Voided records are left out, as of the journal of voids when the load was made; making one may raise ReadError.

    `result` is there as soon as something can be shown, and may be another one at the end: if the sidecar turns out
    not to say what the log does.
    """

    def __init__(self, log: Path, end: int) -> None:
        self.end = end
        self.voids_end = lines.size(voids.path_beside(log))
        self.result: Result | None = None
        self.is_done = False
        self.past: Past | None = None
        """What a sidecar says was counted that was not used: there may be less now."""
        self._log = log
        self._cancelled = False
        self._position = 0

    @property
    def done(self) -> int:
        """How many of the `end` bytes have been read, in the reading or the check that is under way."""
        return self._position

    @property
    def tally(self) -> Tally:
        """What was counted; empty before there is a result."""
        return Tally() if self.result is None else self.result.tally

    @property
    def health(self) -> Health:
        """What state the log is in; that of an empty one before there is a result."""
        return Health() if self.result is None else self.result.health

    @property
    def voids_health(self) -> Health:
        """What state the journal of voids is in, as `health` says of the log."""
        return Health() if self.result is None else self.result.voids.health

    def cancel(self) -> None:
        """Make `run` stop soon."""
        self._cancelled = True

    def run(self, on_first: Callable[[], None] | None = None) -> None:
        """Read the log; `on_first` is called as soon as there is a result. Raises ReadError, or LoadCancelledError.

        With a sidecar, the first result is there at once, and what remains is to check it: whoever can forge a number
        can forge its checksum too, so only counting again tells.
        """
        saved = checkpoint.read(self._log, self.end)
        result = None if saved is None else self._continue(saved)
        if result is None:
            self.past = checkpoint.past(self._log)
            saved, result = None, self._read(self._begin())
        self.result = result
        if on_first is not None:
            on_first()
        if saved is not None:
            self._heed_cancel()
            said = self._continue(saved)  # a second time: to the first, its owner adds what was saved meanwhile
            counted = self._read(self._begin())
            if said is None or _facts(replace(said, mark=result.mark)) != _facts(counted):
                self.result = counted
        self.is_done = True

    def _heed_cancel(self) -> None:
        if self._cancelled:
            raise LoadCancelledError

    def _begin(self) -> Result:
        tally = Tally(partial(lines.record_at, self._log))
        voided = voids.read(self._log, self.voids_end, DAMAGE_LISTED)
        return Result(tally, Health(listed=DAMAGE_LISTED), voided, lines.START, 0)

    def _continue(self, saved: Checkpoint) -> Result | None:
        """Read what is behind the sidecar; None if the sidecar is not to be believed."""
        begun = self._begin()
        if begun.voids.mark.offset != self.voids_end:
            return None  # the last event has lost its newline: it counts, and the sidecar may not know of it
        if not saved.restore(begun.tally, begun.health, begun.voids):
            return None
        if saved.mark.offset == self.end:
            return replace(begun, mark=saved.mark)
        result = self._read(begun, saved.mark, saved.tail)
        return None if result.voids.is_unsure else result

    def _read(self, begun: Result, start: Mark = lines.START, tail: bytes | None = None) -> Result:
        mark = start
        for block in self._blocks(start, tail):
            _take(block, begun)
            mark = block.end
        return replace(begun, mark=mark, fresh=mark.lines - start.lines)

    def _blocks(self, start: Mark, tail: bytes | None) -> Iterator[Block]:
        """Yield what is behind `start`; `tail` is the beginning of that, or all."""
        if tail is not None and len(tail) == self.end - start.offset:
            found = lines.blocks_of(BytesIO(tail).read, self.end, start)
        else:
            found = lines.blocks(self._log, self.end, start)
        for block in found:
            self._heed_cancel()
            self._position = block.end.offset
            yield block


def _facts(result: Result) -> tuple[object, ...]:
    """Return all that was counted."""
    return result.mark, result.tally.total, result.tally.state(), result.health, result.voids.places


def _take(block: Block, result: Result) -> None:
    """Count the lines of a block."""
    found = None if len(block.pieces) < FEW else batch.decode(block)
    voided = None if found is None else result.voids.meet_all(found)
    if found is None or voided is None:
        for line in block.lines():
            result.health.add(line)
            if line.record is not None and not result.voids.meet(line.record, line.offset):
                result.tally.add(line.record, line.offset)
        return
    result.health.verified += len(found)
    if voided:
        found = found.without(voided)
    for day, start, stop in found.runs:
        result.tally.add_run(day, found.categories[start:stop], partial(found.offsets, start))
