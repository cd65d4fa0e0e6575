"""What a screen reader is told, read over AT-SPI from the program in a real window."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.flows.conftest import Nurse

pytestmark = pytest.mark.window

LAUNCHERS = [Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher")]
SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("read_accessible_tree.py")

Entry = dict[str, str | float | bool | None]


@pytest.fixture(scope="module")
def tree(
    display: str,
    need: Callable[..., None],
    open_nurse: Callable[[str, Path], Nurse],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Entry]:
    """Everything that is exposed, in the order of the tree."""
    need("dbus-run-session")
    launcher = next((path for path in LAUNCHERS if path.exists()), None)
    if launcher is None:
        pytest.skip("not installed: at-spi-bus-launcher (package at-spi2-core)")
    if subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        pytest.skip("not installed: pyatspi for the system's Python (package python3-pyatspi)")
    nurse = open_nurse(display, tmp_path_factory.mktemp("lector"))
    answer = nurse.data_dir.with_name("arbol.json")
    read = subprocess.run(
        [
            "dbus-run-session",
            "--",
            SYSTEM_PYTHON,
            READER,
            answer,
            launcher,
            nurse.program,
            "--data-dir",
            nurse.data_dir,
        ],
        env=nurse.env | {"QT_ACCESSIBILITY": "1", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=90,
        check=False,
    )
    assert answer.exists(), read.stderr.decode()
    return json.loads(answer.read_text(encoding="utf-8"))


def named(tree: list[Entry], name: str) -> Entry:
    """The first entry with that Qt object name."""
    return next(entry for entry in tree if str(entry["id"]).rpartition(".")[2] == name)


@pytest.mark.parametrize(
    ("name", "label", "unit", "limits"),
    [
        ("fiebre", "Fiebre", "°C", (25.0, 45.0)),
        ("presion", "Presión sistólica", "mmHg", (30.0, 300.0)),
        ("frecuencia_cardiaca", "Frecuencia cardíaca", "lpm", (20.0, 300.0)),
    ],
)
def test_the_fields_are_spin_boxes_with_name_unit_and_limits(
    tree: list[Entry], name: str, label: str, unit: str, limits: tuple[float, float]
) -> None:
    field = named(tree, name)
    assert (field["role"], field["name"], field["focusable"]) == ("spin button", label, True)
    assert (field["minimum"], field["maximum"]) == limits
    assert unit in str(field["description"])


def test_the_button_is_a_button_and_says_why_it_is_disabled(tree: list[Entry]) -> None:
    button = named(tree, "predecir")
    assert (button["role"], button["name"]) == ("push button", "Predecir")
    assert "Faltan" in str(button["description"])


def test_the_tabs_are_tabs(tree: list[Entry]) -> None:
    assert [entry["name"] for entry in tree if entry["role"] == "page tab"] == ["Predicción", "Reporte", "Registros"]
    assert named(tree, "pestanas")["name"] == "Pestañas"


def test_the_views_are_tables_with_names_and_headers(tree: list[Entry]) -> None:
    assert (named(tree, "total_por_categoria")["role"], named(tree, "total_por_categoria")["name"]) == (
        "table",
        "Predicciones por categoría",
    )
    last = named(tree, "ultimas_5_predicciones")
    assert (last["role"], last["name"]) == ("table", "Últimas 5 predicciones")
    headers = [entry["name"] for entry in tree if entry["role"] == "table column header"]
    assert "Frecuencia cardíaca (lpm)" in headers
    assert all(headers)


@pytest.mark.parametrize("name", ["resultado", "estado_guardado", "ultima_fecha", "aviso_simulacion"])
def test_the_texts_are_labels(tree: list[Entry], name: str) -> None:
    assert named(tree, name)["role"] == "label"


def test_the_disclaimer_is_read_out(tree: list[Entry]) -> None:
    assert named(tree, "aviso_simulacion")["showing"]
    assert str(named(tree, "aviso_simulacion")["name"]).startswith("Simulación.")


def test_everything_that_is_shown_and_takes_the_keyboard_has_a_name(tree: list[Entry]) -> None:
    containers = ("frame", "filler", "layered pane", "panel", "popup menu", "menu bar")
    nameless = [
        entry
        for entry in tree
        if entry["showing"] and entry["focusable"] and not entry["name"] and entry["role"] not in containers
    ]
    assert nameless == []
    assert sum(bool(entry["focusable"]) for entry in tree) > 10
