"""The commands that learn from clinicians and from typed values: `criterio`, `concordancia`, `calidad`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from core.cli import answers, stdin, words
from core.errors import NoteRefusedError
from core.journal import reader
from core.notes.verdicts import Said, give, withdraw
from core.quality.concordance import concordance
from core.records import batch, find, lines
from core.records.find import Target
from core.records.record import classify
from core.refusals import NoteRefusal
from core.station.survey import DAYS_NOW, Survey, days_before
from core.system.status import DONE
from core.vocabulary import Category, VerdictReason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from core.quality.agreement import Agreement, Interval
    from core.quality.assessment import VitalQuality
    from core.quality.checks import Check
    from core.quality.concordance import Concordance
    from core.quality.drift import Measure
    from core.records.period import Period
    from core.station.snapshot import Snapshot
    from core.station.station import Station

LINE_KEYS: Final = frozenset({"registro", "criterio", "a_ciegas", "motivo"})


def judge(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    """Record a verdict, withdraw one, or do so for each line of stdin; return the exit status.

    Raises NoteRefusedError, SaveError or ReadError.
    """
    if options.registro is None:
        lines_of = _Lines(station)
        return stdin.answer_each(dict, lambda values, wait_s: [lines_of.obey(values[0], wait_s)], wait_s)
    target = find.by_name(station.log, options.registro)
    if target is None:
        raise NoteRefusedError(NoteRefusal.UNKNOWN, options.registro)
    said = None
    if not options.retirar:
        reason = None if options.motivo is None else VerdictReason(options.motivo)
        said = Said(Category(options.categoria), options.a_ciegas, reason)
    station.open(wait_s)
    station.carry_on()
    answers.answer(_judge(station, target, said))
    return DONE


def _judge(station: Station, target: Target, said: Said | None) -> dict[str, object]:
    statement = withdraw() if said is None else give(target.record, said)
    try:
        station.note(target, statement)
    except NoteRefusedError as error:
        if error.refusal is not NoteRefusal.SAID_ALREADY:  # that it stands is what was asked for
            raise
    return {"registro": target.key, "criterio": None if said is None else said.category.value}


class _Lines:
    """Obeys the lines of stdin. The log is read once: the first offset of each id is kept, some 150 bytes each."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._places: dict[str, int] | None = None

    def obey(self, values: dict[str, object], wait_s: float) -> Mapping[str, object]:
        """Record the verdict of a line. Raises LineRefusedError or SaveError."""
        for name in values:
            if name not in LINE_KEYS:
                raise stdin.LineRefusedError(f"{name}: nombre desconocido", name)
        name, said = _text(values, "registro"), _said(values)
        self._station.open(wait_s)
        try:
            return _judge(self._station, self._find(name), said)
        except NoteRefusedError as error:
            raise stdin.LineRefusedError(words.refusal(error), "registro") from error

    def _find(self, name: str) -> Target:
        if self._places is None:
            self._places = _places(self._station.log)
            load = self._station.begin_load()
            load.run()
            self._station.finish_load(load)
        offset = self._places.get(name)
        found = (
            find.by_name(self._station.log, name)
            if offset is None
            else Target(name, lines.record_at(self._station.log, offset), offset)
        )
        if found is None:
            raise NoteRefusedError(NoteRefusal.UNKNOWN, name)
        return found


def _places(log: Path) -> dict[str, int]:
    """Return the offset of the first line of each id."""
    places: dict[str, int] = {}
    for block in reader.blocks(log):
        found = batch.decode(block)
        if found is None:
            named = [(line.entry.id, line.offset) for line in block.entries(classify) if line.entry is not None]
        else:
            named = list(zip(found.ids, found.offsets(0, 0, len(found)), strict=True))
        for name, offset in named:
            if name:
                places.setdefault(name, offset)
    return places


