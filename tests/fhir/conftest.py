"""A validator of FHIR for Node. Where it is missing these tests are not collected.

With `PREDICTOR_MEDICO_FHIR` in the environment, as in the stage of CI that installs it, that is an error.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NPM = Path(__file__).parents[2] / "build" / "npm-fhir"
MISSING = not (shutil.which("node") and (NPM / "node_modules" / "@medplum" / "core").is_dir())

collect_ignore_glob = ["test_*.py"] if MISSING else []

if MISSING and os.environ.get("PREDICTOR_MEDICO_FHIR"):
    raise pytest.UsageError("missing for the tests of FHIR: node, or @medplum/core")


@pytest.fixture
def faults() -> Callable[[Path], list[dict[str, Any]]]:
    """Return the faults that the validator finds in a Bundle."""

    def validate(bundle: Path) -> list[dict[str, Any]]:
        command = ["node", str(Path(__file__).with_name("validate.cjs")), str(NPM), str(bundle)]
        found: list[dict[str, Any]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        return found

    return validate
