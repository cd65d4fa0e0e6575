"""The CSV of the records as LibreOffice opens it in three countries: every cell keeps its value."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from core.exchange import export
from core.notes import verdicts
from core.notes.verdicts import Said
from core.records.period import Period
from core.records.record import Record, encode
from core.system.paths import LOG_NAME
from core.vocabulary import Category, VerdictReason
from tests.samples import RULES

if TYPE_CHECKING:
    from pathlib import Path

SOFFICE = shutil.which("soffice")
COUNTRIES = {"es_CO": (9226, True), "es_MX": (2058, False), "en_US": (1033, False)}
"""The number by which LibreOffice knows a locale, and whether its decimal sign is a comma."""

DAY = "2025-11-14"
RECORDS = [
    Record(
        f"{DAY} 22:31:10", 38.5, 120, 90, "ENFERMEDAD AGUDA", "-05:00", "a" * 32, "reglas-1.0.1+3f2a", 3, "00000017"
    ),
    Record(f"{DAY} 00:00:00", 38.0, 85.8, 90, "ENFERMEDAD CRÓNICA", "+05:30", "1" * 32, "1.0", 0, "12e45678"),
    Record(f"{DAY} 08:05:00", 37, 120, 90, "NO ENFERMO", "-05:00", "1e" + "0" * 30, "reglas", 1, "8f3a01c2"),
    Record(f"{DAY} 08:05:00", 38.25, 120, 90, "ENFERMEDAD LEVE"),
]
NUMBERS = ("fiebre", "presion", "frecuencia_cardiaca", "puntaje")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("country", COUNTRIES)
def test_every_cell_is_as_written(tmp_path: Path, country: str) -> None:
    (tmp_path / LOG_NAME).write_bytes(b"".join(map(encode, RECORDS)))
    said = Said(Category.MILD, is_blind=True, reason=VerdictReason.CONTEXT)
    note = verdicts.give(RECORDS[0], said).make("a" * 32, datetime(2025, 11, 15, tzinfo=UTC), ())
    (tmp_path / "criterios.log").write_bytes(verdicts.encode(note))
    number, has_comma = COUNTRIES[country]
    written = tmp_path / "registros.csv"
    content = export.records_csv(tmp_path / LOG_NAME, Period(), export.CsvFormat(has_comma), RULES)
    written.write_bytes(b"".join(content))

    separator = ";" if has_comma else ","
    shown = _opened(written, f"CSV:{ord(separator)},34,76,1,,{number},false,true", tmp_path / "out")
    with written.open(encoding="utf-8-sig", newline="") as file:
        expected = list(csv.DictReader(file, delimiter=separator))
    assert len(shown) == len(RECORDS)
    for row, wanted in zip(shown, expected, strict=True):
        assert {key: _plain(key, text) for key, text in row.items()} == {
            key: _plain(key, text.replace(",", ".") if key in NUMBERS else text) for key, text in wanted.items()
        }


def _opened(path: Path, how: str, out: Path) -> list[dict[str, str]]:
    """Return the rows of a table as LibreOffice shows them, with a decimal point."""
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    shown = "csv:Text - txt - csv (StarCalc):9,34,76,1,,1033,false,true,false"
    command = [SOFFICE, profile, "--headless", "--convert-to", shown, f"--infilter={how}", "--outdir", out, path]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # type: ignore[arg-type]
    with (out / path.name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _plain(key: str, text: str) -> object:
    return Decimal(text).normalize() if key in NUMBERS and text else text
