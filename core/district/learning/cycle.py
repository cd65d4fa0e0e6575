"""When to learn again, and what that makes: a data set, a candidate, its page. It registers and promotes nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from core.district.learning import candidate, dataset, holdout, registry, training
from core.district.learning.ascent import FEWEST
from core.district.learning.candidate import ID
from core.district.learning.cases import by_clinic, judged
from core.district.learning.dataset import Asked
from core.district.learning.training import ASCENT, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.clinical.model import Model
    from core.district.files import Store
    from core.district.learning.dataset import DataSet, Manifest
    from core.district.learning.holdout import Split
    from core.district.learning.registry import FolderRegistry
    from core.district.learning.training import Candidate

NEW_VERDICTS: Final = 200
"""New blind verdicts that start it."""
_GROWTH: Final = 5
"""It also starts where there are a fifth more."""


class Start(StrEnum):
    """Why it starts: enough new verdicts, much more data than before, or drift in some clinic."""

    VERDICTS = "criterios"
    DATA = "datos"
    DRIFT = "deriva"


class Last(NamedTuple):
    """The last data set of all blind verdicts: its id, "" for none, and its number of verdicts."""

    id: str = ""
    verdicts: int = 0


def last(store: Store) -> Last:
    """Return the last data set that was frozen of all blind verdicts. Raises LakeError or ReadError."""
    found = ((one, dataset.load_manifest(store, one)) for one in dataset.ids(store))
    return max(
        (Last(one, of.a_ciegas) for one, of in found if _is_whole(of)), key=lambda one: one.verdicts, default=Last()
    )


def parts(data_set: DataSet, champion: Model) -> Split:
    """Return the blind verdicts to learn from, beginning with a table, and those of the clinics held out."""
    return holdout.split(data_set.cases, _held_out(data_set, champion))


def reasons(before: Last, now: int, to_train: int, drifting: Iterable[str]) -> list[Start]:
    """Return why to learn again, with `now` blind verdicts and these clinics drifting; [] if there is no reason.

    `to_train` are the verdicts among them to learn from; of fewer than FEWEST nothing is learned.
    """
    new = now - before.verdicts
    if to_train < FEWEST or new <= 0:
        return []
    holds = {
        Start.VERDICTS: new >= NEW_VERDICTS or not before.id,
        Start.DATA: bool(before.id) and new * _GROWTH >= before.verdicts,
        Start.DRIFT: any(drifting),
    }
    return [reason for reason in Start if holds[reason]]


def learn(data_set: DataSet, found: FolderRegistry, program: str) -> Candidate:
    """Return a candidate, half of the clinics held out. Raises LearningError, TOO_FEW."""
    events = found.events()
    version = registry.next_version(events, ID)
    champion = registry.champion(found, events)
    plan = Plan(ASCENT, _held_out(data_set, champion), version, program)
    return training.train(data_set, champion, plan)


def _held_out(data_set: DataSet, champion: Model) -> tuple[str, ...]:
    return holdout.choose(by_clinic(judged(data_set.cases)), candidate.trained_on(champion))


def _is_whole(manifest: Manifest) -> bool:
    return manifest.pedido == Asked()
