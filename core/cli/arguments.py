"""The arguments of the command line, and a Spanish sentence for each that is refused."""

from __future__ import annotations

import argparse
import re
from datetime import date
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final, NoReturn

from core.cli.words import with_help
from core.clinical.vitals import VITALS
from core.system.paths import APP_ID, DATA_DIR_VARIABLE, expanded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from _typeshed import SupportsWrite

REASONS: Final = ("error", "duplicado", "prueba", "otro")
"""The values of `--motivo`."""

UPKEEP: Final = ("verificar", "anular", "respaldar", "restaurar")
"""The maintenance commands, in `core.cli.upkeep`."""

FORMATS: Final = ("json", "csv", "pdf", "registros")

_COMMAND: Final = "COMANDO"

_VITAL_OPTIONS: Final = {f"--{vital.name.replace('_', '-')}": vital.name for vital in VITALS}


_LINE_EXAMPLE: Final = """
una línea de la entrada estándar (números de JSON: con punto, sin comillas):
  {"fiebre": 38.5, "presion": 120, "frecuencia_cardiaca": 90}
se responde con el resultado; si hay valores inusuales, también con un aviso que los nombra:
  {"resultado": "ENFERMEDAD TERMINAL", "aviso": "valor inusual: presion 65 mmHg; si es un error, anule el registro"}
"""


class UsageError(Exception):
    """The command line is refused; the message is a Spanish sentence with the reason and the help command."""

    def __init__(self, sentence: str, command: str | None = None) -> None:
        super().__init__(with_help(sentence, command or ""))


class _Parser(argparse.ArgumentParser):
    """An argument parser that raises UsageError instead of printing its usage and exiting.

    `example` is appended to the help verbatim: argparse would rewrap its lines.
    """

    example = ""

    def error(self, message: str) -> NoReturn:
        raise UsageError(_in_spanish(message), self.prog.removeprefix(APP_ID).strip())

    def unknown_option(self, argv: list[str]) -> str:
        """Return the first long option of `argv` that this parser does not have; "" if there is none."""
        names = (word.partition("=")[0] for word in takewhile("--".__ne__, argv))
        return next((name for name in names if name.startswith("--") and name not in self._option_string_actions), "")

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:  # noqa: ARG002 - argparse's signature
        # argparse's own method swallows OSError
        print(self.format_help(), end="", flush=True)  # noqa: T201 - this is the answer

    def format_help(self) -> str:
        text = super().format_help()
        usage, blank, rest = text.partition("\n\n")
        text = usage.replace("\n  ", "\n") + blank + rest  # «uso:» is two letters shorter: realign the lines below
        for english, spanish in (
            ("usage:", "uso:"),
            ("positional arguments:", "comandos:" if self.prog == APP_ID else "valores:"),
            ("options:", "opciones:"),
            ("show this help message and exit", "muestra esta ayuda y termina"),
        ):
            text = text.replace(english, spanish, 1)
        return text + self.example


class _Version(argparse.Action):
    """`--version`, with a lazy lookup of the version."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse's signature
        values: str | Sequence[object] | None,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> NoReturn:
        from importlib.metadata import version  # noqa: PLC0415 - costs a sixth of the window's start

        print(f"{APP_ID} {version(APP_ID)}", flush=True)  # noqa: T201 - this is the answer
        parser.exit()


def _choices(found: re.Match[str]) -> str:
    """Return the Spanish sentence with the valid choices, which some versions of argparse quote."""
    choices = ", ".join(choice.strip("'") for choice in found[3].split(", "))
    where = "comando" if found[1] == _COMMAND else found[1]
    return f"{where}: no se reconoce {found[2]}; puede ser: {choices}"


_MESSAGES: Final = (
    (r"the following arguments are required: (.*)", r"falta \1"),
    (r"argument (\S+): expected one argument", r"falta el valor de \1"),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", _choices),
    (r"argument (\S+): ignored explicit argument .*", r"\1 no lleva valor"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 y \2 se excluyen"),
    (r"one of the arguments (\S+) (\S+) is required", r"falta \1 o \2"),
    (r"argument (\S+): (.*)", r"\1: \2"),
)


def _in_spanish(message: str) -> str:
    for pattern, spanish in _MESSAGES:
        message = re.sub(rf"\A{pattern}\Z", spanish, message, flags=re.DOTALL)
    return message


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"'{text}' no es una fecha como 2026-11-30")


def _something(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("está vacío")
    return text


def _path(text: str) -> Path:
    path = expanded(_something(text))
    if text.startswith("~") and str(path).startswith("~"):
        raise argparse.ArgumentTypeError(f"no se conoce la carpeta personal de '{text}'; si es un nombre: './{text}'")
    return path


def _record_name(text: str) -> str:
    if re.match("l[ií]nea:", text, re.IGNORECASE) and not re.fullmatch("linea:[0-9]+", text):
        raise argparse.ArgumentTypeError(f"'{text}' no es un número de línea como linea:7")
    return _something(text)


def _refuse_unknown(argv: list[str], parser: _Parser, commands: Mapping[str, _Parser]) -> None:
    """Refuse an unknown option: argparse would only say which one is missing. Raises UsageError."""
    command = next((word for word in argv if word in commands), None)
    if name := (parser if command is None else commands[command]).unknown_option(argv):
        raise UsageError(f"no se reconoce: {name}", command)


def _refuse_repeated(argv: list[str], command: str | None) -> None:
    """Refuse a repeated option: argparse would silently take the last one. Raises UsageError."""
    seen = set()
    for word in takewhile("--".__ne__, argv):
        name = word.partition("=")[0]
        if name.startswith("--") and name in seen:
            raise UsageError(f"{name} está repetido", command)
        seen.add(name)


def _with_signs_joined(argv: list[str]) -> list[str]:
    """Join a vital sign's option and a negative value with `=`: argparse would take the value for an option."""
    joined = argv[:1]
    for option, word in pairwise(argv):
        if option in _VITAL_OPTIONS and re.match("-[^-h]", word):
            joined[-1] = f"{option}={word}"
        else:
            joined.append(word)
    return joined


