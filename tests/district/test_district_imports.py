"""The district's room keeps to the rules of `core`, and its command line imports no unused library."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from tests.unit.test_import_rules import QT, belongs, run_fresh

sys.path.append(str(Path(__file__).parents[2] / "packaging"))
import trim

ROOM = Path(__file__).parents[2] / "core" / "district"
MODULES = [
    ".".join(("core", "district", *path.relative_to(ROOM).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(ROOM.rglob("*.py"))
]
HEAVY = ("duckdb", "evidently", "isal", "jinja2", "mlflow", "obstore", "pandas", "pyarrow", "pyspark")


@pytest.mark.parametrize("name", MODULES)
def test_each_module_by_itself_leaves_qt_and_the_window_out(name: str) -> None:
    loaded = run_fresh(f"import {name}")
    assert name in loaded
    assert [
        module for module in loaded if belongs(module, (*QT, "gui", "evidently", "mlflow", "pandas", "pyspark"))
    ] == []


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


CLINIC = "import core.cli.main, gui.__main__, gui.app, gui.first_screen, gui.program, gui.start"


def test_the_clinic_s_program_starts_without_the_district_though_its_libraries_are_there() -> None:
    loaded = run_fresh(CLINIC)
    assert "gui.program" in loaded
    assert [module for module in loaded if belongs(module, ("core.district", *HEAVY))] == []


def test_the_clinic_s_bundle_leaves_out_the_room_and_all_that_its_extras_bring() -> None:
    project = tomllib.loads((ROOM.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    those = ("distrito", "spark", "aprendizaje", "registro", "deriva")
    named = {one.partition(">")[0].removesuffix("-skinny") for extra in those for one in extras[extra]}
    assert {"core.district", *named} <= set(trim.OTHER_MODULES)
    assert "core/district" in trim.OTHER_PROGRAMS
    assert not named & {requirement.partition(">")[0] for requirement in project["dependencies"]}
    assert "*trim.OTHER_MODULES" in (ROOM.parents[1] / "packaging" / "predictor_medico.spec").read_text()
