"""The Spanish sentences of learning on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.district.learning.errors import LearningFault

if TYPE_CHECKING:
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
    LearningFault.NOTHING_HELD_OUT: "no queda ningún establecimiento apartado con criterios para evaluar {name}",
    LearningFault.OTHER_BYTES: "las entregas no dan de nuevo el conjunto {name}, sino {detail}",
    LearningFault.MISSING_DELIVERIES: "faltan en el lago {detail} entregas del conjunto {name}: recíbalas primero",
}


def failure(error: LearningError) -> str:
    """Return the sentence for a failed step."""
    return _FAULTS[error.fault].format(name=error.name, detail=error.detail)
