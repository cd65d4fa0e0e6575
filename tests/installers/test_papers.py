"""Papers beside the program: manual pages, checksums and notes of a release, a pull request's results."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.installers.conftest import PACKAGING, run_script

if TYPE_CHECKING:
    from pathlib import Path


def help_of(*command: str) -> str:
    run = [sys.executable, "-m", "gui", *command, "--help"]
    return subprocess.run(run, capture_output=True, check=True, cwd=PACKAGING.parent).stdout.decode()


@pytest.mark.parametrize("name", ["predictor-medico.1.in", "predictor-medico.es.1.in"])
def test_the_manual_page_has_every_command_and_option(name: str) -> None:
    page = re.sub(r"\\f[BIR]", "", (PACKAGING / "linux" / "man" / name).read_text(encoding="utf-8")).replace(
        "\\-", "-"
    )
    commands = re.findall(r"^    ([a-z][a-z-]*)(?:  |$)", help_of(), re.MULTILINE)
    assert "predecir" in commands
    assert [command for command in commands if f"\n.TP\n.B {command}\n" not in page] == []
    helps = {command: help_of(command) for command in commands}
    options = {option for text in helps.values() for option in re.findall(r"--[a-z][a-z-]*", text)}
    assert [option for option in options if option not in page] == []
    actions = re.findall(r"[a-z]{4,}", *re.findall(r"^  ACCIÓN +(.+)$", helps["modelo"], re.MULTILINE))
    assert "activar" in actions
    choices = [
        choice
        for text in helps.values()
        for listed in re.findall(r"{([a-z0-9,\s]+)}", text)
        for choice in re.split(r",\s*", listed)
    ]
    assert "fhir" in choices
    assert [word for word in (*actions, *choices) if not re.search(rf"\b{word}\b", page)] == []


DISTRICT = "import sys; from core.district.main import main; sys.exit(main())"


def help_of_district(*command: str) -> str:
    run = [sys.executable, "-c", DISTRICT, *command, "--help"]
    return subprocess.run(run, capture_output=True, check=True, cwd=PACKAGING.parent).stdout.decode()


@pytest.mark.parametrize("name", ["predictor-medico-distrito.1", "predictor-medico-distrito.es.1"])
def test_the_district_s_manual_page_has_every_command_option_and_choice(name: str) -> None:
    page = (PACKAGING.parent / "core" / "district" / "man" / name).read_text(encoding="utf-8").replace("\\-", "-")
    commands = re.findall(r"^    ([a-z][a-z0-9-]*)(?:  |$)", help_of_district(), re.MULTILINE)
    assert {"recibir", "dhis2"} <= set(commands)
    assert [command for command in commands if not re.search(rf"\n\.TP\n\.BI? {command}(?: |\n)", page)] == []
    helps = [help_of_district(command) for command in commands]
    options = {option for text in helps for option in re.findall(r"--[a-z][a-z-]*", text)}
    assert {"--motor", "--lago"} <= options
    assert [option for option in options if option not in page] == []
    listed = [choices for text in helps for choices in re.findall(r"{([a-z0-9,\s]+)}", text)]
    choices = {choice for one in listed for choice in re.split(r",\s*", one)}
    assert {"html", "spark"} <= choices
    assert [choice for choice in choices if not re.search(rf"\b{choice}\b", page)] == []


@pytest.mark.parametrize(
    "page",
    sorted([*PACKAGING.rglob("*.1.in"), *(PACKAGING.parent / "core").rglob("man/*.1")]),
    ids=lambda path: path.name,
)
def test_a_manual_page_has_only_characters_that_every_troff_has(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert {character for character in text if ord(character) > 0xFF} == set()


def part(folder: Path, name: str, content: bytes, told: bytes | None = None) -> None:
    """Make the result of one system's build: a file, and its checksum."""
    folder.mkdir(parents=True)
    (folder / name).write_bytes(content)
    digest = hashlib.sha256(content if told is None else told).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  {name}\n", encoding="ascii")


def test_a_release_has_what_each_system_built_and_one_list_of_checksums(tmp_path: Path) -> None:
    parts, dist = tmp_path / "parts", tmp_path / "dist"
    part(parts / "linux", "predictor.deb", b"deb")
    part(parts / "macos", "predictor.dmg", b"dmg")
    part(parts / "other", "predictor-rehearsal.exe", b"of Wine")
    notes = run_script("gather.py", parts, dist)
    assert {path.name for path in dist.iterdir()} == {"predictor.deb", "predictor.dmg", "SHA256SUMS"}
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], check=True, cwd=dist, capture_output=True)
    spanish, english = notes.split("\n---\n")
    assert "### Añadido" in spanish
    assert "### Added" in english


def test_a_file_that_changed_on_its_way_is_not_released(tmp_path: Path) -> None:
    part(tmp_path / "parts" / "linux", "predictor.deb", b"deb", told=b"another")
    with pytest.raises(AssertionError, match="is not what was built"):
        run_script("gather.py", tmp_path / "parts", tmp_path / "dist")


def test_a_pull_request_is_told_the_tests_and_the_coverage_of_each_system(tmp_path: Path) -> None:
    suite = '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>'
    (tmp_path / "tests-macos-3.13.xml").write_text(suite, encoding="utf-8")
    (tmp_path / "tests-windows-3.11.xml").write_text(suite.replace('"1"', '"0"'), encoding="utf-8")
    coverage = {"totals": {"percent_covered": 99.96}}
    (tmp_path / "coverage-macos-3.13.json").write_text(json.dumps(coverage), encoding="utf-8")
    told = run_script("results_comment.py", tmp_path).splitlines()
    assert told[2:] == ["| macos-3.13 | 5 | 2 | 2 | 99.9 % |", "| windows-3.11 | 7 | 0 | 2 | - |"]


def test_a_pull_request_whose_tests_did_not_run_is_told_so(tmp_path: Path) -> None:
    assert "did not run" in run_script("results_comment.py", tmp_path)
