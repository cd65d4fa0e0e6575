"""The models that are here: the one that comes with the program, and those installed in `modelos/`; one is in use.

An installed file is never changed: its name has the digest of its content. A file without that digest does not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from core.clinical import model as models
from core.clinical.alarms import AlarmRules
from core.errors import ModelError, ModelRefusedError
from core.notes import model_events as events
from core.notes.model_events import Action
from core.refusals import ModelRefusal
from core.system import disk
from core.system.paths import MODELS_DIR_NAME, MODELS_LOG_NAME
from core.system.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from core.clinical.model import Model
    from core.notes.model_events import Event

PROOFS: Final = (".manifiesto.json", ".manifiesto.json.minisig")
"""Files beside each installed model: the manifest that names its SHA-256, and the signature of that."""

_SUFFIX: Final = ".json"
_NUMBERS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")


class InUse(NamedTuple):
    """The model in use; `since` is the event that put it in use, None if none did.

    `missing` is the name of the model that should be in use and is not here, "" if it is; `model` is then the one
    that comes with the program.
    """

    model: Model
    since: Event | None = None
    missing: str = ""


class Installed(NamedTuple):
    """A model that is here; `is_built_in` if it comes with the program. `when` is the time of its installation."""

    model: Model
    is_built_in: bool
    when: str | None = None


def in_use(data_dir: Path) -> InUse:
    """Return the model that predicts in a data directory. Raises ReadError, or ModelError for the program's own."""
    built_in = models.load()
    if not disk.look(data_dir / MODELS_LOG_NAME):
        return InUse(built_in)
    since = next((event for event in reversed(events.read(data_dir)) if event.accion is not Action.INSTALL), None)
    if since is None or since.incluido or since.modelo == built_in.name:
        return InUse(built_in, since)
    found = _load(data_dir, since.modelo)
    return InUse(built_in, since, since.modelo) if found is None else InUse(found, since)


def installed(data_dir: Path) -> list[Installed]:
    """Return the models that are here: the program's own, then the others by name. Raises ReadError."""
    when = {event.modelo: event.fecha for event in events.read(data_dir) if event.accion is Action.INSTALL}
    found = [Installed(models.load(), is_built_in=True)]
    for path in sorted((data_dir / MODELS_DIR_NAME).glob(f"*{_SUFFIX}")):
        loaded = None if path.name.endswith(PROOFS) else _load(data_dir, path.name.removesuffix(_SUFFIX))
        if loaded is not None and loaded.name != found[0].model.name:
            found.append(Installed(loaded, is_built_in=False, when=when.get(loaded.name)))
    return found


def alarm_rules(data_dir: Path) -> AlarmRules:
    """Return the limits of alarm signs by the model in use, and by the others that are here. Raises ReadError."""
    return AlarmRules(in_use(data_dir).model, *(found.model for found in installed(data_dir)))


def check_version(new: Model, data_dir: Path) -> bool:
    """Return whether a model is here already.

    Raises ModelRefusedError for a version that is lower than one of the same id here, or equal to one with another
    content; ReadError.
    """
    for here in (found.model for found in installed(data_dir)):
        if here.id != new.id:
            continue
        if here.name == new.name:
            return True
        if here.version == new.version:
            raise ModelRefusedError(ModelRefusal.OTHER_CONTENT, new.name, here.name)
        if _order(new.version) <= _order(here.version):
            raise ModelRefusedError(ModelRefusal.LOWER_VERSION, new.name, here.name)
    return False


def install(
    data_dir: Path, content: bytes, proofs: Mapping[str, bytes], now: datetime, *, is_older_too: bool = False
) -> Model:
    """Write a model's file and its proofs by suffix (`PROOFS`), and return the model; it is not put in use.

    `is_older_too` is for a restore, in any order of versions.

    May be repeated after a power cut. Raises ModelError, ModelRefusedError, SaveError or ReadError.
    """
    new = models.parse(content, "modelo.json")
    is_here = not is_older_too and check_version(new, data_dir)
    folder = data_dir / MODELS_DIR_NAME
    if not is_here:
        disk.prepare_directory(folder)
        for suffix, proof in proofs.items():
            write_whole(folder / (new.name + suffix), [proof], is_ours=True)
        write_whole(folder / (new.name + _SUFFIX), [content], is_ours=True)  # last: from here on it is installed
    if not any(event.accion is Action.INSTALL and event.modelo == new.name for event in events.read(data_dir)):
        events.append(data_dir, now, Action.INSTALL, new.name)
    return new


def activate(data_dir: Path, name: str, now: datetime) -> Model:
    """Put an installed model in use and return it. Raises ModelRefusedError, SaveError or ReadError."""
    before = in_use(data_dir)
    found = next((found for found in installed(data_dir) if found.model.name == name), None)
    if found is None:
        raise ModelRefusedError(ModelRefusal.UNKNOWN, name)
    if before.model.name == name and not before.missing:
        raise ModelRefusedError(ModelRefusal.IN_USE, name)
    events.append(data_dir, now, Action.ACTIVATE, name, before.missing or before.model.name, found.is_built_in)
    return found.model


def former(data_dir: Path) -> Installed | None:
    """Return the model in use before the present one; None if there was none. Raises ReadError."""
    past: list[Event] = []
    for event in events.read(data_dir):
        if event.accion is Action.ACTIVATE:
            past.append(event)
        elif event.accion is Action.RETURN and past:
            past.pop()
    if not past:
        return None
    here = installed(data_dir)
    name = past[-1].antes
    # A table of an earlier program is not here any more: that of this program is its successor.
    return next((found for found in here if found.model.name == name), here[0])


def go_back(data_dir: Path, now: datetime) -> Model:
    """Put the former model in use again and return it. Raises ModelRefusedError, SaveError or ReadError."""
    before, target = in_use(data_dir), former(data_dir)
    if target is None:
        raise ModelRefusedError(ModelRefusal.NO_FORMER, before.model.name)
    name = before.missing or before.model.name
    events.append(data_dir, now, Action.RETURN, target.model.name, name, target.is_built_in)
    return target.model


def _load(data_dir: Path, name: str) -> Model | None:
    """Return an installed model; None if its file is missing, damaged or another model's."""
    try:
        content = disk.read_small(data_dir / MODELS_DIR_NAME / (name + _SUFFIX), models.MAX_MODEL)
        found = models.parse(content, name)
    except (OSError, ModelError, ValueError):
        return None
    return found if found.name == name else None


def _order(version: str) -> tuple[int, ...]:
    """Return a key by which versions compare; one that is not numbers and dots comes before all others."""
    return tuple(map(int, version.split("."))) if _NUMBERS.fullmatch(version) else ()
