"""Power cuts: acknowledged records are on the disk, at any moment.

A file system, ext4 or XFS, is shut down under the running program, mounted again, and read. With `libeatmydata`,
which makes every sync do nothing, the same must lose records: that shows that these tests can fail.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from core.journal import reader
from core.journal.health import Health
from core.records import lines
from core.records.period import Period
from core.report.report import Tally
from core.station import checkpoint
from core.station.load import DAMAGE_LISTED, Load
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Feeder = Callable[..., Any]
    Found = Callable[[Path], tuple[list[int], list[str]]]
    Disk = Any

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the power of a disk is cut by Linux's ioctl"
)

CUTS = 10
"""In each of the three tests of saving below, for each of the two kinds of cut: 60 on ext4, and 20 on XFS."""

EARLY = 10
"""A cut is early with fewer records acknowledged than this."""

LOSE_ALL = 2
KEEP_SIZES = 1

REFUSED = 2
"""Exit status of a command that refuses its input."""

fresh_names = map("datos-{}".format, itertools.count())


def spin(seconds: float) -> None:
    """Wait for less than the system's clock ticks."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def cut_while_answering(disk: Disk, program: Any, flag: int, wanted: int, pause: float) -> list[dict[str, object]]:
    """Feed the program, cut the power soon after the wanted number of answers; return its answers."""
    program.send(*range(400))
    while len(program.answers) < wanted:
        assert program.answer() is not None
    spin(pause)
    disk.cut_power(program.process, flag)
    program.end()
    disk.restart()
    return [answer for answer in program.answers if "resultado" in answer]


def assert_all_there(data_dir: Path, answered: int, feed: Feeder, found: Found) -> None:
    """All that was answered is in the log, in order, and the next record is good."""
    numbers, _ = found(data_dir) if (data_dir / LOG_NAME).exists() else ([], [])
    assert numbers[:answered] == list(range(answered))
    assert numbers == list(range(len(numbers)))
    program = feed(data_dir)
    assert "resultado" in program.ask(1000)
    assert program.end() == 0
    assert found(data_dir)[0] == [*numbers, 1000]


@pytest.mark.parametrize("flag", [LOSE_ALL, KEEP_SIZES])
def test_every_answer_survives_a_power_cut(
    any_disk: Disk, feed: Feeder, found: Found, chance: random.Random, flag: int
) -> None:
    for _ in range(CUTS):
        data_dir = any_disk.root / next(fresh_names)
        program = feed(data_dir)
        wanted = chance.choice([1, 2, 3, chance.randrange(4, 60), chance.randrange(60, 350)])
        answered = cut_while_answering(any_disk, program, flag, wanted, chance.uniform(0, 0.002))
        assert len(answered) >= wanted
        assert_all_there(data_dir, len(answered), feed, found)


@pytest.mark.parametrize("flag", [LOSE_ALL, KEEP_SIZES])
def test_the_very_first_record_survives_a_power_cut(
    disk: Disk, feed: Feeder, found: Found, chance: random.Random, flag: int
) -> None:
    answers: list[int] = []
    while len(answers) < CUTS or min(answers) >= EARLY:
        assert len(answers) < 10 * CUTS, "no cut came early"
        data_dir = disk.root / next(fresh_names) / "clínica" / "datos"
        program = feed(data_dir)
        program.send(*range(400))
        deadline = time.monotonic() + 300
        while not data_dir.exists():
            assert time.monotonic() < deadline
            spin(0.00005)
        spin(chance.uniform(0, 0.006))
        disk.cut_power(program.process, flag)
        program.end()
        disk.restart()
        answers.append(program.acknowledged)
        assert_all_there(data_dir, program.acknowledged, feed, found)


WINDOW = """
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
        for number in range(400):
            reading = {"fiebre": 37, "presion": 60 + number % 200, "frecuencia_cardiaca": 40 + number // 200}
            one.save(one.draft(Reading.from_numbers(reading)))
            print(number, flush=True)
"""


