"""The district's room keeps to the rules of `core`, and its command line imports no unused library."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.test_import_rules import QT, belongs, run_fresh

ROOM = Path(__file__).parents[2] / "core" / "district"
MODULES = [
    ".".join(("core", "district", *path.relative_to(ROOM).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(ROOM.rglob("*.py"))
]
HEAVY = ("duckdb", "jinja2", "obstore", "pyarrow", "pyspark")


@pytest.mark.parametrize("name", MODULES)
def test_each_module_by_itself_leaves_qt_and_the_window_out(name: str) -> None:
    loaded = run_fresh(f"import {name}")
    assert name in loaded
    assert [module for module in loaded if belongs(module, (*QT, "gui", "pyspark"))] == []


HELP = """
from core.district.main import main
try:
    main(["--help"])
except SystemExit as end:
    assert not end.code
"""


def test_help_loads_no_engine() -> None:
    loaded = run_fresh(HELP)
    assert "core.district.arguments" in loaded
    assert [module for module in loaded if belongs(module, HEAVY)] == []
