"""`restaurar --simular`: the counts of a restore, with nothing changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from core.exchange.restore import Restore
from core.system.work import StoppedError
from tests.samples import TYPED

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.unit.cli.conftest import Run


def test_it_counts_and_changes_nothing(run: Run, log: Path, tmp_path: Path) -> None:
    assert run("predecir", *TYPED).status == 0
    backup = tmp_path / "copia.zip"
    assert run("respaldar", "--salida", str(backup)).status == 0
    content = log.read_bytes()
    log.write_bytes(b"")
    outcome = run("restaurar", str(backup), "--simular")
    answer = json.loads(outcome.out)
    assert (outcome.status, answer["registros_nuevos"], answer["registros_ya_presentes"]) == (0, 1, 0)
    assert set(answer["copia"]) == {"fecha", "zona", "establecimiento"}
    assert log.read_bytes() == b""
    assert run("restaurar", str(backup)).status == 0
    assert log.read_bytes() == content


def test_interrupted_it_says_that_nothing_was_changed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("predecir", *TYPED).status == 0
    backup = tmp_path / "copia.zip"
    assert run("respaldar", "--salida", str(backup)).status == 0

    def stop(_preview: Restore) -> None:
        raise StoppedError

    monkeypatch.setattr(Restore, "run", stop)
    outcome = run("restaurar", str(backup), "--simular")
    assert (outcome.status, outcome.out) == (130, "")
    assert outcome.err == "predictor-medico: interrumpido: no se cambió nada\n"
