"""The command line's words for answers, keys and models of the district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.errors import AnswerRefusal, AnswerRefusedError, ModelRefusal, ModelRefusedError

if TYPE_CHECKING:
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

COMPARING: Final = "Comparando los modelos…"

RECEIPT_DOES_NOT_FIT: Final = (
    "el acuse no corresponde a los registros de aquí: lo que recibió el distrito no es el comienzo de este archivo; "
    "avise a la persona encargada"
)


def refused(error: AnswerRefusedError | ModelRefusedError) -> str:
    """Return the sentence for an answer or key that is not taken, or a model not installed or not put in use."""
    if isinstance(error, AnswerRefusedError):
        return f"no se tomó {error.path}: {_ANSWERS[error.refusal]}"
    return _MODELS[error.refusal].format(name=error.name, here=error.here)


def model_missing(name: str, built_in: str) -> str:
    """Return the sentence for a model that should be in use and is not here."""
    return f"el modelo {name} ya no está en la carpeta de datos, o está dañado; se usa {built_in}"


def asks_for(fingerprint: str) -> str:
    """Return the sentence that says how a key is accepted; `fingerprint` is to be repeated."""
    return f"compare la huella con la que le dio el distrito; si es la misma, repita con --aceptar {fingerprint}"


def delivered(received: Received) -> dict[str, object]:
    """Return the answer's entry for a receipt."""
    return {"hasta": received.fecha, "zona": received.zona, "registros": received.registros, "bytes": received.bytes}
