"""`entrenar`: makes a candidate from a data set, beginning with the table in use."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from core.cli import answers, progress
from core.clinical import model as models
from core.district.learning import candidate, dataset, files, holdout, registry, training
from core.district.learning.cases import by_clinic, judged
from core.district.learning.registry import FolderRegistry
from core.district.learning.training import Plan
from core.district.session import existing
from core.system.paths import APP_ID
from core.system.status import DONE
from core.system.whole_file import write_out

if TYPE_CHECKING:
    import argparse

    from core.clinical.model import Model
    from core.district.learning.dataset import DataSet


def run(options: argparse.Namespace) -> int:
    """Write a model file. Raises LearningError, ModelError, LakeError, ReadError or SaveError."""
    store, _ = existing(options.lago)
    data_set = dataset.load(store, options.conjunto)
    registered = FolderRegistry(store)
    events = registered.events()
    parent = models.load(options.desde_modelo) if options.desde_modelo else registry.champion(registered, events)
    number = options.numero or registry.next_version(events, candidate.ID)
    plan = Plan(options.metodo, _held_out(options, data_set, parent), number, version(APP_ID))
    with progress.shown("Aprendiendo…"):
        found = training.train(data_set, parent, plan)
    write_out(options.salida, [found.content])
    answers.answer(
        {
            "modelo": found.model.name,
            "padre": parent.name,
            "conjunto": data_set.id,
            "metodo": options.metodo,
            "criterios": found.train,
            "apartados": found.held_out,
            "movimientos": found.fitted.steps,
            "evaluacion": files.short(found.evaluation) if found.evaluation else None,
        }
    )
    return DONE


def _held_out(options: argparse.Namespace, data_set: DataSet, parent: Model) -> tuple[str, ...]:
    if options.sin_apartar:
        return ()
    if options.apartar is not None:
        return tuple(sorted(options.apartar))
    return holdout.choose(by_clinic(judged(data_set.cases)), candidate.trained_on(parent))
