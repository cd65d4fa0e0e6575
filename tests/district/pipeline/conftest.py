"""Tests with the real DVC and the real Airflow: `sh packaging/pipeline_tests.sh` installs their extras.

With `PREDICTOR_MEDICO_PIPELINE` in the environment, as there, a missing extra is an error.
"""

from __future__ import annotations

import importlib.util
import os

import pytest

from tests.district.conftest import MISSING

ABSENT = [*MISSING, *(name for name in ("airflow", "dvc", "dvc_s3") if importlib.util.find_spec(name) is None)]

collect_ignore_glob = ["test_*.py"] if ABSENT else []

if ABSENT and os.environ.get("PREDICTOR_MEDICO_PIPELINE"):
    raise pytest.UsageError(f"not installed: {', '.join(ABSENT)}")
