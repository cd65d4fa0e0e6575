"""Valid command lines, and the Spanish sentences for refused ones."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest

from core.cli.arguments import UsageError, parse

COMMANDS = (
    "predecir",
    "reporte",
    "exportar",
    "verificar",
    "anular",
    "criterio",
    "concordancia",
    "calidad",
    "respaldar",
    "restaurar",
    "metricas",
    "importar",
    "establecimiento",
    "modelo",
    "recibir",
    "distrito-clave",
)


def test_no_command_opens_the_window() -> None:
    assert parse([]).command is None


@pytest.mark.parametrize(
    "argv",
    [["--data-dir", "D", "reporte"], ["reporte", "--data-dir", "D"], ["reporte", "--data-dir=D"]],
)
def test_the_data_directory_stands_before_or_after_the_command(argv: list[str]) -> None:
    assert parse(argv).data_dir == Path("D")


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        (["reporte", "--data-dir"], "data_dir"),
        (["exportar", "--formato", "csv", "--salida"], "salida"),
        (["respaldar", "--salida"], "salida"),
        (["restaurar"], "archivo"),
    ],
)
def test_a_tilde_is_the_home_directory_wherever_a_path_stands(
    argv: list[str], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    *before, last = argv

    def path(text: str) -> Path:
        found = getattr(parse([*before, f"{last}={text}"] if last.startswith("--") else [*argv, text]), name)
        assert isinstance(found, Path)
        return found

    assert path("~/x") == tmp_path / "x"
    assert path("~") == tmp_path
    assert path("./~/x") == Path("~/x")
    assert path("a~/x") == Path("a~/x")
    with pytest.raises(UsageError, match=r"no se conoce la carpeta personal de '~nadie-así/x'"):
        path("~nadie-así/x")


def test_a_period_is_made_of_days() -> None:
    options = parse(["reporte", "--desde", "2026-11-01", "--hasta=2026-11-30"])
    assert (options.desde, options.hasta) == (date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (
            ["curar"],
            f"comando: no se reconoce 'curar'; puede ser: {', '.join(COMMANDS)}",
        ),
        (["reporte", "--mes"], "no se reconoce: --mes"),
        (["reporte", "--des", "2026-11-01"], "no se reconoce: --des 2026-11-01"),
        (["reporte", "algo"], "no se reconoce: algo"),
        (["reporte", "--desde"], "falta el valor de --desde"),
        (["reporte", "--desde", "ayer"], "--desde: 'ayer' no es una fecha como 2026-11-30"),
        (["reporte", "--desde", "2026-02-30"], "--desde: '2026-02-30' no es una fecha como 2026-11-30"),
        (["reporte", "--desde", "20261101"], "--desde: '20261101' no es una fecha como 2026-11-30"),
        (["reporte", "--hasta", "٢٠٢٦-11-01"], "--hasta: '٢٠٢٦-11-01' no es una fecha como 2026-11-30"),
        (["reporte", "--desde", "2026-11-02", "--hasta", "2026-11-01"], "--desde es posterior a --hasta"),
        (["exportar"], "falta --formato, --salida"),
        (["exportar", "--formato", "csv"], "falta --salida"),
        (["exportar", "--formatoo", "xml"], "no se reconoce: --formatoo"),
        (["exportar", "--formatoo=xml", "--salida", "x"], "no se reconoce: --formatoo"),
        (["--data-dir", "D", "anular", "--motivos", "error"], "no se reconoce: --motivos"),
        (["--dara-dir"], "no se reconoce: --dara-dir"),
        (["exportar", "--salida", "x", "--", "--formatoo"], "falta --formato"),
        (
            ["exportar", "--formato", "xls", "--salida", "x"],
            "--formato: no se reconoce 'xls'; puede ser: json, csv, pdf, registros, fhir, dhis2",
        ),
        (
            ["exportar", "--formato", "x'y", "--salida", "x"],
            '--formato: no se reconoce "x\'y"; puede ser: json, csv, pdf, registros, fhir, dhis2',
        ),
        (["--data-dir"], "falta el valor de --data-dir"),
        (["--help=si"], "-h/--help no lleva valor"),
        (["predecir", "--fiebre"], "falta el valor de --fiebre"),
        (["predecir", "--version=1"], "--version no lleva valor"),
        (["predecir", "--fiebre", "37", "--fiebre", "38"], "--fiebre está repetido"),
        (["predecir", "--fiebre=37", "--fiebre", "37"], "--fiebre está repetido"),
        (["reporte", "--desde", "2026-11-01", "--desde=2026-11-02"], "--desde está repetido"),
        (["--data-dir", "A", "reporte", "--data-dir=D"], "--data-dir está repetido"),
        (["--data-dir", ""], "--data-dir: está vacío"),
        (["reporte", "--data-dir= "], "--data-dir: está vacío"),
        (["exportar", "--formato", "csv", "--salida", ""], "--salida: está vacío"),
        (["respaldar", "--salida", ""], "--salida: está vacío"),
        (["restaurar", ""], "ARCHIVO: está vacío"),
        (["anular", " ", "--deshacer"], "ID: está vacío"),
        (["anular", "linea:x", "--deshacer"], "ID: 'linea:x' no es un número de línea como linea:7"),
        (["anular", "linea:", "--deshacer"], "ID: 'linea:' no es un número de línea como linea:7"),
        (["anular", "linea:-7", "--deshacer"], "ID: 'linea:-7' no es un número de línea como linea:7"),
        (["anular", "línea:7", "--deshacer"], "ID: 'línea:7' no es un número de línea como linea:7"),
        (["anular", "linea:٧", "--deshacer"], "ID: 'linea:٧' no es un número de línea como linea:7"),
    ],
)
def test_refused_in_one_spanish_sentence(argv: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(argv)
    command = next((f" {word}" for word in argv if word in COMMANDS), "")
    assert str(caught.value) == f"{sentence}; ayuda: predictor-medico{command} --help"


@pytest.mark.parametrize("value", ["-38", "-3,5", "-.5", "-nada", "−3,5", "38,5"])
def test_what_follows_a_vital_sign_is_its_value_also_with_a_minus_sign(value: str) -> None:
    for name in ("fiebre", "presion", "frecuencia-cardiaca"):
        options = parse(["--data-dir", "D", "predecir", f"--{name}", value])
        assert (options.data_dir, getattr(options, name.replace("-", "_"))) == (Path("D"), value)


def test_what_may_stand_twice() -> None:
    assert parse(["anular", "--motivo", "otro", "--", "--motivo"]).registro == "--motivo"
    options = parse(["predecir", "--presion", "90", "--frecuencia-cardiaca", "90"])
    assert (options.presion, options.frecuencia_cardiaca) == ("90", "90")


@pytest.mark.parametrize("argv", [["--version"], ["reporte", "--version"]])
def test_the_version_is_the_packages(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(argv)
    assert caught.value.code in (0, None)
    assert capsys.readouterr().out == f"predictor-medico {version('predictor-medico')}\n"


@pytest.mark.parametrize("command", ["predecir", "reporte", "exportar", "anular"])
@pytest.mark.parametrize("columns", ["60", "80"])
def test_the_lines_of_the_usage_begin_at_one_place(
    command: str, columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with pytest.raises(SystemExit):
        parse([command, "--help"])
    first, *others = capsys.readouterr().out.partition("\n\n")[0].splitlines()
    assert others
    assert {len(line) - len(line.lstrip()) for line in others} == {first.index("[-h]")}


@pytest.mark.parametrize("command", [[], ["predecir"], ["reporte"], ["exportar"], ["verificar"]])
def test_the_help_is_spanish(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse([*command, "--help"])
    assert caught.value.code in (0, None)
    text = capsys.readouterr().out
    assert text.startswith(" ".join(["uso: predictor-medico", *command]))
    for english in ("usage", "options:", "positional", "show ", "exit"):
        assert english not in text
    for option in ("--data-dir", "--version", "--help"):
        assert option in text
