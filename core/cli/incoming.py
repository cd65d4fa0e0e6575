"""The command `importar`: takes in a file of another program, or undoes that as a whole."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, Final

from core.cli import answers, incoming_words, progress
from core.exchange.incoming import mapping as mappings
from core.exchange.incoming import rejects
from core.exchange.incoming.importing import import_name
from core.exchange.incoming.rows import FileFlaw, FileRefusedError
from core.exchange.incoming.source import Format, Look
from core.system import disk, interrupt
from core.system.status import DONE, FAILED, INTERRUPTED, REFUSED
from core.system.whole_file import write_out
from core.system.work import StoppedError

if TYPE_CHECKING:
    import argparse

    from core.exchange.incoming.importing import Import
    from core.exchange.incoming.taking import Refused
    from core.station.station import Station

_LARGEST_MAPPING: Final = 64 * 1024


def run(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    """Run the command and return its exit status. Raises SaveError or ReadError."""
    try:
        if options.deshacer is not None:
            return _undo(station, options.deshacer, wait_s)
        return _take_in(station, options, wait_s)
    except FileRefusedError as error:
        name = options.mapa if error.flaw is FileFlaw.BAD_MAPPING else options.archivo
        return answers.fail(incoming_words.file_refused(error, name), REFUSED)


def _take_in(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    if options.rechazados is not None:
        rejects.check_target(options.rechazados, options.archivo)
    kind = None if options.formato is None else Format(options.formato)
    given = mappings.Mapping()
    if options.mapa is not None:
        with disk.reading(options.mapa):
            given = mappings.decode(disk.read_small(options.mapa, _LARGEST_MAPPING))
    look = Look(options.archivo, kind, given)
    refused: list[Refused] = []
    task: Import | None = None
    try:
        with progress.attended(look, incoming_words.LOOKING):
            source = look.run()
        with contextlib.ExitStack() as end:
            if not options.simular:
                _open(station, wait_s)
                end.callback(station.finish_merge)
            task = station.begin_import(source, partial(rejects.keep, refused), is_dry=options.simular)
            with progress.attended(task, incoming_words.IMPORTING):
                done = task.run()
    except StoppedError:
        added = task.done_so_far.added if task else 0
        return answers.fail(incoming_words.STOPPED.format(added=added), INTERRUPTED)
    found = done.added + done.known
    if not found and not done.refused:
        raise FileRefusedError(FileFlaw.NO_VITALS)
    answers.answer(
        {
            "importacion": import_name(source),
            "nuevos": done.added,
            "ya_presentes": done.known,
            "rechazados": done.refused,
        }
    )
    if options.rechazados is not None:
        write_out(options.rechazados, rejects.table(refused, source.mapping, incoming_words.why))
    if not done.refused:
        return DONE
    return answers.fail(incoming_words.rows_refused(done.refused, refused[0]), FAILED if found else REFUSED)


def _undo(station: Station, name: str, wait_s: float) -> int:
    _open(station, wait_s)
    task = station.begin_undo(name)
    try:
        with progress.attended(task, incoming_words.UNDOING):
            task.run()
    except StoppedError:
        return answers.fail(incoming_words.UNDO_STOPPED.format(retracted=task.done_so_far), INTERRUPTED)
    finally:
        station.finish_merge()
    answers.answer({"importacion": name, "anulados": task.done_so_far})
    return DONE


def _open(station: Station, wait_s: float) -> None:
    with interrupt.asking(partial(answers.end, incoming_words.STOPPED.format(added=0), INTERRUPTED)):
        station.open(wait_s)
