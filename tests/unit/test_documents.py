"""Links of the documents, their length, and the length of modules and docstrings."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *(ROOT / "packaging").rglob("*.md")]
    + [path for folder in ("core", "gui", "tests") for path in (ROOT / folder).rglob("*.md")]
)
SOURCES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("core", "gui", "packaging", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def test_the_readme_is_a_front_page_that_leads_to_every_other_document() -> None:
    readme, contributing = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    assert len(readme.splitlines()) <= 200
    linked = readme + contributing
    assert [name for name in DOCUMENTS if name != "README.md" and f"]({name}" not in linked] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_documents_refer_to_what_is_there(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    here = (ROOT / name).parent
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    scripts = re.findall(r"packaging/\w+\.\w+", text)
    paths = re.findall(r"`((?:core|gui|tests|packaging)/[\w/.-]*)`", text)
    assert [link for link in links if not (here / link).exists()] == []
    assert [path for path in {*scripts, *paths} if not (ROOT / path).exists()] == []


def headings(path: Path) -> set[str]:
    """Return the anchors that a document's headings have on GitHub."""
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_to_a_place_in_a_document_lead_to_a_heading(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\(([^)\s:]*)#([^)]+)\)", path.read_text(encoding="utf-8"))
    assert [f"{to}#{place}" for to, place in links if place not in headings(path.parent / to if to else path)] == []


def test_a_module_is_described_in_at_most_six_lines() -> None:
    described = {name: ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8"))) for name in SOURCES}
    longer = {name for name, text in described.items() if text is not None and len(text.splitlines()) > 6}
    assert longer == set()


def test_no_module_is_longer_than_three_hundred_and_fifty_lines() -> None:
    lines = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in SOURCES
        if not name.startswith("tests/")
    }
    assert {name: count for name, count in lines.items() if count > 350} == {}


@pytest.mark.parametrize(
    "name", [name for name in SOURCES if name.startswith(("core/", "gui/")) and "__init__" in name]
)
def test_a_package_says_in_a_few_lines_what_lives_there_and_what_does_not(name: str) -> None:
    text = ast.get_docstring(ast.parse((ROOT / name).read_text(encoding="utf-8"))) or ""
    assert 3 <= len(text.splitlines()) <= 6
    assert re.search(r"\b(no|not|never|nobody|nothing|only)\b", text, re.IGNORECASE)


def test_no_two_test_files_have_one_name() -> None:
    names = sorted(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, following in pairwise(names) if name == following] == []


def docstrings(name: str) -> Iterator[str]:
    """Yield the docstrings of a module, also those of its attributes."""
    for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


@pytest.mark.parametrize("folder", ["core/", "gui/", "tests/"])
def test_fewer_than_a_tenth_of_the_docstrings_lean_on_a_relative_what(folder: str) -> None:
    texts = [text for name in SOURCES if name.startswith(folder) for text in docstrings(name)]
    leaning = [text for text in texts if re.search(r"\bwhat(ever)?\b", text, re.IGNORECASE)]
    assert len(texts) > 500
    assert len(leaning) < len(texts) / 10
