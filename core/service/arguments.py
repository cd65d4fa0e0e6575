"""The arguments of `predictor-medico-servicio`, and the options that they give."""

from __future__ import annotations

import argparse
import ipaddress
from typing import TYPE_CHECKING, Final, NamedTuple

from core.cli.parser import Parser, UsageError, Version, path, refuse_repeated
from core.system import disk
from core.system.paths import DATA_DIR_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM: Final = "predictor-medico-servicio"
DEFAULT_PORT: Final = 5000
_HIGHEST_PORT: Final = 65535
LEAST_TOKEN: Final = 16
_MOST_TOKEN: Final = 4096

_EXAMPLE: Final = f"""
para probar:
  {PROGRAM} &
  curl -X POST http://localhost:{DEFAULT_PORT}/predecir -H 'Content-Type: application/json' \\
    -d '{{"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90}}'
"""


class Options(NamedTuple):
    """The options of the service. `token` is "" where anybody who reaches the address may ask."""

    data_dir: Path | None
    address: str
    port: int
    token: str
    is_open: bool

    @property
    def is_local(self) -> bool:
        """Whether only programs of this PC reach the address."""
        return ipaddress.ip_address(self.address).is_loopback


def parse(argv: list[str]) -> Options:
    """Parse the command line. Raises UsageError; exits only for --help and --version."""
    parser = Parser(
        prog=PROGRAM,
        allow_abbrev=False,
        description="El programa por HTTP, para un servidor o una red local. "
        "Simulación: no es un dispositivo médico.",
    )
    parser.example = _EXAMPLE
    parser.add_argument("--version", action=Version, nargs=0, help="muestra la versión y termina")
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        type=path,
        help=f"carpeta de datos (si no: {DATA_DIR_VARIABLE}, si no: la del usuario)",
    )
    parser.add_argument(
        "--puerto", type=_port, default=DEFAULT_PORT, metavar="N", help=f"puerto ({DEFAULT_PORT}); 0: uno libre"
    )
    parser.add_argument(
        "--direccion",
        type=_address,
        default="127.0.0.1",
        metavar="IP",
        help="dirección IP en la que escucha (127.0.0.1: solo este equipo)",
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument(
        "--token", type=path, metavar="ARCHIVO", help="archivo con el token que se exige (Authorization: Bearer)"
    )
    who.add_argument("--abierto", action="store_true", help="otra dirección sin token: quien la alcance puede usarlo")
    options, unknown = parser.parse_known_args(argv)
    if unknown:
        raise UsageError(f"no se reconoce: {' '.join(unknown)}", program=PROGRAM)
    refuse_repeated(argv, None, PROGRAM)
    token = "" if options.token is None else _token(options.token)
    found = Options(options.data_dir, options.direccion, options.puerto, token, options.abierto)
    if not (found.is_local or token or options.abierto):
        raise UsageError(
            f"{found.address} se alcanza desde otros equipos: falta --token ARCHIVO, o --abierto si debe ser así",
            program=PROGRAM,
        )
    return found


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(_HIGHEST_PORT)) or int(text) > _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"'{text}' no es un puerto de 0 a {_HIGHEST_PORT}")
    return int(text)


def _address(text: str) -> str:
    try:
        return str(ipaddress.ip_address("127.0.0.1" if text == "localhost" else text))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' no es una dirección IP como 127.0.0.1") from None


def _token(file: Path) -> str:
    """Return the token of a file. Raises UsageError."""
    try:
        token = disk.read_small(file, _MOST_TOKEN).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"--token: no se puede leer {file}", program=PROGRAM) from None
    if len(token) < LEAST_TOKEN or not token.isprintable() or " " in token:
        raise UsageError(
            f"--token: {file} debe tener una palabra de al menos {LEAST_TOKEN} letras y cifras", program=PROGRAM
        )
    return token
