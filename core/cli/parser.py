"""The parser of the command lines' arguments: Spanish help, and a Spanish sentence for each refusal."""

from __future__ import annotations

import argparse
import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final, NoReturn

from core.cli.words import with_help
from core.errors import DateRefusedError
from core.records import period
from core.system.paths import APP_ID, expanded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from _typeshed import SupportsWrite

COMMAND: Final = "COMANDO"
"""The name of the place of a command in the help."""


class UsageError(Exception):
    """The command line is refused; the message is a Spanish sentence with the reason and the help command."""

    def __init__(self, sentence: str, command: str | None = None, program: str = APP_ID) -> None:
        super().__init__(with_help(sentence, command or "", program))


class Parser(argparse.ArgumentParser):
    """An argument parser that raises UsageError instead of printing its usage and exiting.

    `example` is appended to the help verbatim: argparse would rewrap its lines.
    """

    example = ""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError in place of argparse's message."""
        program, _, command = self.prog.partition(" ")
        raise UsageError(_in_spanish(message), command, program)

    def unknown_option(self, argv: list[str]) -> str:
        """Return the first long option of `argv` that this parser does not have; "" if there is none."""
        names = (word.partition("=")[0] for word in takewhile("--".__ne__, argv))
        return next((name for name in names if name.startswith("--") and name not in self._option_string_actions), "")

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:  # noqa: ARG002 - argparse's signature
        """Print the help; argparse's own method swallows OSError."""
        print(self.format_help(), end="", flush=True)  # noqa: T201 - this is the answer

    def format_help(self) -> str:
        """Return the help in Spanish."""
        text = super().format_help()
        usage, blank, rest = text.partition("\n\n")
        text = usage.replace("\n  ", "\n") + blank + rest  # «uso:» is two letters shorter: realign the lines below
        for english, spanish in (
            ("usage:", "uso:"),
            ("positional arguments:", "valores:" if " " in self.prog else "comandos:"),
            ("options:", "opciones:"),
            ("show this help message and exit", "muestra esta ayuda y termina"),
        ):
            text = text.replace(english, spanish, 1)
        return text + self.example


class Commands:
    """Adds commands to a parser, which puts the name of the given one into `dest`; `place` stands in the help.

    Each command has the options of `everywhere` too.
    """

    def __init__(self, parser: Parser, everywhere: Parser, dest: str, place: str, *, required: bool) -> None:
        self._everywhere = everywhere
        self._added = parser.add_subparsers(dest=dest, metavar=place, required=required)

    def __call__(self, name: str, about: str, *parents: Parser) -> Parser:
        """Add a command with its one-line description; `parents` are parsers whose arguments it shares."""
        of_all = [self._everywhere, *parents]
        return self._added.add_parser(name, help=about, description=about, parents=of_all, allow_abbrev=False)

    @property
    def parsers(self) -> Mapping[str, Parser]:
        """The commands' parsers by name."""
        return self._added.choices


class Version(argparse.Action):
    """`--version`, with a lazy lookup of the version."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse's signature
        values: str | Sequence[object] | None,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> NoReturn:
        """Print program and version, and exit."""
        from importlib.metadata import version  # noqa: PLC0415 - costs a sixth of the window's start

        print(f"{parser.prog.partition(' ')[0]} {version(APP_ID)}", flush=True)  # noqa: T201 - this is the answer
        parser.exit()


def _choices(found: re.Match[str]) -> str:
    """Return the Spanish sentence with the valid choices, which some versions of argparse quote."""
    choices = ", ".join(choice.strip("'") for choice in found[3].split(", "))
    where = "comando" if found[1] == COMMAND else found[1]
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


def day(text: str) -> date:
    """Return the date that an argument names."""
    try:
        return period.day(text)
    except DateRefusedError:
        raise argparse.ArgumentTypeError(f"'{text}' no es una fecha como 2026-11-30") from None


def something(text: str) -> str:
    """Return an argument that is not blank."""
    if not text.strip():
        raise argparse.ArgumentTypeError("está vacío")
    return text


def path(text: str) -> Path:
    """Return the path that an argument names, `~` expanded."""
    found = expanded(something(text))
    if text.startswith("~") and str(found).startswith("~"):
        raise argparse.ArgumentTypeError(f"no se conoce la carpeta personal de '{text}'; si es un nombre: './{text}'")
    return found


def parsed(argv: list[str], parser: Parser, commands: Mapping[str, Parser]) -> argparse.Namespace:
    """Parse the command line of a program with commands; `desde` and `hasta` are a period. Raises UsageError."""
    try:
        options, unknown = parser.parse_known_args(argv)
    except UsageError:  # argparse would only say which option is missing
        command = next((word for word in argv if word in commands), None)
        if name := (parser if command is None else commands[command]).unknown_option(argv):
            raise UsageError(f"no se reconoce: {name}", command, parser.prog) from None
        raise
    if unknown:
        raise UsageError(f"no se reconoce: {' '.join(unknown)}", options.command, parser.prog)
    refuse_repeated(argv, options.command, parser.prog)
    first, last = getattr(options, "desde", None), getattr(options, "hasta", None)
    if first and last and first > last:
        raise UsageError("--desde es posterior a --hasta", options.command, parser.prog)
    return options


def refuse_repeated(argv: list[str], command: str | None, program: str = APP_ID) -> None:
    """Refuse a repeated option: argparse would silently take the last one. Raises UsageError."""
    seen = set()
    for word in takewhile("--".__ne__, argv):
        name = word.partition("=")[0]
        if name.startswith("--") and name in seen:
            raise UsageError(f"{name} está repetido", command, program)
        seen.add(name)
