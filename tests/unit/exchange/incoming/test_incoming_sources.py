"""Files to import: their kind and encoding, and rows that are taken or refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from core.clinical.vitals import Reading, Refusal
from core.errors import ReadError
from core.exchange.incoming import text
from core.exchange.incoming.mapping import FAHRENHEIT, Mapping
from core.exchange.incoming.rows import FileFlaw, FileRefusedError, Flaw, Row
from core.exchange.incoming.source import Format, Source
from core.exchange.incoming.taking import Refused, Taken, Taker
from core.exchange.incoming.times import Order
from core.exchange.incoming.units import fahrenheit

if TYPE_CHECKING:
    from pathlib import Path

_ZONE = timezone(timedelta(hours=-5))
_NOW = datetime(2026, 11, 23, 12, tzinfo=_ZONE)
_TABLE = "Fecha,Temperatura,Presion,Pulso\n2026-11-23,38.5,120,90\n"
_MESSAGE = "MSH|^~\\&|\rOBR|1||||||20261123\rOBX|1|NM|8310-5||38.5|Cel\r"
_OBSERVATION = {
    "resourceType": "Observation",
    "status": "final",
    "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
    "effectiveDateTime": "2026-11-23",
    "valueQuantity": {"value": 90, "code": "/min"},
}


def _source(tmp_path: Path, content: bytes, kind: Format | None = None) -> Source:
    path = tmp_path / "entrada"
    path.write_bytes(content)
    return Source(path, kind, Mapping())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_TABLE, Format.TABLE),
        (_MESSAGE, Format.HL7),
        ("\ufeff\x0b" + _MESSAGE, Format.HL7),
        (json.dumps(_OBSERVATION), Format.FHIR),
        (json.dumps(_OBSERVATION, indent=1), Format.FHIR),
        (json.dumps(_OBSERVATION) + "\n" + json.dumps(_OBSERVATION), Format.FHIR),
    ],
)
def test_a_file_is_known_by_its_beginning(tmp_path: Path, content: str, kind: Format) -> None:
    source = _source(tmp_path, content.encode())

    assert source.kind is kind
    assert len(list(source.rows())) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_resource_is_read_in_each_encoding(tmp_path: Path, encoding: str, indent: int | None) -> None:
    named = _OBSERVATION | {"subject": {"display": "Ana Núñez"}}
    text = json.dumps(named, indent=indent, ensure_ascii=False)

    (row,) = _source(tmp_path, text.encode(encoding)).rows()

    assert row.vitals == ("", "", "90")


@pytest.mark.parametrize("before", [b"", b'{"fecha":"2025-11-1\n'])
def test_a_log_is_known_by_a_line_of_its_own(tmp_path: Path, before: bytes) -> None:
    line = b'{"fecha":"2025-11-14 22:31:10","fiebre":38,"resultado":"NO ENFERMO"}\n'

    assert _source(tmp_path, before + line).kind is Format.LOG


def test_the_kind_can_be_said(tmp_path: Path) -> None:
    assert list(_source(tmp_path, _TABLE.encode(), Format.HL7).rows()) == []


@pytest.mark.parametrize(("length", "is_too_large"), [(64 * 2**20, False), (64 * 2**20 + 1, True)])
def test_bundles_beyond_64_mebibytes_are_refused(tmp_path: Path, length: int, is_too_large: bool) -> None:
    path = tmp_path / "paquete.json"
    path.write_bytes(b"{\n".ljust(length))
    with pytest.raises(FileRefusedError) as refused:
        list(Source(path, Format.FHIR, Mapping()).rows())

    assert (refused.value.flaw is FileFlaw.TOO_LARGE) is is_too_large


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (b"a,b\n", "utf-8"),
        ("ñ".encode("cp1252"), "cp1252"),
        ("ñ".encode(), "utf-8"),
        ("a\ufeff".encode("utf-8-sig"), "utf-8-sig"),
        ("ña".encode("utf-16"), "utf-16"),
        ("Fecha;Pulso".encode("utf-16-le"), "utf-16-le"),
        ("Fecha;Pulso".encode("utf-16-be"), "utf-16-be"),
        ("ñ".encode("cp1252") + b"a" * 2**20, "cp1252"),
        (b"a" * 2**20 + "ñ".encode()[:1], "cp1252"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "entrada"
    path.write_bytes(content)
    told: list[int] = []

    scanned = text.scan(path, told.append)

    assert (scanned.encoding, scanned.length, sum(told)) == (encoding, len(content), len(content))


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", FileFlaw.EMPTY),
        (b" \n", FileFlaw.EMPTY),
        ("\ufeff\r\n".encode(), FileFlaw.EMPTY),
        ("\r\n".encode("utf-16"), FileFlaw.EMPTY),
        (b"\x81\xff\n", FileFlaw.NOT_TEXT),
        (b"PK\x03\x04 [Content_Types].xml", FileFlaw.NOT_TEXT),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, flaw: FileFlaw) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _source(tmp_path, content)

    assert refused.value.flaw is flaw


def test_half_a_sign_of_utf_16_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        list(_source(tmp_path, _TABLE.encode("utf-16") + b"\x00", Format.HL7).rows())

    assert refused.value.flaw is FileFlaw.NOT_TEXT


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefusedError) as refused:
        _source(tmp_path, b"x" * (text.LONGEST_LINE + 1))

    assert refused.value.flaw is FileFlaw.NOT_TEXT


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        Source(tmp_path / "nada", None, Mapping())


def _take(row: Row, mapping: Mapping | None = None) -> Taken | Refused:
    def local(time: datetime) -> datetime:
        return time.astimezone(_ZONE) if time.tzinfo else time.replace(tzinfo=_ZONE)

    return Taker(mapping or Mapping(fechas=Order.DAY_FIRST, decimal=","), _NOW, local).take(row)


class TestTaking:
    def test_a_row_becomes_a_reading_at_its_time(self) -> None:
        taken = _take(Row(7, "22/11/2026 8:15", ("38,5", "120", "90"), "k"))

        reading = Reading(Decimal("38.5"), Decimal(120), Decimal(90))
        assert taken == Taken(7, datetime(2026, 11, 22, 8, 15, tzinfo=_ZONE), reading, "k")

    def test_a_time_of_another_offset_is_turned_to_the_local_one(self) -> None:
        taken = _take(Row(1, "2026-11-22T23:30:00Z", ("38,5", "120", "90")))

        assert isinstance(taken, Taken)
        assert taken.time.isoformat() == "2026-11-22T18:30:00-05:00"

    @pytest.mark.parametrize(
        ("row", "why", "about"),
        [
            (Row(1, "", ("38,5", "120", "90")), Flaw.NO_TIME, ""),
            (Row(1, "ayer", ("38,5", "120", "90")), Flaw.NOT_A_TIME, ""),
            (Row(1, "25/11/2026", ("38,5", "120", "90")), Flaw.FUTURE, ""),
            (Row(1, "23/11/2026", ("38.5", "120", "90")), Flaw.OTHER_DECIMAL_SIGN, "fiebre"),
            (Row(1, "23/11/2026", ("38,5", "", "90")), Refusal.MISSING, "presion"),
            (Row(1, "23/11/2026", ("38,5", "85,80", "90")), Refusal.NOT_WHOLE, "presion"),
            (Row(1, "23/11/2026", ("38,5", "120/80", "90")), Refusal.NOT_A_NUMBER, "presion"),
            (Row(1, "23/11/2026", ("alta", "120", "90")), Refusal.NOT_A_NUMBER, "fiebre"),
            (Row(1, "23/11/2026", ("101,3", "120", "90")), Refusal.OUT_OF_RANGE, "fiebre"),
            (Row(1, "23/11/2026", ("38,5", "120", "90"), "", Flaw.REPEATED, "presion"), Flaw.REPEATED, "presion"),
        ],
    )
    def test_another_is_refused_with_its_reason(self, row: Row, why: Flaw | Refusal, about: str) -> None:
        refused = _take(row)

        assert isinstance(refused, Refused)
        assert (refused.why, refused.about) == (why, about)

    def test_fractions_are_rounded_where_that_is_chosen(self) -> None:
        taken = _take(Row(1, "20261123", ("36.37", "85.80", "122.50")), Mapping(redondear=True))

        assert isinstance(taken, Taken)
        assert taken.reading == Reading(Decimal("36.4"), Decimal(86), Decimal(123))

    def test_fahrenheit_is_converted_where_the_unit_is_known(self) -> None:
        taken = _take(Row(1, "20261123", ("101.3", "120", "90")), Mapping(unidad=FAHRENHEIT))

        assert isinstance(taken, Taken)
        assert taken.reading.temperature_c == Decimal("38.5")

    @pytest.mark.parametrize("number", ["alta", "nan", "1e9", "38,5"])
    def test_what_is_no_temperature_stays_as_it_is(self, number: str) -> None:
        assert fahrenheit(number, ".") == number


@pytest.mark.skipif(sys.platform == "win32", reason="has no core dumps")
def test_a_crash_after_reading_a_file_leaves_no_core_dump(tmp_path: Path) -> None:
    path = tmp_path / "libro.csv"
    path.write_text("Paciente,Temperatura\nAna Ruiz,38.5\n", "utf-8")
    crash = f"""
import os, resource
from pathlib import Path
from core.exchange.incoming.mapping import Mapping
from core.exchange.incoming.source import Source
most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
Source(Path({str(path)!r}), None, Mapping())
os.abort()
"""
    with subprocess.Popen([sys.executable, "-c", crash], cwd=tmp_path) as program:
        status = os.waitpid(program.pid, 0)[1]
        program.returncode = os.waitstatus_to_exitcode(status)
    assert program.returncode == -signal.SIGABRT
    assert not os.WCOREDUMP(status)
