"""The one command that builds: its messages where tools are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installers.conftest import PACKAGING

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.installers


@pytest.mark.skipif(sys.platform != "linux", reason="names Linux' tools")
def test_each_missing_tool_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    copy = tmp_path / "packaging"
    shutil.copytree(PACKAGING, copy)
    shutil.copy(PACKAGING.parent / "pyproject.toml", tmp_path)
    build = [sys.executable, copy / "build.py"]
    variables = {**os.environ, "PATH": "/nowhere"}
    done = subprocess.run(build, capture_output=True, text=True, check=False, env=variables)
    assert done.returncode == 0, done.stderr
    for line in (
        "not built: the bundle and the Debian package",
        "dpkg-deb is missing: apt install dpkg",
        "not built: the Windows installer, as a rehearsal",
        "wine is missing: apt install wine wine64",
    ):
        assert line in done.stdout
    assert [path.name for path in (tmp_path / "dist").iterdir()] == ["SHA256SUMS"]
    wanted = subprocess.run([*build, "--all"], capture_output=True, check=False, env=variables)
    assert wanted.returncode == 1
