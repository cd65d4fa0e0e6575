"""`registro`: the registered tables, their aliases, what the gate said, who promoted which and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.cli import answers
from core.district.learning import mirror, registry
from core.district.learning.registry import Action, FolderRegistry
from core.district.session import existing
from core.system.status import DONE

if TYPE_CHECKING:
    import argparse

    from core.district.learning.registry import Event


def run(options: argparse.Namespace) -> int:
    """Print the registry, or the card of one table; first copy what an MLflow lacks.

    Raises LearningError, LakeError, ReadError or SaveError.
    """
    store, _ = existing(options.lago)
    found = FolderRegistry(store)
    copied = None
    if options.mlflow is not None:
        with store.writing("registro"):
            copied = mirror.update(found, mirror.opened(found, options.mlflow))
    events = found.events()
    if options.ficha is not None:
        name = registry.find(events, options.ficha).modelo
        answers.answer_text(found.read(registry.CARD, name).decode())
        return DONE
    said = {
        registry.CHAMPION: registry.champion(found, events).name,
        registry.CHALLENGER: registry.challenger_name(events) or None,
        "criterios_gastados": len(found.spent(events)),
        "versiones": [_version(event, events) for event in events if event.accion is Action.REGISTER],
        "promociones": [
            {
                "modelo": one.modelo,
                "antes": one.antes,
                "fecha": one.fecha,
                "quien": one.quien,
                "motivo": one.motivo,
                "a_pesar_de": one.a_pesar_de,
            }
            for one in events
            if one.accion is Action.PROMOTE
        ],
    }
    if copied is not None:
        said["copiados_a_mlflow"] = copied
    answers.answer_text(answers.document(said))
    return DONE


def _version(event: Event, events: list[Event]) -> dict[str, Any]:
    return {
        "modelo": event.modelo,
        "conjunto": event.conjunto,
        "padre": event.padre,
        "programa": event.programa,
        "registrado": event.fecha,
        "quien": event.quien,
        "contra": event.antes,
        "puerta": event.puerta,
        "gastados": event.gastados,
        "promovido": [one.fecha for one in events if one.accion is Action.PROMOTE and one.modelo == event.modelo],
    }
