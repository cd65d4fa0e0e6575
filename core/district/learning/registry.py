"""The registry: which tables were registered, how the gate judged them, and which one is the champion and since when.

An append-only list of events and files that are never changed, in the lake; `mirror` copies it into an MLflow.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from core.clinical import model as models
from core.district.errors import LakeError, LakeFault
from core.district.learning.errors import LearningError, LearningFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.clinical.model import Model
    from core.district.files import Store

FOLDER: Final = "registro"
QUARTER: Final = timedelta(days=91)
CHAMPION: Final = "campeon"
CHALLENGER: Final = "retador"


class Action(StrEnum):
    """The kinds of events of a table."""

    REGISTER = "registrar"
    PROMOTE = "promover"


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One event. `fecha` is UTC, ISO 8601; `antes` is the champion at that time.

    Of a registration: data set, parent, program version, the gate's outcome, and how many verdicts it has used. Of
    a promotion: who and why; `a_pesar_de` if the gate had not let it pass.
    """

    numero: int
    fecha: str
    accion: Action
    modelo: str
    antes: str
    quien: str = ""
    motivo: str = ""
    a_pesar_de: bool = False
    conjunto: str = ""
    padre: str = ""
    programa: str = ""
    puerta: dict[str, Any] | None = None
    gastados: int = 0


MODEL: Final = "modelos"
CARD: Final = "fichas"
EVALUATION: Final = "evaluaciones"
PAGE: Final = "paginas"
_SUFFIXES: Final = {MODEL: "json", CARD: "md", EVALUATION: "json", PAGE: "html"}


class FolderRegistry:
    """The registry in the lake's folder `registro`. The caller of `append` is the lake's writer."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def events(self) -> list[Event]:
        """Return all events, in order. Raises ReadError, or LakeError, DAMAGED, also where one is missing."""
        names = self._store.names(f"{FOLDER}/eventos")
        return [self._event(name, number) for number, name in enumerate(names, 1)]

    def read(self, kind: str, name: str) -> bytes:
        """Return a file of a registered table. Raises ReadError or LakeError."""
        return self._store.read(_name(kind, name))

    def spent(self, events: Iterable[Event]) -> set[str]:
        """Return the ids of the records whose verdicts the gate has used, by these events.

        What a registration left that was cut off before its event is not among them.
        """
        return {one for event in events if event.gastados for one in self._spent(event)}

    def kept(self, event: Event) -> tuple[dict[tuple[str, str], bytes], list[str]]:
        """Return what was kept with an event: files by kind and name, and the ids of the spent verdicts' records."""
        files = {
            (kind, event.modelo): self.read(kind, event.modelo)
            for kind in _SUFFIXES
            if event.accion is Action.REGISTER and _name(kind, event.modelo) in self._store.names(f"{FOLDER}/{kind}")
        }
        return files, self._spent(event) if event.gastados else []

    def append(self, event: Event, files: Mapping[tuple[str, str], bytes], spent: Sequence[str] = ()) -> None:
        """Keep files, the spent verdicts, and the event last: the rest of an interrupted one is replaced.

        Raises SaveError, or LakeError if another came first.
        """
        for (kind, name), content in files.items():
            self._create(_name(kind, name), content)
        if spent:
            self._create(_spent_name(event), msgspec.json.encode(sorted(spent)))
        said = msgspec.json.format(msgspec.json.encode(event)) + b"\n"
        self._store.create(f"{FOLDER}/eventos/{_number(event)}", said)

    def _spent(self, event: Event) -> list[str]:
        name = _spent_name(event)
        try:
            return msgspec.json.decode(self._store.read(name), type=list[str])
        except msgspec.DecodeError:
            raise LakeError(LakeFault.DAMAGED, f"{self._store.place}/{name}") from None

    def _create(self, name: str, content: bytes) -> None:
        if name in self._store.names(name.rpartition("/")[0]):
            if self._store.read(name) == content:
                return
            self._store.remove(name)
        self._store.create(name, content)

    def _event(self, name: str, number: int) -> Event:
        """Return the event in a file, which has to be that number of all."""
        expected = f"{FOLDER}/eventos/{number:08d}.json"
        try:
            event = msgspec.json.decode(self._store.read(name), type=Event)
        except msgspec.DecodeError:
            raise LakeError(LakeFault.DAMAGED, f"{self._store.place}/{name}") from None
        if name != expected or event.numero != number:
            raise LakeError(LakeFault.DAMAGED, f"{self._store.place}/{expected}")
        return event


