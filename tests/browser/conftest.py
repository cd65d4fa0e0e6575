"""A real Chromium, driven by a script of Node. Where one of them is missing these tests are not collected.

With `PREDICTOR_MEDICO_BROWSER` in the environment, as in the stage of CI that installs them, that is an error.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NPM = Path(os.environ.get("PREDICTOR_MEDICO_NPM", Path(__file__).parents[2] / "build" / "npm-browser"))
CHROMIUM = shutil.which("chromium") or ""

MISSING = [
    name
    for name, is_there in (
        ("chromium", CHROMIUM),
        ("node", shutil.which("node")),
        ("playwright-core", (NPM / "node_modules" / "playwright-core").is_dir()),
        ("axe-core", (NPM / "node_modules" / "axe-core").is_dir()),
        ("jinja2", importlib.util.find_spec("jinja2")),
    )
    if not is_there
]

collect_ignore_glob = ["test_*.py"] if MISSING else []

if MISSING and os.environ.get("PREDICTOR_MEDICO_BROWSER"):
    raise pytest.UsageError(f"missing for the tests in a browser: {', '.join(MISSING)}")


@pytest.fixture(scope="session")
def play(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that plays scenarios of drive.cjs and returns the observations of each."""

    def play(*scenarios: dict[str, Any]) -> list[dict[str, Any]]:
        request = tmp_path_factory.mktemp("pedido") / "pedido.json"
        request.write_text(json.dumps({"chromium": CHROMIUM, "scenarios": scenarios}), encoding="utf-8")
        script = Path(__file__).with_name("drive.cjs")
        done = subprocess.run(
            ["node", script, NPM, request], capture_output=True, text=True, timeout=540, check=False
        )
        assert done.returncode == 0, done.stderr
        seen: list[dict[str, Any]] = json.loads(done.stdout)
        return seen

    return play
