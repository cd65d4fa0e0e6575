"""The arguments of the command line, and a Spanish sentence for each that is refused."""

from __future__ import annotations

import argparse
import re
from itertools import pairwise
from typing import Final

from core.cli.parser import COMMAND, Commands, Parser, UsageError, Version, day, parsed, path, something
from core.clinical.vitals import VITALS
from core.system.paths import APP_ID, DATA_DIR_VARIABLE
from core.vocabulary import Category, Reason, VerdictReason

REASONS: Final = {
    "error": Reason.TYPING_ERROR,
    "duplicado": Reason.DUPLICATE,
    "prueba": Reason.TEST,
    "otro": Reason.OTHER,
}
"""The values of `--motivo`, and the recorded reasons."""

_MEASURED: Final = {
    "concordancia": "compara lo mostrado con los criterios a ciegas e imprime las cifras en JSON",
    "calidad": "mide la calidad y los cambios de lo digitado e imprime las cifras en JSON",
}
MEASURES: Final = tuple(_MEASURED)
"""The commands that measure, in `core.cli.judging`."""

UPKEEP: Final = ("verificar", "anular", "respaldar", "restaurar", "importar")
"""The maintenance commands, in `core.cli.upkeep`."""

_ACTIONS: Final = "comparar ARCHIVO, activar NOMBRE, o volver"

DISTRICT: Final = ("establecimiento", "modelo", "recibir", "distrito-clave")
"""The commands in `core.cli.district`."""
INCOMING: Final = ("csv", "log", "fhir", "hl7")

FORMATS: Final = ("json", "csv", "pdf", "registros", "fhir", "dhis2")

_VITAL_OPTIONS: Final = {f"--{vital.name.replace('_', '-')}": vital.name for vital in VITALS}


_LINE_EXAMPLE: Final = """
una línea de la entrada estándar (números de JSON: con punto, sin comillas):
  {"fiebre": 38.5, "presion": 120, "frecuencia_cardiaca": 90}
se responde con el resultado; si hay valores inusuales, también con un aviso que los nombra:
  {"resultado": "ENFERMEDAD TERMINAL", "aviso": "valor inusual: presion 65 mmHg; si es un error, anule el registro"}
"""

_VERDICT_EXAMPLE: Final = """
una línea de la entrada estándar (a_ciegas y motivo pueden faltar; null retira el criterio):
  {"registro": "3f8a…", "criterio": "ENFERMEDAD LEVE", "a_ciegas": true, "motivo": "contexto"}
se responde cuando está guardado:
  {"registro": "3f8a…", "criterio": "ENFERMEDAD LEVE"}
"""

_ID_HELP: Final = (
    "id del registro (columna id de «exportar --formato registros»), o linea:N por la línea N de predicciones.log"
)


def _record_name(text: str) -> str:
    if re.match("l[ií]nea:", text, re.IGNORECASE) and not re.fullmatch("linea:[0-9]+", text):
        raise argparse.ArgumentTypeError(f"'{text}' no es un número de línea como linea:7")
    return something(text)


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


def _add_export(export: Parser) -> None:
    export.add_argument("--formato", required=True, choices=FORMATS, help=", ".join(FORMATS))
    export.add_argument("--salida", required=True, type=path, metavar="ARCHIVO", help="archivo que se escribe")
    export.add_argument(
        "--mapa", type=path, metavar="ARCHIVO", help="códigos de DHIS2, en JSON (si no: los guardados)"
    )


def _add_retraction(retract: Parser) -> None:
    retract.add_argument("registro", type=_record_name, metavar="ID", help=_ID_HELP)
    how = retract.add_mutually_exclusive_group(required=True)
    how.add_argument("--motivo", choices=tuple(REASONS), metavar="MOTIVO", help=", ".join(REASONS))
    how.add_argument("--deshacer", action="store_true", help="restablece el registro")


def _add_verdict(judge: Parser) -> None:
    judge.add_argument("registro", type=_record_name, metavar="ID", nargs="?", help=_ID_HELP)
    categories = tuple(category.value for category in Category)
    judge.add_argument("--categoria", choices=categories, metavar="CATEGORÍA", help=", ".join(categories))
    judge.add_argument("--a-ciegas", action="store_true", help="se dio antes de ver el resultado")
    differs = tuple(reason.value for reason in VerdictReason)
    judge.add_argument("--motivo", choices=differs, metavar="MOTIVO", help=f"por qué difiere: {', '.join(differs)}")
    judge.add_argument("--retirar", action="store_true", help="retira el criterio guardado")
    judge.example = _VERDICT_EXAMPLE


def _add_import(take_in: Parser) -> None:
    what = take_in.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "archivo", nargs="?", type=path, metavar="ARCHIVO", help="tabla (CSV), HL7 v2, FHIR o registros"
    )
    what.add_argument("--deshacer", metavar="ID", type=something, help="anula todos los registros de esa importación")
    take_in.add_argument("--formato", choices=INCOMING, help=f"{', '.join(INCOMING)} (si no: se reconoce)")
    take_in.add_argument("--mapa", type=path, metavar="ARCHIVO", help="cómo se lee la tabla, en JSON")
    take_in.add_argument("--simular", action="store_true", help="solo cuenta: no agrega nada")
    take_in.add_argument(
        "--rechazados", type=path, metavar="ARCHIVO", help="tabla de las filas rechazadas, con su motivo"
    )


