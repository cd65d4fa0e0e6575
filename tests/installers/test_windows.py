"""The Windows installer, built under Wine and used there as a clinic uses it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.installers.conftest import need, run_script

pytestmark = pytest.mark.installers


def test_the_same_bundle_gives_the_same_installer_wherever_it_is_compiled(tmp_path: Path) -> None:
    need("makensis", "git")
    source = tmp_path / "predictor-medico"
    source.mkdir()
    for name in ("predictor-medico.exe", "predictor-medico-ventana.exe", "LICENSE.txt"):
        (source / name).write_text(name, encoding="utf-8")
    made = []
    for name in ("a", "another, much longer name"):
        dist = tmp_path / name
        dist.mkdir()
        made.append(Path(run_script("windows_installer.py", source, dist).strip()).read_bytes())
    assert made[0] == made[1]


def test_the_rehearsal_under_wine() -> None:
    need("wine", "makensis", "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump", "uv", "Xvfb", "xdotool", "git")
    said = run_script("rehearse_windows.py")
    sys.stdout.write(said)
    assert "the rehearsal went well" in said
