"""`modelos.log`: which models were installed, put in use and returned to on this PC. Never merged."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from core.journal import reader
from core.journal.entry import Codec, Sealed, is_time, is_zone, stamp
from core.journal.writer import Journal
from core.system.paths import MODELS_LOG_NAME

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class Action(StrEnum):
    """The kind of event of a model: the file was installed, it was put in use, or returned to."""

    INSTALL = "instalar"
    ACTIVATE = "activar"
    RETURN = "volver"


class Event(Sealed, frozen=True, omit_defaults=True, gc=False):
    """One change. Names and order of the fields are those of the file.

    `modelo` is the model's name with its digest, `antes` that of the one in use until then; `incluido` is true where
    `modelo` comes with the program: whichever table comes with a later program then takes its place.
    """

    fecha: str
    zona: str
    id: str
    accion: Action
    modelo: str
    antes: str | None = None
    incluido: bool = False

    @property
    def registro(self) -> str:
        """The subject of the event: the model."""
        return self.modelo

    @property
    def tras(self) -> None:
        """Each event follows the one before it in the file: it is read on the PC that wrote it."""
        return


def _is_plausible(event: Event) -> bool:
    return (
        is_time(event.fecha)
        and is_zone(event.zona)
        and bool(event.id and event.modelo)
        and (event.antes is None) == (event.accion is Action.INSTALL)
    )


CODEC: Final = Codec(Event, _is_plausible)


def read(data_dir: Path) -> list[Event]:
    """Return the events of a data directory in order, damaged lines and copies left out. Raises ReadError."""
    events: dict[str, Event] = {}
    for block in reader.blocks(data_dir / MODELS_LOG_NAME):
        for line in block.entries(CODEC.classify):
            if line.entry is not None:
                events.setdefault(line.entry.id, line.entry)
    return list(events.values())


def append(  # noqa: PLR0913, PLR0917 - the fields of an event
    data_dir: Path, now: datetime, action: Action, model: str, before: str | None = None, is_built_in: bool = False
) -> None:
    """Append an event, synced when this returns; the caller holds the directory's lock. Raises SaveError."""
    event = Event(*stamp(now), secrets.token_hex(16), action, model, before, is_built_in)
    with Journal(data_dir / MODELS_LOG_NAME, CODEC.classify) as journal:
        journal.append(CODEC.encode(event), event)
