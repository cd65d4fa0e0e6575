"""`ciclo`: receives, looks for drift, and makes a data set, a candidate and its page where there is a reason to."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from core.cli import answers, progress
from core.district import manifest, watching
from core.district.arguments import PROGRAM
from core.district.commands import recibir
from core.district.deliveries import Refusal
from core.district.learning import cycle, dataset, page, registry, remake
from core.district.learning.errors import LearningError, LearningFault
from core.district.learning.page_words import About
from core.district.learning.registry import FolderRegistry
from core.district.reporting import Clinics
from core.district.session import asking
from core.district.store import open_store
from core.district.watch import DRIFT
from core.system import disk
from core.system.clock import local_now
from core.system.paths import APP_ID
from core.system.status import DONE
from core.system.whole_file import write_out

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from core.district.files import Store
    from core.district.learning.dataset import DataSet
    from core.district.receive import Received

_NOTHING: Final = "no hay nada nuevo: la carpeta de entregas está vacía"
_CANDIDATE: Final = "hay un candidato nuevo: {}; para registrarlo: {}"


def run(options: argparse.Namespace) -> int:
    """Take the due steps; the exit status is that of receiving, and an empty folder is no failure.

    Raises LearningError, LakeError or SaveError.
    """
    now = local_now()
    today = now.date()
    said: dict[str, Any] = {"fecha": now.isoformat(timespec="seconds")}
    status, complaint = DONE, ""
    if options.ruta:
        received: list[Received] = []
        recibir.take(options.lago, options.ruta, received)
        # A folder that is not there, as of a disk that is not mounted, is refused for another reason.
        some = [one for one in received if one.reason is not Refusal.NO_DELIVERY or not one.path.is_dir()]
        status, complaint = recibir.status(some)
        if all(one.is_passed_over for one in some):
            said["nota"] = _NOTHING
        said["recibidas"] = sum(one.told is not None for one in received)
        said["registros_nuevos"] = sum(one.told.new for one in received if one.told)
    store = open_store(options.lago)
    before = cycle.last(store)
    found: DataSet | None = None
    drifting: list[str] = []
    if not options.ruta or manifest.load(store).numero:  # else nothing was ever received: there is no lake yet
        with progress.shown("Buscando deriva…"):
            found = _verdicts(options.lago)
            drifting = _drifting(options.lago, today)
    blind = found.manifest.a_ciegas if found else 0
    to_train = len(cycle.parts(found, registry.champion(FolderRegistry(store))).train) if found else 0
    reasons = cycle.reasons(before, blind, to_train, drifting)
    said |= {
        "criterios": blind,
        "para_aprender": to_train,
        "desde_el_ultimo_conjunto": blind - before.verdicts,
        "deriva": drifting,
        "motivos": [reason.value for reason in reasons],
    }
    if found is not None and reasons and not options.solo_motivos:
        said |= _learned(store, options.salida, found, today)
        said["siguiente"] = _command("registrar", said["candidato"], "--lago", store.place)
    answers.answer(said)
    if "siguiente" in said:  # by stderr, since cron mails that and the answer goes into a log
        told = _CANDIDATE.format(said["pagina"] or said["candidato"], said["siguiente"])
        answers.fail(told, DONE, PROGRAM)
    return answers.fail(complaint, status, PROGRAM) if complaint else status


def _learned(store: Store, folder: Path, found: DataSet, today: date) -> dict[str, Any]:
    """Write the candidate and its page, and last the data set: until then it is due."""
    registered = FolderRegistry(store)
    with progress.shown("Aprendiendo…"):
        candidate = cycle.learn(found, registered, version(APP_ID))
    disk.prepare_directory(folder)
    target = folder.absolute() / f"{candidate.model.name}.json"
    write_out(target, [candidate.content])
    written: dict[str, Any] = {"conjunto": found.id, "candidato": str(target), "pagina": None}
    if candidate.evaluation is not None:
        about = About(candidate.model.name, registry.champion(registered).name, today, version(APP_ID))
        written["pagina"] = str(target.with_name(f"{candidate.model.name}.html"))
        write_out(Path(written["pagina"]), [page.html(candidate.evaluation, found, about)])
    with store.writing("ciclo"):
        dataset.save(store, found)
    return written


def _command(*words: str) -> str:
    """Return a line for the shell that runs this program wherever it is, from any folder."""
    started = Path(sys.argv[0])
    line = [str(started.absolute()) if started.stem == PROGRAM else PROGRAM, *words]
    return subprocess.list2cmdline(line) if os.name == "nt" else shlex.join(line)


def _verdicts(place: str) -> DataSet | None:
    """Return all blind verdicts of a lake; None if there are none."""
    try:
        return remake.freeze(place, dataset.Asked())
    except LearningError as error:
        if error.fault is LearningFault.EMPTY:
            return None
        raise


def _drifting(place: str, today: date) -> list[str]:
    """Return the clinics whose values moved against their own year before."""
    with asking(place) as (engine, lake):
        clinics = Clinics(lake, {})
        days = watching.span(None, None, today)
        return [one.key for one in watching.watched(engine, clinics, days) if one.alarms(DRIFT)]
