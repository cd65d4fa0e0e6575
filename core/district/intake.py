"""Reading the deliveries of one lineage, in a process of its own: checked, copied, and made rows of the lake.

Everything is staged: nothing counts before the manifest names it. A log that begins as the one before it has only its
tail read; one that does not is read as a whole, and what the lake has already is dropped later by its key.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec.structs import replace

from core.district import whole_blocks
from core.district.columns import COMPRESSION, RecordFile, note_row
from core.district.deliveries import Look, opened
from core.district.files import new_file
from core.district.inflating import crc32, inflated
from core.district.schemas import NOTE_ROW
from core.errors import BackupRefusedError, ReadError, SaveFailure
from core.exchange.archive import Archive
from core.exchange.known import Counts
from core.journal import reader
from core.journal.health import Health
from core.journal.reader import Mark
from core.notes import journals
from core.notes.decisions import Decisions
from core.records import batch
from core.records.key import digest, key_without_id
from core.records.record import classify
from core.refusals import BackupRefusal
from core.system import disk
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from core.district.manifest import Lineage
    from core.journal.reader import Block
    from core.notes.journals import Kind

    Opened = Callable[[], contextlib.AbstractContextManager[Callable[[int], bytes]]]

_CHUNK: Final = 1024 * 1024
_LINES_AT_ONCE: Final = 10_000
"""Lines read one by one between two questions whether to stop: a block may have two million, all empty."""


def _nobody(_length: int) -> None:
    pass


@dataclass(slots=True)
class Taken:
    """One delivery, read: the staged files of its records and notes, and of its copies by their names in the lake.

    `refused` says why nothing of it is used.
    """

    look: Look
    lineage: str
    """Its id; "" of notes without a log."""
    refused: BackupRefusal | SaveFailure | None = None
    records: Path | None = None
    rows: int = 0
    notes: Path | None = None
    copies: dict[str, Path] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    """The names of the copies in the lake, by journal; "" is the backup as a whole."""
    damaged: int = 0
    is_changed: bool = False
    is_shorter: bool = False


def take(
    lineage: Lineage, looks: list[Look], staging: Path, tell: Callable[[int], None] = _nobody
) -> tuple[Lineage, list[Taken]]:
    """Read deliveries of one lineage, the shortest log first; return its new state, and the content of each.

    `tell` gets the length of each chunk of a journal that is read, and may raise.
    """
    taken = []
    for number, look in enumerate(sorted(looks, key=_order)):
        one = Taken(look, lineage.id)
        taken.append(one)
        work = staging / f"{lineage.id}-{number}"
        try:
            lineage = _Delivery(one, lineage, work, tell).read()
        except (BackupRefusedError, ReadError) as error:
            one.refused = error.refusal if isinstance(error, BackupRefusedError) else error.failure
            for path in filter(None, (one.records, one.notes, *one.copies.values())):
                path.unlink(missing_ok=True)
            one.records = one.notes = None
            one.copies.clear()
    return lineage, taken


def _order(look: Look) -> tuple[int, str, str]:
    return look.sizes.get(LOG_NAME, 0), "" if look.states is None else look.states.isoformat(), look.sha256


class _Delivery:
    """The reading of one delivery."""

    def __init__(self, taken: Taken, lineage: Lineage, work: Path, tell: Callable[[int], None]) -> None:
        self._taken = taken
        self._lineage = lineage
        self._work = work
        self._tell = tell

    def read(self) -> Lineage:
        """Read all of it and return the lineage with it. Raises BackupRefusedError or ReadError."""
        source = self._taken.look.source
        if source.is_backup:
            copy = self._copy(source.path, "", ".zip", self._taken.look.sha256)
            with Archive(copy) as archive:
                for file in archive.manifest.archivos:
                    self._read_journal(file.nombre, partial(inflated, archive, file.nombre), file.bytes, file.sha256)
        else:
            for name, path in source.files.items():
                copy = self._copy(path, name, ".log", None)
                self._read_journal(name, partial(opened, copy), reader.size(copy), None)
        return self._lineage

    def _copy(self, path: Path, name: str, suffix: str, expected: str | None) -> Path:
        """Copy a file into the staging folder; it is read from there, so that what is kept is what was read."""
        copy = self._work.with_name(f"{self._work.name}-{name}{suffix}")
        checksum = hashlib.sha256()
        with (
            disk.reading(path),
            os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb", buffering=0) as source,
            os.fdopen(new_file(copy), "wb", buffering=0) as target,
        ):
            while chunk := source.read(_CHUNK):
                checksum.update(chunk)
                target.write(chunk)
                self._tell(0)
        found = checksum.hexdigest()
        if expected not in (None, found):  # it has changed since it was looked at
            raise BackupRefusedError(BackupRefusal.DAMAGED, path)
        kept = f"{found}{suffix}"
        self._taken.kept[name] = kept
        self._taken.copies[kept] = copy
        return copy

    def _read_journal(self, name: str, open_it: Opened, size: int, sha256: str | None) -> None:
        kind = next((kind for kind in journals.merged() if kind.name == name), None)
        if kind is None:
            self._check(self._drained(open_it, size), sha256)
        elif kind is journals.RECORDS:
            self._read_log(open_it, size, sha256)
        else:
            self._read_notes(kind, open_it, size, sha256)

    def _check(self, found: str, expected: str | None) -> None:
        if expected not in (None, found):
            raise BackupRefusedError(BackupRefusal.DAMAGED, self._taken.look.source.path)

    def _read_log(self, open_it: Opened, size: int, sha256: str | None) -> None:
        before = self._lineage
        is_shorter = size < before.bytes
        found = None if is_shorter or not before.bytes else self._tail(open_it, size)
        found = found or self._whole(open_it, size)
        whole = found.checksum.hexdigest()
        self._check(whole, sha256)
        self._taken.is_shorter = is_shorter
        known_damage = before.danadas if found.is_tail else 0
        self._taken.damaged += known_damage + found.health.damaged_count + found.tail_health.damaged_count
        if is_shorter:
            return  # what is known of the longer one stays
        prefix = whole if found.mark.offset == size else self._drained(open_it, found.mark.offset)
        self._lineage = replace(
            before,
            lineas=found.mark.lines,
            bytes=found.mark.offset,
            sha256=prefix,
            tiene_sin_id=found.has_bare or (found.is_tail and before.tiene_sin_id),
            danadas=known_damage + found.health.damaged_count,
            cola_danada=found.tail_health.damaged_count,
        )

    def _drained(self, open_it: Opened, length: int) -> str:
        """Return the SHA-256 of a journal's first bytes."""
        checksum = hashlib.sha256()
        with open_it() as read:
            for chunk in _chunks(read, length):
                checksum.update(chunk)
                self._tell(0)
        return checksum.hexdigest()

    def _tail(self, open_it: Opened, size: int) -> _Log | None:
        """Read what is behind the known part of the log; None if it does not begin so, or must be read as a whole."""
        with open_it() as read:
            checksum = hashlib.sha256()
            for chunk in _chunks(read, self._lineage.bytes):
                checksum.update(chunk)
                self._tell(len(chunk))
            if checksum.hexdigest() != self._lineage.sha256:
                self._taken.is_changed = True
                return None
            found = _Log(Mark(self._lineage.lineas, self._lineage.bytes), checksum, self._tell, is_tail=True)
            self._take_rows(found, read, size)
        if found.has_bare and self._lineage.tiene_sin_id and self._taken.records is not None:
            self._taken.records.unlink()
            return None  # their keys count equal ones from the beginning of the log
        return found

    def _whole(self, open_it: Opened, size: int) -> _Log:
        found = _Log(Mark(), hashlib.sha256(), self._tell, is_tail=False)
        with open_it() as read:
            self._take_rows(found, read, size)
        return found

    def _take_rows(self, found: _Log, read: Callable[[int], bytes], size: int) -> None:
        """Read the log from a place to its end, into a file of its own if there are records."""
        path = self._work.with_name(f"{self._work.name}-registros.parquet")
        rows = RecordFile(path, self._lineage.id)

        def hashing(length: int) -> bytes:
            chunk = read(length)
            found.checksum.update(chunk)
            self._tell(len(chunk))
            return chunk

        try:
            for block in reader.blocks_of(hashing, size, found.mark, whole_blocks.CHUNK):
                found.take(block, rows)
            rows.close()
        except BaseException:
            rows.abandon()
            raise
        self._taken.records, self._taken.rows = path, rows.rows
        if not rows.rows:
            rows.abandon()
            self._taken.records = None

    def _read_notes(self, kind: Kind[Any], open_it: Opened, size: int, sha256: str | None) -> None:
        notes: Decisions[Any] = Decisions()
        health, checksum = Health(listed=0), hashlib.sha256()
        rows: list[dict[str, object]] = []
        with open_it() as read:

            def hashing(length: int) -> bytes:
                chunk = read(length)
                checksum.update(chunk)
                self._tell(len(chunk))
                return chunk

            for block in reader.blocks_of(hashing, size):
                for line in block.entries(kind.codec.classify):
                    health.add(line)
                    note = line.entry
                    if note is None or notes.knows(note, notes.replaces(note)):
                        continue
                    rows.append(note_row(kind, replace(note, tras=notes.apply(note)), self._lineage.id))
        found = checksum.hexdigest()
        self._check(found, sha256)
        self._taken.damaged += health.damaged_count
        if self._lineage.notas.get(kind.name) == found:
            return
        self._lineage = replace(self._lineage, notas={**self._lineage.notas, kind.name: found})
        self._write_notes(rows)

    def _write_notes(self, rows: list[dict[str, object]]) -> None:
        if not rows:
            return
        path = self._work.with_name(f"{self._work.name}-notas.parquet")
        table = pa.Table.from_pylist(rows, schema=NOTE_ROW)
        if self._taken.notes is not None:
            table = pa.concat_tables([pq.read_table(self._taken.notes), table])
            path.unlink()
        with os.fdopen(new_file(path), "wb") as file:
            pq.write_table(table, file, compression=COMPRESSION)
        self._taken.notes = path


