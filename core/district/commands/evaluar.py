"""`evaluar`: a model, or the method that makes one, against the verdicts of clinics that were held out."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from core.cli import answers, progress
from core.clinical import model as models
from core.district.learning import dataset, files, registry, training
from core.district.learning.registry import FolderRegistry
from core.district.session import existing
from core.system.clock import local_now
from core.system.paths import APP_ID
from core.system.status import DONE
from core.system.whole_file import write_out

if TYPE_CHECKING:
    import argparse

    from core.clinical.model import Model
    from core.district.learning.dataset import DataSet
    from core.district.learning.evaluation import Evaluation


def run(options: argparse.Namespace) -> int:
    """Print the figures; with `--salida` also write the page. Raises LearningError, ModelError or LakeError."""
    store, _ = existing(options.lago)
    data_set = dataset.load(store, options.conjunto)
    in_use = registry.champion(FolderRegistry(store))
    with progress.shown("Evaluando…"):
        name, found = _evaluated(options, data_set, in_use)
    said = {
        "modelo": name or None,
        "metodo": training.ASCENT if not name else None,
        "conjunto": data_set.id,
        "apartados": "establecimientos",
        "establecimientos": len(found.by_clinic),
        **files.whole(found),
    }
    if options.salida is not None:
        from core.district.learning import page  # noqa: PLC0415 - the template engine is for pages only
        from core.district.learning.page_words import About  # noqa: PLC0415 - likewise

        about = About(name, in_use.name, local_now().date(), version(APP_ID))
        write_out(options.salida, [page.html(found, data_set, about)])
    answers.answer_text(answers.document(said))
    return DONE


def _evaluated(options: argparse.Namespace, data_set: DataSet, in_use: Model) -> tuple[str, Evaluation]:
    """Return the name of the model, "" for the method, and the figures."""
    if options.modelo is None:
        return "", training.evaluate_method(data_set, in_use)
    model = models.load(options.modelo)
    return model.name, training.evaluate_model(data_set, model, in_use)
