"""Disks that are full, read-only, broken or gone: a sentence, nothing half, and the next append is good."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from core.journal import reader
from core.records import lines
from core.station import checkpoint
from core.station.load import Load
from core.system.paths import LOCK_NAME, LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Feeder = Callable[..., Any]
    Found = Callable[[Path], tuple[list[int], list[str]]]
    Fill = Callable[[Path], Path]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")


def injected(strace: str, log: Path, *faults: str) -> list[str]:
    words = [
        strace,
        "-f",
        "-o",
        os.devnull,
        "-P",
        str(log),
        "-e",
        "trace=write,fdatasync,fsync,ftruncate,openat,newfstatat",
    ]
    return words + [word for fault in faults for word in ("-e", f"inject={fault}")]


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        (["write:error=ENOSPC:when=3"], "el disco está lleno"),
        (["write:error=EIO:when=3"], "el disco dio un error"),
        (["write:error=EDQUOT:when=3"], "el disco está lleno"),
        (["write:error=EROFS:when=3"], "el disco es de solo lectura"),
        (["fdatasync:error=EIO:when=3"], "el disco dio un error"),
        (["fdatasync:error=ENOSPC:when=3"], "el disco está lleno"),
        (["fdatasync:error=EIO:when=3", "ftruncate:error=EIO:when=1"], "el disco dio un error"),
        (["fdatasync:error=EIO:when=3", "ftruncate:error=EIO:when=1..2"], "el disco dio un error"),
    ],
)
def test_one_failure_is_said_and_only_its_own_record_is_missing(
    tmp_path: Path, strace: str, feed: Feeder, *, found: Found, faults: list[str], words: str
) -> None:
    program = feed(tmp_path, injected(strace, tmp_path / LOG_NAME, *faults))
    program.ask_each(*range(6))
    assert program.end() == 1
    failed = [number for number, answer in enumerate(program.answers) if "error" in answer]
    assert failed[0] == 2
    assert words in str(program.answers[2]["error"])
    assert len(failed) <= 2
    assert found(tmp_path) == ([number for number in range(6) if number not in failed], [])


RETRY = """
    import json, sys
    from datetime import datetime, timezone
    from pathlib import Path
    from core.errors import SaveError
    from core.clinical.model import load
    from core.station.station import Station
    from core.clinical.vitals import Reading

    station = Station(Path(sys.argv[1]), load(), lambda: datetime.now(timezone.utc), "ventana")
    for number in range(5):
        reading = {"fiebre": 37, "presion": 60 + number, "frecuencia_cardiaca": 40}
        draft = station.draft(Reading.from_numbers(reading))
        for attempt in range(10):
            try:
                station.save(draft)
            except SaveError as error:
                print("failed", error.failure.value, flush=True)
            else:
                print("saved", draft.record.id, flush=True)
                break
    station.close()
