"""Tests of learning: as the others of the district, they need its extra."""

from __future__ import annotations

from tests.district.conftest import MISSING

collect_ignore_glob = ["test_*.py"] if MISSING else []
