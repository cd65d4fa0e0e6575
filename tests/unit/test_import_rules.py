"""Who may import whom: read off the source, and seen in fresh interpreters."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
QT = ("PySide6", "shiboken6")
NETWORK = ("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "xmlrpc", "socketserver", "asyncio")
CONSTRUCTORS = {"gui.app", "gui.first_screen", "gui.program", "gui.start"}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {module_name(path): path for package in ("core", "gui") for path in sorted((ROOT / package).rglob("*.py"))}
OTHER_PROGRAMS = ("core.district", "core.service")
"""The rooms that need an extra: tests/district and tests/service have the same tests for them."""
CLINIC = [name for name in SOURCES if not name.startswith(OTHER_PROGRAMS)]
CORE = [name for name in CLINIC if name.partition(".")[0] == "core"]
OTHERS_OWN = (
    *OTHER_PROGRAMS,
    *("duckdb", "isal", "jinja2", "markupsafe", "obstore", "pyarrow", "pyspark", "starlette", "uvicorn"),
)


def names_imported(tree: ast.AST) -> Iterator[str]:
    """Yield every module that is imported, also by a function or for the type checker alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "no relative imports"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        else:
            yield from names_imported(node)


def tree(name: str) -> ast.Module:
    return ast.parse(SOURCES[name].read_text(encoding="utf-8"))


def belongs(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def run_fresh(code: str, *arguments: str, stdin: str = "") -> set[str]:
    """Run code in a fresh interpreter; return the names of all modules that it has loaded at its end."""
    report = "\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code + report, *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")},
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.rpartition("\n\n")[2]))


@pytest.mark.parametrize("name", CORE)
def test_each_core_module_by_itself_leaves_qt_and_the_window_out(name: str) -> None:
    loaded = run_fresh(f"import {name}")
    assert name in loaded
    assert [module for module in loaded if belongs(module, (*QT, "gui"))] == []


@pytest.mark.parametrize(
    "command",
    [
        ("predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90"),
        ("predecir",),
        ("reporte",),
        ("exportar", "--formato", "json", "--salida", "{}/reporte.json"),
        ("exportar", "--formato", "csv", "--salida", "{}/reporte.csv"),
        ("exportar", "--formato", "registros", "--salida", "{}/registros.csv"),
        ("verificar",),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_the_command_line_never_loads_qt(command: tuple[str, ...], tmp_path: Path) -> None:
    arguments = ["--data-dir", str(tmp_path), *(argument.format(tmp_path) for argument in command)]
    line = '{"fiebre":38.0,"presion":120,"frecuencia_cardiaca":90}\n'
    loaded = run_fresh("from gui.__main__ import main\nassert main() == 0", *arguments, stdin=line)
    assert "core.cli.main" in loaded
    assert [module for module in loaded if belongs(module, QT)] == []


@pytest.mark.parametrize("name", CORE)
def test_core_never_names_qt_or_the_window(name: str) -> None:
    assert [module for module in names_imported(tree(name)) if belongs(module, (*QT, "gui"))] == []


@pytest.mark.parametrize("name", CLINIC)
def test_nobody_else_uses_the_rooms_and_libraries_of_district_and_service(name: str) -> None:
    assert [module for module in names_imported(tree(name)) if belongs(module, OTHERS_OWN)] == []


@pytest.mark.parametrize("name", SOURCES)
def test_nobody_but_the_service_opens_a_socket_and_nobody_takes_all_names_of_a_module(name: str) -> None:
    imported = list(names_imported(tree(name)))
    banned = ("PySide6.QtNetwork", *(() if name.startswith("core.service") else NETWORK))
    assert [module for module in imported if belongs(module, banned)] == []
    assert [module for module in imported if module.endswith(".*")] == []


def test_tabs_do_not_import_each_other() -> None:
    tabs = {name for name in SOURCES if name.startswith("gui.") and name.endswith("_tab")}
    for name in tabs:
        assert [other for other in names_imported(tree(name)) if belongs(other, tuple(tabs - {name}))] == []


def test_nobody_imports_those_who_put_the_program_together() -> None:
    allowed = CONSTRUCTORS | {"gui.__main__"}
    for name in SOURCES.keys() - allowed:
        assert [other for other in names_imported(tree(name)) if belongs(other, tuple(allowed))] == []


def test_modules_import_each_other_in_no_circle() -> None:
    """Imports for the type checker, and those that a function makes, tie modules together as well."""
    graph = {
        name: {other for other in names_imported(tree(name)) if other in SOURCES and other != name}
        for name in SOURCES
    }
    # an import of a module from a package names the package too, which imports nothing
    for others in graph.values():
        others -= {"core", "gui"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"imported in a circle: {' → '.join(error.args[1])}")


KNOW_VOIDS = ("core.cli", "core.district", "core.notes", "gui.language", "gui.records")
"""The rooms that may know which journal of notes retracts records: the others are the same for all journals."""


def test_few_modules_know_of_voids() -> None:
    word = re.compile(r"(?<![a-z])(?<!c_)void", re.IGNORECASE)
    knowing = [name for name, path in SOURCES.items() if word.search(path.read_text("utf-8"))]
    assert [name for name in knowing if ".".join(name.split(".")[:2]) not in KNOW_VOIDS] == []
    assert len(knowing) <= 14
