"""Connections of signals, parsed from the source: to methods marked as slots, never to closures over `self`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

GUI = Path(__file__).parents[2] / "gui"
SOURCES = {
    path.relative_to(GUI).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(GUI.rglob("*.py"))
}

# The place of what is called later, among the arguments of each way to have it called.
CALLED_LATER = {"connect": 0, "singleShot": 1, "QShortcut": 2}


def is_slot(method: ast.FunctionDef) -> bool:
    return any(isinstance(by, ast.Call) and ast.unparse(by.func) == "Slot" for by in method.decorator_list)


def methods(class_: ast.ClassDef) -> dict[str, bool]:
    """Each method of a class, and whether it is marked. A property is none."""
    defined = [node for node in class_.body if isinstance(node, ast.FunctionDef)]
    return {node.name: is_slot(node) for node in defined if "property" not in map(ast.unparse, node.decorator_list)}


def classes(tree: ast.AST) -> list[ast.ClassDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


ALL = [
    (name, marked)
    for tree in SOURCES.values()
    for class_ in classes(tree)
    for name, marked in methods(class_).items()
]


def called_later(tree: ast.AST) -> list[ast.expr]:
    found = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            place = CALLED_LATER.get(ast.unparse(call.func).rpartition(".")[2])
            if place is not None and len(call.args) > place:
                found.append(call.args[-1])
    return found


def unmarked(class_: ast.ClassDef) -> list[str]:
    """Connections of a class to methods of ours that are not marked as slots."""
    own = methods(class_)
    found = []
    for target in called_later(class_):
        if isinstance(target, ast.Attribute):
            of_that_name = [marked for name, marked in ALL if name == target.attr]
            if ast.unparse(target.value) == "self" and target.attr in own:
                of_that_name = [own[target.attr]]
            if of_that_name and not any(of_that_name):
                found.append(f"{class_.name}: {ast.unparse(target)}")
    return found


@pytest.mark.parametrize("name", SOURCES)
def test_every_method_that_is_connected_is_marked_as_a_slot(name: str) -> None:
    """Qt knows a marked one and its arguments; any other is added to its class when it is connected."""
    assert [found for class_ in classes(SOURCES[name]) for found in unmarked(class_)] == []


@pytest.mark.parametrize("name", SOURCES)
def test_no_lambda_is_connected_that_keeps_its_object_alive(name: str) -> None:
    lambdas = [target for target in called_later(SOURCES[name]) if isinstance(target, ast.Lambda)]
    assert [ast.unparse(one) for one in lambdas if "self" in ast.unparse(one)] == []


def test_connections_are_found() -> None:
    """Else the tests above would look at nothing."""
    assert sum(len(called_later(tree)) for tree in SOURCES.values()) > 100
