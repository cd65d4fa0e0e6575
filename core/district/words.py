"""The Spanish sentences of the district's program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.cli import words
from core.district.deliveries import Refusal
from core.district.errors import LakeError, LakeFault
from core.district.learning import words as learning
from core.district.learning.errors import LearningError
from core.refusals import BackupRefusal

if TYPE_CHECKING:
    from core.errors import PredictorError, SaveFailure

_LAKES: Final = {
    LakeFault.MISSING: "no hay ningún lago en {place}: reciba primero una entrega con «recibir»",
    LakeFault.NOT_A_LAKE: "{place} tiene otros archivos y no es un lago: elija una carpeta nueva o vacía",
    LakeFault.NEWER: "{place} lo escribió una versión más nueva del programa",
    LakeFault.DAMAGED: "el lago está dañado: falta o cambió {place}",
    LakeFault.CHANGED: "otro programa escribió en el lago al mismo tiempo: repita el comando",
    LakeFault.ENDED: "el sistema terminó un proceso que leía, quizás por falta de memoria: repita el comando",
    LakeFault.NO_JAVA: "falta Java 17, que Spark necesita: apt install openjdk-17-jre-headless",
    LakeFault.DENIED: "{place} no acepta la clave: revise AWS_ACCESS_KEY_ID y AWS_SECRET_ACCESS_KEY",
    LakeFault.SILENT: "{place} no responde o cortó la conexión; lo ya recibido está en el lago: repita el comando",
    LakeFault.UNREACHABLE: "no se pudo usar {place}: {detail}",
}

_REFUSALS: Final = {
    Refusal.MISSING: "no existe",
    Refusal.LINK: "es un enlace, y los enlaces no se siguen",
    Refusal.NOT_A_FILE: "no es un archivo normal ni una carpeta",
    Refusal.NO_DELIVERY: "no hay ninguna copia de seguridad ni registros",
    Refusal.EMPTY: "no tiene ningún registro ni dice de qué establecimiento es",
}


def failure(error: PredictorError) -> str:
    """Return the sentence for a failure."""
    if isinstance(error, LakeError):
        return _LAKES[error.fault].format(place=error.place, detail=error.detail)
    if isinstance(error, LearningError):
        return learning.failure(error)
    return str(error)


def refusal(reason: Refusal | BackupRefusal | SaveFailure) -> str:
    """Return why a path was not taken."""
    if isinstance(reason, Refusal):
        return _REFUSALS[reason]
    return words.BACKUP_REFUSALS[reason] if isinstance(reason, BackupRefusal) else words.FAILURES[reason]
