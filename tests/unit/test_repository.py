"""Files and words that the source tree must not have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written so that this file does not match itself.
LOCAL_PATHS = re.compile(
    rb"(?<!\w)/(?:wor[k]|roo[t]|far[m])/|/(?:hom[e]|User[s])/\w|[.]librar[y]/|/bash_job[s]|[A-Z]:\\User[s]\\"
)
ALLOWED_PATHS = re.compile(rb"/home/(?:runner|usuario|user|nurse|enfermera)\b")
HOSTS = {"https://pypi.org", "https://files.pythonhosted.org"}


@pytest.fixture(scope="module")
def files() -> list[Path]:
    git = shutil.which("git")
    if git is None:
        pytest.skip("git is not installed")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_packaging_is_no_package_for_it_would_shadow_the_one_that_pip_needs() -> None:
    assert list((ROOT / "packaging").rglob("__init__.py")) == []


def test_no_test_folder_shadows_the_program() -> None:
    assert not (ROOT / "tests" / "core").exists()
    assert not (ROOT / "tests" / "gui").exists()
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_path_of_a_developers_machine_is_in_a_file(files: list[Path]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode(errors='replace')}"
        for path in files
        for match in LOCAL_PATHS.finditer(ALLOWED_PATHS.sub(b"", path.read_bytes()))
    ]
    assert found == []


def test_the_lock_file_names_only_the_public_registry() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^/\"]+", lock)) <= HOSTS


def test_whoever_runs_the_program_downloads_no_tool_of_the_developers() -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed")
    words = [uv, "export", "--frozen", "--offline", "--no-hashes", "--no-emit-project"]
    exported = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300).stdout
    named = set(re.findall(r"^([\w-]+)==", exported, re.MULTILINE))
    assert "pyside6-essentials" in named
    assert not named & {"coverage", "hypothesis", "mypy", "pyinstaller", "pytest", "ruff"}


def test_one_place_holds_the_version(files: list[Path]) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    sources = [path for path in files if path.suffix == ".py" and path.is_relative_to(ROOT / "core")]
    sources += [path for path in files if path.suffix == ".py" and path.is_relative_to(ROOT / "gui")]
    assert [path for path in sources if f'"{version}"' in path.read_text(encoding="utf-8")] == []
