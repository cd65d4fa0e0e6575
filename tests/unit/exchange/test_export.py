"""The report and the records as files: JSON as the original service answered, CSV as a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ReadError
from core.exchange import export
from core.exchange.export import CsvFormat, CsvHeadings
from core.notes import verdicts, voids
from core.notes.notes import Notes
from core.notes.verdicts import Said
from core.records.index import Indexing
from core.records.lines import read
from core.records.period import Period
from core.records.record import Record, encode
from core.system.establishment import Establishment
from core.system.paths import LOG_NAME
from core.vocabulary import Category, Reason, VerdictReason
from tests.samples import RULES, report_of

if TYPE_CHECKING:
    from pathlib import Path

WORDS = CsvHeadings(
    "Categoría",
    "Predicciones",
    "%",
    "Total",
    "Con alarma",
    "Periodo",
    "Últimas 5",
    "Hora",
    ("Fiebre", "Presión", "Frecuencia; cardíaca"),
    "Puntaje",
    "Última",
    "Establecimiento",
    {category.value: f"{category.value.title()}, en palabras" for category in Category},
)
COMMA, DOT = CsvFormat(decimal_comma=True), CsvFormat(decimal_comma=False)

PUESTO = "8f3a01c2"
NOWHERE = Establishment()

OLD = [
    Record("2025-11-14 22:31:10", 38.0, 120, 90, "ENFERMEDAD AGUDA"),
    Record("2025-11-14 22:32:00", 36.5, 118, 70, "NO ENFERMO"),
    Record(
        "2025-11-14 22:33:00",
        38.5,
        120,
        90,
        "ENFERMEDAD AGUDA",
        "-05:00",
        "a1",
        "reglas-1.0.1+3f2a9c1b",
        3,
        "8f3a01c2",
    ),
]


def opened(content: bytes, form: CsvFormat) -> list[list[str]]:
    """A cell as the Excel of that locale shows it."""
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";" if form.decimal_comma else ","))


def number(text: str, form: CsvFormat) -> float:
    if form.decimal_comma:
        assert "." not in text
        return float(text.replace(",", "."))
    assert "," not in text
    return float(text)


def test_the_json_has_exactly_the_keys_of_the_original_service_in_their_order() -> None:
    answer = json.loads(export.report_json(report_of(OLD)))
    assert list(answer) == ["total_por_categoria", "ultimas_5_predicciones", "ultima_fecha"]
    assert list(answer["total_por_categoria"].items()) == [("ENFERMEDAD AGUDA", 2), ("NO ENFERMO", 1)]
    for prediction in answer["ultimas_5_predicciones"]:
        assert list(prediction) == ["fecha", "fiebre", "presion", "frecuencia_cardiaca", "resultado"]
    assert [prediction["fecha"] for prediction in answer["ultimas_5_predicciones"]] == [one.fecha for one in OLD]
    assert answer["ultima_fecha"] == "2025-11-14 22:33:00"


def test_the_json_byte_by_byte() -> None:
    assert export.report_json(report_of(OLD[:1])).decode() == (
        "{\n"
        '  "total_por_categoria": {\n'
        '    "ENFERMEDAD AGUDA": 1\n'
        "  },\n"
        '  "ultimas_5_predicciones": [\n'
        "    {\n"
        '      "fecha": "2025-11-14 22:31:10",\n'
        '      "fiebre": 38.0,\n'
        '      "presion": 120,\n'
        '      "frecuencia_cardiaca": 90,\n'
        '      "resultado": "ENFERMEDAD AGUDA"\n'
        "    }\n"
        "  ],\n"
        '  "ultima_fecha": "2025-11-14 22:31:10"\n'
        "}\n"
    )


def test_the_json_of_an_empty_log() -> None:
    answer = json.loads(export.report_json(report_of([])))
    assert answer == {"total_por_categoria": {}, "ultimas_5_predicciones": [], "ultima_fecha": None}


def test_accents_stand_in_the_json_as_they_are() -> None:
    chronic = Record("2025-11-14 22:31:10", 39.0, 120, 100, "ENFERMEDAD CRÓNICA")
    assert '"ENFERMEDAD CRÓNICA"'.encode() in export.report_json(report_of([chronic]))


@pytest.mark.parametrize("form", [COMMA, DOT], ids=["comma", "dot"])
def test_the_csv_of_a_report_opens_right(form: CsvFormat) -> None:
    rows = opened(export.report_csv(report_of(OLD), Period(), WORDS, form, NOWHERE), form)
    assert rows[0] == ["Categoría", "Predicciones", "%"]
    counts = {row[0]: (int(row[1]), number(row[2], form)) for row in rows[1:6]}
    assert list(counts) == [WORDS.categories[category.value] for category in Category], "all five, zeros too"
    assert counts[WORDS.categories["ENFERMEDAD AGUDA"]] == (2, 66.7)
    assert counts[WORDS.categories["ENFERMEDAD TERMINAL"]] == (0, 0.0)
    assert rows[6:10] == [
        ["Total", "3"],
        [],
        ["Últimas 5"],
        ["Hora", "Fiebre", "Presión", "Frecuencia; cardíaca", "Categoría", "Puntaje"],
    ]
    last = rows[10:13]
    assert [row[0] for row in last] == [one.fecha for one in reversed(OLD)], "newest first"
    assert [number(row[1], form) for row in last] == [38.5, 36.5, 38.0]
    assert [row[5] for row in last] == ["3", "", ""], "the original service kept no score"
    assert rows[13:] == [[], ["Última", "2025-11-14 22:33:00"]]


def test_the_csv_of_a_report_has_the_alarm_signs_below_the_total_if_they_are_counted() -> None:
    report = report_of(OLD)
    rows = opened(export.report_csv(report._replace(alarms=2), Period(), WORDS, COMMA, NOWHERE), COMMA)
    assert rows[6:9] == [["Total", "3"], ["Con alarma", "2", "66,7"], []]
    assert rows[:7] + rows[8:] == opened(export.report_csv(report, Period(), WORDS, COMMA, NOWHERE), COMMA)


def test_listed_records_are_written_in_their_order_with_the_reasons_of_retracted_ones(tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    log.write_bytes(b"".join(map(encode, OLD)))
    index = Indexing(log, log.stat().st_size, RULES).run()
    whole = opened(b"".join(export.records_csv(log, Period(), COMMA, RULES)), COMMA)
    said = {2: [""] * 4, 0: ["prueba", "", "", ""]}.__getitem__
    told = opened(b"".join(export.listed_csv(index.read_all(log, [2, 0]), COMMA, RULES, said)), COMMA)
    assert told == [whole[0], whole[3], [*whole[1][:-4], "prueba", "", "", ""]]


def test_what_is_said_of_a_record_stands_in_its_last_columns(tmp_path: Path) -> None:
    log, now = tmp_path / LOG_NAME, datetime(2026, 11, 23, tzinfo=UTC)
    log.write_bytes(b"".join(encode(msgspec.structs.replace(OLD[2], id=key)) for key in "abc"))
    said = Said(Category.MILD, is_blind=True, reason=VerdictReason.CONTEXT)
    given = [verdicts.give(OLD[2], said).make("a", now, ())]
    given.append(verdicts.give(OLD[2], Said(Category.ACUTE, is_blind=False)).make("c", now, ()))
    (tmp_path / "criterios.log").write_bytes(b"".join(map(verdicts.encode, given)))
    (tmp_path / "anulaciones.log").write_bytes(voids.encode(voids.void(Reason.TEST).make("c", now, ())))
    index, notes = Indexing(log, log.stat().st_size, RULES).run(), Notes.read(tmp_path)
    for line in read(log):
        assert line.entry is not None
        notes.meet(line.entry, line.offset)

    whole = opened(b"".join(export.records_csv(log, Period(), COMMA, RULES)), COMMA)
    assert [row[11:] for row in whole] == [
        ["anulado", "criterio", "a_ciegas", "motivo_criterio"],
        ["", "ENFERMEDAD LEVE", "sí", "contexto"],
        ["", "", "", ""],
    ]
    parts = export.listed_csv(
        index.read_all(log, [2, 0]), COMMA, RULES, lambda place: export.remarks(notes, index.offset(place))
    )
    assert [row[11:] for row in opened(b"".join(parts), COMMA)[1:]] == [
        ["prueba", "ENFERMEDAD AGUDA", "no", ""],
        ["", "ENFERMEDAD LEVE", "sí", "contexto"],
    ]


def test_the_csv_of_records_has_the_vitals_that_are_an_alarm_sign(tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    both = Record("2025-11-14 22:34:00", 39.0, 80, 90, "ENFERMEDAD TERMINAL")
    log.write_bytes(b"".join(map(encode, [*OLD, both])))
    rows = opened(b"".join(export.records_csv(log, Period(), COMMA, RULES)), COMMA)
    assert [row[10] for row in rows] == ["alarma", "fiebre", "", "fiebre", "fiebre presion"]


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period(date(2025, 11, 8), date(2025, 11, 14)), ["2025-11-08", "2025-11-14"]),
        (Period(date(2025, 11, 8)), ["2025-11-08", ""]),
        (Period(last=date(2025, 11, 14)), ["", "2025-11-14"]),
    ],
)
def test_the_csv_of_a_report_says_of_which_days_it_is(period: Period, days: list[str]) -> None:
    rows = opened(export.report_csv(report_of(OLD), period, WORDS, COMMA, NOWHERE), COMMA)
    assert rows[-1] == ["Periodo", *days]


def test_the_csv_of_a_report_says_of_which_establishment_it_is_and_evaluates_no_formula() -> None:
    where = Establishment("=1+1", "Puesto de salud; La Unión", "8f3a01c2")
    rows = opened(export.report_csv(report_of(OLD), Period(), WORDS, COMMA, where), COMMA)
    assert rows[-1] == ["Establecimiento", "'=1+1", "Puesto de salud; La Unión"]


def test_the_csv_of_an_empty_report_shows_no_invented_date() -> None:
    rows = opened(export.report_csv(report_of([]), Period(), WORDS, COMMA, NOWHERE), COMMA)
    assert rows[-1] == ["Última", ""]
    assert {row[1] for row in rows[1:6]} == {"0"}


@pytest.mark.parametrize("form", [COMMA, DOT], ids=["comma", "dot"])
def test_the_csv_of_records_has_them_all_in_order_of_entry(form: CsvFormat, tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    log.write_bytes(b"".join([encode(OLD[2]), b"roto\n", encode(OLD[0]), encode(OLD[1])]))
    rows = opened(b"".join(export.records_csv(log, Period(), form, RULES)), form)
    assert rows[0] == [
        *("fecha", "fiebre", "presion", "frecuencia_cardiaca", "resultado"),
        *("puntaje", "modelo", "zona", "id", "puesto", "alarma"),
        *("anulado", "criterio", "a_ciegas", "motivo_criterio"),
    ]
    assert [row[0] for row in rows[1:]] == [OLD[index].fecha for index in (2, 0, 1)]
    assert number(rows[1][1], form) == 38.5
    assert rows[1][2:7] == ["120", "90", "ENFERMEDAD AGUDA", "3", "reglas-1.0.1+3f2a9c1b"]
    assert rows[1][7:] == ["UTC-05:00", "a1", "8f3a01c2", "fiebre", "", "", "", ""]
    assert rows[2][5:] == ["", "", "", "", "", "fiebre", "", "", "", ""]


@pytest.mark.parametrize("form", [COMMA, DOT], ids=["comma", "dot"])
@pytest.mark.parametrize("key", ["id", "modelo", "puesto"])
@pytest.mark.parametrize(
    "foreign",
    [
        "=cmd|' /C calc'!A0",
        "+1+cmd",
        "-1+cmd",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "＝1+1",
        "a;=1+1",
        "a,=1+1",
        'a;"=1+1"',
        'a,"=1+1"',
        "a\n=1+1",
        "a\r\n@1",
    ],
)
def test_no_text_of_a_foreign_line_is_a_formula_in_whatever_spreadsheet(
    foreign: str, key: str, form: CsvFormat, tmp_path: Path
) -> None:
    log = tmp_path / LOG_NAME
    log.write_bytes(encode(msgspec.structs.replace(OLD[2], **{key: foreign})))
    content = b"".join(export.records_csv(log, Period(), form, RULES)).decode("utf-8-sig")
    for delimiter in (";", ",", "\t"):
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            for cell in row:
                assert not cell.startswith(tuple("=+-@\t\r＝")), row


def test_the_ids_and_models_of_every_program_we_know_are_exported_as_they_are(tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    for text in (
        "a1",
        "reglas-1.0.1+3f2a9c1b",
        "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        "clínica 2: nº 7",
        "a=b",
        "'x",
    ):
        log.write_bytes(encode(msgspec.structs.replace(OLD[2], id=text, modelo=text)))
        row = opened(b"".join(export.records_csv(log, Period(), COMMA, RULES)), COMMA)[1]
        assert (row[6], row[8]) == (text, text)


@pytest.mark.parametrize("text", ["00000017", "12e45678", "1E5", "3/4", "08:15", "12345678901234567890123456789012"])
def test_an_id_that_looks_like_a_number_stays_text(text: str, tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    log.write_bytes(encode(msgspec.structs.replace(OLD[2], id=text, puesto=text)))
    row = opened(b"".join(export.records_csv(log, Period(), COMMA, RULES)), COMMA)[1]
    assert (row[8], row[9]) == (f"'{text}", f"'{text}")


def test_the_csv_of_records_keeps_to_the_period(tmp_path: Path) -> None:
    log = tmp_path / LOG_NAME
    other_day = Record("2025-11-15 08:00:00", 37.0, 120, 80, "NO ENFERMO")
    log.write_bytes(encode(OLD[0]) + encode(other_day))
    period = Period(other_day.local_time.date(), other_day.local_time.date())
    rows = opened(b"".join(export.records_csv(log, period, DOT, RULES)), DOT)
    assert [row[0] for row in rows[1:]] == ["2025-11-15 08:00:00"]


def test_records_that_cannot_be_read_are_not_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / LOG_NAME).mkdir()
    with pytest.raises(ReadError):
        list(export.records_csv(tmp_path / LOG_NAME, Period(), DOT, RULES))


fields = st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.floats(-1e6, 1e6)


@given(st.lists(fields, min_size=1, max_size=5), st.booleans())
def test_any_row_is_read_back_as_it_was(row: list[object], decimal_comma: bool) -> None:
    form = CsvFormat(decimal_comma)
    back = opened("\ufeff".encode() + form.row(row).encode(), form)[0]
    assert len(back) == len(row)
    for text, field in zip(back, row, strict=True):
        if isinstance(field, float):
            assert number(text, form) == field
        else:
            assert text == ("" if field is None else str(field))


def test_shares_are_of_the_total_and_nothing_of_nothing_is_zero() -> None:
    assert [export.percent(*pair) for pair in ((0, 0), (1, 3), (2, 3), (5, 5))] == [0.0, 33.3, 66.7, 100.0]
