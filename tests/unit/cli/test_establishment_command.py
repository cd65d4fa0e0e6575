"""`establecimiento`: shows and sets code and name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.cli import commands
from core.system.lock import DirectoryLock
from tests.samples import TYPED
from tests.unit.conftest import one_sentence

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.conftest import Run


def test_it_is_shown_and_set_and_blanked(run: Run, data_dir: Path) -> None:
    outcome = run("establecimiento")
    assert json.loads(outcome.out) == {"codigo": "", "nombre": "", "puesto": None}
    assert one_sentence(outcome.err).startswith("la carpeta de datos no existe")
    assert not data_dir.exists()
    run("predecir", *TYPED)
    shown = json.loads(run("establecimiento").out)
    assert len(shown["puesto"]) == 8
    outcome = run("establecimiento", "--codigo", "05-001", "--nombre", "La Unión")
    assert (outcome.status, json.loads(outcome.out)) == (0, shown | {"codigo": "05-001", "nombre": "La Unión"})
    assert json.loads(run("establecimiento", "--codigo", "").out) == shown | {"nombre": "La Unión"}
    assert json.loads(run("establecimiento").out) == shown | {"nombre": "La Unión"}


@pytest.mark.parametrize(("option", "longest"), [("codigo", 40), ("nombre", 120)])
def test_one_that_is_too_long_is_refused(run: Run, option: str, longest: int) -> None:
    outcome = run("establecimiento", f"--{option}", "x" * (longest + 1))
    assert (outcome.status, outcome.out) == (2, "")
    assert one_sentence(outcome.err) == f"{option}: hasta {longest} caracteres, sin caracteres de control"


def test_it_is_not_set_while_the_window_has_the_data(
    run: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "WAIT_S", 0.0)
    window = DirectoryLock(data_dir, "ventana")
    window.acquire(0.0)
    try:
        outcome = run("establecimiento", "--codigo", "B")
        assert outcome.status == 1
        assert "cierre la ventana" in outcome.err
        assert json.loads(run("establecimiento").out)["codigo"] == ""
    finally:
        window.release()
