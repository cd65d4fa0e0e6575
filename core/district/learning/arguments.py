"""The arguments of the commands of learning."""

from __future__ import annotations

import argparse
import re
from typing import Final

from core.cli.parser import Commands, Parser, path, something
from core.district.learning.words import KINDS, METHODS

_ACTION: Final = "ACCIÓN"


def add(command: Commands, everywhere: Parser, period: Parser) -> None:
    """Add the commands."""
    sets = command("conjunto", "congela registros y criterios en un conjunto de datos, y lo hace de nuevo")
    action = Commands(sets, everywhere, "accion", _ACTION, required=True)
    create = action("crear", "congela lo que hay en el lago; con las mismas entregas, los mismos bytes", period)
    create.add_argument("--establecimiento", nargs="+", type=something, metavar="CÓDIGO", help="solo esos")
    create.add_argument(
        "--incluye",
        choices=KINDS,
        default=KINDS[0],
        help="a-ciegas: con criterio dado antes de ver el resultado; criterios: con cualquiera; registros: todos",
    )
    again = action("rehacer", "hace de nuevo un conjunto a partir de sus entregas, y compara su id")
    again.add_argument("conjunto", metavar="ID", type=something, help="id, o su comienzo; o el archivo de su lista")
    for one in (create, again):
        one.add_argument("--salida", type=path, metavar="DIR", help="carpeta donde se escribe además el conjunto")
    action("lista", "muestra los conjuntos del lago")
    _add_training(command)
    _add_registry(command)
    _add_cycle(command)
    key = command("clave", "hace la clave con que el distrito firma sus respuestas, en los archivos de minisign")
    key.add_argument("accion", choices=("nueva",), metavar="nueva", help="hace una clave nueva, con una frase")
    key.add_argument("archivo", type=path, metavar="ARCHIVO", help="clave secreta; la pública será ARCHIVO.pub")
    respond = command(
        "responder", "escribe una respuesta firmada para cada establecimiento: acuse, y la tabla campeona"
    )
    respond.add_argument("--clave", required=True, type=path, metavar="ARCHIVO", help="clave secreta del distrito")
    respond.add_argument("--salida", required=True, type=path, metavar="DIR", help="carpeta de las respuestas")
    respond.add_argument("--modelo", type=something, metavar="NOMBRE", help="otra tabla que fue promovida")


def _add_cycle(command: Commands) -> None:
    turn = command("ciclo", "recibe, busca deriva, y aprende si hay motivo; no registra, no promueve y no firma")
    turn.add_argument("ruta", nargs="*", type=path, metavar="RUTA", help="entregas que se reciben antes")
    what = turn.add_mutually_exclusive_group(required=True)
    what.add_argument("--salida", type=path, metavar="DIR", help="carpeta del candidato y de su página")
    what.add_argument("--solo-motivos", action="store_true", help="dice si hay motivo para aprender, y no aprende")


def _add_training(command: Commands) -> None:
    train = command("entrenar", "hace de un conjunto una tabla candidata, a partir de la que está en uso")
    _data_set(train)
    train.add_argument(
        "--salida", required=True, type=path, metavar="ARCHIVO", help="archivo del modelo que se escribe"
    )
    train.add_argument(
        "--metodo", choices=METHODS, default=METHODS[0], help="ascenso; o logit, que lo comprueba (extra aprendizaje)"
    )
    apart = train.add_mutually_exclusive_group()
    apart.add_argument(
        "--apartar",
        nargs="+",
        type=something,
        metavar="CÓDIGO",
        help="establecimientos que se apartan para evaluar (si no: la mitad)",
    )
    apart.add_argument("--sin-apartar", action="store_true", help="aprende de todos; la ficha dirá «no evaluada»")
    train.add_argument("--desde-modelo", type=path, metavar="ARCHIVO", help="tabla de la que se parte")
    train.add_argument("--numero", type=_version, metavar="VERSIÓN", help="versión del candidato, como 1.2.0")
    test = command("evaluar", "mide una tabla, o el método que las hace, en establecimientos apartados")
    _data_set(test)
    test.add_argument(
        "--modelo", type=path, metavar="ARCHIVO", help="modelo que se mide (si no: el método, por establecimiento)"
    )
    test.add_argument("--salida", type=path, metavar="ARCHIVO", help="página HTML que se escribe además")


def _add_registry(command: Commands) -> None:
    person = Parser(add_help=False)
    person.add_argument(
        "--quien", type=something, metavar="NOMBRE", help="quién lo hace (si no: el usuario del sistema)"
    )
    mirror = Parser(add_help=False)
    mirror.add_argument(
        "--mlflow", type=path, metavar="DIR", help="carpeta de un MLflow que copia el registro (extra registro)"
    )
    register = command("registrar", "registra un candidato, y la puerta lo compara con el campeón", person, mirror)
    register.add_argument("archivo", type=path, metavar="ARCHIVO", help="archivo que escribió «entrenar»")
    show = command("registro", "muestra las tablas registradas: campeón, retador, puerta, promociones", mirror)
    show.add_argument("--ficha", type=something, metavar="NOMBRE", help="la ficha de una, en Markdown")
    promote = command("promover", "hace de una tabla registrada la campeona", person, mirror)
    promote.add_argument("modelo", type=something, metavar="NOMBRE", help="nombre completo, o retador")
    promote.add_argument("--motivo", type=something, metavar="TEXTO", help="por qué")
    promote.add_argument(
        "--a-pesar-de", type=something, metavar="MOTIVO", help="por qué, aunque la puerta no la deje pasar"
    )


def _version(text: str) -> str:
    if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6}){2}", text) is None:
        raise argparse.ArgumentTypeError(f"'{text}' no es una versión como 1.2.0")
    return text


def _data_set(parser: Parser) -> None:
    """Add the argument that names a data set."""
    parser.add_argument("--conjunto", required=True, type=something, metavar="ID", help="id, o su comienzo")
