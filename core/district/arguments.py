"""The arguments of `predictor-medico-distrito`, command by command."""

from __future__ import annotations

import argparse
from typing import Final

from core.cli.parser import COMMAND, Commands, Parser, Version, day, parsed, path, something
from core.district.engines import DUCKDB, ENGINES
from core.district.learning import arguments as learning
from core.exchange import dhis2

PROGRAM: Final = "predictor-medico-distrito"
LAKE_VARIABLE: Final = "PREDICTOR_MEDICO_LAGO"
WITHOUT_LAKE: Final = ("clave", "ejemplo")
"""Commands that need no lake."""
FORMATS: Final = ("json", "csv", "html")
_MOST_DIGITS: Final = 3


def parse(argv: list[str]) -> argparse.Namespace:
    """Parse the command line. Raises UsageError; exits only for --help and --version."""
    everywhere = Parser(add_help=False)
    everywhere.add_argument(
        "--lago",
        metavar="DIR",
        type=something,
        default=argparse.SUPPRESS,
        help=f"el lago: una carpeta, o s3://balde/prefijo (si no: {LAKE_VARIABLE})",
    )
    everywhere.add_argument("--version", action=Version, nargs=0, help="muestra la versión y termina")
    parser = Parser(
        prog=PROGRAM,
        parents=[everywhere],
        allow_abbrev=False,
        description="Reúne en un lago lo que entregan los establecimientos, y hace de ello un solo reporte. "
        "Simulación: no es un dispositivo médico.",
    )
    command = Commands(parser, everywhere, "command", COMMAND, required=True)
    _add_all(command, everywhere)
    return parsed(argv, parser, command.parsers)


def _add_all(command: Commands, everywhere: Parser) -> None:
    """Add every command; its module in `core.district.commands` has its name."""
    example = command(
        "ejemplo",
        "escribe las copias de seguridad de doce establecimientos inventados, para probar los demás comandos",
    )
    example.add_argument("carpeta", metavar="DIR", type=path, help="carpeta de las copias; se crea si falta")
    period = Parser(add_help=False)
    period.add_argument("--desde", metavar="FECHA", type=day, help="primer día, como 2026-11-01")
    period.add_argument("--hasta", metavar="FECHA", type=day, help="último día, incluido")
    receive = command("recibir", "recibe entregas: copias de seguridad, carpetas de datos, memorias USB enteras")
    receive.add_argument(
        "ruta", nargs="+", type=path, metavar="RUTA", help="archivo o carpeta; una carpeta se recorre entera"
    )
    asks = Parser(add_help=False)
    asks.add_argument(
        "--motor", choices=ENGINES, default=DUCKDB, help="lo que cuenta: duckdb, o spark para lagos muy grandes"
    )
    _add_report(command("reporte", "imprime el reporte de todos los establecimientos", period, asks))
    rounding = "dice qué establecimientos redondean o repiten lo que miden, y a quién llamar primero"
    command("calidad", rounding, period, asks)
    moved = "dice dónde cambió lo medido frente al año anterior, y a quién llamar primero"
    drift = command("deriva", moved, period, asks)
    drift.add_argument(
        "--evidently", type=path, metavar="ARCHIVO", help="página HTML de Evidently, otra opinión (extra deriva)"
    )
    watch = command("metricas", "escribe las métricas de cada establecimiento, un archivo .prom por cada uno", asks)
    watch.add_argument("--salida", required=True, type=path, metavar="DIR", help="carpeta que ya existe")
    send = command("dhis2", "escribe las cantidades de una semana o de un mes para DHIS2 (dataValueSets)", asks)
    send.add_argument("--periodo", required=True, type=_period, metavar="PERIODO", help="2026W47 o 202611")
    send.add_argument("--mapa", required=True, type=path, metavar="ARCHIVO", help="JSON con los códigos de DHIS2")
    send.add_argument("--salida", required=True, type=path, metavar="ARCHIVO", help="archivo que se escribe")
    learning.add(command, everywhere, period)


def _add_report(report: Parser) -> None:
    report.add_argument("--formato", choices=FORMATS, default="json", help=", ".join(FORMATS))
    report.add_argument("--salida", type=path, metavar="ARCHIVO", help="archivo que se escribe (si no: la salida)")
    report.add_argument("--establecimiento", type=something, metavar="CÓDIGO", help="solo ese establecimiento")
    report.add_argument("--modelo", type=something, metavar="NOMBRE", help="solo los registros de ese modelo")
    report.add_argument(
        "--lista", type=path, metavar="ARCHIVO", help="CSV codigo;nombre de quienes se espera (si no: los ya vistos)"
    )
    report.add_argument(
        "--plazo",
        type=_days,
        default=7,
        metavar="DÍAS",
        help="días tras el fin de la semana aún a tiempo (7)",
    )


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"'{text}' no es un número de días")
    return int(text)


def _period(text: str) -> dhis2.PeriodOf:
    try:
        return dhis2.period(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' no es una semana como 2026W47 ni un mes como 202611") from None