def _text(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    if name not in values:
        raise stdin.LineRefusedError(f"falta {name}", name)
    if not isinstance(value, str) or not value:
        raise stdin.LineRefusedError(f"{name}: debe ser un texto", name)
    return value


def _said(values: Mapping[str, object]) -> Said | None:
    """Return a line's verdict, None for a withdrawal. Raises LineRefusedError."""
    is_blind, reason = values.get("a_ciegas", False), values.get("motivo")
    if not isinstance(is_blind, bool):
        raise stdin.LineRefusedError("a_ciegas: debe ser true o false", "a_ciegas")
    if reason is not None:
        reason = VerdictReason(_one_of(values, "motivo", [reason.value for reason in VerdictReason]))
    if "criterio" in values and values["criterio"] is None:
        if is_blind or reason is not None:
            raise stdin.LineRefusedError("criterio: al retirarlo no hay a_ciegas ni motivo", "criterio")
        return None
    category = Category(_one_of(values, "criterio", [category.value for category in Category]))
    return Said(category, is_blind, reason)


def _one_of(values: Mapping[str, object], name: str, choices: list[str]) -> str:
    text = _text(values, name)
    if text not in choices:
        raise stdin.LineRefusedError(f"{name}: no se reconoce '{text}'; puede ser: {', '.join(choices)}", name)
    return text


def agreement(found: Snapshot, log: Path, period: Period) -> dict[str, object]:
    """Return the answer of `concordancia`: of the records of a period with a verdict. Raises ReadError."""
    survey = _survey(found, log, date.min, date.min)
    return _concordance(concordance(one for one in survey.judged if period.includes(one.day)))


def quality(snapshot: Snapshot, log: Path, period: Period, today: date) -> dict[str, object]:
    """Return the answer of `calidad`: of a period, by default the last DAYS_NOW days. Raises ReadError."""
    last = period.last or max(today, period.first or today)
    survey = _survey(snapshot, log, period.first or days_before(last, DAYS_NOW - 1), last)
    found = survey.quality()
    return {
        "desde": survey.now.first,
        "hasta": survey.now.last,
        "registros": found.total,
        "suficiente": found.is_sufficient,
        "antes": {
            "desde": survey.before.first,
            "hasta": survey.before.last,
            "registros": survey.before.typed().total,
        },
        "signos": {one.vital.name: _vital(one) for one in found.vitals},
        "repetidos": check(found.repeated),
        "fahrenheit": check(found.fahrenheit),
        "alarmas": found.alarms,
    }


def _survey(found: Snapshot, log: Path, first: date, last: date) -> Survey:
    return Survey(log, found.end, found.notes, found.health.copies, first, last).run()


def _concordance(found: Concordance, *, is_whole: bool = True) -> dict[str, object]:
    names = [category.value for category in Category]
    rows = (dict(zip(names, row, strict=True)) for row in found.agreement.matrix)
    answer: dict[str, object] = {
        "criterios": found.total,
        "a_ciegas": found.agreement.total,
        "suficiente": found.agreement.is_sufficient,
        "matriz": dict(zip(names, rows, strict=True)),
        **figures(found.agreement),
    }
    if is_whole:
        answer["por_modelo"] = {model: _concordance(of, is_whole=False) for model, of in found.by_model.items()}
    return answer


def figures(found: Agreement) -> dict[str, object]:
    """Return accuracy and kappa with their intervals; null below 30 verdicts."""
    return {"exactitud": _interval(found.accuracy), "kappa": _interval(found.kappa)}


def _interval(found: Interval | None) -> dict[str, float | None]:
    value, low, high = (None, None, None) if found is None else (found.value, found.low, found.high)
    return {"valor": value, "desde": low, "hasta": high}


def _vital(found: VitalQuality) -> dict[str, object]:
    return {
        "n": found.total,
        "n_antes": found.total_before,
        "z": measure(found.shift),
        "psi": measure(found.stability),
        "ceros": check(found.zeros),
        "alarmas": found.alarms,
    }


def measure(found: Measure | None) -> dict[str, float | None]:
    """Return a measure of drift with its limit; null where there are too few values."""
    return {"valor": None if found is None else found.value, "limite": None if found is None else found.limit}


def check(found: Check | None) -> dict[str, float | None]:
    """Return a check's counts and probability; null where there are too few values."""
    hits, total, probability = (None, None, None) if found is None else (found.hits, found.total, found.probability)
    return {"n": hits, "de": total, "probabilidad": probability}
