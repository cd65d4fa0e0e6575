"""`responder`: writes a signed answer for each clinic, to be carried back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli import answers
from core.cli.parser import UsageError
from core.clinical import model as models
from core.district.arguments import PROGRAM
from core.district.files import S3
from core.district.learning import keys, passphrase, registry, responding
from core.district.learning.errors import LearningError, LearningFault
from core.district.learning.registry import Action, FolderRegistry
from core.district.session import existing
from core.system import disk
from core.system.clock import local_now
from core.system.status import DONE
from core.system.whole_file import write_whole

if TYPE_CHECKING:
    import argparse

    from core.district.files import Store


def run(options: argparse.Namespace) -> int:
    """Write the answers into a folder. Raises LearningError, LakeError, ReadError, SaveError or UsageError."""
    store, lake = existing(options.lago)
    if not options.lago.startswith(S3) and options.clave.resolve().is_relative_to(Path(store.place).resolve()):
        raise UsageError(
            "la clave no puede estar en el lago, que otros copian: póngala en otra carpeta", "responder", PROGRAM
        )
    name, content = _model(store, options.modelo)
    secret = keys.unlock(options.clave, partial(passphrase.asked, "responder", PROGRAM))
    disk.prepare_directory(options.salida)
    written = []
    for one in responding.answers(lake, secret, content, local_now()):
        write_whole(options.salida / one.name, [one.content])
        written.append(
            {"codigo": one.code, "puestos": list(one.workplaces), "archivo": str(options.salida / one.name)}
        )
    without = sorted({one.codigo or one.id for one in lake.linajes if one.id and not one.puesto})
    answers.answer(
        {"modelo": name, "huella": secret.public.fingerprint, "respuestas": written, "sin_puesto": without}
    )
    return DONE


def _model(store: Store, asked: str | None) -> tuple[str | None, bytes | None]:
    """Return the table to send: the one asked for, else the champion, but never the program's own."""
    found = FolderRegistry(store)
    events = found.events()
    name = (registry.champion(found, events) if asked is None else registry.model(found, asked, events)).name
    if name == models.load().name:
        return None, None
    if not any(event.accion is Action.PROMOTE and event.modelo == name for event in events):
        raise LearningError(LearningFault.NOT_PROMOTED, name)
    return name, found.read(registry.MODEL, name)
