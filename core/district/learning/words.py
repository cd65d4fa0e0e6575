"""The Spanish sentences of learning on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.district.learning.errors import LearningFault
from core.district.say import decimal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from core.district.learning.errors import LearningError

KINDS: Final = ("a-ciegas", "criterios", "registros")
"""Which records a data set has, as `dataset.Kind` names them."""

METHODS: Final = ("ascenso", "logit")
"""What can make a table, as `training.METHODS` names it."""

_FAULTS: Final = {
    LearningFault.NO_DATA_SET: "no hay ningún conjunto {name} en el lago: vea «conjunto lista»",
    LearningFault.AMBIGUOUS: "varios empiezan por {name}: escriba más del id",
    LearningFault.EMPTY: "no hay nada así en el lago: ningún registro con lo que se pide",
    LearningFault.TOO_FEW: "hay {name} criterios a ciegas para aprender, y hacen falta {detail}",
    LearningFault.NO_CLINIC: "no hay ningún establecimiento con el código {name}",
    LearningFault.NO_VERDICTS: "el conjunto no tiene criterios a ciegas de ningún establecimiento {name}",
    LearningFault.LEARNED_BEFORE: "{name} no se puede apartar: de allí se hizo también {detail}, la tabla de inicio",
    LearningFault.NOTHING_HELD_OUT: "no queda ningún establecimiento apartado con criterios para evaluar {name}",
    LearningFault.UNKNOWN_MODEL: "no hay ningún modelo {name} en el registro: vea «registro»",
    LearningFault.KNOWN_MODEL: "{name} ya está en el registro",
    LearningFault.LOWER_VERSION: "la versión de {name} debe ser mayor que la de {detail}: use --numero al entrenar",
    LearningFault.NOT_LEARNED: "{name} no dice de qué conjunto salió: no se hizo con «entrenar»",
    LearningFault.IN_USE: "{name} ya es el campeón",
    LearningFault.NOT_PASSED: "la puerta no deja pasar {name} ({detail}); para promoverlo igual: --a-pesar-de MOTIVO",
    LearningFault.NOT_PROMOTED: "nadie ha promovido {name}: vea «promover»",
    LearningFault.KEY_EXISTS: "{name} ya existe, y una clave no se reemplaza",
    LearningFault.NOT_A_KEY: "{name} no es una clave secreta con frase",
    LearningFault.LOCKED: "la frase no abre la clave {name}",
    LearningFault.OTHER_BYTES: "las entregas no dan de nuevo el conjunto {name}, sino {detail}",
    LearningFault.NOT_A_MIRROR: "{name} tiene otras cosas, u otro registro: elija una carpeta nueva para MLflow",
    LearningFault.MOVED: "{name} estaba antes en {detail}, y MLflow busca allí sus archivos: copie de nuevo el "
    "registro a otra carpeta, con «registro --mlflow CARPETA»",
    LearningFault.MISSING_DELIVERIES: "faltan en el lago {detail} entregas del conjunto {name}: recíbalas primero",
}

_CONDITIONS: Final = {
    "suficientes": "hacen falta 500 criterios apartados que nadie haya usado",
    "mejor": "no es mejor que el campeón con 95 % de certeza",
    "cinco_categorias": "no da las cinco categorías",
    "sensibilidad_graves": "halla menos de los graves, o hay menos de 20",
    "alarmas": "quita signos de alarma",
    "uno_por_trimestre": "otro candidato usó la puerta hace menos de 91 días",
    "sin_puerta": "la puerta no lo comparó con el campeón de ahora",
}


def failed(conditions: Iterable[str]) -> str:
    """Return what the gate has against a candidate."""
    return "; ".join(_CONDITIONS[condition] for condition in conditions)


def not_passed(gate: Mapping[str, Any]) -> str:
    """Return why the gate does not let a candidate pass, and how much better it would have to be."""
    said = f"la puerta no lo deja pasar: {failed(gate['fallo'])}"
    if gate["ganancia_detectable"] is None:
        return said
    needed = decimal(gate["ganancia_detectable"], 2).es
    seen, district = gate["establecimientos"], gate["establecimientos_distrito"]
    among = "l único establecimiento" if district == 1 else f" los {district} establecimientos"
    if seen < district:
        among = f" {seen} de los {district} establecimientos"
    return (
        f"{said}. Con {gate['criterios']} criterios de{among} del distrito, más de 8 de cada 10 veces pasa una tabla "
        f"cuyo kappa es {needed} más alto que el del campeón"
    )


def failure(error: LearningError) -> str:
    """Return the sentence for a failed step."""
    detail = failed(error.detail.split(", ")) if error.fault is LearningFault.NOT_PASSED else error.detail
    return _FAULTS[error.fault].format(name=error.name, detail=detail)
