"""The report and the records as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from core.exchange.known import KeySet
from core.journal.health import Health
from core.notes.notes import Notes
from core.records import lines
from core.records.key import fingerprints
from core.records.period import Period
from core.report.shares import shares
from core.system.paths import VERDICTS_NAME
from core.vocabulary import Category, LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from core.clinical.alarms import AlarmRules
    from core.records.record import Record
    from core.report.report import Report
    from core.system.establishment import Establishment

BOM: Final = "\ufeff"
"""Makes Excel read a CSV as UTF-8 instead of the PC's legacy code page."""

VITAL_KEYS: Final = ("fiebre", "presion", "frecuencia_cardiaca")
RECORD_KEYS: Final = ("fecha", *VITAL_KEYS, "resultado", "puntaje", "modelo", "zona", "id", "puesto")
ALARM: Final = "alarma"
"""The column of a record's alarm signs: the keys of those vitals, with a space between."""

REMARKS: Final = ("anulado", "criterio", "a_ciegas", "motivo_criterio")
"""The columns of a record's notes: why it is retracted, its verdict, whether it is blind, why it differs."""

HEADINGS: Final = (*RECORD_KEYS, ALARM, *REMARKS)

_FORMULA: Final = re.compile(r"""(^|[\t\r\n,;"])(?=[=+\-@\t\r＝＋－＠])""")
"""Starts of cells, in any locale's CSV, before a character that makes a spreadsheet evaluate a formula."""


_NUMERIC: Final = re.compile(r"(?=.*\d)[\d.,:/+\-eE% ]+")
"""Texts that a spreadsheet may take for a number, a date or a time, and then show otherwise."""


class Origin(NamedTuple):
    """Where a printed report comes from: the name of the model in use, and the establishment.

    Without `rules`, no value is marked as an alarm sign.
    """

    model: str
    establishment: Establishment
    rules: AlarmRules | None = None


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """The CSV dialect of a locale's Excel: `;` between fields where the decimal sign is a comma, else `,`."""

    decimal_comma: bool

    def row(self, fields: Sequence[object]) -> str:
        """Return one line, with CR LF; None is an empty field."""
        text = io.StringIO()
        delimiter = ";" if self.decimal_comma else ","
        csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(map(self._field, fields))
        return text.getvalue()

    def _field(self, value: object) -> object:
        if isinstance(value, float):
            return str(value).replace(".", ",") if self.decimal_comma else str(value)
        return value


@dataclass(frozen=True, slots=True)
class CsvHeadings:
    """The words of a report in CSV, in the reader's language; `categories` maps recorded names to shown ones."""

    category: str
    count: str
    percent: str
    total: str
    alarms: str
    period: str
    last_predictions: str
    time: str
    vitals: tuple[str, str, str]
    score: str
    last_time: str
    establishment: str
    categories: Mapping[str, str]


def report_json(report: Report) -> bytes:
    """Return the report in the original service's form: its three keys, and five keys in each prediction."""
    answer = {
        "total_por_categoria": dict(report.counts),
        "ultimas_5_predicciones": [
            {key: getattr(record, key) for key in ("fecha", *VITAL_KEYS, "resultado")} for record in report.last
        ],
        "ultima_fecha": report.last_time,
    }
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()


def percent(count: int, total: int) -> float:
    """Return the share of `count` in `total` in percent, to one decimal; 0 if `total` is 0."""
    return round(100 * count / total, 1) if total else 0.0


def report_csv(
    report: Report, period: Period, words: CsvHeadings, form: CsvFormat, establishment: Establishment
) -> bytes:
    """Return the report as a table for a spreadsheet: all five categories, the last five records newest first.

    At the end are the first and last day of the period, unless both ends are open (an open end is an empty field),
    and code and name of the establishment, unless both are blank.
    """
    rows: list[Sequence[object]] = [(words.category, words.count, words.percent)]
    counts = [report.counts.get(category.value, 0) for category in Category]
    for category, count, share in zip(Category, counts, shares(counts, 1000), strict=True):
        rows.append((words.categories[category.value], count, share / 10))
    rows += [
        (words.total, report.total),
        *_alarm_rows(report, words),
        (),
        (words.last_predictions,),
        (words.time, *words.vitals, words.category, words.score),
    ]
    rows += [_report_row(record, words) for record in reversed(report.last)]
    rows += [(), (words.last_time, report.last_time)]
    if period != Period():
        rows.append((words.period, period.first, period.last))
    if not establishment.is_blank:
        rows.append((words.establishment, disarmed(establishment.codigo), disarmed(establishment.nombre)))
    return (BOM + "".join(map(form.row, rows))).encode()


