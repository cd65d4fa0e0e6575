"""The commands of the command line, each from its options to its exit status."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Final

from core.cli import answers, arguments, district_words, stdin, words
from core.clinical.vitals import Reading, Refusal, RefusedError
from core.errors import ReadError, SaveError
from core.exchange import export
from core.exchange.export import Origin
from core.journal import reader
from core.journal.health import Health
from core.models import catalogue
from core.notes.notes import Notes
from core.records.period import Period
from core.station.station import Load, Station
from core.system import disk, establishment, locale_format, settings
from core.system.clock import local_now, to_local
from core.system.lock import DirectoryLock
from core.system.paths import APP_ID, LOG_NAME, PENDING_NAME
from core.system.status import DONE, FAILED
from core.system.whole_file import READABLE, write_out
from core.vocabulary import Category

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from core.clinical.model import Model, Prediction
    from core.report.report import Tally
    from core.station.snapshot import Snapshot

    PdfWriter = Callable[[Tally, Period, Origin, Path, str], None]
    """Writes the report of a period to a PDF file, in the language `es` or `en`. Raises SaveError."""

WAIT_S: Final = 5.0
"""Longest wait of a command for another writer, in seconds."""

AT_ONCE: Final = 64
"""Most lines of `predecir` that are saved with one sync: those that wait on stdin."""

_TYPED_NUMBER: Final = re.compile(r"[+\-−]?[0-9]{1,32}(?:[.,][0-9]{1,32})?")

_CSV_HEADINGS: Final = export.CsvHeadings(
    category="Categoría",
    count="Predicciones",
    percent="%",
    total="Total",
    period="Periodo",
    last_predictions="Últimas 5 predicciones",
    time="Hora",
    vitals=("Temperatura (°C)", "Presión sistólica (mmHg)", "Frecuencia cardíaca (lpm)"),
    score="Puntaje",
    alarms="Con signo de alarma",
    last_time="Última predicción",
    establishment="Establecimiento",
    categories={category.value: category.value.capitalize() for category in Category},
)


def run(options: argparse.Namespace, data_dir: Path, write_pdf: PdfWriter) -> int:
    """Run a command and return its exit status. Raises the errors of the core."""
    if sys.stdout is None:
        return answers.fail("la salida estándar está cerrada", FAILED)
    if disk.look(data_dir / PENDING_NAME):
        _finish_restore(options, data_dir)
    if options.command in ("predecir", "criterio"):
        return _take_in(options, data_dir)
    if options.command in arguments.UPKEEP:
        return _look_after(options, data_dir)
    if options.command in arguments.DISTRICT:
        return _answer_district(options, data_dir)
    if options.command == "metricas":
        return _tell_metrics(options, data_dir)
    return _report(options, data_dir, write_pdf)


def _model(data_dir: Path) -> Model:
    return catalogue.in_use(data_dir).model


def _report(options: argparse.Namespace, data_dir: Path, write_pdf: PdfWriter) -> int:
    """Print the report or export it."""
    period = Period(options.desde, options.hasta)
    if options.command == "reporte":
        found = _found(data_dir, options.command)
        answers.answer_text(export.report_json(found.tally.report(period)).decode())
        healths = found.healths
    elif options.command in arguments.MEASURES:
        healths = _measure(options, data_dir, period)
    else:
        healths = _export(options, data_dir, period, write_pdf)
    return _answered(data_dir, healths)


def _tell_metrics(options: argparse.Namespace, data_dir: Path) -> int:
    """Write the metrics to a file; a collector, which runs as another user, may read it."""
    from importlib.metadata import version  # noqa: PLC0415 - not needed by other commands or the window

    from core.monitoring import figures  # noqa: PLC0415 - likewise
    from core.station.survey import of_last_days  # noqa: PLC0415 - likewise

    found = _found(data_dir, options.command)
    quality = of_last_days(data_dir / LOG_NAME, found, local_now().date()).run().quality()
    here = figures.of_directory(data_dir, found, catalogue.in_use(data_dir), quality)
    write_out(options.salida, [figures.encode([here], version(APP_ID))], READABLE)
    return _answered(data_dir, found.healths)


def _answered(data_dir: Path, healths: Mapping[str, Health]) -> int:
    """Return DONE; omitted lines are reported: `verificar` is the command that fails."""
    if complaint := words.left_out(healths):
        return answers.fail(complaint, DONE)
    return _done_with(data_dir)


def _take_in(options: argparse.Namespace, data_dir: Path) -> int:
    """Record typed readings, or those on stdin, a line each."""
    typed = arguments.vitals(options) if options.command == "predecir" else {}
    found = catalogue.in_use(data_dir)
    if found.missing:
        answers.fail(district_words.model_missing(found.missing, found.model.name), DONE)
    with Station(data_dir, found.model, local_now, options.command) as station:
        if station.establishment.was_damaged:
            answers.fail(district_words.ESTABLISHMENT_DAMAGED, DONE)
        if options.command == "criterio":
            from core.cli import judging  # noqa: PLC0415 - not needed by other commands or the window

            return judging.judge(station, options, WAIT_S)
        if typed:
            return _predict_one(station, typed)
        return stdin.answer_each(Reading.from_numbers, partial(_record, station), WAIT_S, at_once=AT_ONCE)


def _measure(options: argparse.Namespace, data_dir: Path, period: Period) -> dict[str, Health]:
    """Answer `concordancia` or `calidad`; return the health of each journal."""
    from core.cli import judging  # noqa: PLC0415 - not needed by other commands or the window

    found, log = _found(data_dir, options.command), data_dir / LOG_NAME
    if options.command == "concordancia":
        answers.answer(judging.agreement(found, log, period))
    else:
        answers.answer(judging.quality(found, log, period, local_now().date()))
    return found.healths


def _done_with(data_dir: Path) -> int:
    """Return DONE; warn if the directory is missing, as a mistyped one would look like an empty log."""
    return DONE if data_dir.is_dir() else answers.fail(words.NO_SUCH_DIRECTORY.format(path=data_dir), DONE)


def _predict_one(station: Station, typed: Mapping[str, str]) -> int:
    reading = Reading.from_numbers({name: _typed_number(name, text) for name, text in typed.items()})
    answers.answer(_record(station, [reading], WAIT_S)[0])
    return DONE


def _record(station: Station, readings: Sequence[Reading], wait_s: float) -> list[dict[str, str]]:
    """Record readings with one sync, and return their answers. Raises SaveError."""
    was_open = station.is_open
    station.open(wait_s)  # before the time is taken: records of the writer waited for come first
    if not was_open:
        station.carry_on()
    drafts = [station.draft(reading) for reading in readings]
    station.save_all(drafts)
    return [_answer(draft.prediction) for draft in drafts]


def _answer(prediction: Prediction) -> dict[str, str]:
    answer = {"resultado": prediction.category.value}
    if notice := words.unusual(prediction.reading):
        answer["aviso"] = notice
    return answer


def _typed_number(name: str, text: str) -> Decimal:
    if not _TYPED_NUMBER.fullmatch(text.strip()):
        raise RefusedError(Refusal.NOT_A_NUMBER, name)
    return Decimal(text.strip().replace(",", ".").replace("−", "-"))


def _found(data_dir: Path, role: str) -> Snapshot:
    """Read the log; finish corrections and update the sidecar for the next reader if the lock is free."""
    log = data_dir / LOG_NAME
    load = Load(log, reader.size(log))
    found = load.run()
    if found.unfinished:
        _finish_corrections(data_dir, role)
        load = Load(log, reader.size(log))
        found = load.run()
    if load.is_new:
        lock = DirectoryLock(data_dir, role)
        with contextlib.suppress(SaveError, ReadError, OSError):
            lock.acquire(0.0)
            load.leave_checkpoint()
        lock.release()
    return found


def _finish_corrections(data_dir: Path, role: str) -> None:
    """Retract the corrected records that a power cut has left, unless another program has the directory."""
    with contextlib.suppress(SaveError, ReadError), Station(data_dir, _model(data_dir), local_now, role) as station:
        station.open()
        load = station.begin_load()
        load.run()
        station.finish_load(load)


def _look_after(options: argparse.Namespace, data_dir: Path) -> int:
    """Run a maintenance command (`arguments.UPKEEP`)."""
    from core.cli import upkeep  # noqa: PLC0415 - not needed by other commands or the window

    if options.command == "importar":
        from core.cli import incoming  # noqa: PLC0415 - not needed by other commands

        with Station(data_dir, _model(data_dir), local_now, options.command) as station:
            return incoming.run(station, options, WAIT_S)
    status = DONE
    if options.command == "verificar":
        from core.exchange.restore import pending  # noqa: PLC0415 - not needed by other commands

        status = DONE if pending(data_dir) is None else FAILED  # the sentence is said already
        outcome = upkeep.verify(data_dir)
    elif options.command == "respaldar":
        outcome = upkeep.back_up(data_dir, options.salida, local_now())
    elif options.command == "restaurar" and options.simular:
        outcome = upkeep.preview_restore(data_dir, options.archivo)
    else:
        with Station(data_dir, _model(data_dir), local_now, options.command) as station:
            if options.command == "anular":
                outcome = upkeep.retract(station, options, WAIT_S)
            else:
                outcome = upkeep.restore(station, options.archivo, WAIT_S)
    answers.answer_texts(outcome.answer)
    if outcome.complaint:
        return answers.fail(outcome.complaint, outcome.status)
    return status or _done_with(data_dir)


def _answer_district(options: argparse.Namespace, data_dir: Path) -> int:
    """Run a command of `arguments.DISTRICT`."""
    from core.cli import district  # noqa: PLC0415 - not needed by other commands or the window

    with Station(data_dir, _model(data_dir), local_now, options.command) as station:
        status = district.run(station, options, WAIT_S)
    return status or _done_with(data_dir)


def _finish_restore(options: argparse.Namespace, data_dir: Path) -> None:
    """Complete a restore that a power cut interrupted; until then records are missing here.

    If it is asked for again, that will do. Restoring another backup gives it up, which is said.
    """
    from core.cli import upkeep  # noqa: PLC0415 - rarely needed

    with Station(data_dir, _model(data_dir), local_now, options.command) as station:
        if options.command == "restaurar" and station.pending_restore() == options.archivo.absolute():
            return
        if said := upkeep.finish_restore(station):
            answers.fail(said, DONE)


def _alarms(log: Path, found: Snapshot) -> Callable[[Period], int]:
    """Return the counter of a period's records with an alarm sign: neither retracted nor copies."""
    from core.records.index import Indexing  # noqa: PLC0415 - not needed by other commands

    index = Indexing(log, found.end, catalogue.alarm_rules(log.parent)).run()
    return partial(index.count_alarms, hidden=[*found.notes.offsets, *found.health.copies])