def vitals(options: argparse.Namespace) -> dict[str, str]:
    """Return the typed vital signs by JSON name; {} if there are none. Raises UsageError if some are missing."""
    typed = {name: getattr(options, name) for name in _VITAL_OPTIONS.values()}
    missing = [option for option, name in _VITAL_OPTIONS.items() if typed[name] is None]
    if len(missing) == len(typed):
        return {}
    if missing:
        raise UsageError(f"falta {', '.join(missing)}", options.command)
    return typed


def parse(argv: list[str]) -> argparse.Namespace:
    """Parse the command line. Raises UsageError; exits only for --help and --version."""
    everywhere = _Parser(add_help=False)
    everywhere.add_argument(
        "--data-dir",
        metavar="DIR",
        type=_path,
        default=argparse.SUPPRESS,
        help=f"carpeta de datos (si no: {DATA_DIR_VARIABLE}, si no: la del usuario)",
    )
    everywhere.add_argument("--version", action=_Version, nargs=0, help="muestra la versión y termina")
    period = _Parser(add_help=False)
    period.add_argument("--desde", metavar="FECHA", type=_day, help="primer día, como 2026-11-01")
    period.add_argument("--hasta", metavar="FECHA", type=_day, help="último día, incluido")

    parser = _Parser(
        prog=APP_ID,
        parents=[everywhere],
        allow_abbrev=False,
        description="Sin comando abre la ventana. Simulación: no es un dispositivo médico.",
    )
    commands = parser.add_subparsers(dest="command", metavar=_COMMAND)

    def command(name: str, about: str, *parents: _Parser) -> _Parser:
        return commands.add_parser(
            name, help=about, description=about, parents=[everywhere, *parents], allow_abbrev=False
        )

    predict = command("predecir", "predice y guarda; sin valores lee un objeto JSON por línea de la entrada estándar")
    predict.add_argument("--fiebre", metavar="°C", help="temperatura corporal")
    predict.add_argument("--presion", metavar="MMHG", help="presión sistólica")
    predict.add_argument("--frecuencia-cardiaca", metavar="LPM", help="latidos por minuto")
    predict.example = _LINE_EXAMPLE
    command("reporte", "imprime el reporte en JSON", period)
    export = command("exportar", "escribe el reporte o los registros en un archivo", period)
    export.add_argument("--formato", required=True, choices=FORMATS, help=", ".join(FORMATS))
    export.add_argument("--salida", required=True, type=_path, metavar="ARCHIVO", help="archivo que se escribe")
    command("verificar", "comprueba todos los registros e imprime un resumen en JSON")
    void = command("anular", "deja un registro fuera de cuentas y exportaciones, sin borrarlo, o lo restablece")
    void.add_argument(
        "registro",
        type=_record_name,
        metavar="ID",
        help="id del registro (columna id de «exportar --formato registros»), o linea:N por la línea N de "
        "predicciones.log",
    )
    how = void.add_mutually_exclusive_group(required=True)
    how.add_argument("--motivo", choices=tuple(REASONS), metavar="MOTIVO", help=", ".join(REASONS))
    how.add_argument("--deshacer", action="store_true", help="restablece el registro")

    back_up = command("respaldar", "escribe una copia de seguridad de registros, anulaciones y ajustes")
    back_up.add_argument("--salida", required=True, type=_path, metavar="ARCHIVO", help="archivo ZIP que se escribe")
    restore = command("restaurar", "agrega los registros de una copia de seguridad que falten aquí")
    restore.add_argument("archivo", type=_path, metavar="ARCHIVO", help="archivo ZIP que escribió «respaldar»")

    try:
        options, unknown = parser.parse_known_args(_with_signs_joined(argv))
    except UsageError:
        _refuse_unknown(argv, parser, commands.choices)
        raise
    if unknown:
        raise UsageError(f"no se reconoce: {' '.join(unknown)}", options.command)
    _refuse_repeated(argv, options.command)
    if getattr(options, "desde", None) and getattr(options, "hasta", None) and options.desde > options.hasta:
        raise UsageError("--desde es posterior a --hasta", options.command)
    return options
