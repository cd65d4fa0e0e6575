"""The map of the rooms is the one that the contracts on imports describe."""

from __future__ import annotations

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("map", ROOT / "packaging" / "map.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def heights(svg: str, package: str) -> dict[str, float]:
    """Return how far down each room of a package stands."""
    (column,) = ET.fromstring(svg).findall(f"{SVG}g[@id='{package}']")  # noqa: S314 - our own drawing
    return {"".join(text.itertext()): float(text.attrib["y"]) for text in column.iter(f"{SVG}text")}


def test_the_committed_map_is_up_to_date(drawing: ModuleType) -> None:
    assert drawing.PICTURE.read_text(encoding="utf-8") == drawing.draw(PYPROJECT), "run packaging/map.py"


def test_what_imports_stands_above_what_it_imports(drawing: ModuleType) -> None:
    picture = drawing.draw(PYPROJECT)
    core, gui = heights(picture, "core"), heights(picture, "gui")
    assert core["cli/"] < core["station/"] < core["journal/"] < core["errors.py"] == core["vocabulary.py"]
    assert gui["shell/"] < gui["entry/"] == gui["report/"] == gui["records/"] < gui["kit/"]
    assert "↔" in core, "errors and vocabulary may import each other"
    assert "↔" not in gui


def test_a_room_that_is_only_planned_is_not_drawn(drawing: ModuleType) -> None:
    planned = PYPROJECT.replace('"cli",', '"(cellar)",\n  "cli",')
    assert planned != PYPROJECT
    assert drawing.draw(planned) == drawing.draw(PYPROJECT)


def test_a_map_follows_the_contracts(drawing: ModuleType) -> None:
    changed = re.sub(r'"work",\n  "kit",', '"kit",\n  "work",', PYPROJECT)
    before, after = (heights(drawing.draw(text), "gui") for text in (PYPROJECT, changed))
    assert before["work/"] < before["kit/"]
    assert after["work/"] > after["kit/"]


def test_the_table_has_every_room_and_every_room_is_there(drawing: ModuleType) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("| room | what |")[2].partition("\n\n")[0]
    named = set(
        re.findall(r"`((?:core|gui)/[\w/]+(?:\.py)?)`", "".join(re.findall(r"^\|[^|]*\|", table, re.MULTILINE)))
    )
    packages, _ = drawing.columns(PYPROJECT)
    drawn = {f"{package}/{room}" for package, layers in packages for rooms, _ in layers for room in rooms}
    assert drawn - named == set()
    assert [name for name in named if not (ROOT / name).exists()] == []
