"""The benchmarks run: that is all that is tested of them, for a test that looks at a clock fails at random."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
@pytest.mark.parametrize(
    ("what", "lines", "ratios"),
    [
        ("journal", "500", 10),
        ("grouping", "32", 2),
        ("importing", "100", 1),
        pytest.param("window", "3", 4, marks=pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")),
    ],
)
def test_the_benchmarks_run_to_their_end(what: str, lines: str, ratios: int, tmp_path: Path) -> None:
    words = [sys.executable, Path(__file__).with_name("run.py"), what, "--lines", lines, "--directory", tmp_path]
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=500)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("×") >= ratios
    assert list(tmp_path.iterdir()) == [], "nothing is left behind"
