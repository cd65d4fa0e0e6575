"""The frame of `predictor-medico-distrito`: help, refusals, exit statuses, one sentence and no traceback."""

from __future__ import annotations

import ast
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pytest

from core import district
from core.district import main as program
from core.district import words
from core.district.arguments import LAKE_VARIABLE, PROGRAM
from core.district.deliveries import Refusal
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


OF_EVERY_PC = {"core", "msgspec", "nacl", "platformdirs"}


def imported(source: Path) -> set[str]:
    """The packages that a file imports, anywhere in it, but for those of Python itself."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


def test_each_library_that_no_clinic_has_is_of_an_extra_that_is_named(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    libraries = set[str]().union(*map(imported, Path(district.__file__).parent.rglob("*.py"))) - OF_EVERY_PC
    assert {"duckdb", "markupsafe", "py4j"} < libraries
    for library in sorted(libraries):
        monkeypatch.setattr(program, "_obey", partial(missing, library))
        assert program.main(["reporte"]) == FAILED
        assert "falta el extra «" in said(capfd), library


def missing(library: str, _argv: list[str]) -> int:
    raise ModuleNotFoundError(name=library)


@pytest.mark.parametrize(
    ("library", "extras"),
    [
        ("duckdb", "--extra distrito"),
        ("markupsafe", "--extra distrito"),
        ("numpy", "--extra distrito --extra aprendizaje"),
        ("py4j.protocol", "--extra distrito --extra spark"),
        ("pyspark.sql", "--extra distrito --extra spark"),
        ("mlflow", "--extra distrito --extra registro"),
        ("evidently", "--extra distrito --extra deriva"),
    ],
)
def test_a_missing_extra_is_named(
    library: str, extras: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "_obey", partial(missing, library))
    monkeypatch.setattr(sys, "argv", [PROGRAM, "reporte"])
    assert program.main() == FAILED
    assert f"uv run {extras} {PROGRAM}" in said(capfd)


@pytest.mark.parametrize("bad", [1, 2])
def test_what_was_not_received_is_told_with_the_first_reason(
    bad: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"{number}.zip" for number in range(bad)]
    for path in paths:
        path.write_bytes(b"no es un ZIP")
    assert program.main(["--lago", str(tmp_path / "lago"), "recibir", *map(str, paths)]) == REFUSED
    err = capfd.readouterr().err
    rest = "; …" if bad > 1 else ""
    assert f"no se recibieron: {bad} ({paths[0]}: {words.refusal(Refusal.NO_DELIVERY)}{rest})" in err
