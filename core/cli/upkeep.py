"""The commands for the care of records: check, void, back up, restore."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import msgspec

from core.cli import answers, progress, words
from core.cli.arguments import REASONS
from core.errors import BackupKeptError, BackupRefusedError, NoteRefusedError, ReadError, SaveError
from core.exchange.archive import Archive
from core.exchange.backup import Backup
from core.exchange.manifest import BackedUp
from core.exchange.restore import Restore
from core.journal import reader
from core.journal.health import Health
from core.notes import journals, voids
from core.records import find, lines
from core.records.copies import Copies, Seen, ids_in
from core.records.record import classify
from core.refusals import NoteRefusal
from core.system import interrupt
from core.system.paths import LOG_NAME
from core.system.settings import SettingsFile
from core.system.status import FAILED, INTERRUPTED, REFUSED
from core.system.work import StoppedError, Work

if TYPE_CHECKING:
    import argparse
    from array import array
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from core.exchange.restore import Restored
    from core.journal.entry import EntryT, Sealed
    from core.journal.reader import Classify, LineOf
    from core.notes.journals import Kind
    from core.station.station import Station

_COPIES_LISTED: Final = 1000
"""How many copied lines of each journal of notes are listed by place; all are counted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a command: its answer, JSON in pieces.

    `complaint` is a sentence about damage found or work not done, else ""; `status` is the exit status with it.
    """

    answer: Iterable[str]
    complaint: str = ""
    status: int = FAILED


def verify(data_dir: Path) -> Outcome:
    """Check every line of all journals. Raises ReadError, as does iterating the answer, which rereads damaged lines.

    An unreadable journal of notes is a complaint and its numbers are null; the log is reported all the same.
    """
    log = data_dir / LOG_NAME
    health, end = Health(), 0
    repeated = _repeated(log)
    copies = Copies(repeated, partial(lines.record_at, log))
    for line in map(copies.relabelled, lines.read(log)):
        health.add(line)
        end = line.offset + line.length
    notes = [_Notes(kind, data_dir) for kind in journals.of_notes()]
    answer = {
        "registros": health.records,
        "verificados": health.verified,
        "sin_suma_de_control": health.unverified,
        "lineas_en_blanco": health.blank,
        "lineas_danadas": health.damaged_count,
        "danos": [],
        "lineas_copiadas": len(health.copies),
        "copias": [],
        **{found.kind.title: found.answer for found in notes},
    }
    parts = (
        islice(_damaged(log, end, classify), health.damaged_count),
        islice(_copied(log, end, repeated), len(health.copies)),
        *chain.from_iterable((found.damaged(), found.copied()) for found in notes),
    )
    damaged = words.damaged_lines(health.damaged_count + sum(found.health.damaged_count for found in notes))
    copied = words.copied_lines(len(health.copies), health.conflicts)
    failures = [found.failure for found in notes]
    return Outcome(_filled(answer, *parts), "; ".join(filter(None, (damaged, copied, *failures))))


class _Notes:
    """The findings of verifying a journal of notes; `failure` is the sentence for one that cannot be read."""

    def __init__(self, kind: Kind[Any], data_dir: Path) -> None:
        self.kind = kind
        self.health = Health()
        self.failure = ""
        self._path = data_dir / kind.name
        self._end = 0
        self._standing = 0
        try:
            self._end = reader.size(self._path)
            fold = journals.read_notes(kind, data_dir, self._end, _COPIES_LISTED)
            self.health, self._standing = fold.health, len(fold.standing())
        except ReadError as error:
            self.failure = words.failure(error)

    @property
    def answer(self) -> dict[str, object]:
        """The journal's part of the answer; its numbers are null if it cannot be read."""
        health = self.health
        numbers = {
            "eventos": health.records,
            **({self.kind.counted: self._standing} if self.kind.counted else {}),
            "lineas_en_blanco": health.blank,
            "lineas_copiadas": len(health.copies),
            "lineas_danadas": health.damaged_count,
        }
        return {**(dict.fromkeys(numbers) if self.failure else numbers), "danos": [], "copias": []}

    def damaged(self) -> Iterator[dict[str, object]]:
        """Yield the answer's entry for each damaged line."""
        return islice(_damaged(self._path, self._end, self.kind.codec.classify), self.health.damaged_count)

    def copied(self) -> Iterator[dict[str, object]]:
        """Yield the answer's entry for each of the first copied lines."""
        return map(_place, self.health.copied)


def _repeated(log: Path) -> array[int]:
    seen = Seen()
    for block in reader.blocks(log):
        seen.add(ids_in(block))
    return seen.repeated()


def _damaged(path: Path, end: int, classify: Classify[EntryT]) -> Iterator[dict[str, object]]:
    """Yield the answer's entry for each damaged line; lazy, as there may be millions."""
    for block in reader.blocks(path, end):
        for line in block.entries(classify):
            if (damage := line.damage()) is not None:
                yield _place(damage)


def _copied(log: Path, end: int, repeated: array[int]) -> Iterator[dict[str, object]]:
    """Yield the answer's entry for each line with a repeated id, with the number of the record's own line."""
    copies = Copies(repeated, partial(lines.record_at, log))
    for block in reader.blocks(log, end) if repeated else ():
        for line in block.entries(classify):
            found = copies.relabelled(line)
            if line.entry is not None and found.entry is None:
                first = copies.first_number(line.entry)
                yield _place(found) | {"id": line.entry.id, "linea_del_registro": first}


def _place(line: LineOf[Sealed]) -> dict[str, object]:
    return {
        "linea": line.number,
        "posicion": line.offset,
        "bytes": line.length,
        "tipo": words.LINE_KINDS[line.kind],
    }


