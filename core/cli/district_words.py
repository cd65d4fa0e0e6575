"""The command line's words for models, and for answers and keys of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import AnswerRefusedError, ModelRefusedError, ShapeFlaw
from core.refusals import AnswerRefusal, ModelFlaw, ModelRefusal

if TYPE_CHECKING:
    from core.errors import ModelError
    from core.exchange.answer import Received

_ANSWERS: Final = {
    AnswerRefusal.NOT_AN_ANSWER: "no es una respuesta del distrito",
    AnswerRefusal.DAMAGED: "la respuesta está incompleta o cambiada; cópiela otra vez, sin abrirla ni comprimirla",
    AnswerRefusal.TOO_LARGE: "es más grande que una respuesta",
    AnswerRefusal.NEWER: "la respuesta es de una versión más nueva del programa",
    AnswerRefusal.NO_KEY: "aquí no está la clave del distrito; instálela primero con «distrito-clave»",
    AnswerRefusal.UNSIGNED: "la respuesta no está firmada",
    AnswerRefusal.WRONG_KEY: "la firmó una clave distinta de la del distrito instalada aquí",
    AnswerRefusal.BAD_SIGNATURE: "la firma no corresponde: alguien cambió la respuesta",
    AnswerRefusal.OTHER_WORKPLACE: (
        "la respuesta es para otro computador; este recibe la suya después de entregar una copia de seguridad"
    ),
    AnswerRefusal.NOT_A_KEY: "no es una clave pública del distrito",
    AnswerRefusal.OTHER_FINGERPRINT: "la huella escrita no es la que corresponde",
}

_MODELS: Final = {
    ModelRefusal.UNKNOWN: "no hay ningún modelo instalado con ese nombre: {name}",
    ModelRefusal.IN_USE: "ese modelo ya está en uso: {name}",
    ModelRefusal.NO_FORMER: "antes de {name} no hubo otro modelo en uso",
    ModelRefusal.LOWER_VERSION: "no se instaló {name}: aquí ya hay una versión más nueva, {here}",
    ModelRefusal.OTHER_CONTENT: "no se instaló {name}: aquí hay otro modelo con esa misma versión, {here}",
}

_FLAWS: Final = {
    ShapeFlaw.NOT_JSON: "no es un archivo JSON en UTF-8",
    ShapeFlaw.SYNTAX: "no es JSON: error en la línea {line}, columna {column}",
    ShapeFlaw.NOT_FINITE: "{name} no es un número",
    ShapeFlaw.MISSING_FIELD: "falta el campo «{name}» en {place}",
    ShapeFlaw.UNKNOWN_FIELD: "sobra el campo «{name}» en {place}",
    ShapeFlaw.REPEATED_FIELD: "el campo «{name}» está repetido en {place}",
    ShapeFlaw.NOT_AN_OBJECT: "{place} debe ser un objeto",
    ShapeFlaw.NOT_A_LIST: "{place} debe ser una lista",
    ShapeFlaw.NOT_TEXT: "{place} debe ser un texto",
    ShapeFlaw.BLANK: "{place} no puede estar en blanco",
    ShapeFlaw.UNKNOWN_VALUE: "«{name}» no es un valor posible de {place}",
    ShapeFlaw.NOT_WHOLE: "{place} debe ser un número entero",
    ShapeFlaw.NOT_A_NUMBER: "{place} debe ser un número",
    ModelFlaw.TOO_LARGE: "tiene más de {most} KiB",
    ModelFlaw.FORMAT: "no se conoce el formato {number}, solo 1 y 2",
    ModelFlaw.NAME: "«{name}» no sirve de nombre: son de 1 a 32 letras sin tilde, dígitos, puntos y guiones",
    ModelFlaw.PARENT: "parent debe tener los 8 dígitos hexadecimales de un modelo",
    ModelFlaw.EMPTY_CARD: "card no puede estar vacío",
    ModelFlaw.ALARM_POINTS: "alarm_points debe ser 1 o más",
    ModelFlaw.VITALS: "vitals debe tener exactamente {names}",
    ModelFlaw.OUTER_BANDS: "{spans}: el primer rango debe estar abierto hacia abajo, y el último hacia arriba",
    ModelFlaw.BOUND_OUTSIDE: "{spans}: el límite {bound} no está entre {minimum} y {maximum}",
    ModelFlaw.BOUND_DECIMALS: "{spans}: el límite {bound} tiene más decimales que los que se miden ({decimals})",
    ModelFlaw.LOWEST_POINTS: "{spans}: el rango normal debe tener 0 puntos",
    ModelFlaw.TOO_MANY_POINTS: "{spans}: un rango tiene más de {most} puntos",
    ModelFlaw.FALLING_POINTS: "{spans}: los puntos no deben bajar al alejarse del rango normal",
    ModelFlaw.CATEGORIES: "grades debe tener cada una de las cinco categorías una vez, de la más leve a la más grave",
    ModelFlaw.OUTER_GRADES: "grades: el primer rango debe empezar en 0, y el último estar abierto hacia arriba",
    ModelFlaw.UNREACHED: "grades: ninguna lectura llega a {category}",
    ModelFlaw.EMPTY_SPAN: "{spans}: el rango de {first} a {last} está vacío",
    ModelFlaw.INNER_BOUND: "{spans}: solo los límites de los extremos pueden quedar abiertos",
    ModelFlaw.GAP: "{spans}: hay un hueco entre {low} y {high}",
    ModelFlaw.OVERLAP: "{spans}: el rango que termina en {low} y el que empieza en {high} se superponen",
    ModelFlaw.NO_MODEL: "la respuesta no trae un modelo",
}
"""The flaws of a model, for the author of its file."""

COMPARING: Final = "Comparando los modelos…"

RECEIPT_DOES_NOT_FIT: Final = (
    "el acuse no corresponde a los registros de aquí: lo que recibió el distrito no es el comienzo de este archivo; "
    "avise a la persona encargada"
)

ASKS_FOR: Final = (
    "compare la huella con la que le dio el distrito; si es la misma, repita con --aceptar {fingerprint}"
)


def refused(error: AnswerRefusedError | ModelRefusedError) -> str:
    """Return the sentence for an answer or key that is not taken, or a model not installed or not put in use."""
    if isinstance(error, AnswerRefusedError):
        return f"no se tomó {error.path}: {_ANSWERS[error.refusal]}"
    return _MODELS[error.refusal].format(name=error.name, here=error.here)


def invalid_model(error: ModelError) -> str:
    """Return why a model that was brought is not taken."""
    return f"el modelo no es válido: {_why(error)}"


def unusable_model(error: ModelError) -> str:
    """Return why a model that should predict cannot."""
    return f"el modelo no se puede usar: {_why(error)}"


def _why(error: ModelError) -> str:
    return f"{error.file}: {_FLAWS[error.flaw].format(**error.facts)}"


ESTABLISHMENT_DAMAGED: Final = (
    "establecimiento.json está dañado: con el próximo registro queda como establecimiento.json.danado, "
    "y este computador tendrá otro puesto; si tiene una copia de ese archivo, póngala antes en su lugar"
)


def model_missing(name: str, built_in: str) -> str:
    """Return the sentence for a model that should be in use and is not here."""
    return f"el modelo {name} ya no está en la carpeta de datos, o está dañado; se usa {built_in}"


def delivered(received: Received) -> dict[str, object]:
    """Return the answer's entry for a receipt."""
    return {"hasta": received.fecha, "zona": received.zona, "registros": received.registros, "bytes": received.bytes}
