"""A correction is cut off at any moment: after the next start exactly the last record that was saved counts."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from core.clinical.model import load
from core.records import lines
from core.records.period import Period
from core.station.station import Station
from core.system.paths import LOG_NAME, RETRACTIONS_NAME
from tests.stations import loaded

if TYPE_CHECKING:
    from pathlib import Path

    Disk = Any

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")

CUTS = 10

NURSE = """
    import sys
    from datetime import datetime, timezone
    from pathlib import Path
    from core.station import state, station
    from core.clinical.model import load
    from core.clinical.vitals import Reading

    state.CHECKPOINT_EVERY = 2
    with station.Station(Path(sys.argv[1]), load(), lambda: datetime.now(timezone.utc), "ventana") as one:
        one.open()
        loading = one.begin_load()
        loading.run()
        one.finish_load(loading)
        for pressure in range(100, 100 + int(sys.argv[2])):
            reading = {"fiebre": 37, "presion": pressure, "frecuencia_cardiaca": 80}
            draft = one.draft(Reading.from_numbers(reading), one.last)
            one.save(draft)
            one.retract_corrected(draft)
            print(pressure, flush=True)
"""
"""Corrects one record again and again; says of each correction that it is done."""


def nurse(data_dir: Path, corrections: int, before: tuple[str, ...] = ()) -> list[str]:
    return [*before, sys.executable, "-c", textwrap.dedent(NURSE), str(data_dir), str(corrections)]


def assert_the_last_one_counts(data_dir: Path, answered: list[int]) -> None:
    """After the next start only the last record counts: the last one acknowledged, or a later one."""
    written = [int(line.entry.presion) for line in lines.read(data_dir / LOG_NAME) if line.entry is not None]
    assert written == list(range(100, 100 + len(written)))
    assert written[-1:] >= answered[-1:]
    with Station(data_dir, load(), lambda: datetime.now(UTC), "ventana") as station:
        station.open()
        loaded(station)
        if station.needs_load:
            loaded(station)
        report = station.report(Period())
        assert report is not None
        assert [int(record.presion) for record in report.last] == written[-1:]
        assert (report.total, station.corrections_due) == (min(1, len(written)), 0)


def test_killed_at_every_write_and_sync_of_either_file(tmp_path: Path, strace: str) -> None:
    between = 0
    for call in ("write", "fdatasync", "fsync"):
        for when in range(1, 40):
            data_dir = tmp_path / f"{call}-{when}"
            data_dir.mkdir()
            paths = [word for name in (LOG_NAME, RETRACTIONS_NAME) for word in ("-P", str(data_dir / name))]
            inject = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={when}")
            words = nurse(data_dir, 4, (strace, "-f", "-o", os.devnull, *paths, *inject))
            ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
            between += count(data_dir / LOG_NAME) > count(data_dir / RETRACTIONS_NAME) + 1
            assert_the_last_one_counts(data_dir, [int(line) for line in ran.stdout.split()])
            if ran.returncode == 0:
                break
        else:
            pytest.fail(f"killed at each of 39 calls of {call}")
    assert between >= 6, "often enough between the two files"


def count(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


@pytest.mark.parametrize("flag", [2, 1], ids=["lose all", "keep sizes"])
def test_a_power_cut_leaves_no_record_counted_twice(disk: Disk, flag: int) -> None:
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed)  # noqa: T201 - shown if the test fails
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    for number in range(CUTS):
        data_dir = disk.root / f"correcciones-{flag}-{number}"
        with subprocess.Popen(nurse(data_dir, 190), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
            assert program.stdout is not None
            answers = [program.stdout.readline() for _ in range(chance.randrange(1, 120))]
            until = time.perf_counter() + chance.uniform(0, 0.003)
            while time.perf_counter() < until:
                pass
            disk.cut_power(program, flag)
            answers += [line for line in program.stdout if line.endswith(b"\n")]
        disk.restart()
        assert_the_last_one_counts(data_dir, [int(line) for line in answers if line.strip()])
