"""The triage data set: vital signs, and the level that experts gave (tests/cases/README.md)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.district.learning.points import Example

CASES = Path(__file__).parents[2] / "cases" / "triage-ktas.csv"


def hospital(name: str) -> list[Example]:
    """Return the patients of hospital `1` or `2`, the gravest with level 4."""
    with CASES.open(encoding="utf-8") as file:
        return [
            (
                (round(float(row["temperature_c"]) * 10), int(row["systolic_mmhg"]), int(row["heart_rate_bpm"])),
                5 - int(row["expert_level"]),
            )
            for row in csv.DictReader(file)
            if row["hospital"] == name
        ]
