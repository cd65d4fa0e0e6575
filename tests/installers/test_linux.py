"""The Debian package: Debian's own checkers, and its life on a bare Debian 12."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installers.conftest import PACKAGING, give_up, need, run_script

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.installers


@pytest.fixture(scope="session")
def package(bundle: Path, bundle_out: Path) -> Path:
    """The Debian package, with its unpacked content in `work/root` beside it."""
    need("dpkg-deb")
    run_script("deb.py", bundle, bundle_out)
    return next(bundle_out.glob("*.deb"))


def checked(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_desktop_entry_and_the_metainfo_are_valid(package: Path) -> None:
    need("desktop-file-validate", "appstreamcli")
    share = package.parent / "work" / "root" / "usr" / "share"
    checked("desktop-file-validate", share / "applications" / "predictor-medico.desktop")
    metainfo = next((share / "metainfo").iterdir())
    checked("appstreamcli", "validate", "--no-net", metainfo)
    shown = re.findall(r"/packaging/screenshots/([\w.-]+)</image>", metainfo.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in (PACKAGING / "screenshots").iterdir())


def test_the_manual_pages_are_well_formed(package: Path) -> None:
    need("man")
    for page in (package.parent / "work" / "root" / "usr" / "share" / "man").rglob("*.gz"):
        done = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "predicciones.log" in done.stdout


def test_lintian_finds_nothing_beyond_the_stated_tags(package: Path) -> None:
    need("lintian")
    tags = PACKAGING / "linux" / "lintian-suppressed"
    checked("lintian", "--allow-root", "--fail-on", "error,warning", "--suppress-tags-from-file", tags, package)


def test_its_life_on_a_bare_debian(package: Path, bundle: Path) -> None:
    need("debootstrap", "Xvfb", "xdotool", "import", "pdftoppm", "tesseract")
    if os.geteuid() != 0:
        give_up("missing: the rights of root, for debootstrap")
    said = run_script("rehearse_debian.py", package, bundle)
    sys.stdout.write(said)
    assert "the rehearsal went well" in said
