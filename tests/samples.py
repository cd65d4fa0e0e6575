"""Readings and lines of a log as many tests use them."""

from __future__ import annotations

from datetime import date

from core.clinical import model
from core.clinical.alarms import AlarmRules
from core.clinical.vitals import Reading
from core.records.period import Period
from core.records.record import Record, encode
from core.report.report import Report, Tally
from core.vocabulary import Category

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