@pytest.mark.parametrize("flag", [LOSE_ALL, KEEP_SIZES])
def test_a_power_cut_while_the_sidecar_is_written_loses_nothing_and_fools_nobody(
    disk: Disk, feed: Feeder, found: Found, chance: random.Random, flag: int
) -> None:
    for _ in range(CUTS):
        data_dir = disk.root / next(fresh_names)
        program = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WINDOW), data_dir],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with program:
            assert program.stdout is not None
            answers = [program.stdout.readline() for _ in range(chance.randrange(1, 250))]
            spin(chance.uniform(0, 0.002))
            disk.cut_power(program, flag)
            answers += [line for line in program.stdout if line.endswith(b"\n")]
        disk.restart()
        assert_sidecar_fools_nobody(data_dir / LOG_NAME)
        assert_all_there(data_dir, len(answers), feed, found)
        assert_sidecar_fools_nobody(data_dir / LOG_NAME)


def assert_sidecar_fools_nobody(log: Path) -> None:
    found = Load(log, reader.size(log)).run()
    tally, health = Tally(), Health(listed=DAMAGE_LISTED)
    for line in lines.read(log):
        health.add(line)
        if line.entry is not None:
            tally.add(line.entry)
    assert found.health == health
    report, truth = found.tally.report(Period()), tally.report(Period())
    assert (report.counts, report.last, report.days) == (truth.counts, truth.last, truth.days)
    leftover = log.with_name(f".{checkpoint.CHECKPOINT_NAME}.tmp")
    assert not leftover.is_dir()