def _alarm_rows(report: Report, words: CsvHeadings) -> list[Sequence[object]]:
    alarms = report.alarms
    return [] if alarms is None else [(words.alarms, alarms, percent(alarms, report.total))]


def _report_row(record: Record, words: CsvHeadings) -> Sequence[object]:
    vitals = (getattr(record, key) for key in VITAL_KEYS)
    return (record.fecha, *vitals, words.categories[record.resultado], record.puntaje)


def records_csv(
    log: Path, period: Period, form: CsvFormat, rules: AlarmRules, health: Health | None = None
) -> Iterator[bytes]:
    """Yield the records of a period as CSV, in order of entry, with the log's key names. Raises ReadError.

    Retracted records and copies are left out. Each omitted line yields b"", so that the consumer can stop anywhere in
    a log with few records of the period. `health` counts the log's lines.
    """
    notes = Notes.read(log.parent)
    ids = KeySet()
    yield (BOM + form.row(HEADINGS)).encode()
    health = health or Health()
    for found in lines.read(log):
        line = _relabelled(found, ids)
        health.add(line)
        record = line.entry
        if record is None or notes.meet(record, line.offset) or not period.includes(record.day):
            yield b""
        else:
            yield form.row([*cells(record, rules), *remarks(notes, line.offset)]).encode()


def listed_csv(
    records: Iterable[tuple[int, Record]],
    form: CsvFormat,
    rules: AlarmRules,
    said: Callable[[int], Sequence[str]],
) -> Iterator[bytes]:
    """Yield records as CSV in the given order, each with its position; the columns are those of `records_csv`.

    `said` gives by position what `remarks` says of a record.
    """
    yield (BOM + form.row(HEADINGS)).encode()
    for position, record in records:
        yield form.row([*cells(record, rules), *said(position)]).encode()


def remarks(notes: Notes, offset: int) -> tuple[str, str, str, str]:
    """Return the cells of REMARKS of the record at an offset of the log; "" where nothing is said."""
    retraction, verdict = notes.retraction(offset), notes.note(VERDICTS_NAME, offset)
    why = "" if retraction is None else disarmed(str(retraction.motivo))
    if verdict is None:
        return why, "", "", ""
    return why, verdict.criterio, "sí" if verdict.a_ciegas else "no", disarmed(verdict.motivo or "")


def _relabelled(line: lines.Line, ids: KeySet) -> lines.Line:
    """Return the next line; a copy or conflict is relabelled and loses its record. `ids` has the ids so far."""
    if line.entry is None or not line.entry.id:
        return line
    (value,) = fingerprints([line.entry])
    first = ids.add(line.entry.id, value)
    if first is None:
        return line
    return replace(line, kind=LineKind.COPY if first == value else LineKind.CONFLICT, entry=None)


def cells(record: Record, rules: AlarmRules) -> list[object]:
    """Return a record's fields in the order of RECORD_KEYS, then its alarm signs."""
    alarms = " ".join(vital.name for vital in rules.alarms(record))
    return [*(_cell(record, key) for key in RECORD_KEYS), alarms]


def _cell(record: Record, key: str) -> object:
    """Return a record's field as a spreadsheet shows it unchanged; ids, models and workplaces can be any text."""
    value = getattr(record, key)
    if not value or key not in ("id", "modelo", "puesto", "zona"):
        return value
    if key == "zona":
        return f"UTC{value}"
    return f"'{value}" if _NUMERIC.fullmatch(value) else disarmed(value)


def disarmed(text: str) -> str:
    """Return the text of a cell so that no spreadsheet evaluates it as a formula."""
    return _FORMULA.sub(r"\1'", text)