def _check_verdict(options: argparse.Namespace) -> None:
    """Refuse options of `criterio` that do not go together. Raises UsageError."""
    said = {name: getattr(options, name) for name in ("categoria", "a_ciegas", "motivo", "retirar")}
    given = [f"--{name.replace('_', '-')}" for name, value in said.items() if value]
    if options.registro is None:
        if given:
            raise UsageError("falta ID", options.command)
    elif options.retirar:
        if given[0] != "--retirar":
            raise UsageError(f"{given[0]} y --retirar se excluyen", options.command)
    elif not options.categoria:
        raise UsageError("falta --categoria o --retirar", options.command)


def _add_district(command: Commands) -> None:
    """Add the commands of `DISTRICT`."""
    place = command("establecimiento", "muestra o cambia el código y el nombre del establecimiento")
    place.add_argument("--codigo", metavar="CÓDIGO", help="código; vacío para quitarlo: --codigo ''")
    place.add_argument("--nombre", metavar="NOMBRE", help="nombre; vacío para quitarlo")
    table = command("modelo", "muestra los modelos, compara uno, lo activa, o vuelve al anterior")
    table.add_argument(
        "accion", nargs="?", choices=("comparar", "activar", "volver"), metavar="ACCIÓN", help=_ACTIONS
    )
    table.add_argument("nombre", nargs="?", metavar="ARCHIVO o NOMBRE", type=something, help="archivo o nombre")
    receive = command("recibir", "toma una respuesta del distrito: guarda su acuse e instala su modelo")
    receive.add_argument("archivo", type=path, metavar="ARCHIVO", help="respuesta del distrito (ZIP)")
    key = command("distrito-clave", "muestra la huella de la clave pública del distrito, o la instala")
    key.add_argument("archivo", type=path, metavar="ARCHIVO", help="clave pública del distrito")
    key.add_argument(
        "--aceptar",
        metavar="HUELLA",
        type=something,
        help="la huella que dio el distrito; para cambiar de clave: la anterior, +, la nueva",
    )


def parse(argv: list[str]) -> argparse.Namespace:
    """Parse the command line. Raises UsageError; exits only for --help and --version."""
    everywhere = Parser(add_help=False)
    everywhere.add_argument(
        "--data-dir",
        metavar="DIR",
        type=path,
        default=argparse.SUPPRESS,
        help=f"carpeta de datos (si no: {DATA_DIR_VARIABLE}, si no: la del usuario)",
    )
    everywhere.add_argument("--version", action=Version, nargs=0, help="muestra la versión y termina")
    period = Parser(add_help=False)
    period.add_argument("--desde", metavar="FECHA", type=day, help="primer día, como 2026-11-01")
    period.add_argument("--hasta", metavar="FECHA", type=day, help="último día, incluido")

    parser = Parser(
        prog=APP_ID,
        parents=[everywhere],
        allow_abbrev=False,
        description="Sin comando abre la ventana. Simulación: no es un dispositivo médico.",
    )
    command = Commands(parser, everywhere, "command", COMMAND, required=False)
    predict = command("predecir", "predice y guarda; sin valores lee un objeto JSON por línea de la entrada estándar")
    predict.add_argument("--fiebre", metavar="°C", help="temperatura corporal")
    predict.add_argument("--presion", metavar="MMHG", help="presión sistólica")
    predict.add_argument("--frecuencia-cardiaca", metavar="LPM", help="latidos por minuto")
    predict.example = _LINE_EXAMPLE
    command("reporte", "imprime el reporte en JSON", period)
    _add_export(command("exportar", "escribe el reporte o los registros en un archivo", period))
    command("verificar", "comprueba todos los registros e imprime un resumen en JSON")
    _add_retraction(
        command("anular", "deja un registro fuera de cuentas y exportaciones, sin borrarlo, o lo restablece")
    )
    _add_verdict(
        command("criterio", "guarda el criterio de una persona sobre un registro; sin ID lee líneas de JSON")
    )
    for name, about in _MEASURED.items():
        command(name, about, period)
    back_up = command("respaldar", "escribe una copia de seguridad de registros, anulaciones y ajustes")
    back_up.add_argument("--salida", required=True, type=path, metavar="ARCHIVO", help="archivo ZIP que se escribe")
    restore = command("restaurar", "agrega los registros de una copia de seguridad que falten aquí")
    restore.add_argument("archivo", type=path, metavar="ARCHIVO", help="archivo ZIP que escribió «respaldar»")
    restore.add_argument("--simular", action="store_true", help="solo cuenta lo que agregaría: no cambia nada")

    watch = command("metricas", "escribe las métricas de este computador, para un textfile collector de Prometheus")
    watch.add_argument("--salida", required=True, type=path, metavar="ARCHIVO", help="archivo .prom que se escribe")

    _add_import(command("importar", "agrega lecturas o registros de un archivo de otro programa, o lo deshace"))
    _add_district(command)

    options = parsed(_with_signs_joined(argv), parser, command.parsers)
    if options.command == "criterio":
        _check_verdict(options)
    if options.command == "exportar" and options.mapa is not None and options.formato != "dhis2":
        raise UsageError("--mapa es de --formato dhis2", options.command)
    return options
