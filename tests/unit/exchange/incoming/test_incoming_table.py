"""Tables of other programs: separators, headings, columns, whole columns, one observation a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.exchange.incoming import mapping as mappings
from core.exchange.incoming.mapping import FAHRENHEIT, Mapping
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw, Row
from core.exchange.incoming.table import Table
from core.exchange.incoming.times import Order

if TYPE_CHECKING:
    from pathlib import Path


def _advance(_lines: int) -> None:
    pass


def _table(tmp_path: Path, text: str, mapping: Mapping | None = None, encoding: str = "utf-8") -> Table:
    path = tmp_path / "libro.csv"
    path.write_bytes(text.encode(encoding))
    table = Table(path, encoding, mapping or Mapping())
    table.resolve(_advance)
    return table


def _rows(tmp_path: Path, text: str, mapping: Mapping | None = None, encoding: str = "utf-8") -> list[Row]:
    return list(_table(tmp_path, text, mapping, encoding).rows())


@pytest.mark.parametrize(
    "headings",
    [
        ("Fecha", "Temperatura", "Presión sistólica", "Frecuencia cardíaca"),
        ("FECHA Y HORA", "Temp (°C)", "PA sistólica (mmHg)", "FC (lpm)"),
        ("date", "temperature", "systolic", "heart rate"),
        ("SubmissionDate", "signos/temperatura", "signos/presion_sistolica", "signos-pulso"),
        ("fecha", "fiebre", "presion", "frecuencia_cardiaca"),
        ("Fecha", "Tº (ºC)", "TA sistólica", "F. cardíaca (lpm)"),
    ],
)
def test_columns_are_known_by_their_headings(tmp_path: Path, headings: tuple[str, ...]) -> None:
    rows = _rows(tmp_path, f"{';'.join(headings)}\n2026-11-23 08:15;38,5;120;90\n")

    assert rows == [Row(2, "2026-11-23 08:15", ("38,5", "120", "90"))]


@pytest.mark.parametrize("separator", mappings.SEPARATORS)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_dialect_gives_the_same_row(
    tmp_path: Path, separator: str, quoting: int, end: str, encoding: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerow(["Paciente", "Fecha", "Temperatura", "Presión", "Pulso"])
    writer.writerow(["Núñez, Ana; hija", "23/11/2026", "38,5", "120", "90"])

    assert _rows(tmp_path, out.getvalue(), None, encoding) == [Row(2, "23/11/2026", ("38,5", "120", "90"))]


def test_lines_above_and_below_the_heading_are_passed_over(tmp_path: Path) -> None:
    text = (
        "sep=;\nCentro de salud;;;\n\nperson;report;report;report\nFecha;Temperatura;Presión;Pulso\n"
        "Date;Body temperature;;\n2026-11-23;38.5;120;90\n;;;\n2026-11-24;37.0;110;80\n"
    )

    assert [row.line for row in _rows(tmp_path, text)] == [7, 9]


def test_a_table_without_a_heading_is_mapped_by_numbers(tmp_path: Path) -> None:
    mapping = Mapping(
        encabezado=0, columnas={"fecha": "1", "fiebre": "4", "presion": "3", "frecuencia_cardiaca": "2"}
    )

    assert _rows(tmp_path, "2026-11-23,90,120,38.5\n", mapping) == [Row(1, "2026-11-23", ("38.5", "120", "90"))]


def test_date_and_clock_in_two_columns_are_joined(tmp_path: Path) -> None:
    text = "Fecha,Hora,Temperatura,Presion,Pulso,KEY\n2026-11-23,08:15,38.5,120,90,uuid:7\n"

    assert _rows(tmp_path, text) == [Row(2, "2026-11-23 08:15", ("38.5", "120", "90"), "uuid:7")]


@pytest.mark.parametrize("unit", ["°F", "ºF", "Fahrenheit"])
def test_the_unit_of_the_heading_is_taken(tmp_path: Path, unit: str) -> None:
    table = _table(tmp_path, f"Fecha,Temp ({unit}),Presion,Pulso\n2026-11-23,101.3,120,90\n")

    assert table.mapping.unidad == FAHRENHEIT


def test_decimal_sign_and_date_order_are_those_of_the_whole_column(tmp_path: Path) -> None:
    lines = "".join(f"3/4/2026;38;120;{n}\n" for n in range(60, 160)) * 8
    table = _table(tmp_path, f"Fecha;Temperatura;Presion;Pulso\n{lines}4/23/2026;38,5;120;90\n")

    assert (table.mapping.fechas, table.mapping.decimal) == (Order.MONTH_FIRST, ",")


@pytest.mark.parametrize(
    ("lines", "flaw"),
    [
        ("3/4/2026;38,5;120;90\n", FileFlaw.AMBIGUOUS_DATES),
        ("2026-04-03;38,5;120;90\n2026-04-03;38.5;120;90\n", FileFlaw.AMBIGUOUS_DECIMALS),
    ],
)
def test_what_may_mean_two_things_is_refused_until_someone_decides(
    tmp_path: Path, lines: str, flaw: FileFlaw
) -> None:
    text = f"Fecha;Temperatura;Presion;Pulso\n{lines}"
    with pytest.raises(FileRefusedError) as refused:
        _rows(tmp_path, text)

    assert refused.value.flaw is flaw
    assert _rows(tmp_path, text, Mapping(fechas=Order.DAY_FIRST, decimal=","))


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _rows(tmp_path, "Fecha,Temperatura\n2026-11-23,38.5\n")

    assert (refused.value.flaw, refused.value.detail) == (FileFlaw.NO_COLUMNS, "presion, frecuencia_cardiaca")


def test_a_mapped_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    mapping = Mapping(columnas={"fecha": "Día", "fiebre": "T", "presion": "P", "frecuencia_cardiaca": "F"})
    with pytest.raises(FileRefusedError) as refused:
        _rows(tmp_path, "Fecha,T,P,F\n2026-11-23,38.5,120,90\n", mapping)

    assert (refused.value.flaw, refused.value.detail) == (FileFlaw.NO_SUCH_COLUMN, "Día")


def test_observations_of_one_visit_are_joined(tmp_path: Path) -> None:
    text = (
        "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,VALUE,UNITS\n"
        "2026-11-23T08:15:00Z,p1,e1,8310-5,Body temperature,38.5,Cel\n"
        "2026-11-23T08:15:00Z,p1,e1,29463-7,Body Weight,70,kg\n"
        "2026-11-23T08:15:00Z,p2,e2,8867-4,Heart rate,70,/min\n"
        "2026-11-23T08:15:00Z,p1,e1,8480-6,Systolic Blood Pressure,120,mm[Hg]\n"
        "2026-11-23T08:15:00Z,p1,e1,8867-4,Heart rate,90,/min\n"
        "2026-11-23T08:20:00Z,p3,e3,8310-5,Body temperature,101.3,ºF\n"
        "2026-11-23T08:20:00Z,p3,e3,8867-4,Heart rate,1.5,Hz\n"
    )

    time = "2026-11-23T08:15:00Z"
    assert _rows(tmp_path, text) == [
        Row(2, time, ("38.5", "120", "90")),
        Row(4, time, ("", "", "70")),
        Row(7, "2026-11-23T08:20:00Z", ("38.500000", "", ""), "", Flaw.UNKNOWN_UNIT, "frecuencia_cardiaca"),
    ]


def test_a_bad_line_among_observations_is_refused_alone(tmp_path: Path) -> None:
    text = 'Fecha;Visita;Código;Valor;Notas\n2026-11-23;e1;8310-5;38,5;"x\n2026-11-23;e1;8867-4;90;\n'

    assert [(row.line, row.flaw) for row in _rows(tmp_path, text)] == [(2, Flaw.NO_CELLS), (3, None)]


@pytest.mark.parametrize(("written", "read"), [("101,3", "38,500000"), ("101.3", "38.500000")])
def test_fahrenheit_of_an_observation_keeps_the_decimal_sign(tmp_path: Path, written: str, read: str) -> None:
    text = f"Fecha;Visita;Código;Valor;Unidad\n2026-11-23;e1;8310-5;{written};[degF]\n"

    assert [row.vitals[0] for row in _rows(tmp_path, text)] == [read]


@pytest.mark.parametrize("lines_before", [0, 300])
def test_a_cell_without_end_refuses_its_row_alone(tmp_path: Path, lines_before: int) -> None:
    row = "2026-11-23,38.5,120,90\n"
    text = f'Fecha,Temperatura,Presion,Pulso\n{row * lines_before}2026-11-23,"{"3" * 200_000}",120,90\n{row}'

    *before, bad, after = _rows(tmp_path, text)

    assert (len(before), bad) == (lines_before, Row(lines_before + 2, "", ("", "", ""), "", Flaw.NO_CELLS))
    assert after == Row(lines_before + 3, "2026-11-23", ("38.5", "120", "90"))


@pytest.mark.parametrize("ends", [("", ""), ("\n", '"de cabeza\n')])
def test_a_quote_that_is_not_closed_hides_no_other_row(tmp_path: Path, ends: tuple[str, str]) -> None:
    rows = "".join(f"2026-11-{day};38,5;120;90;bien\n" for day in range(11, 21))
    text = f'Fecha;Temperatura;Presion;Pulso;Notas\n{rows}2026-11-23;38,5;120;90;"dolor\n{rows}'
    if ends[1]:
        text += f"2026-11-24;38,5;120;90;{ends[1]}{rows}"

    found = _rows(tmp_path, text)

    assert [row.line for row in found if row.flaw is Flaw.NO_CELLS] == ([12, 23] if ends[1] else [12])
    assert len([row for row in found if row.flaw is None]) == (30 if ends[1] else 20)


def test_a_row_is_named_by_the_line_where_it_begins(tmp_path: Path) -> None:
    text = 'Fecha;Temperatura;Presion;Pulso;Notas\n2026-11-23;38,5;120;90;"uno\ndos"\n2026-11-24;38,5;120;90;\n'

    assert [row.line for row in _rows(tmp_path, text)] == [2, 4]


@pytest.mark.parametrize(
    ("headings", "candidates"),
    [
        ("Fecha;Temp;Temperatura;Presion;Pulso", "«Temp», «Temperatura»"),
        ("Fecha;fiebre;T;presion;FC", "«fiebre», «T»"),
        ("Fecha;Temp;Temp;Presion;Pulso", "«Temp», «Temp (2)»"),
    ],
)
def test_two_columns_of_one_sign_are_refused_until_someone_decides(
    tmp_path: Path, headings: str, candidates: str
) -> None:
    text = f"{headings}\n2026-11-23;36,6;38,5;120;90\n"
    with pytest.raises(FileRefusedError) as refused:
        _rows(tmp_path, text)

    assert (refused.value.flaw, refused.value.detail) == (FileFlaw.AMBIGUOUS_COLUMNS, candidates)
    _, _, second, pressure, rate = _table_headings(tmp_path)
    columns = {"fecha": "Fecha", "fiebre": second, "presion": pressure, "frecuencia_cardiaca": rate}
    assert [row.vitals[0] for row in _rows(tmp_path, text, Mapping(columnas=columns))] == ["38,5"]


def _table_headings(tmp_path: Path) -> list[str]:
    return Table(tmp_path / "libro.csv", "utf-8", Mapping()).headings


def test_of_both_pressures_in_one_cell_the_systolic_is_taken(tmp_path: Path) -> None:
    lines = "".join(f"2026-11-23;38,5;{pressure};90\n" for pressure in ("120/80", "118 / 75", "80/120", "120/8O"))

    rows = _rows(tmp_path, f"Fecha;Temperatura;PA (mmHg);FC\n{lines}")

    assert [row.vitals[1] for row in rows] == ["120", "118", "80/120", "120/8O"]


def test_a_heading_with_both_units_tells_none(tmp_path: Path) -> None:
    assert _table(tmp_path, "Fecha,Temp C/F,Presion,Pulso\n2026-11-23,38.5,120,90\n").mapping.unidad is None


def test_a_table_of_which_no_heading_is_known_has_numbers_for_headings(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _rows(tmp_path, "a,b\n1,2\n")

    assert refused.value.flaw is FileFlaw.NO_COLUMNS


def test_the_order_of_dates_alone_can_be_decided(tmp_path: Path) -> None:
    text = "Fecha;Temperatura;Presion;Pulso\n3/4/2026;38,5;120;90\n"

    assert _table(tmp_path, text, Mapping(fechas=Order.MONTH_FIRST)).mapping.decimal == ","


def test_a_preview_shows_the_cells(tmp_path: Path) -> None:
    table = _table(tmp_path, "Fecha,Temperatura,Presion,Pulso\n2026-11-23,38.5,120,90\n2026-11-24,37,110,80\n")

    assert table.preview(1) == [["2026-11-23", "38.5", "120", "90"]]


_texts = st.tuples(
    st.datetimes().filter(lambda time: time.year > 1900).map(lambda time: f"{time:%Y-%m-%d %H:%M:%S}"),
    st.decimals("25", "45", places=1).map(str),
    st.integers(30, 300).map(str),
    st.integers(20, 300).map(str),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(_texts, min_size=1, max_size=20),
    separator=st.sampled_from(mappings.SEPARATORS),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    with_comma=st.booleans(),
)
def test_any_table_comes_in_equal(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str, str]],
    separator: str,
    encoding: str,
    with_comma: bool,
) -> None:
    sign = "," if with_comma else "."
    written = [(time, temperature.replace(".", sign), *rest) for time, temperature, *rest in rows]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["Nombre", "Fecha", "Temperatura", "Presión", "Pulso"])
    writer.writerows(("Añón", *row) for row in written)

    found = _rows(tmp_path_factory.mktemp("dialect"), out.getvalue(), None, encoding)

    assert [(row.time, *row.vitals) for row in found] == written


class TestMappings:
    def test_one_is_read_as_written(self) -> None:
        mapping = Mapping("utf-8", ";", ",", Order.DAY_FIRST, 1, {"fecha": "Día"}, "°F", redondear=True)

        assert mappings.decode(msgspec.json.encode(mapping)) == mapping

    @pytest.mark.parametrize(
        "content",
        [
            b"{",
            b'{"columna": {}}',
            b'{"fechas": "dia"}',
            b'{"separador": "x"}',
            b'{"unidad": "K"}',
            b'{"codificacion": "ebcdic"}',
            b'{"columnas": {"nombre": "Nombre"}}',
            b'{"encabezado": -1}',
        ],
    )
    def test_another_is_refused(self, content: bytes) -> None:
        with pytest.raises(FileRefusedError) as refused:
            mappings.decode(content)

        assert refused.value.flaw is FileFlaw.BAD_MAPPING


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"fecha": "F"}, ["fiebre", "presion", "frecuencia_cardiaca"]),
        ({"fecha": "F", "codigo": "C"}, ["visita", "valor"]),
        ({"fecha": "F", "codigo": "C", "fiebre": "T"}, ["presion", "frecuencia_cardiaca"]),
        ({"valor": "V"}, ["fecha", "visita", "codigo"]),
    ],
)
def test_what_is_missing_is_of_the_kind_of_table_that_was_chosen(columns: dict[str, str], missing: list[str]) -> None:
    assert Mapping(columnas=columns).missing() == missing
