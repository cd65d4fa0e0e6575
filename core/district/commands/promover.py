"""`promover NAME`: makes a registered table the champion, which `responder` then sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import answers
from core.district.learning import mirror, registering, who
from core.district.learning.registry import FolderRegistry
from core.district.session import existing
from core.system.status import DONE

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Promote a table. Raises LearningError, LakeError, ReadError or SaveError."""
    store, _ = existing(options.lago)
    registry = FolderRegistry(store)
    with store.writing("promover"):
        copy = mirror.opened(registry, options.mlflow)
        event = registering.promote(
            registry, options.modelo, who.doing(options), options.motivo or "", options.a_pesar_de or ""
        )
        answers.answer(
            {
                "campeon": event.modelo,
                "antes": event.antes,
                "quien": event.quien,
                "motivo": event.motivo,
                "a_pesar_de": event.a_pesar_de,
            }
        )
        mirror.update(registry, copy)
    return DONE