class _Log:
    """What was read of a log: the place after its last whole line, health up to there and behind, its SHA-256."""

    def __init__(self, mark: Mark, checksum: hashlib._Hash, tell: Callable[[int], None], *, is_tail: bool) -> None:
        self.mark = mark
        self.checksum = checksum
        self._tell = tell
        self.is_tail = is_tail
        self.health = Health(listed=0)
        self.tail_health = Health(listed=0)
        self.has_bare = False
        self._bare = Counts()

    def take(self, block: Block, rows: RecordFile) -> None:
        """Add the records of a block to the rows."""
        if not (batch.is_sound(block, crc32) and (self._take_columns(block, rows) or self._take_batch(block, rows))):
            self._take_lines(block, rows)
        self.mark = block.end

    def _take_columns(self, block: Block, rows: RecordFile) -> bool:
        if (found := whole_blocks.decode(block)) is None:
            return False
        rows.add_whole(found, block.start.lines + 1)
        self.health.verified += len(found.times)
        for place in found.others:
            start, pieces = Mark(block.start.lines + place), [block.pieces[place]]
            self._take_lines(replace(block, start=start, pieces=pieces), rows)
        return True

    def _take_batch(self, block: Block, rows: RecordFile) -> bool:
        found = batch.decode_sound(block)
        known = [] if found is None else [key for key in found.ids if key]
        if found is None or not known or len(known) < len(found):
            return False
        rows.add_batch(found, known, block.start.lines + 1)
        self.health.verified += len(known)
        return True

    def _take_lines(self, block: Block, rows: RecordFile) -> None:
        health = self.health if block.complete else self.tail_health
        for line in block.entries(classify):
            if line.number % _LINES_AT_ONCE == 0:
                self._tell(0)
            health.add(line)
            record = line.entry
            if record is None:
                continue
            key = record.id
            if not key:
                self.has_bare = True
                content = digest(record)
                key = key_without_id(content, self._bare.add(content))
            rows.add(record, key, line.number)


def _chunks(read: Callable[[int], bytes], length: int) -> Iterator[bytes]:
    while length and (chunk := read(min(_CHUNK, length))):
        length -= len(chunk)
        yield chunk
