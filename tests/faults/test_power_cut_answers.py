"""An answer of the district while the program is killed and the power goes, at each step of taking it.

Whatever the moment, the table in use is the former one, nothing is damaged, and taking the answer again ends it.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from core.cli import upkeep
from core.clinical.model import load
from core.clinical.vitals import Reading
from core.exchange import receive
from core.models import catalogue
from core.notes import journals
from core.station.station import Station
from tests.answers import District, model_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the power of a disk is cut by Linux's ioctl"
)

LOSE_ALL = 2
KEEP_SIZES = 1
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)

STEPS = {"write": KEEP_SIZES, "fsync": LOSE_ALL, "fdatasync": LOSE_ALL, "rename": KEEP_SIZES, "mkdir": LOSE_ALL}
"""The calls of the system that change what is on the disk, each with a kind of power cut."""


class Clinic(NamedTuple):
    """A data directory with a record and the district's key, and an answer with a model for it."""

    data_dir: Path
    answer: Path


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    data_dir = tmp_path / "datos"
    with Station(data_dir, load(), lambda: NOW, "prueba") as station:
        reading = {"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}
        station.save(station.draft(Reading.from_numbers(reading)))
        log, workplace = station.log.read_bytes(), station.establishment.workplace
    District().write_key(data_dir / "distrito.pub")
    return Clinic(data_dir, District().write(tmp_path / "respuesta.zip", workplace, log, model_file()))


def take_and_cut(disk: Any, strace: str, answer: Path, data_dir: Path, kill: tuple[str, int]) -> bool:
    """Take the answer, killed as it does this for that time, then cut the power; return whether it was killed."""
    os.sync()
    step, count = kill
    inject = ("-e", f"trace={step}", "-e", f"inject={step}:signal=KILL:when={count}")
    words = (sys.executable, "-m", "gui", "--data-dir", str(data_dir), "recibir", str(answer))
    killed = subprocess.run(
        [strace, "-f", "-o", os.devnull, *inject, *words], capture_output=True, check=False, timeout=300
    )
    with subprocess.Popen(["sleep", "60"]) as nothing:
        disk.cut_power(nothing, STEPS[step])
    disk.restart()
    return killed.returncode != 0


def assert_whole(data_dir: Path, clinic: Clinic) -> None:
    assert catalogue.in_use(data_dir) == catalogue.InUse(load())
    assert (data_dir / "predicciones.log").read_bytes() == (clinic.data_dir / "predicciones.log").read_bytes()
    assert upkeep.verify(data_dir).complaint in ("", "líneas dañadas: 1"), "a torn line of modelos.log, at most"
    taken = receive.receive(data_dir, clinic.answer, NOW)
    assert taken.model is not None
    assert_taken(data_dir)
    assert catalogue.activate(data_dir, taken.model.name, NOW) == taken.model
    assert catalogue.in_use(data_dir).missing == ""


def assert_taken(data_dir: Path) -> None:
    found = receive.delivered(data_dir)
    assert found is not None
    assert found.fits
    assert len(catalogue.installed(data_dir)) == 2
    assert journals.read_notes(journals.MODELS, data_dir).health.records == 1


def test_a_power_cut_at_each_step_of_taking_an_answer_leaves_the_former_table_and_can_be_repeated(
    disk: Any, strace: str, clinic: Clinic
) -> None:
    seen = dict.fromkeys(STEPS, 0)
    for step in STEPS:
        for count in itertools.count(1):
            data_dir = disk.root / f"{step}-{count}"
            shutil.copytree(clinic.data_dir, data_dir)
            if not take_and_cut(disk, strace, clinic.answer, data_dir, (step, count)):
                assert_taken(data_dir)  # what was answered is on the disk
                break
            seen[step] = count
            assert_whole(data_dir, clinic)
    assert min(seen.values()) > 0, "each of them was cut"
