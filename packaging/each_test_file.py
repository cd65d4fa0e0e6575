"""Runs each test file in a process of its own: it needs no other, and its process ends as well as its tests did.

    uv run --group dev python packaging/each_test_file.py tests/widgets tests/flows

As many at a time as there are processors, each with its own temporary folder: every run that ends cleans up pytest's
shared one, and fails now and then where another does too. The exit status is 1 if one failed, or ended badly.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT_S = 300
"""How long a test may take, in seconds: one that never ends is told of before CI ends them all."""


def run(file: Path) -> tuple[int, str]:
    """Run a test file; return the exit status of its process, and what it said."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        ini = (f"--basetemp={folder}/pytest", f"--override-ini=faulthandler_timeout={LIMIT_S}")
        words: list[str | Path] = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", *ini, file]
        done = subprocess.run(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
    return done.returncode, done.stdout.strip()


def main(folders: list[str]) -> int:
    """Run the test files of these folders; say how the process of each ended, and all that a failed one said."""
    files = sorted(file for folder in folders for file in (ROOT / folder).rglob("test_*.py"))
    if not files:
        sys.exit("name folders that have test files")
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, (status, said) in zip(files, pool.map(run, files), strict=True):
            summary = said if status else said.splitlines()[-1]
            print(f"{file.relative_to(ROOT)}: exit status {status}: {summary}", flush=True)
            failed += status != 0
    print(f"{len(files)} test files, each alone: {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
