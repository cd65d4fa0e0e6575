"""The fold of all journals up to a position in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from core.journal.health import Health
from core.journal.reader import Mark
from core.notes import corrections
from core.notes.notes import Notes
from core.records.record import Record
from core.report.report import Tally
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from core.station.recount import Change


class Snapshot(msgspec.Struct, frozen=True, gc=False):
    """The fold of the log's first `end` bytes, and of the notes.

    `tally` excludes retracted records, `health` includes them. `mark` is the position after the last complete line;
    `is_whole` is True if all journals end with a complete line, so that a sidecar can be made. `fresh` counts the
    lines and notes missing in the sidecar. `unfinished` has the records that correct one still to be
    retracted; only while there are none can a sidecar be written, which covers what the next start does not read.

    Snapshots derived from one another share their mutable parts; only the latest is valid.
    """

    tally: Tally
    health: Health
    notes: Notes
    mark: Mark
    end: int
    fresh: int = 0
    is_whole: bool = False
    unfinished: list[Record] = msgspec.field(default_factory=list)

    @property
    def healths(self) -> dict[str, Health]:
        """The health of all journals, by file name."""
        return {LOG_NAME: self.health, **self.notes.health}

    def written(self) -> Snapshot:
        """Return the snapshot after its sidecar was written."""
        return replace(self, fresh=0)

    def with_record(self, record: Record, line: bytes) -> Snapshot:
        """Return the snapshot with the next record of the log."""
        self.tally.add(record, self.end)
        self.health.verified += 1
        mark = self.mark.after(line) if self.is_whole else self.mark
        if corrections.is_unfinished(record, self.notes):
            self.unfinished.append(record)
        return replace(self, mark=mark, end=self.end + len(line), fresh=self.fresh + 1)

    def with_change(self, change: Change, log: Path, *, was_retracted: bool) -> Snapshot | None:
        """Return the snapshot after a note that `notes` has already; None if the log must be counted again.

        Raises ReadError.
        """
        self.unfinished[:] = [new for new in self.unfinished if corrections.is_unfinished(new, self.notes)]
        is_right = was_retracted == (change.target.key in self.notes.retracted) or change.recount(
            log, self.end, self.tally, self.notes, self.health
        )
        return replace(self, fresh=self.fresh + 1) if is_right else None
