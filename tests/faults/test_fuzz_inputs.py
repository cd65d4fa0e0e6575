"""The fuzzer on fixed inputs: it works, and it can fail."""

from __future__ import annotations

import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

FUZZ = Path(__file__).with_name("fuzz_log.py")

BREAK = """
    import runpy, sys
    from core.records import batch
    batch._have_their_checksums = lambda *_: True
    sys.argv = sys.argv[1:]
    runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    chance = random.Random(1)  # noqa: S311 - the same inputs in every run
    paths = [tmp_path / f"{number}" for number in range(60)]
    for number, path in enumerate(paths):
        path.write_bytes(chance.randbytes(4 * number))
    return paths


def test_all_promises_hold_for_some_inputs(inputs: list[Path]) -> None:
    ran = subprocess.run([sys.executable, FUZZ, *inputs], capture_output=True, text=True, check=False, timeout=300)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_checksum_that_nobody_compares_breaks_a_promise(inputs: list[Path]) -> None:
    words = [sys.executable, "-c", textwrap.dedent(BREAK), FUZZ, *inputs]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 1
    assert "AssertionError: the quick way is right" in ran.stderr