def champion(registry: FolderRegistry, events: Sequence[Event] | None = None) -> Model:
    """Return the table in use: the one promoted last, else the program's own. Raises LakeError or ReadError.

    `events` are those of the registry, where they have been read already.
    """
    events = registry.events() if events is None else events
    name = champion_name(events)
    return model(registry, name, events) if name else models.load()


def champion_name(events: Sequence[Event]) -> str:
    """Return the name of the table promoted last, "" if none was."""
    return next((event.modelo for event in reversed(events) if event.accion is Action.PROMOTE), "")


def challenger_name(events: Sequence[Event]) -> str:
    """Return the name of the table registered last, "" if none was since the last promotion."""
    last = events[-1] if events else None
    return last.modelo if last is not None and last.accion is Action.REGISTER else ""


def model(registry: FolderRegistry, name: str, events: Sequence[Event]) -> Model:
    """Return a registered table, the program's own too. Raises LearningError, UNKNOWN_MODEL."""
    built_in = models.load()
    if name == built_in.name:
        return built_in
    found = find(events, name)
    loaded = models.parse(registry.read(MODEL, found.modelo), found.modelo)
    if loaded.name != found.modelo:
        raise LakeError(LakeFault.DAMAGED, found.modelo)
    return loaded


def find(events: Sequence[Event], given: str) -> Event:
    """Return the registration of a name, or of the alias `retador`. Raises LearningError, UNKNOWN_MODEL."""
    name = challenger_name(events) if given == CHALLENGER else given
    name = champion_name(events) if given == CHAMPION else name
    for event in events:
        if event.accion is Action.REGISTER and event.modelo == name:
            return event
    raise LearningError(LearningFault.UNKNOWN_MODEL, given)


def check_version(events: Sequence[Event], new: Model) -> None:
    """Refuse a table that is registered, or whose version is not above those of its id. Raises LearningError."""
    for event in events:
        if event.accion is not Action.REGISTER:
            continue
        if event.modelo == new.name:
            raise LearningError(LearningFault.KNOWN_MODEL, new.name)
        name, _, version = event.modelo.partition("+")[0].rpartition("-")
        if name == new.id and order(new.version) <= order(version):
            raise LearningError(LearningFault.LOWER_VERSION, new.name, event.modelo)


def next_version(events: Sequence[Event], name: str) -> str:
    """Return the version of the next table of an id: `1.0.0`, then `1.1.0`."""
    found = [
        order(event.modelo.partition("+")[0].removeprefix(f"{name}-"))
        for event in events
        if event.accion is Action.REGISTER and event.modelo.startswith(f"{name}-")
    ]
    major, minor, *_ = (*max(found, default=(1, -1)), 0, 0)
    return f"{major}.{minor + 1}.0"


def is_first_of_quarter(events: Sequence[Event], now: datetime) -> bool:
    """Return whether no verdicts were spent by the gate in the 91 days before."""
    since = (now.astimezone(UTC) - QUARTER).isoformat(timespec="seconds")
    return not any(event.gastados and event.fecha > since for event in events)


def order(version: str) -> tuple[int, ...]:
    """Return a key by which versions compare."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isascii() and part.isdecimal() for part in parts) else ()


def file_name(kind: str, name: str) -> str:
    """Return the name of a file of a table in its registry."""
    return f"{kind}/{name}.{_SUFFIXES[kind]}"


def _name(kind: str, name: str) -> str:
    return f"{FOLDER}/{file_name(kind, name)}"


def _spent_name(event: Event) -> str:
    return f"{FOLDER}/gastados/{_number(event)}"


def _number(event: Event) -> str:
    return f"{event.numero:08d}.json"
