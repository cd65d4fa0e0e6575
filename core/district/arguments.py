"""The arguments of `predictor-medico-distrito`, command by command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from core.cli.parser import (
    COMMAND,
    Parser,
    UsageError,
    Version,
    path,
    refuse_backward_period,
    refuse_repeated,
    refuse_unknown,
    something,
)

if TYPE_CHECKING:
    import argparse

PROGRAM: Final = "predictor-medico-distrito"
LAKE_VARIABLE: Final = "PREDICTOR_MEDICO_LAGO"
WITHOUT_LAKE: Final = ("ejemplo",)
"""Commands that need no lake."""


class AddCommand(Protocol):
    """Adds a command with its one-line description, and returns its parser for the command's own arguments."""

    def __call__(self, name: str, about: str, *parents: Parser) -> Parser:
        """Add the command `name`; `parents` are parsers whose arguments it shares."""


def parse(argv: list[str]) -> argparse.Namespace:
    """Parse the command line. Raises UsageError; exits only for --help and --version."""
    everywhere = Parser(add_help=False)
    everywhere.add_argument(
        "--lago",
        metavar="DIR",
        type=something,
        help=f"el lago: una carpeta, o s3://balde/prefijo (si no: {LAKE_VARIABLE})",
    )
    everywhere.add_argument("--version", action=Version, nargs=0, help="muestra la versión y termina")
    parser = Parser(
        prog=PROGRAM,
        parents=[everywhere],
        allow_abbrev=False,
        description="Reúne en un lago lo que entregan los centros, y hace de ello un solo reporte. "
        "Simulación: no es un dispositivo médico.",
    )
    commands = parser.add_subparsers(dest="command", metavar=COMMAND, required=True)

    def command(name: str, about: str, *parents: Parser) -> Parser:
        return commands.add_parser(
            name, help=about, description=about, parents=[everywhere, *parents], allow_abbrev=False
        )

    _add_all(command)
    try:
        options, unknown = parser.parse_known_args(argv)
    except UsageError:
        refuse_unknown(argv, parser, commands.choices)
        raise
    if unknown:
        raise UsageError(f"no se reconoce: {' '.join(unknown)}", options.command, PROGRAM)
    refuse_repeated(argv, options.command, PROGRAM)
    refuse_backward_period(options, PROGRAM)
    return options


def _add_all(command: AddCommand) -> None:
    """Add every command; its module in `core.district.commands` has its name."""
    example = command(
        "ejemplo",
        "escribe las copias de seguridad de doce establecimientos inventados, para probar las demás órdenes",
    )
    example.add_argument("carpeta", metavar="DIR", type=path, help="carpeta de las copias; se crea si falta")
