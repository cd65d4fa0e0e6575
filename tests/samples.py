"""Readings and lines of a log as many tests use them."""

from __future__ import annotations

import zlib
from datetime import date

import pytest

from core.clinical import model
from core.clinical.alarms import AlarmRules
from core.clinical.vitals import Reading
from core.journal.entry import CRC_END, CRC_KEY, CRC_LENGTH
from core.records.period import Period
from core.records.record import Record, encode
from core.report.report import Report, Tally
from core.vocabulary import Category, LineKind

TYPED = ("--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")
READING = Reading.from_numbers({"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90})

RULES = AlarmRules(model.load())

TODAY = date(2025, 11, 14)
"""The day of the clock of the tests."""

CATEGORIES = [category.value for category in Category]
DAYS = ["2025-11-13", "2025-11-14", "2024-02-29"]

# A line of the original service: json.dumps with its defaults, no id and no checksum.
BARE = (
    b'{"fecha": "2025-11-14 22:31:10", "fiebre": 38.0, "presion": 120, "frecuencia_cardiaca": 90, '
    b'"resultado": "ENFERMEDAD AGUDA"}\n'
)


def a_record(
    key: int | str = 0, day: str = DAYS[0], category: str = "ENFERMEDAD AGUDA", temperature_c: float = 38.0
) -> Record:
    """A record of this program; a number is made an id of its form."""
    name = f"{key:032x}" if isinstance(key, int) else key
    return Record(f"{day} 22:31:10", temperature_c, 120, 90, category, "-05:00", name, "reglas-1.0.1+3f2a", 4)


def a_line(
    key: int | str = 0, day: str = DAYS[0], category: str = "ENFERMEDAD AGUDA", temperature_c: float = 38.0
) -> bytes:
    return encode(a_record(key, day, category, temperature_c))


def report_of(records: list[Record], period: Period | None = None) -> Report:
    tally = Tally()
    for record in records:
        tally.add(record)
    return tally.report(period or Period())


def sealed_again(line: bytes) -> bytes:
    """Give a line the checksum that it must have as a whole."""
    body = line[: -CRC_LENGTH - 1]
    return body + CRC_KEY + b"%08x" % zlib.crc32(body + b"}") + CRC_END + b"\n"


_ESCAPED = BARE.replace(b"AGUDA", b"CR\\u00d3NICA")
_GOOD = [a_line(number, "2025-11-14", "ENFERMEDAD CRÓNICA") for number in range(3)]

DAMAGE = [
    pytest.param(_GOOD[0][:-40] + b"\n", [LineKind.NOT_JSON], id="a torn line that was sealed"),
    pytest.param(b"\0" * 500 + b"\n", [LineKind.NOT_JSON], id="a hole of NULs"),
    pytest.param(b"\0" * 500 + _GOOD[0], [LineKind.VALID], id="NULs before a record"),
    pytest.param(b"\0" * 300_000 + _GOOD[0], [LineKind.VALID], id="many NULs before a record"),
    pytest.param(b"\0" * 300_000 + b"\n", [LineKind.NOT_JSON], id="many NULs"),
    pytest.param(b"\0" * 100_000 + b"x" * 100_000 + b"\n", [LineKind.TOO_LONG], id="NULs before an endless line"),
    pytest.param(b"\xef\xbb\xbf" + _GOOD[0], [LineKind.VALID], id="a byte order mark"),
    pytest.param(_GOOD[0][:-1] + b"\r\n" + _ESCAPED[:-1] + b"\r\n", [LineKind.VALID, LineKind.UNVERIFIED], id="CRLF"),
    pytest.param(b"\n\n \r\n", [LineKind.BLANK] * 3, id="blank lines"),
    pytest.param(b"\xff\xfe\xfd\n", [LineKind.NOT_JSON], id="no UTF-8"),
    pytest.param(_GOOD[0][:-1].decode().encode("utf-16") + b"\n", [LineKind.NOT_JSON], id="UTF-16"),
    pytest.param(_GOOD[0][:-1] + _GOOD[1], [LineKind.NOT_JSON], id="glued records"),
    pytest.param(_GOOD[0][:99] + _GOOD[1], [LineKind.NOT_JSON], id="a record glued to a torn one"),
    pytest.param(_GOOD[0][:51] + b"\n" + _GOOD[0][51:], [LineKind.NOT_JSON] * 2, id="one record over two lines"),
    pytest.param(
        _GOOD[0][:-1] + _GOOD[1][:51] + b"\n" + _GOOD[1][51:],
        [LineKind.NOT_JSON] * 2,
        id="glued, and over two lines",
    ),
    pytest.param(sealed_again(_GOOD[0][:-1] + _GOOD[1]), [LineKind.NOT_JSON], id="glued records, one checksum"),
    pytest.param(_ESCAPED, [LineKind.UNVERIFIED], id="a line of the original service"),
    pytest.param(b"x" * 500_000 + b"\n", [LineKind.TOO_LONG], id="an endless line"),
    pytest.param(b"x" * 70_000 + b"\0" * 70_000 + _GOOD[0], [LineKind.TOO_LONG], id="an endless line with NULs"),
    pytest.param(b'{"a":' * 100_000 + b"\n", [LineKind.TOO_LONG], id="nested 100,000 deep"),
    pytest.param(b"[" * 30_000 + b"\n", [LineKind.WRONG_SHAPE], id="nested deep"),
    pytest.param(b'{"x":' + b"1" * 5000 + b"}\n", [LineKind.WRONG_SHAPE], id="a number of 5000 digits"),
    pytest.param(_GOOD[0].replace(b"120", b"121"), [LineKind.BAD_CHECKSUM], id="a changed digit"),
]
"""Damaged lines, or lines that look damaged, each with its kind."""
