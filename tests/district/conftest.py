"""What the tests of the district share. They need the extra `distrito`, and are not collected without it.

With `PREDICTOR_MEDICO_DISTRICT` in the environment, as in the stage of CI that installs it, a missing extra is an
error.
"""

from __future__ import annotations

import importlib.util
import os

import pytest

MISSING = [name for name in ("duckdb", "obstore", "pyarrow") if importlib.util.find_spec(name) is None]

collect_ignore_glob = ["test_*.py"] if MISSING else []

if MISSING and os.environ.get("PREDICTOR_MEDICO_DISTRICT"):
    raise pytest.UsageError(f"the extra `distrito` is not installed: {', '.join(MISSING)}")
