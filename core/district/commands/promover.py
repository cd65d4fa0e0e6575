"""`promover NAME`: makes a registered table the champion, which `responder` then sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import answers
from core.district.learning import registering, who
from core.district.learning.registry import FolderRegistry
from core.district.store import open_store
from core.system.status import DONE

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Promote a table. Raises LearningError, LakeError, ReadError or SaveError."""
    store = open_store(options.lago)
    with store.writing("promover"):
        event = registering.promote(
            FolderRegistry(store), options.modelo, who.doing(options), options.motivo or "", options.a_pesar_de or ""
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
    return DONE
