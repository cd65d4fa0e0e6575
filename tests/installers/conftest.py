"""Tests of the products of packaging/. They take minutes and tools, so they run only on request: `-m installers`."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
BUNDLE_TOOLS = ("git", "readelf", "strip")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave these tests out of a run that did not ask for them."""
    if "installers" in (config.option.markexpr or ""):
        return
    left_out = [item for item in items if item.get_closest_marker("installers")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def need(*tools: str) -> None:
    """Skip the test, by name, if a tool is missing; in CI fail it, where nobody looks at skipped tests."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        give_up(f"missing: {', '.join(missing)}")


def give_up(reason: str) -> NoReturn:
    """Skip the test; in CI fail it."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def run_script(script: str, *arguments: str | Path, cwd: Path = ROOT) -> str:
    """Run a script of packaging/ as its users do; return its output, with which the test fails if it fails."""
    done = subprocess.run(
        [sys.executable, cwd / "packaging" / script, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def bundle_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the Linux bundle and its SBOM, built once for all tests."""
    need(*BUNDLE_TOOLS)
    if sys.platform != "linux" or importlib.util.find_spec("PyInstaller") is None:
        give_up("needs Linux and `uv run --group build`")
    out = tmp_path_factory.mktemp("bundle")
    run_script("bundle.py", out)
    return out


@pytest.fixture(scope="session")
def bundle(bundle_out: Path) -> Path:
    """The folder of the Linux bundle."""
    return bundle_out / "predictor-medico"


@pytest.fixture
def clean_environment() -> dict[str, str]:
    """The environment of a desktop session, without the test run's own settings."""
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
