"""A program killed at any moment: every acknowledged record is there, and no line is glued or doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING, Any

import pytest

from core.cli.commands import AT_ONCE
from core.records import lines
from core.system.paths import LOG_NAME
from core.vocabulary import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Feeder = Callable[..., Any]
    Found = Callable[[Path], tuple[list[int], list[str]]]

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")

CALLS = ("write", "fdatasync", "fsync", "openat", "flock", "ftruncate", "close")


def boundaries(data_dir: Path, strace: str, feed: Feeder) -> dict[str, int]:
    """How often each call is made from the moment that the data directory is first touched, for three records."""
    trace = data_dir.with_suffix(".trace")
    program = feed(data_dir, [strace, "-f", "-o", str(trace), "-e", f"trace={','.join(CALLS)},mkdir"])
    program.ask_each(0, 1, 2)
    assert program.end() == 0
    calls = [line.split("(")[0].split()[-1] for line in trace.read_text().splitlines() if "(" in line]
    return {call: calls.count(call) for call in CALLS}


def test_killed_at_every_boundary_of_the_first_three_records(
    tmp_path: Path, strace: str, feed: Feeder, found: Found
) -> None:
    counts = boundaries(tmp_path / "counted", strace, feed)
    killed = 0
    # Calls that the start of Python makes too are counted from the end: only the last ones are ours.
    ours = {"write": 13, "fdatasync": 3, "fsync": 4, "openat": 8, "flock": 2, "close": 9}
    for call, most in ours.items():
        for when in range(max(1, counts[call] - most + 1), counts[call] + 1):
            data_dir = tmp_path / f"{call}-{when}"
            words = [strace, "-f", "-o", os.devnull, "-e", f"trace={call}"]
            program = feed(data_dir, [*words, "-e", f"inject={call}:signal=KILL:when={when}"])
            program.ask_each(0, 1, 2)
            killed += program.end() != 0
            after = feed(data_dir)
            assert after.ask(100) is not None
            assert after.end() == 0
            numbers, damage = found(data_dir)
            assert numbers[-1] == 100
            assert numbers[:-1] == [0, 1, 2][: len(numbers) - 1], (call, when)
            assert program.acknowledged <= len(numbers) - 1 <= program.acknowledged + 1
            assert damage == []
    assert killed >= 25


KILLER = """
    import json, os, random, signal, sys, time
    from core.cli import main as cli

    def reading(number):
        return {"fiebre": 37.0, "presion": 60 + number % 200, "frecuencia_cardiaca": 40 + number // 200}

    def child(data_dir, first, answers):
        readings, writer = os.pipe()
        for number in range(first, first + 40):
            os.write(writer, json.dumps(reading(number)).encode() + b"\\n")
        os.close(writer)
        os.dup2(readings, 0)
        os.dup2(answers, 1)
        sys.stdin, sys.stdout = open(0), open(1, "w")
        os._exit(cli.main(["--data-dir", data_dir, "predecir"], None, None))

    data_dir, kills, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    chance = random.Random(seed)
    acknowledged = []
    number = 0
    for _ in range(kills):
        answers, writer = os.pipe()
        pid = os.fork()
        if not pid:
            child(data_dir, number, writer)
        os.close(writer)
        content = b""
        wanted = chance.choice([0, 0, 1, 1, 2, 5, 15])
        while content.count(b"\\n") < wanted and (part := os.read(answers, 4096)):
            content += part
        until = time.perf_counter() + chance.uniform(0, 0.0015 if wanted else 0.006)
        while time.perf_counter() < until:
            pass
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        while part := os.read(answers, 4096):
            content += part
        os.close(answers)
        done = content.count(b"\\n")
        assert content.count(b"resultado") >= done, content
        acknowledged += range(number, number + done)
        number += 41
    print(json.dumps([acknowledged, number]))
"""


PAGE = 4096


def assert_torn_between_pages(log: Path) -> None:
    """The only damage a kill leaves is the beginning of a record that nobody was told of, sealed off where it ends.

    Linux copies a write page by page, and a kill stops it in between. A record that fits into one page is never torn.
    """
    content = log.read_bytes()
    for line in lines.read(log):
        if line.kind.is_damage:
            end = line.offset + line.length - len(b"\n")
            assert line.kind is LineKind.NOT_JSON
            torn = content[line.offset : end]
            assert torn[:10] == b'{"fecha":"'[: len(torn)]
            assert content[end : end + 2] == b"\n{"
            assert end % PAGE == 0


@pytest.mark.parametrize("hundred", range(5))
def test_killed_at_random_a_hundred_times(tmp_path: Path, feed: Feeder, found: Found, hundred: int) -> None:
    seed = int.from_bytes(os.urandom(4), "big")
    print("seed", seed, hundred)  # noqa: T201 - shown if the test fails
    kills = 100
    words = [sys.executable, "-c", textwrap.dedent(KILLER), str(tmp_path), str(kills), str(seed)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=500)
    assert ran.returncode == 0, ran.stderr
    acknowledged, next_number = json.loads(ran.stdout)
    last = feed(tmp_path)
    assert last.ask(next_number) is not None
    assert last.end() == 0
    numbers, damage = found(tmp_path)
    assert set(acknowledged) <= set(numbers), "every answer that was given is in the log"
    assert len(numbers) == len(set(numbers)), "nothing is there twice"
    assert numbers == sorted(numbers)
    assert numbers[-1] == next_number
    assert len(acknowledged) > kills
    assert_torn_between_pages(tmp_path / LOG_NAME)
    # What was written together was written but not answered yet.
    assert len(numbers) - 1 - len(acknowledged) <= kills * AT_ONCE
    assert len(list(lines.read(tmp_path / LOG_NAME))) == len(numbers) + len(damage), "no other lines"


def test_verdicts_that_were_answered_survive_a_kill(tmp_path: Path, feed: Feeder) -> None:
    program = feed(tmp_path)
    program.send(*range(60))
    assert program.end() == 0
    keys = [json.loads(line)["id"] for line in (tmp_path / LOG_NAME).read_bytes().splitlines()]
    words = [sys.executable, "-m", "gui", "--data-dir", str(tmp_path), "criterio"]
    lines_in = [json.dumps({"registro": key, "criterio": "NO ENFERMO", "a_ciegas": True}) + "\n" for key in keys]
    answered: set[str] = set()
    for wanted in (1, 2, 7, 20, 45):
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.writelines(lines_in)
            process.stdin.flush()
            told = [process.stdout.readline() for _ in range(wanted)]
            process.kill()
            told += [line for line in process.stdout if line.endswith("\n")]
        answered |= {json.loads(line)["registro"] for line in told}
        assert len(told) >= wanted
        found = [json.loads(line) for line in (tmp_path / "criterios.log").read_bytes().splitlines()]
        said = [verdict["registro"] for verdict in found]
        assert len(set(said)) == len(said), "what stands already is not said again"
        assert answered <= set(said) <= set(keys)
    done = subprocess.run(words, input="".join(lines_in), capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout.count("NO ENFERMO")) == (0, 60)
    checked = subprocess.run([*words[:-1], "verificar"], capture_output=True, text=True, check=False, timeout=300)
    assert json.loads(checked.stdout)["criterios"]["registros_con_criterio"] == 60
