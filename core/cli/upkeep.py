"""The commands that look after the records: check them, void one that was a mistake, back them up, restore them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from core.cli import answers, progress, words
from core.errors import BackupKeptError, BackupRefusedError, ReadError, SaveError, VoidRefusal, VoidRefusedError
from core.exchange.archive import Archive
from core.exchange.backup import Backup
from core.exchange.manifest import BackedUp
from core.journal import reader
from core.journal.health import Health
from core.notes import voids
from core.records import find, lines
from core.records.copies import Copies, Seen, ids_in
from core.records.record import classify
from core.system import interrupt
from core.system.paths import LOG_NAME, VOIDS_NAME
from core.system.status import FAILED, INTERRUPTED, REFUSED
from core.system.work import StoppedError, Work
from core.vocabulary import Reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from core.exchange.restore import Restore
    from core.journal.entry import EntryT, Sealed
    from core.journal.reader import Classify, LineOf
    from core.notes.voids import Voids
    from core.station.station import Station

_REASONS: Final = {
    "error": Reason.TYPING_ERROR,
    "duplicado": Reason.DUPLICATE,
    "prueba": Reason.TEST,
    "otro": Reason.OTHER,
}
"""The reasons by the values of `--motivo`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a command: its answer, JSON in pieces.

    `complaint` is a sentence about damage found or work not done, else ""; `status` is the exit status with it.
    """

    answer: Iterable[str]
    complaint: str = ""
    status: int = FAILED


def verify(data_dir: Path) -> Outcome:
    """Check every line of both journals. Raises ReadError, as does iterating the answer, which rereads damaged lines.

    An unreadable journal of voids is a complaint and its numbers are null; the log is reported all the same.
    """
    log = data_dir / LOG_NAME
    health, end = Health(), 0
    repeated = _repeated(log)
    copies = Copies(repeated)
    for line in map(copies.tell, lines.read(log)):
        health.add(line)
        end = line.offset + line.length
    voids_end, voided, failure = 0, None, ""
    try:
        voids_end = reader.size(voids.path_beside(log))
        voided = voids.read(log, voids_end)
    except ReadError as error:
        failure = words.failure(error)
    events = Health() if voided is None else voided.health
    answer = {
        "registros": health.records,
        "verificados": health.verified,
        "sin_suma_de_control": health.unverified,
        "lineas_en_blanco": health.blank,
        "lineas_danadas": health.damaged_count,
        "danos": [],
        "lineas_copiadas": len(health.copies),
        "copias": [],
        "anulaciones": _of_voids(voided),
    }
    parts = (
        islice(_damaged(log, end, classify), health.damaged_count),
        islice(_copied(log, end, repeated), len(health.copies)),
        islice(_damaged(voids.path_beside(log), voids_end, voids.classify), events.damaged_count),
    )
    damaged = _complaint(health.damaged_count + events.damaged_count)
    copied = words.copied_lines(len(health.copies), health.conflicts)
    return Outcome(_filled(answer, *parts), "; ".join(filter(None, (damaged, copied, failure))))


def _repeated(log: Path) -> frozenset[int]:
    seen = Seen()
    for block in reader.blocks(log):
        seen.add(ids_in(block))
    return seen.repeated()


def _of_voids(voided: Voids | None) -> dict[str, object]:
    """Return the voids' part of the answer; its numbers are null if they cannot be read."""
    counts: tuple[int | None, ...] = (None,) * 5
    if voided is not None:
        health = voided.health
        counts = (health.records, len(voided.reasons), health.blank, len(health.copies), health.damaged_count)
    names = ("eventos", "registros_anulados", "lineas_en_blanco", "lineas_copiadas", "lineas_danadas")
    return {**dict(zip(names, counts, strict=True)), "danos": []}


def _complaint(damaged: int) -> str:
    return words.damaged_lines(damaged) if damaged else ""


def _damaged(path: Path, end: int, classify: Classify[EntryT]) -> Iterator[dict[str, object]]:
    """Yield the answer's entry for each damaged line; lazy, as there may be millions."""
    for block in reader.blocks(path, end):
        for line in block.entries(classify):
            if (damage := line.damage()) is not None:
                yield _place(damage)


def _copied(log: Path, end: int, repeated: frozenset[int]) -> Iterator[dict[str, object]]:
    """Yield the answer's entry for each line with a repeated id, with the number of the record's own line."""
    copies = Copies(repeated)
    for block in reader.blocks(log, end) if repeated else ():
        for line in block.entries(classify):
            told = copies.tell(line)
            if line.record is not None and told.record is None:
                first = copies.first(line.record)
                yield _place(told) | {"id": line.record.id, "linea_del_registro": first.number}


def _place(line: LineOf[Sealed]) -> dict[str, object]:
    return {
        "linea": line.number,
        "posicion": line.offset,
        "bytes": line.length,
        "tipo": words.LINE_KINDS[line.kind],
    }


def _json(answer: Mapping[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _filled(answer: Mapping[str, object], *lists: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield an answer as JSON in pieces, its empty lists filled from `lists` in order."""
    *heads, tail = _json(answer).split("[]")
    for head, items in zip(heads, lists, strict=True):
        yield head
        margin = "\n" + " " * head.rpartition("\n")[2].index('"')
        before = "["
        for item in items:
            yield f"{before}{margin}  {json.dumps(item, ensure_ascii=False)}"
            before = ","
        yield "[]" if before == "[" else f"{margin}]"
    yield tail


def void(station: Station, options: argparse.Namespace, wait_s: float) -> Outcome:
    """Void or reinstate a record. Raises VoidRefusedError, SaveError or ReadError."""
    target = find.by_name(station.log, options.registro)
    if target is None:
        raise VoidRefusedError(VoidRefusal.UNKNOWN, options.registro)
    station.open(wait_s)
    station.carry_on()
    if options.deshacer:
        station.reinstate(target)
    else:
        station.void(target, _REASONS[options.motivo])
    return Outcome([_json({"registro": target.key, "anulado": not options.deshacer})])


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
    log, events = (manifest.file(name) or BackedUp(name, 0, "") for name in (LOG_NAME, VOIDS_NAME))
    damaged = log.lineas_danadas + events.lineas_danadas
    answer = {
        "archivo": str(target),
        "registros": log.registros,
        "eventos_de_anulacion": events.registros,
        "lineas_danadas": damaged,
    }
    return Outcome([_json(answer)], _complaint(damaged))


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
    answer = {
        "registros_nuevos": done.records_added,
        "registros_ya_presentes": done.records_known,
        "anulaciones_nuevas": done.voids_added,
        "anulaciones_ya_presentes": done.voids_known,
        "lineas_danadas": done.damaged_lines,
        "ajustes_restaurados": done.has_settings,
    }
    return Outcome([_json(answer)], _complaint(done.damaged_lines))


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
        return words.restore_pending(source)
    finally:
        station.finish_restore()
    return words.restore_finished(source)


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
