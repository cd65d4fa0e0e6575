"""A tool that is missing skips the tests that need it, or fails them where everything should be there.

And what they mount goes with them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the faults are made with Linux's tools")


def test_what_is_mounted_is_not_there_for_anybody_else(small_disk: Path) -> None:
    assert str(small_disk) in Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    assert str(small_disk) not in Path(f"/proc/{os.getppid()}/mountinfo").read_text(encoding="utf-8")


@pytest.mark.parametrize(("everything", "status"), [("", 0), ("1", 1)])
def test_without_a_tool(everything: str, status: int, tmp_path: Path) -> None:
    tests = Path(__file__).with_name("test_kills.py")
    own = f"--basetemp={tmp_path / 'pytest'}"  # every run that ends cleans up the shared one
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", own, tests, "-k", "boundary"]
    env = os.environ | {"PATH": "", "PREDICTOR_MEDICO_ALL_FAULTS": everything}
    ran = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300, env=env)
    assert ran.returncode == status
    assert "strace is not installed" in ran.stdout
    assert ("1 skipped" in ran.stdout) == (not everything)
