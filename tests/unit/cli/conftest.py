"""The command line in the process of the test, and the log that it works on."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

from core.cli import commands
from core.cli import main as cli

if TYPE_CHECKING:
    from pathlib import Path

    from core.records.period import Period
    from core.report.report import Tally


class Outcome(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def answers(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Outcome]


def no_window(_data_dir: Path) -> int:
    raise AssertionError("no window was asked for")


def no_pdf(_tally: Tally, _period: Period, _path: Path, _language: str) -> None:
    raise AssertionError("no PDF was asked for")


@pytest.fixture
def run(data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr(commands, "WAIT_S", 0.0)

    def run(*arguments: str, stdin: bytes = b"", window=no_window, pdf=no_pdf) -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = cli.main(["--data-dir", str(data_dir), *arguments], window, pdf)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


@pytest.fixture
def log(data_dir: Path) -> Path:
    """The path of a log that is not there yet, nor its directory."""
    return data_dir / "predicciones.log"


def counts(run: Run) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("reporte").out)["total_por_categoria"]
    return found
