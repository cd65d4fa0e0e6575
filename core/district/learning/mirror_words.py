"""The Spanish sentences by which a version in MLflow says what its tags say by code."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from core.district.learning.candidate import LITTLE
from core.district.learning.words import failed
from core.district.say import day, decimal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.district.learning.registry import Event

ABOUT: Final = " ".join(
    (
        "Tablas de puntos simuladas: no son un dispositivo médico.",
        LITTLE["es"],
        "Es una copia del registro del lago; lo que se cambie aquí no cambia nada allá.",
    )
)
BUILT_IN: Final = "Es la tabla que trae el programa."


def registered(event: Event) -> str:
    """Return what the gate said of a table, and who registered it when."""
    return f"{_gate(event.puerta or {}, event.antes)} La registró {_who(event)}."


def promoted(event: Event) -> str:
    """Return who promoted a table when and why."""
    despite = ", a pesar de la puerta" if event.a_pesar_de else ""
    return f"La promovió {_who(event)}{despite}: {event.motivo}" if event.motivo else f"La promovió {_who(event)}."


def _gate(gate: Mapping[str, Any], champion: str) -> str:
    if not gate.get("paso"):
        why = f": {failed(gate['fallo'])}" if gate.get("fallo") else ""
        return f"No pasó la puerta frente a {champion}{why}."
    value, low, high = (decimal(gate["ganancia_kappa"][name], 2).es for name in ("valor", "desde", "hasta"))
    return (
        f"Pasó la puerta frente a {champion}: su kappa es {value} más alto ({low} a {high}), en {gate['criterios']} "
        f"criterios de {gate['establecimientos']} establecimientos."
    )


def _who(event: Event) -> str:
    return f"{event.quien or 'alguien sin nombre'} el {day(datetime.fromisoformat(event.fecha)).es}"