"""


@pytest.mark.parametrize("when", ["1", "2", "3..5", "2+7"])
@pytest.mark.parametrize(
    "fault",
    [
        ["write:error=ENOSPC"],
        ["write:error=EIO"],
        ["fdatasync:error=EIO"],
        ["fsync:error=EIO"],
        ["openat:error=EIO"],
        ["openat:error=EROFS"],
        ["newfstatat:error=EIO"],
        ["fdatasync:error=EIO", "ftruncate:error=EIO"],
    ],
    ids=" and ".join,
)
def test_trying_again_saves_a_draft_exactly_once(tmp_path: Path, strace: str, fault: list[str], when: str) -> None:
    log = tmp_path / "datos" / LOG_NAME
    words = injected(strace, log, *(f"{one}:when={when}" for one in fault))
    ran = subprocess.run(
        [*words, sys.executable, "-c", textwrap.dedent(RETRY), log.parent],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    saved = [line.split()[1] for line in ran.stdout.splitlines() if line.startswith("saved")]
    assert len(saved) == 5, ran.stdout
    found = list(lines.read(log))
    assert [line.entry.id for line in found if line.entry] == saved
    assert len(found) == 5, "nothing half is left"


def test_a_full_disk_takes_records_again_once_there_is_room(
    small_disk: Path, fill: Fill, feed: Feeder, found: Found
) -> None:
    data_dir = small_disk / "datos"
    program = feed(data_dir)
    assert "resultado" in program.ask(0)
    ballast = fill(small_disk)
    number = 0
    while "error" not in (answer := program.ask(number := number + 1)):
        assert number < 1000
    assert "el disco está lleno" in answer["error"]
    refused = {number, number + 1, number + 2}
    assert "error" in program.ask(number + 1)
    assert "error" in program.ask(number + 2)
    ballast.unlink()
    program.send(*range(number + 3, number + 8))
    assert program.end() == 1
    assert found(data_dir) == ([one for one in range(number + 8) if one not in refused], [])


def test_a_disk_that_is_full_from_the_start_is_said(small_disk: Path, fill: Fill, feed: Feeder) -> None:
    fill(small_disk)
    answer = feed(small_disk / "datos").ask(0)
    assert "el disco está lleno" in answer["error"]


def test_a_torn_tail_on_a_full_disk_is_sealed_later(small_disk: Path, fill: Fill, feed: Feeder, found: Found) -> None:
    program = feed(small_disk)
    program.ask(0)
    program.end()
    log = small_disk / LOG_NAME
    with log.open("ab") as file:  # torn at the very end of a block: its newline needs another one
        file.write(b"x" * (4096 - log.stat().st_size % 4096))
    ballast = fill(small_disk)
    program = feed(small_disk)
    assert "el disco está lleno" in program.ask(1)["error"]
    ballast.unlink()
    assert "resultado" in program.ask(2)
    assert found(small_disk) == ([0, 2], ["not_json"])


def test_a_limit_on_file_sizes_is_a_full_disk(tmp_path: Path, feed: Feeder, found: Found) -> None:
    program = feed(tmp_path, ["bash", "-c", 'ulimit -f 3; exec "$@"', "bash"])
    program.ask_each(*range(30))
    assert program.end() == 1
    count = program.acknowledged
    assert 5 < count < 25
    assert "el disco está lleno" in program.answers[count]["error"]
    assert found(tmp_path) == (list(range(count)), [])
    again = feed(tmp_path)
    assert again.ask(count) is not None
    assert again.end() == 0
    assert found(tmp_path) == (list(range(count + 1)), [])


def test_a_read_only_disk_is_said_and_can_still_be_read(small_disk: Path, feed: Feeder, run_program: Feeder) -> None:
    program = feed(small_disk)
    program.ask(0)
    assert program.end() == 0
    before = (small_disk / LOG_NAME).read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    program = feed(small_disk)
    assert "el disco es de solo lectura" in program.ask(1)["error"]
    assert program.end() == 1
    assert (small_disk / LOG_NAME).read_bytes() == before
    report = run_program("--data-dir", str(small_disk), "reporte")
    assert report.returncode == 0
    assert sum(json.loads(report.stdout)["total_por_categoria"].values()) == 1
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)


def test_a_directory_that_goes_is_said_and_made_anew(tmp_path: Path, feed: Feeder, found: Found) -> None:
    data_dir = tmp_path / "datos"
    program = feed(data_dir)
    program.ask(0)
    shutil.rmtree(data_dir)
    assert "no están" in program.ask(1)["error"]
    assert not data_dir.exists()
    program.ask(2)
    assert program.end() == 1
    assert found(data_dir) == ([2], [])


NO_LOCKS = "ese disco no permite reservar la carpeta"


@pytest.mark.parametrize("code", ["EOPNOTSUPP", "ENOSYS", "ENOLCK"])
@pytest.mark.parametrize(
    ("calls", "words"),
    [
        ("fchmod,fchmodat,chmod", None),
        ("fchown,fchownat,chown", None),
        ("flock", NO_LOCKS),
        ("newfstatat,fstat,statx", "el disco dio un error"),
        ("openat", "el disco dio un error"),
    ],
)
@pytest.mark.parametrize("is_left", [False, True])
def test_what_the_disk_cannot_do_is_told_by_the_call_that_failed_and_not_by_its_number(
    tmp_path: Path, strace: str, feed: Feeder, *, calls: str, words: str | None, code: str, is_left: bool
) -> None:
    lock = tmp_path / LOCK_NAME
    if is_left:
        lock.touch()
    only_there = [strace, "-f", "-o", os.devnull, "-P", str(lock), "-e", f"trace={calls}"]
    program = feed(tmp_path, [*only_there, "-e", f"inject={calls}:error={code}"])
    answer = program.ask(0)
    assert program.end() == (0 if words is None else 1)
    assert "resultado" in answer if words is None else words in answer["error"]


SIDECAR = """
    import sys
    from datetime import datetime, timezone
    from pathlib import Path
    from core.station import state, station
    from core.clinical.model import load
    from core.clinical.vitals import Reading

    state.CHECKPOINT_EVERY = 1
    with station.Station(Path(sys.argv[1]), load(), lambda: datetime.now(timezone.utc), "ventana") as one:
        one.open()
        loading = one.begin_load()
        loading.run()
        one.finish_load(loading)
        for number in range(6):
            one.save(one.draft(Reading.from_numbers({"fiebre": 37, "presion": 60, "frecuencia_cardiaca": 40})))
            print("saved", flush=True)
"""


@pytest.mark.parametrize(
    "fault",
    ["write:error=ENOSPC:when=1+2", "rename:error=EIO:when=2+2", "write:error=EIO:when=2", "openat:error=EIO:when=2"],
)
def test_a_sidecar_that_cannot_be_written_loses_no_record(tmp_path: Path, strace: str, fault: str) -> None:
    log = tmp_path / LOG_NAME
    paths = [word for name in ("", ".tmp") for word in ("-P", str(tmp_path / f".{checkpoint.CHECKPOINT_NAME}{name}"))]
    words = [strace, "-f", "-o", os.devnull, *paths, "-e", "trace=write,openat,rename", "-e", f"inject={fault}"]
    ran = subprocess.run(
        [*words, sys.executable, "-c", textwrap.dedent(SIDECAR), tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == "saved\n" * 6, ran.stderr
    assert not (tmp_path / f".{checkpoint.CHECKPOINT_NAME}.tmp").exists()
    assert Load(log, reader.size(log)).run().tally.total == 6
