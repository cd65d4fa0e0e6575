"""`recibir PATH…`: takes deliveries into the lake, and says of each path what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from core.cli import answers, progress
from core.district import words
from core.district.arguments import PROGRAM
from core.district.receive import Receive, Received
from core.district.store import open_store
from core.errors import PredictorError
from core.system.status import DONE, FAILED, INTERRUPTED, REFUSED
from core.system.work import StoppedError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable
    from pathlib import Path

_RECEIVING: Final = "Recibiendo…"


def run(options: argparse.Namespace) -> int:
    """Take in what lies at the paths; answer per path, and return the exit status.

    0: all is taken or known. 1: some was refused or damaged, and the rest is taken. 2: nothing could be used.
    """
    received: list[Received] = []
    is_stopped = False
    try:
        take(options.lago, options.ruta, received)
    except StoppedError:
        is_stopped = True
    except PredictorError:
        if received:  # those in the lake are told all the same
            answers.answer(_answer(received))
        raise
    answers.answer(_answer(received))
    if is_stopped:
        return answers.fail("interrumpido: lo ya recibido quedó en el lago; repita el comando", INTERRUPTED, PROGRAM)
    ended, complaint = status(received)
    return answers.fail(complaint, ended, PROGRAM) if complaint else ended


def take(place: str, paths: Iterable[Path], received: list[Received]) -> None:
    """Take in what lies at the paths; `received` gets the fate of each, also where it ends early.

    Raises LakeError, SaveError, ReadError (of the lake) or StoppedError.
    """
    store = open_store(place)
    receiving = Receive(store, list(paths), lambda: datetime.now(UTC))
    with store.writing("recibir"):
        try:
            with progress.attended(receiving, _RECEIVING):
                receiving.run()
        finally:
            received += receiving.received


def _answer(received: list[Received]) -> dict[str, object]:
    files = [_file(one) for one in received if not one.is_passed_over]
    return {
        "registros_nuevos": sum(one.told.new for one in received if one.told),
        "recibidas": sum(one.told is not None for one in received),
        "conocidas": sum(one.is_known for one in received),
        "rechazadas": sum(one.reason is not None and not one.is_passed_over for one in received),
        "otros_archivos": sum(one.is_passed_over for one in received),
        "archivos": files,
    }


def _file(one: Received) -> dict[str, object]:
    name = str(one.path)
    if one.reason is not None:
        return {"archivo": name, "estado": "rechazada", "motivo": words.refusal(one.reason)}
    if one.told is None or one.taken is None:
        return {"archivo": name, "estado": "conocida"}
    lineage = one.lineage
    return {
        "archivo": name,
        "estado": "recibida",
        "codigo": lineage.codigo if lineage else "",
        "nombre": lineage.nombre if lineage else "",
        "puesto": (lineage.puesto if lineage else "") or None,
        "nuevos": one.told.new,
        "conocidos": one.told.known,
        "compartidos": one.told.shared,
        "copias": one.told.copies,
        "conflictos": one.told.conflicts,
        "lineas_danadas": one.taken.damaged,
        "inicio_cambiado": one.taken.is_changed,
        "mas_corta": one.taken.is_shorter,
    }


def status(received: list[Received]) -> tuple[int, str]:
    """Return the exit status and the sentence for it, "" where all is well."""
    refused = [one for one in received if one.reason is not None and not one.is_passed_over]
    damaged = sum(one.taken.damaged for one in received if one.told and one.taken)
    said = []
    if refused:
        first = f"{refused[0].path}: {words.refusal(refused[0].reason)}" if refused[0].reason else ""
        said.append(f"no se recibieron: {len(refused)} ({first}{'; …' if len(refused) > 1 else ''})")
    if damaged:
        said.append(f"líneas dañadas: {damaged}")
    if any(one.told and one.taken and one.taken.is_changed for one in received):
        said.append("algún registro no empieza como el entregado antes: se guardaron ambas versiones")
    if not said:
        return DONE, ""
    usable = any(one.reason is None for one in received)
    return FAILED if usable else REFUSED, "; ".join(said)
