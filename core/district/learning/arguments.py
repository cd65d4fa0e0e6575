"""The arguments of the commands of learning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.cli.parser import Parser, path, something
from core.district.learning.words import KINDS

if TYPE_CHECKING:
    from core.district.adding import AddCommand

_ACTION: Final = "ACCIÓN"


def add(command: AddCommand, everywhere: Parser, period: Parser) -> None:
    """Add the commands."""
    sets = command("conjunto", "congela registros y criterios en un conjunto de datos, y lo hace de nuevo")
    actions = sets.add_subparsers(dest="accion", metavar=_ACTION, required=True)

    def action(name: str, about: str, *parents: Parser) -> Parser:
        return actions.add_parser(
            name, help=about, description=about, parents=[everywhere, *parents], allow_abbrev=False
        )

    create = action("crear", "congela lo que hay en el lago; con las mismas entregas, los mismos bytes", period)
    create.add_argument("--establecimiento", nargs="+", type=something, metavar="CÓDIGO", help="solo esos")
    create.add_argument(
        "--incluye",
        choices=KINDS,
        default=KINDS[0],
        help="a-ciegas: con criterio dado antes de ver el resultado; criterios: con cualquiera; registros: todos",
    )
    action("lista", "muestra los conjuntos del lago")
    again = action("rehacer", "hace de nuevo un conjunto a partir de sus entregas, y compara su id")
    again.add_argument("conjunto", metavar="ID", type=something, help="id, o su comienzo; o el archivo de su lista")


def data_set(parser: Parser) -> None:
    """Add the argument that names a data set."""
    parser.add_argument("--conjunto", required=True, type=something, metavar="ID", help="id, o su comienzo")


def output(parser: Parser, about: str, *, is_required: bool = False) -> None:
    """Add the argument that names the file to write."""
    parser.add_argument("--salida", type=path, metavar="ARCHIVO", help=about, required=is_required)