def _filled(answer: Mapping[str, object], *lists: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield an answer as JSON in pieces, its empty lists filled from `lists` in order."""
    *heads, tail = answers.document(answer).split("[]")
    for head, items in zip(heads, lists, strict=True):
        yield head
        margin = "\n" + " " * head.rpartition("\n")[2].index('"')
        before = "["
        for item in items:
            yield f"{before}{margin}  {json.dumps(item, ensure_ascii=False)}"
            before = ","
        yield "[]" if before == "[" else f"{margin}]"
    yield tail


def retract(station: Station, options: argparse.Namespace, wait_s: float) -> Outcome:
    """Void or reinstate a record. Raises NoteRefusedError, SaveError or ReadError."""
    target = find.by_name(station.log, options.registro)
    if target is None:
        raise NoteRefusedError(NoteRefusal.UNKNOWN, options.registro)
    station.open(wait_s)
    station.carry_on()
    station.note(target, voids.reinstate() if options.deshacer else voids.void(REASONS[options.motivo]))
    return Outcome([answers.document({"registro": target.key, "anulado": not options.deshacer})])


def back_up(data_dir: Path, target: Path, now: datetime) -> Outcome:
    """Write a backup; the outcome reports a stop by Ctrl+C or a kept old backup. Raises SaveError or ReadError."""
    backup = Backup(data_dir, target, now)
    try:
        with progress.attended(backup, words.BACKING_UP):
            manifest = backup.run()
    except StoppedError:
        return Outcome([], words.BACKUP_STOPPED, INTERRUPTED)
    except BackupKeptError as error:
        return Outcome([], words.backup_kept(error), REFUSED)
    with contextlib.suppress(SaveError):  # the backup is made; that it was is only told
        SettingsFile(data_dir).change(last_backup=manifest.fecha)
    files = {kind: manifest.file(kind.name) or BackedUp(kind.name, 0, "") for kind in journals.JOURNALS}
    damaged = sum(file.lineas_danadas for file in files.values())
    answer = {
        "archivo": str(target),
        **{kind.saved: file.registros for kind, file in files.items()},
        "lineas_danadas": damaged,
    }
    return Outcome([answers.document(answer)], words.damaged_lines(damaged))


def restore(station: Station, source: Path, wait_s: float) -> Outcome:
    """Append a backup's missing entries; the outcome reports a stop by Ctrl+C.

    Raises BackupRefusedError, SaveError or ReadError.
    """
    restoring: Restore | None = None
    try:
        with Archive(source) as archive:
            check = _Check(archive)
            with progress.attended(check, words.CHECKING):
                check.run()  # before anything is opened or written: a refusal leaves no trace
            with interrupt.asking(partial(answers.end, words.restore_stopped(0), INTERRUPTED)):
                station.open(wait_s)
            restoring = station.begin_restore(archive)
            with progress.attended(restoring, words.RESTORING):
                done = restoring.run()
    except StoppedError:
        added = restoring.done_so_far.records_added if restoring else 0
        return Outcome([], words.restore_stopped(added), INTERRUPTED)
    return _restored({}, done)


def preview_restore(data_dir: Path, source: Path) -> Outcome:
    """Count the entries that a restore would add, and write nothing; the outcome reports a stop by Ctrl+C.

    Raises BackupRefusedError or ReadError.
    """
    try:
        with Archive(source) as archive:
            manifest, preview = archive.manifest, Restore(archive.path, data_dir)
        with progress.attended(preview, words.CHECKING):
            found = preview.run()
    except StoppedError:
        return Outcome([], words.NOTHING_CHANGED, INTERRUPTED)
    place = msgspec.to_builtins(manifest.establecimiento)
    return _restored({"copia": {"fecha": manifest.fecha, "zona": manifest.zona, "establecimiento": place}}, found)


def _restored(answer: dict[str, object], done: Restored) -> Outcome:
    answer |= {
        **dict(chain.from_iterable(_added(kind, done) for kind in journals.merged())),
        "lineas_danadas": done.damaged_lines,
        "ajustes_restaurados": done.has_settings,
        "establecimiento_restaurado": done.has_establishment,
        "modelos_restaurados": done.models,
    }
    complaints = words.damaged_lines(done.damaged_lines), words.conflicting_records(done.conflicts)
    return Outcome([answers.document(answer)], "; ".join(filter(None, complaints)))


def _added(kind: Kind[Any], done: Restored) -> list[tuple[str, int]]:
    return [(kind.added, done.added[kind.name]), (kind.known, done.known[kind.name])]


def finish_restore(station: Station) -> str:
    """Complete an interrupted restore; return the sentence about it, "" if there was none.

    If the directory is in use or the backup is missing or refused, the restore stays pending.
    """
    source = station.pending_restore()
    if source is None:
        return ""
    try:
        with Archive(source) as archive:
            archive.check(lambda _: None)
            station.open()
            restoring = station.begin_restore(archive)
            with progress.attended(restoring, words.RESTORING):
                restoring.run()
    except (BackupRefusedError, SaveError, ReadError, StoppedError):
        return words.RESTORE_PENDING.format(source=source)
    finally:
        station.finish_merge()
    return words.RESTORE_FINISHED.format(source=source)


class _Check(Work):
    """A task that checks a whole backup before anything of it is added."""

    def __init__(self, archive: Archive) -> None:
        super().__init__()
        self.total = sum(file.bytes for file in archive.manifest.archivos)
        self._archive = archive

    def run(self) -> None:
        """Compare the backup with its manifest. Raises BackupRefusedError, ReadError or StoppedError."""
        self._archive.check(self._advance)
        self._advance(0)
