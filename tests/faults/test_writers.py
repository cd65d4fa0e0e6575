"""Several programs at one data directory, and strangers in its files."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Any

import pytest

from core.system.lock import LOCK_NAME
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    Feeder = Callable[..., Any]
    Found = Callable[[Path], tuple[list[int], list[str]]]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="needs kill -9, and files that can be removed while open"
)

WINDOW = """
    import sys
    from datetime import datetime, timezone
    from pathlib import Path
    from core.clinical.model import load
    from core.station.station import Station
    from core.clinical.vitals import Reading

    with Station(Path(sys.argv[1]), load(), lambda: datetime.now(timezone.utc), "ventana") as station:
        station.open()
        print("open", flush=True)
        for line in sys.stdin:
            reading = {"fiebre": 37, "presion": 60 + int(line), "frecuencia_cardiaca": 40}
            station.save(station.draft(Reading.from_numbers(reading)))
            print("saved", flush=True)
"""

PATIENT = (
    sys.executable,
    "-c",
    (
        "import sys; from core.cli import commands; from gui.__main__ import main; "
        "commands.WAIT_S = 300.0; sys.exit(main())"
    ),
)
"""The program, which waits for another writer as long as a slow disk needs."""


@pytest.fixture
def window(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that holds the directory as the window does, and saves the number of each line that it gets."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WINDOW), tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_eight_command_lines_at_once_lose_nothing(tmp_path: Path, feed: Feeder, found: Found) -> None:
    programs = [feed(tmp_path, program=PATIENT) for _ in range(8)]
    for index, program in enumerate(programs):
        program.send(*range(100 * index, 100 * index + 25))
        program.process.stdin.close()
    assert [program.end() for program in programs] == [0] * 8
    assert [program.acknowledged for program in programs] == [25] * 8
    numbers, damage = found(tmp_path)
    assert damage == []
    assert sorted(numbers) == [100 * index + one for index in range(8) for one in range(25)]
    for index in range(8):
        assert [number for number in numbers if number // 100 == index] == list(range(100 * index, 100 * index + 25))


def test_a_command_line_waits_a_little_then_says_who_holds_the_directory(
    tmp_path: Path, window: subprocess.Popen[str], run_program: Feeder, found: Found
) -> None:
    words = ("predecir", "--fiebre", "37", "--presion", "61", "--frecuencia-cardiaca", "40")
    began = time.monotonic()
    refused = run_program("--data-dir", str(tmp_path), *words)
    assert time.monotonic() - began > 4
    assert refused.returncode == 1
    assert f"en uso (ventana, proceso {window.pid}): cierre la ventana y repita" in refused.stderr.decode()
    assert refused.stdout == b""

    assert window.stdin is not None
    assert window.stdout is not None
    window.stdin.write("7\n")
    assert window.stdout.readline() == "saved\n"
    assert run_program("--data-dir", str(tmp_path), "reporte").returncode == 0, "reading needs no lock"

    window.send_signal(signal.SIGKILL)
    window.wait()
    assert run_program("--data-dir", str(tmp_path), *words).returncode == 0
    assert found(tmp_path) == ([7, 1], [])


def test_a_command_line_that_waits_goes_on_when_the_window_closes(
    tmp_path: Path, window: subprocess.Popen[str], feed: Feeder, found: Found
) -> None:
    program = feed(tmp_path, program=PATIENT)
    program.send(5)
    assert window.stdin is not None
    window.stdin.write("3\n")
    window.stdin.close()
    window.wait()
    assert "resultado" in program.answer()
    assert program.end() == 0
    assert found(tmp_path) == ([3, 5], [])


def without_locks(strace: str, code: str, then: str = "") -> list[str]:
    """The command prefix that runs a program on a disk without locks."""
    return [strace, "-f", "-o", os.devnull, "-e", "trace=flock", "-e", f"inject=flock:error={code}{then}"]


def predict(data_dir: Path, before: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    words = ("predecir", "--fiebre", "37", "--presion", "61", "--frecuencia-cardiaca", "40")
    return program(data_dir, *words, before=before)


def program(data_dir: Path, *words: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*before, sys.executable, "-m", "gui", "--data-dir", data_dir, *words],
        capture_output=True,
        timeout=300,
        check=False,
    )


def assert_refused(done: subprocess.CompletedProcess[bytes], data_dir: Path) -> None:
    assert (done.returncode, done.stdout) == (1, b"")
    said = done.stderr.decode()
    assert said.startswith(f"predictor-medico: no se pudo guardar en {data_dir}: ese disco no permite reservar la")
    assert said.count("\n") == 1
    assert not (data_dir / LOG_NAME).exists()


@pytest.mark.parametrize("code", ["ENOSYS", "EOPNOTSUPP", "ENOLCK"])
def test_a_disk_without_locks_is_refused_in_one_sentence(
    tmp_path: Path, strace: str, code: str, found: Found
) -> None:
    data_dir = tmp_path / "datos"
    assert_refused(predict(data_dir, without_locks(strace, code)), data_dir)
    assert (data_dir / LOCK_NAME).exists()
    assert_refused(predict(data_dir, without_locks(strace, code)), data_dir)
    assert predict(data_dir).returncode == 0
    assert found(data_dir) == ([1], [])


def test_what_is_on_a_disk_without_locks_can_be_read_and_carried_away(
    tmp_path: Path, strace: str, found: Found
) -> None:
    data_dir, copy = tmp_path / "datos", tmp_path / "copia.zip"
    assert predict(data_dir).returncode == 0
    before = without_locks(strace, "ENOSYS")
    assert b"presion" in program(data_dir, "reporte", before=before).stdout
    assert program(data_dir, "respaldar", "--salida", str(copy), before=before).returncode == 0
    assert program(tmp_path / "otro", "restaurar", str(copy)).returncode == 0
    assert found(tmp_path / "otro") == ([1], [])


@pytest.mark.parametrize("code", ["ENOSYS", "ENOLCK"])
def test_who_is_killed_on_a_disk_without_locks_holds_nothing(
    tmp_path: Path, strace: str, code: str, found: Found
) -> None:
    data_dir = tmp_path / "datos"
    killed = predict(data_dir, without_locks(strace, code, ":signal=KILL"))
    assert killed.returncode not in (0, 1, 130)
    assert (data_dir / LOCK_NAME).exists()
    assert_refused(predict(data_dir, without_locks(strace, code)), data_dir)
    assert predict(data_dir).returncode == 0
    assert found(data_dir) == ([1], [])


def test_a_disk_whose_locks_go_lets_no_second_one_in_and_a_killed_holder_holds_nothing(
    tmp_path: Path, window: subprocess.Popen[str], strace: str, found: Found
) -> None:
    refused = predict(tmp_path, without_locks(strace, "ENOLCK"))
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert "no permite reservar" in refused.stderr.decode()
    window.send_signal(signal.SIGKILL)
    window.wait()
    assert predict(tmp_path).returncode == 0
    assert found(tmp_path) == ([1], [])


def test_a_lock_that_the_disk_does_not_let_go_takes_no_answer_back(tmp_path: Path, strace: str, found: Found) -> None:
    done = predict(tmp_path, without_locks(strace, "ENOLCK", ":when=2+"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"resultado" in done.stdout
    assert predict(tmp_path).returncode == 0
    assert found(tmp_path) == ([1, 1], [])


@pytest.mark.parametrize("change", ["removed", "replaced", "written to", "lock removed"])
def test_a_change_behind_its_back_is_said_before_the_next_append(
    tmp_path: Path, feed: Feeder, found: Found, change: str
) -> None:
    log = tmp_path / LOG_NAME
    program = feed(tmp_path)
    program.ask(0)
    if change == "lock removed":
        (tmp_path / LOCK_NAME).unlink()
    elif change == "written to":
        with log.open("ab") as file:
            file.write(b"a stranger was here\n")
    else:
        old = log.rename(log.with_name("old"))
        if change == "replaced":
            log.write_bytes(old.read_bytes() * 2)
    answer = program.ask(1)
    if change == "lock removed":
        assert "resultado" in answer
        assert found(tmp_path) == ([0, 1], [])
        return
    sentence = "el archivo o su carpeta no están" if change == "removed" else "otro programa cambió, movió o borró"
    assert sentence in answer["error"]
    assert "resultado" in program.ask(2)
    assert program.end() == 1
    assert (
        found(tmp_path)
        == {
            "removed": ([2], []),
            "replaced": ([0, 0, 2], []),
            "written to": ([0, 2], ["not_json"]),
        }[change]
    )
    if change != "written to":
        assert (tmp_path / "old").read_bytes().count(b"\n") == 1, "nothing is written into a file that nobody can see"


def test_reading_while_another_writes_never_sees_damage(tmp_path: Path, feed: Feeder, run_program: Feeder) -> None:
    program = feed(tmp_path)
    program.ask(0)
    program.send(*range(1, 1500))
    for _ in range(4):
        assert run_program("--data-dir", str(tmp_path), "verificar").returncode == 0
    assert program.end() == 0
    assert os.path.getsize(tmp_path / LOG_NAME) > 1500 * 200  # noqa: PTH202 - as the system says it