def _export(options: argparse.Namespace, data_dir: Path, period: Period, write_pdf: PdfWriter) -> dict[str, Health]:
    """Write the file and return the health of all journals."""
    log = data_dir / LOG_NAME
    target: Path = options.salida
    form = export.CsvFormat(locale_format.system_has_decimal_comma(os.environ))
    health = Health()
    if options.formato == "fhir":
        from core.exchange import fhir  # noqa: PLC0415 - not needed by other commands

        records = fhir.Records(log, period, to_local)
        if target.suffix == ".ndjson":
            for kind in fhir.TYPES:
                health = Health()
                write_out(target.with_suffix(f".{kind}.ndjson"), fhir.ndjson(records, health, kind))
        else:
            write_out(target, fhir.bundle(records, health, local_now()))
    if options.formato == "registros":
        write_out(target, export.records_csv(log, period, form, catalogue.alarm_rules(data_dir), health))
    if options.formato in ("fhir", "registros"):
        return {LOG_NAME: health, **Notes.read(data_dir).health}
    found = _found(data_dir, options.command)
    tally = found.tally
    if options.formato in ("pdf", "csv"):
        tally.count_alarms = _alarms(log, found)
    if options.formato == "pdf":
        where = establishment.load(data_dir)
        origin = Origin(_model(data_dir).name, where, catalogue.alarm_rules(data_dir))
        write_pdf(tally, period, origin, target, settings.load(data_dir).language or "es")
    elif options.formato == "csv":
        where = establishment.load(data_dir)
        write_out(target, [export.report_csv(tally.report(period), period, _CSV_HEADINGS, form, where)])
    elif options.formato == "dhis2":
        from core.cli import dhis2  # noqa: PLC0415 - not needed by other commands

        write_out(target, [dhis2.content(options, data_dir, tally, local_now().date())])
    else:
        write_out(target, [export.report_json(tally.report(period))])
    return found.healths
