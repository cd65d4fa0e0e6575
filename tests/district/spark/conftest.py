"""Tests with Spark. They need the extra `spark` and Java 17, and are not collected without the extra.

With `PREDICTOR_MEDICO_SPARK_TESTS` in the environment, as in the stage of CI that installs it, a missing one is an
error.
"""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest

IS_MISSING = importlib.util.find_spec("pyspark") is None or shutil.which("java") is None

collect_ignore_glob = ["test_*.py"] if IS_MISSING else []

if IS_MISSING and os.environ.get("PREDICTOR_MEDICO_SPARK_TESTS"):
    raise pytest.UsageError("the extra `spark` or Java is not installed")
