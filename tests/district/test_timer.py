"""What starts the round each night: the units, by systemd's own check; their command and the line for cron, run."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.district.lakes import Lake, a_backup, a_clinic
from tests.samples import a_line

ROOT = Path(__file__).parents[2] / "packaging" / "district"
SERVICE, TIMER = "predictor-medico-ciclo.service", "predictor-medico-ciclo.timer"
PROGRAM = Path(sys.executable).with_name("predictor-medico-distrito")
FOLDER = "/srv/distrito"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder that stands for /srv/distrito, with one delivery in it."""
    a_backup(a_clinic(tmp_path / "pc", a_line(1), a_line(2)), tmp_path / "distrito" / "entrada" / "E1.zip")
    return tmp_path / "distrito"


def test_systemd_has_nothing_against_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        if os.environ.get("PREDICTOR_MEDICO_DISTRICT"):
            pytest.fail("systemd-analyze is missing")
        pytest.skip("systemd-analyze is missing")
    for name in (SERVICE, TIMER):
        text = (ROOT / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("ExecStart=predictor", f"ExecStart={PROGRAM.parent}/predictor"))
    verify = [analyze, "verify", "--man=no", tmp_path / SERVICE, tmp_path / TIMER]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_command_of_the_service_is_the_round(office: Path) -> None:
    unit = (ROOT / SERVICE).read_text(encoding="utf-8").replace(FOLDER, str(office))
    words = shlex.split(re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)[0])
    settings = dict(one.split("=", 1) for one in re.findall(r"^Environment=(.*)$", unit, re.MULTILINE))
    assert {"CacheDirectory=predictor-medico", "ProtectHome=true"} <= set(unit.splitlines())
    assert settings.pop("PREDICTOR_MEDICO_CACHE") == "/var/cache/predictor-medico"  # a lake on S3: no home is there
    done = subprocess.run([PROGRAM, *words[1:]], env=settings, capture_output=True, check=True)
    assert (words[0], json.loads(done.stdout)["recibidas"]) == (PROGRAM.name, 1)
    assert sum(Lake(str(office / "lago")).counts.values()) == 2


def test_the_line_for_cron_is_the_round(office: Path) -> None:
    (line,) = re.findall(r"^ {4}30 2 \* \* \*  (.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    # Cron's own PATH, which has no /usr/local/bin: there the unit's program is.
    line = line.replace(FOLDER, str(office)).replace("/usr/local/bin", str(PROGRAM.parent))
    subprocess.run(["/bin/sh", "-c", line], env={"PATH": "/usr/bin:/bin"}, umask=0o022, check=True)
    log = office / "ciclo.log"
    assert (json.loads(log.read_text(encoding="utf-8"))["recibidas"], log.stat().st_mode & 0o777) == (1, 0o600)
