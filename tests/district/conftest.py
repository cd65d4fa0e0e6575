"""Shared by the tests of the district. They need the extra `distrito`, and are not collected without it.

With `PREDICTOR_MEDICO_DISTRICT` in the environment, as in the stage of CI that installs it, a missing extra is an
error.
"""

from __future__ import annotations

import importlib.util
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from core.district.example import Example
from core.district.weeks import last_sunday
from tests.district import bucket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.district.example import Made
    from tests.district.lakes import Lake

MISSING = [name for name in ("duckdb", "jinja2", "obstore", "pyarrow") if importlib.util.find_spec(name) is None]

collect_ignore_glob = ["test_*.py"] if MISSING else []

if MISSING and os.environ.get("PREDICTOR_MEDICO_DISTRICT"):
    raise pytest.UsageError(f"the extra `distrito` is not installed: {', '.join(MISSING)}")

TODAY = date(2026, 11, 25)
LAST_DAY = last_sunday(TODAY)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The folder with the backups of the twelve invented clinics, read-only, and the command's output."""
    folder = tmp_path_factory.mktemp("ejemplo") / "memorias"
    return folder, Example(folder, TODAY).run()


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake in a folder that does not exist yet."""
    from tests.district import lakes

    return lakes.Lake(str(tmp_path / "lago"))


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running S3 server with a bucket."""
    with bucket.serving(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture
def s3(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lake:
    """An empty lake in the bucket, and a cache of its own."""
    from tests.district import lakes

    for name, value in (bucket.environment(endpoint) | {"PREDICTOR_MEDICO_CACHE": str(tmp_path / "cache")}).items():
        monkeypatch.setenv(name, value)
    return lakes.Lake(f"s3://{bucket.BUCKET}/{tmp_path.name}")
