"""A model tried on the last records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.models import trial
from core.notes import voids
from core.notes.voids import Action, Event
from core.vocabulary import Reason
from tests.samples import BARE, a_line

if TYPE_CHECKING:
    from pathlib import Path


def temperatures(data_dir: Path, number: int = trial.LAST) -> list[float]:
    return [float(reading.temperature_c) for reading in trial.last_readings(data_dir, number)]


def test_of_no_records(data_dir: Path) -> None:
    assert temperatures(data_dir) == []


def test_the_last_ones_that_count_in_order(data_dir: Path) -> None:
    data_dir.mkdir()
    lines = [a_line(number, temperature_c=36 + number / 10) for number in range(9)]
    impossible = BARE.replace(b"38.0", b"380")
    (data_dir / "predicciones.log").write_bytes(b"".join(lines) + impossible + b"roto\n")
    event = Event("2025-11-14 22:31:10", "-05:00", "a" * 32, f"{7:032x}", Action.VOID, Reason.OTHER)
    (data_dir / "anulaciones.log").write_bytes(voids.encode(event))
    assert temperatures(data_dir, 3) == [36.5, 36.6, 36.8]
    assert len(temperatures(data_dir)) == 8
