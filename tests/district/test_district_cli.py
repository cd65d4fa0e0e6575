"""The frame of `predictor-medico-distrito`: help, refusals, exit statuses, one sentence and no traceback."""

from __future__ import annotations

import sys
from importlib.metadata import version

import pytest

from core.district import main as program
from core.district.arguments import LAKE_VARIABLE, PROGRAM
from core.system.status import FAILED, REFUSED


@pytest.fixture(autouse=True)
def _no_lake_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LAKE_VARIABLE, raising=False)


def said(capfd: pytest.CaptureFixture[str]) -> str:
    """The one sentence on stderr, with nothing on stdout."""
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(f"{PROGRAM}: ")
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ((), f"falta COMANDO; ayuda: {PROGRAM} --help"),
        (("nada",), "comando: no se reconoce 'nada'; puede ser:"),
        (("--nada",), f"no se reconoce: --nada; ayuda: {PROGRAM} --help"),
    ],
    ids=str,
)
def test_a_refused_command_line_is_one_sentence(
    argv: tuple[str, ...], sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert program.main(list(argv)) == REFUSED
    assert sentence in said(capfd)


def test_version_and_help_name_this_program(capfd: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as ended:
            program.main([option])
        assert not ended.value.code
    out, err = capfd.readouterr()
    assert out.startswith(f"{PROGRAM} {version('predictor-medico')}\nuso: {PROGRAM} ")
    assert err == ""


@pytest.mark.parametrize(
    ("library", "extras"),
    [
        ("duckdb", "--extra distrito"),
        ("pyspark.sql", "--extra distrito --extra spark"),
        ("mlflow", "--extra distrito --extra registro"),
        ("evidently", "--extra distrito --extra deriva"),
    ],
)
def test_a_missing_extra_is_named(
    library: str, extras: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def missing(_argv: list[str]) -> int:
        raise ModuleNotFoundError(name=library)

    monkeypatch.setattr(program, "_obey", missing)
    monkeypatch.setattr(sys, "argv", [PROGRAM, "reporte"])
    assert program.main() == FAILED
    assert f"uv run {extras} {PROGRAM}" in said(capfd)
