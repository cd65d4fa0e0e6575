"""`registrar FILE`: takes a candidate into the registry, judged by the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import answers, progress
from core.clinical import model as models
from core.district.arguments import PROGRAM
from core.district.learning import mirror, registering, who
from core.district.learning.registry import FolderRegistry
from core.district.learning.words import not_passed
from core.district.session import existing
from core.system import disk
from core.system.status import DONE, FAILED

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Register a model file; FAILED if the gate does not let it pass: it is registered all the same.

    Raises LearningError, ModelError, LakeError, ReadError or SaveError.
    """
    with disk.reading(options.archivo):
        content = disk.read_small(options.archivo, models.MAX_MODEL)
    new = models.parse(content, options.archivo.name)
    store, _ = existing(options.lago)
    registry = FolderRegistry(store)
    with store.writing("registrar"):
        copy = mirror.opened(registry, options.mlflow)
        with progress.shown("Comparando con el campeón…"):
            event = registering.register(store, registry, content, new, who.doing(options))
        gate = event.puerta or {}
        answers.answer({"modelo": new.name, "campeon": event.antes, "gastados": event.gastados, "puerta": gate})
        status = DONE
        if not gate["paso"]:
            status = answers.fail(not_passed(gate), FAILED, PROGRAM)
        mirror.update(registry, copy)  # last: its failure hides nothing
    return status
