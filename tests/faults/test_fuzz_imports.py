"""What the fuzzer of imports does with its inputs, for some that are always the same: it works, and it can fail."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

FUZZ = Path(__file__).with_name("fuzz_import.py")

BREAK = """
    import runpy, sys
    from core.exchange.known import Merge
    from core.exchange.known import Found
    Merge.find = Merge.find_id = lambda *_: Found.MISSING
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """The good files, and each with a byte changed, one put in, a piece cut out, or a piece of another one put in."""
    subprocess.run([sys.executable, FUZZ, "seeds", tmp_path], check=True, timeout=300)
    chance = random.Random(1)  # noqa: S311 - the same inputs in every run
    good = sorted(tmp_path.glob("seed-*"))
    contents = [path.read_bytes() for path in good]
    paths = list(good)
    for number in range(12 * len(good)):
        content = contents[number % len(good)]
        at, behind = chance.randrange(len(content)), chance.randrange(1, 40)
        piece = (chance.randbytes(1), b"", chance.choice(contents)[at : at + behind], b'"')[number // len(good) % 4]
        path = tmp_path / f"changed-{number}"
        path.write_bytes(content[:at] + piece + content[at + behind * (not piece) + (len(piece) == 1) :])
        paths.append(path)
    return paths


def test_all_promises_hold_for_some_inputs(inputs: list[Path]) -> None:
    ran = subprocess.run([sys.executable, FUZZ, *inputs], capture_output=True, text=True, check=False, timeout=300)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_file_that_comes_in_twice_breaks_a_promise(inputs: list[Path]) -> None:
    words = [sys.executable, "-c", textwrap.dedent(BREAK), FUZZ, *inputs[:12]]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 1
    assert "AssertionError: imported again it adds nothing" in ran.stderr
