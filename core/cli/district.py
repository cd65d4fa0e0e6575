"""The commands between a clinic and its district: who it is, models, answers, and the district's key."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from core.cli import answers, district_words, judging, parser, progress, words
from core.clinical import comparison
from core.clinical import model as models
from core.errors import ModelError
from core.exchange import answer, receive
from core.models import catalogue, trial
from core.quality.agreement import agreement
from core.refusals import ModelFlaw
from core.system import disk, establishment
from core.system.status import DONE, FAILED, INTERRUPTED, REFUSED
from core.system.work import StoppedError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from core.clinical.model import Model
    from core.models.catalogue import InUse
    from core.models.trial import Tried
    from core.station.station import Station


def run(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    """Run a command of `core.cli.arguments.DISTRICT` and return its exit status. Raises the errors of the core."""
    if options.command == "establecimiento":
        return _establishment(station, options, wait_s)
    if options.command == "modelo":
        return _model(station, options, wait_s)
    if options.command == "recibir":
        return _receive(station, options.archivo, wait_s)
    return _key(station, options, wait_s)


def _establishment(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    """Show code, name and `puesto` (null before the first save), or set the code or name that is given."""
    here = station.establishment
    if options.codigo is not None or options.nombre is not None:
        station.open(wait_s)
        code = here.current.codigo if options.codigo is None else options.codigo
        name = here.current.nombre if options.nombre is None else options.nombre
        here.change(code, name)
    found = establishment.load(station.data_dir)
    status = _say(found._asdict() | {"puesto": found.puesto or None})
    if establishment.is_damaged(station.data_dir):
        return answers.fail(district_words.ESTABLISHMENT_DAMAGED, FAILED)
    return status


def _model(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    """Show the models, try one, or put one in use."""
    if (options.nombre is None) == (options.accion in ("comparar", "activar")):
        what = "falta el archivo o el nombre" if options.nombre is None else f"no se reconoce: {options.nombre}"
        raise parser.UsageError(what, options.command)
    data_dir = station.data_dir
    if options.accion == "comparar":
        try:
            return _say(_compared(data_dir, parser.path(options.nombre)))
        except StoppedError:
            return answers.fail(words.NOTHING_CHANGED, INTERRUPTED)
        except ModelError as error:
            return answers.fail(district_words.invalid_model(error), REFUSED)
    if options.accion is not None:
        station.open(wait_s)
        if options.accion == "activar":
            catalogue.activate(data_dir, options.nombre, station.clock())
        else:
            catalogue.go_back(data_dir, station.clock())
    return _say(_models(data_dir))


def _models(data_dir: Path) -> dict[str, object]:
    now = catalogue.in_use(data_dir)
    if now.missing:
        answers.fail(district_words.model_missing(now.missing, now.model.name), DONE)
    here = catalogue.installed(data_dir)
    former = catalogue.former(data_dir)
    return {
        "en_uso": _in_use(now, is_built_in=here[0].model.name == now.model.name),
        "anterior": None if former is None else former.model.name,
        "instalados": [
            {"nombre": found.model.name, "incluido": found.is_built_in, "instalado": found.when} for found in here
        ],
    }


def _in_use(now: InUse, *, is_built_in: bool) -> dict[str, object]:
    return {
        "nombre": now.model.name,
        "id": now.model.id,
        "version": now.model.version,
        "incluido": is_built_in,
        "desde": None if now.since is None else now.since.fecha,
        "comparado_con": now.model.parent or None,
        "ficha": dict(now.model.card) or None,
    }


def _compared(data_dir: Path, path: Path) -> dict[str, object]:
    """Return how a model, in an answer or a file of its own, differs from the one in use."""
    old, new = catalogue.in_use(data_dir).model, _model_in(data_dir, path)
    task = trial.Trial(data_dir, old, new)
    with progress.attended(task, district_words.COMPARING):
        tried = task.run()
    moves = tried.moves
    return {
        "en_uso": old.name,
        "comparado": new.name,
        "puntos": [
            {
                "signo": found.vital.name,
                "desde": None if found.first is None else float(found.first),
                "hasta": None if found.last is None else float(found.last),
                "antes": found.before,
                "despues": found.after,
            }
            for found in comparison.differences(old, new)
        ],
        "categorias": [
            {"resultado": cut.category.value, "antes": cut.before, "despues": cut.after}
            for cut in comparison.cuts(old, new)
        ],
        "registros": moves.total,
        "cambian": moves.changed,
        "matriz": moves.matrix,
        "acuerdo": _agreements(tried),
        "ficha": dict(new.card) or None,
    }


def _agreements(tried: Tried) -> dict[str, object]:
    """Return the agreement of both models with the blind verdicts given here; figures are null below 30."""
    first, second = agreement(tried.before), agreement(tried.after)
    return {
        "a_ciegas": first.total,
        "suficiente": first.is_sufficient,
        "en_uso": judging.figures(first),
        "comparado": judging.figures(second),
    }


def _model_in(data_dir: Path, path: Path) -> Model:
    """Return the model of a signed answer, else of a bare model file.

    Raises AnswerRefusedError, ModelError or ReadError.
    """
    if not zipfile.is_zipfile(path):
        with disk.reading(path):
            return models.parse(disk.read_small(path, answer.MAX_ANSWER), path.name)
    found = answer.read(path, answer.pinned_key(data_dir), establishment.load(data_dir).puesto)
    if found.model is None:
        raise ModelError(ModelFlaw.NO_MODEL, path.name)
    return found.model


def _receive(station: Station, path: Path, wait_s: float) -> int:
    station.open(wait_s)
    try:
        taken = receive.receive(station.data_dir, path, station.clock())
    except ModelError as error:
        return answers.fail(f"no se tomó {path}: {district_words.invalid_model(error)}", REFUSED)
    fits = receive.compared(station.data_dir, taken.received).fits
    model = None if taken.model is None else {"nombre": taken.model.name, "nuevo": taken.is_new}
    status = _say({"entregado": district_words.delivered(taken.received) | {"coincide": fits}, "modelo": model})
    return status if fits else answers.fail(district_words.RECEIPT_DOES_NOT_FIT, status)


def _key(station: Station, options: argparse.Namespace, wait_s: float) -> int:
    """Show the fingerprint of a public key; install it where the same one is repeated."""
    new, pinned = receive.read_key(options.archivo), answer.pinned_key(station.data_dir)
    former = None if pinned is None else pinned.fingerprint
    said: dict[str, object] = {"huella": new.fingerprint, "huella_anterior": former, "instalada": pinned == new}
    if pinned != new and options.aceptar is not None:
        station.open(wait_s)
        receive.pin_key(station.data_dir, options.archivo, options.aceptar)
        said["instalada"] = True
    if not said["instalada"]:
        wanted = new.fingerprint if former is None else f"{former}+{new.fingerprint}"
        _say(said)
        return answers.fail(district_words.ASKS_FOR.format(fingerprint=wanted), DONE)
    return _say(said)


def _say(said: Mapping[str, object]) -> int:
    answers.answer_text(answers.document(said))
    return DONE