def run_at(data_dir: Path, *arguments: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    words = [*before, sys.executable, "-m", "gui", "--data-dir", str(data_dir), *arguments]
    return subprocess.run(words, capture_output=True, check=False, timeout=300)


def killed_at_its_sync(strace: str, log: Path) -> tuple[str, ...]:
    """The words that have a program killed as it goes to sync what it wrote to a file: that is only in memory then.

    The first sync is that of what was there before.
    """
    inject = ("-e", "trace=fdatasync", "-e", "inject=fdatasync:signal=KILL:when=2")
    return (strace, "-f", "-o", os.devnull, "-P", str(log), *inject)


def test_what_a_restoring_finds_unsynced_survives_once_it_calls_it_known(
    disk: Disk, strace: str, feed: Feeder, found: Found, tmp_path: Path
) -> None:
    other = tmp_path / "otro"
    program = feed(other)
    program.send(*range(50))
    assert program.end() == 0
    backup = tmp_path / "copia.zip"
    assert run_at(other, "respaldar", "--salida", str(backup)).returncode == 0
    data_dir = disk.root / next(fresh_names)
    program = feed(data_dir)
    assert program.ask(60) is not None
    assert program.end() == 0
    os.sync()
    killed = run_at(data_dir, "restaurar", str(backup), before=killed_at_its_sync(strace, data_dir / LOG_NAME))
    assert killed.returncode != 0
    again = run_at(data_dir, "restaurar", str(backup))
    assert again.returncode == 0
    with subprocess.Popen(["sleep", "60"]) as nothing:
        disk.cut_power(nothing, LOSE_ALL)
    disk.restart()
    assert sorted(found(data_dir)[0]) == [*range(50), 60]


@dataclass(frozen=True)
class Journal:
    """A journal of notes: what says something of a record, takes it back, and counts it in `verificar`.

    `again` is the exit status of saying what stands already.
    """

    name: str
    title: str
    counted: str
    words: tuple[str, ...]
    back: tuple[str, ...]
    again: int

    @property
    def path(self) -> Path:
        return Path(f"{self.title}.log")

    def say(self, number: int) -> tuple[str, ...]:
        return (self.name, f"linea:{number}", *self.words)

    def take_back(self, number: int) -> tuple[str, ...]:
        return (self.name, f"linea:{number}", *self.back)

    def standing(self, data_dir: Path, torn: int = 0) -> int:
        """Of how many records something is said, by a `verificar` that must find the log good.

        The log and the journal may each have `torn` damaged lines: what a cut left of what nobody was told of.
        """
        found = json.loads(run_at(data_dir, "verificar").stdout)
        assert found["lineas_danadas"] <= torn
        assert found[self.title]["lineas_danadas"] <= torn
        return int(found[self.title][self.counted])


JOURNALS = [
    Journal("anular", "anulaciones", "registros_anulados", ("--motivo", "prueba"), ("--deshacer",), REFUSED),
    Journal(
        "criterio",
        "criterios",
        "registros_con_criterio",
        ("--categoria", "ENFERMEDAD TERMINAL", "--a-ciegas"),
        ("--retirar",),
        0,
    ),
]


@pytest.fixture(params=JOURNALS, ids=lambda journal: journal.title)
def journal(request: pytest.FixtureRequest) -> Journal:
    said: Journal = request.param
    return said


def test_notes_that_a_restoring_finds_unsynced_survive_once_it_calls_them_known(
    disk: Disk, strace: str, feed: Feeder, tmp_path: Path, journal: Journal
) -> None:
    other, backup = with_readings(feed, tmp_path / "otro", 0, 1), tmp_path / "copia.zip"
    data_dir = disk.root / next(fresh_names)
    restore = ("restaurar", str(backup))
    for number in (1, 2):
        os.sync()
        words = killed_at_its_sync(strace, data_dir / journal.path) if number == 2 else ()
        assert run_at(other, *journal.say(number)).returncode == 0
        assert run_at(other, "respaldar", "--salida", str(backup)).returncode == 0
        assert (run_at(data_dir, *restore, before=words).returncode == 0) == (not words)
    assert f'"{journal.title}_ya_presentes": 2'.encode() in run_at(data_dir, *restore).stdout
    with subprocess.Popen(["sleep", "60"]) as nothing:
        disk.cut_power(nothing, LOSE_ALL)
    disk.restart()
    assert journal.standing(data_dir) == 2


def test_a_note_that_was_only_in_memory_survives_once_it_is_called_done(
    disk: Disk, strace: str, feed: Feeder, journal: Journal
) -> None:
    data_dir = disk.root / next(fresh_names)
    program = feed(data_dir)
    program.send(0, 1)
    assert program.end() == 0
    assert run_at(data_dir, *journal.say(1)).returncode == 0
    os.sync()
    said = journal.say(2)
    assert run_at(data_dir, *said, before=killed_at_its_sync(strace, data_dir / journal.path)).returncode != 0
    assert run_at(data_dir, *said).returncode == journal.again, "it stands already"
    with subprocess.Popen(["sleep", "60"]) as nothing:
        disk.cut_power(nothing, LOSE_ALL)
    disk.restart()
    assert journal.standing(data_dir) == 2


@dataclass
class Cut:
    """A power cut at a command: `pause` seconds after that has begun to write, or with None once it has ended."""

    disk: Disk
    flag: int
    pause: float | None

    @property
    def torn(self) -> int:
        """How many lines it may tear: one that is being written, where its size survives without its bytes."""
        return int(self.flag == KEEP_SIZES and self.pause is not None)

    def folder(self) -> Path:
        """Make a folder on the disk that is cut off."""
        folder: Path = self.disk.root / next(fresh_names)
        folder.mkdir()
        return folder

    def during(self, has_begun: Callable[[], bool], data_dir: Path, *words: str) -> bool:
        """Run a command and cut the power; return whether it had answered."""
        words = (sys.executable, "-m", "gui", "--data-dir", str(data_dir), *words)
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
            assert program.stdout is not None
            answer = b""
            if self.pause is None:
                answer = program.stdout.read()
            else:
                deadline = time.monotonic() + 300
                while program.poll() is None and not has_begun():
                    assert time.monotonic() < deadline
                    spin(0.00005)
                spin(self.pause)
            self.disk.cut_power(program, self.flag)
            answer += program.stdout.read()
        self.disk.restart()
        assert self.pause is not None or program.returncode == 0
        return program.returncode == 0 or answer.endswith(b"}\n")


@pytest.fixture(params=itertools.product((LOSE_ALL, KEEP_SIZES), ("early", "answered")), ids=lambda param: param[1])
def cut(request: pytest.FixtureRequest, disk: Disk, chance: random.Random) -> Cut:
    """Of either kind, early or late."""
    flag, moment = request.param
    return Cut(disk, flag, None if moment == "answered" else chance.uniform(0, 0.004))


def with_readings(feed: Feeder, data_dir: Path, *numbers: int) -> Path:
    """Make a data directory of these readings; all of it is on the disk."""
    program = feed(data_dir)
    program.send(*numbers)
    assert program.end() == 0
    os.sync()
    return data_dir


def has_bytes(path: Path, more_than: int = 0) -> bool:
    return path.exists() and path.stat().st_size > more_than


def has_temporary(folder: Path) -> bool:
    """Say whether a file is being written there that takes its name later."""
    return any(path.suffix == ".tmp" for path in folder.iterdir())


def test_the_first_note_of_a_directory_survives_a_power_cut(
    feed: Feeder, found: Found, cut: Cut, journal: Journal
) -> None:
    data_dir = with_readings(feed, cut.disk.root / next(fresh_names), 0, 1)
    if cut.during((data_dir / journal.path).exists, data_dir, *journal.say(1)):
        assert journal.standing(data_dir) == 1
    expected = journal.again if journal.standing(data_dir, cut.torn) else 0
    assert run_at(data_dir, *journal.say(1)).returncode == expected
    assert journal.standing(data_dir, cut.torn) == 1
    assert found(data_dir) == ([0, 1], [])


def test_taking_a_note_back_survives_a_power_cut(feed: Feeder, found: Found, cut: Cut, journal: Journal) -> None:
    data_dir = with_readings(feed, cut.disk.root / next(fresh_names), 0, 1)
    for number in (1, 2):
        assert run_at(data_dir, *journal.say(number)).returncode == 0
    os.sync()
    path = data_dir / journal.path
    if cut.during(partial(has_bytes, path, path.stat().st_size), data_dir, *journal.take_back(1)):
        assert journal.standing(data_dir) == 1
    expected = REFUSED if journal.standing(data_dir, cut.torn) == 1 else 0
    assert run_at(data_dir, *journal.take_back(1)).returncode == expected
    assert journal.standing(data_dir, cut.torn) == 1
    assert found(data_dir) == ([0, 1], [])


def test_a_backup_survives_a_power_cut_or_the_former_one_does(
    feed: Feeder, found: Found, tmp_path: Path, cut: Cut
) -> None:
    data_dir = with_readings(feed, tmp_path / "datos", *range(20))
    folder = cut.folder()
    back_up = ("respaldar", "--salida", str(folder / "copia.zip"))
    # Only where it is cut early: a file that replaces another one is synced by ext4 itself.
    if cut.pause is not None:
        assert run_at(data_dir, *back_up).returncode == 0
    with_readings(feed, data_dir, *range(20, 300))
    answered = cut.during(partial(has_temporary, folder), data_dir, *back_up)
    restored = tmp_path / "otro"
    assert run_at(restored, "restaurar", str(folder / "copia.zip")).returncode == 0
    numbers, damage = found(restored)
    assert numbers == list(range(300)) or (numbers == list(range(20)) and not answered)
    assert damage == []


def test_an_export_survives_a_power_cut_or_the_former_one_does(feed: Feeder, tmp_path: Path, cut: Cut) -> None:
    data_dir = with_readings(feed, tmp_path / "datos", *range(20))
    folder = cut.folder()
    export = ("exportar", "--formato", "registros", "--salida")
    assert run_at(data_dir, *export, str(tmp_path / "antes.csv")).returncode == 0
    if cut.pause is not None:
        assert run_at(data_dir, *export, str(folder / "registros.csv")).returncode == 0
    with_readings(feed, data_dir, *range(20, 300))
    assert run_at(data_dir, *export, str(tmp_path / "después.csv")).returncode == 0
    answered = cut.during(partial(has_temporary, folder), data_dir, *export, str(folder / "registros.csv"))
    there = (folder / "registros.csv").read_bytes()
    former, whole = (tmp_path / "antes.csv").read_bytes(), (tmp_path / "después.csv").read_bytes()
    assert there == whole or (there == former and not answered)


def test_what_was_restored_survives_a_power_cut(feed: Feeder, found: Found, tmp_path: Path, cut: Cut) -> None:
    other = with_readings(feed, tmp_path / "otro", *range(300))
    assert run_at(other, "anular", "linea:7", "--motivo", "prueba").returncode == 0
    backup = tmp_path / "copia.zip"
    assert run_at(other, "respaldar", "--salida", str(backup)).returncode == 0
    data_dir = cut.disk.root / next(fresh_names) / "clínica" / "datos"
    log = data_dir / LOG_NAME
    restore = ("restaurar", str(backup))
    if cut.during(partial(has_bytes, log), data_dir, *restore):
        assert found(data_dir) == (list(range(300)), [])
        assert JOURNALS[0].standing(data_dir) == 1
    assert run_at(data_dir, *restore).returncode == 0
    assert found(data_dir)[0] == list(range(300))
    assert b'"registros_anulados": 1' in run_at(data_dir, "verificar").stdout


def test_an_import_and_its_undoing_survive_a_power_cut(feed: Feeder, tmp_path: Path, cut: Cut) -> None:
    data_dir = with_readings(feed, cut.disk.root / next(fresh_names), 0)
    book = tmp_path / "libro.csv"
    rows = "".join(f"2026-11-23,38.5,120,{rate}\n" for rate in range(60, 160))
    book.write_text(f"Fecha,Temperatura,Presion,Pulso\n{rows}", "utf-8")
    name = hashlib.sha256(book.read_bytes()).hexdigest()[:16]
    log, events = data_dir / LOG_NAME, data_dir / "anulaciones.log"
    size = log.stat().st_size
    if cut.during(lambda: has_bytes(log, size), data_dir, "importar", str(book)):
        assert total_in(data_dir) == 101
    assert run_at(data_dir, "importar", str(book)).returncode == 0
    assert total_in(data_dir) == 101
    if cut.during(lambda: has_bytes(events), data_dir, "importar", "--deshacer", name):
        assert total_in(data_dir) == 1
    assert run_at(data_dir, "importar", "--deshacer", name).returncode == 0
    assert total_in(data_dir) == 1
    assert JOURNALS[0].standing(data_dir, cut.torn) == 100


def total_in(data_dir: Path) -> int:
    found = json.loads(run_at(data_dir, "reporte").stdout)["total_por_categoria"]
    return sum(found.values())


def test_without_syncs_the_same_cuts_lose_records(any_disk: Disk, feed: Feeder, found: Found) -> None:
    library = next(Path("/usr/lib").glob("*/libeatmydata.so*"), None)
    if library is None:
        pytest.skip("libeatmydata is not installed")
    lost = 0
    for _ in range(3):
        data_dir = any_disk.root / next(fresh_names)
        program = feed(data_dir, env={"LD_PRELOAD": str(library)})
        answered = cut_while_answering(any_disk, program, LOSE_ALL, 100, 0)
        there = found(data_dir)[0] if (data_dir / LOG_NAME).exists() else []
        lost += max(0, len(answered) - len(there))
    assert lost > 0  # another test may sync all disks meanwhile
