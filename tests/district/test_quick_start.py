"""The commands of the README's quick start work as written; the manual pages have every command."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.district import main as program
from core.district.arguments import LAKE_VARIABLE
from core.system.status import DONE, FAILED

README = (Path(program.__file__).with_name("README.md")).read_text(encoding="utf-8")
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
CLOCKS = ("assessing", "commands.dhis2", "commands.ejemplo", "commands.reporte")


def commands() -> list[list[str]]:
    spanish = README.partition("## En español")[2].partition("\n## ")[0]
    return [shlex.split(line)[1:] for line in re.findall(r"^ {4,}(distrito .+)$", spanish, re.MULTILINE)]


def test_each_command_of_the_quick_start_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(LAKE_VARIABLE, str(tmp_path / "lago"))
    for name in CLOCKS:
        monkeypatch.setattr(f"core.district.{name}.local_now", lambda: NOW)
    (example_map,) = re.findall(r"^    (\{\"dataSet\".+?\}\})$", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "mapa.json").write_text(example_map, encoding="utf-8")
    statuses = {argv[0]: program.main(argv) for argv in commands()}
    # What the example plants alarms; the map of the README has two of its twelve clinics.
    assert statuses == {
        "ejemplo": DONE,
        "recibir": DONE,
        "reporte": DONE,
        "calidad": FAILED,
        "deriva": FAILED,
        "dhis2": FAILED,
    }
    out, err = capfd.readouterr()
    assert "La temperatura media subió 0,3" in out
    assert "Traceback" not in out + err
    assert (tmp_path / "reporte.html").read_text(encoding="utf-8").count("se está redondeando a decenas") == 1
    assert (tmp_path / "valores.json").is_file()


@pytest.mark.parametrize("language", ["", ".es"])
def test_the_manual_page_has_every_command_and_option(language: str, capfd: pytest.CaptureFixture[str]) -> None:
    def help_of(*command: str) -> str:
        with pytest.raises(SystemExit):
            program.main([*command, "--help"])
        return capfd.readouterr().out

    path = Path(program.__file__).with_name("man") / f"predictor-medico-distrito{language}.1"
    page = path.read_text(encoding="utf-8").replace("\\-", "-")
    found = re.findall(r"^    ([a-z0-9]+)  ", help_of(), re.MULTILINE)
    assert "recibir" in found
    assert [name for name in found if not re.search(rf"\n\.TP\n\.BI? {name}\b", page)] == []
    options = {option for name in found for option in re.findall(r"--[a-z][a-z-]*", help_of(name))}
    assert [option for option in options if option not in page] == []
    if shutil.which("man"):
        done = subprocess.run(["man", "--warnings", "-l", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
