"""Registering a candidate: the gate judges it on held-out verdicts that no gate has used; and promoting one."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from core.district import manifest
from core.district.learning import candidate, card_page, dataset, files, gate, page, registry, training
from core.district.learning.errors import LearningError, LearningFault
from core.district.learning.page_words import About, scope
from core.district.learning.points import of_model, rules_of
from core.district.learning.registry import CARD, EVALUATION, MODEL, PAGE, Action, Event
from core.district.reporting import Clinics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.clinical.model import Model
    from core.district.files import Store
    from core.district.learning.cases import Case
    from core.district.learning.gate import Outcome, Triple
    from core.district.learning.points import Alarms
    from core.district.learning.registry import FolderRegistry


class Who(NamedTuple):
    """Who does it, when, and with which version of the program."""

    name: str
    now: datetime
    program: str

    @property
    def time(self) -> str:
        """The time, UTC, ISO 8601."""
        return self.now.astimezone(UTC).isoformat(timespec="seconds")


def register(store: Store, found: FolderRegistry, content: bytes, new: Model, who: Who) -> Event:
    """Register a candidate and let the gate judge it. The caller is the lake's writer.

    Raises LearningError, LakeError, ReadError or SaveError.
    """
    events = found.events()
    registry.check_version(events, new)
    frozen = candidate.data_set_of(new)
    if not (frozen and candidate.trained_on(new)):
        raise LearningError(LearningFault.NOT_LEARNED, new.name)
    data_set = dataset.load(store, frozen)
    champion = registry.champion(found, events)
    spent = found.spent(events)
    held_out = [case for case in training.unseen(data_set, new) if case.registro not in spent]
    district = len(Clinics(manifest.load(store), {}).by_key.keys() | data_set.manifest.por_establecimiento.keys())
    outcome = judge(champion, new, held_out, district, is_first=registry.is_first_of_quarter(events, who.now))
    used = [case.registro for case in held_out] if outcome.difference is not None else []
    kept = {(MODEL, new.name): content}
    if held_out:
        evaluation = training.evaluate_model(data_set, new, champion, district)
        said = json.dumps(files.whole(evaluation), ensure_ascii=False, indent=1) + "\n"
        kept[EVALUATION, new.name] = said.encode()
        about = About(new.name, champion.name, who.now.date(), who.program)
        kept[PAGE, new.name] = page.html(evaluation, data_set, about)
    kept[CARD, new.name] = card_page.markdown(new, said_of(outcome)).encode()
    event = Event(
        len(events) + 1,
        who.time,
        Action.REGISTER,
        new.name,
        champion.name,
        who.name,
        conjunto=data_set.id,
        padre=new.parent,
        programa=who.program,
        puerta=said_of(outcome),
        gastados=len(used),
    )
    found.append(event, kept, used)
    return event


def judge(champion: Model, new: Model, held_out: list[Case], district: int, *, is_first: bool) -> Outcome:
    """Return what the gate says of a candidate on held-out cases, for a district of so many clinics."""
    before, after = of_model(champion), of_model(new)
    by_clinic: defaultdict[str, list[Triple]] = defaultdict(list)
    for case in held_out:
        old, new_level = (table.level(table.score(case.values)) for table in (before, after))
        by_clinic[case.establecimiento].append((old, new_level, case.level))
    kept = all(map(_keeps, rules_of(champion).alarms, rules_of(new).alarms))
    return gate.decide(
        dict(sorted(by_clinic.items())), district=district, alarms_kept=kept, first_of_quarter=is_first
    )


def _keeps(old: Alarms, new: Alarms) -> bool:
    """Return whether every value of a vital sign that is an alarm sign still is one."""
    low = old[0] is None or (new[0] is not None and new[0] >= old[0])
    return low and (old[1] is None or (new[1] is not None and new[1] <= old[1]))


def promote(found: FolderRegistry, given: str, who: Who, motive: str, despite: str) -> Event:
    """Make a registered table, or again the program's own, the champion. The caller is the lake's writer.

    Raises LearningError: UNKNOWN_MODEL, IN_USE, or NOT_PASSED without `despite`, a reason for it all the same.
    """
    events = found.events()
    champion = registry.champion(found, events)
    new = registry.model(found, given if given == champion.name else _name(events, given), events)
    if new.name == champion.name:
        raise LearningError(LearningFault.IN_USE, new.name)
    judged = next((event for event in events if event.accion is Action.REGISTER and event.modelo == new.name), None)
    failed = _failed(judged, champion)
    if failed and not despite:
        raise LearningError(LearningFault.NOT_PASSED, new.name, ", ".join(failed))
    event = Event(
        len(events) + 1,
        who.time,
        Action.PROMOTE,
        new.name,
        champion.name,
        who.name,
        despite or motive,
        a_pesar_de=bool(failed),
    )
    found.append(event, {})
    return event


def _name(events: Sequence[Event], given: str) -> str:
    from core.clinical import model as models  # noqa: PLC0415 - here alone

    return given if given == models.load().name else registry.find(events, given).modelo


def _failed(judged: Event | None, champion: Model) -> list[str]:
    """Return what the gate had against a table; "sin_puerta" if it compared it with no or another champion."""
    if judged is None or judged.puerta is None or judged.antes != champion.name:
        return ["sin_puerta"]
    return [str(one) for one in judged.puerta["fallo"]]


def said_of(outcome: Outcome) -> dict[str, Any]:
    """Return the gate's outcome as JSON."""
    return {
        "paso": outcome.passed,
        "criterios": outcome.verdicts,
        "establecimientos": outcome.clinics,
        "establecimientos_distrito": outcome.district,
        "alcance": None if outcome.difference is None else scope(outcome.clinics, outcome.district)._asdict(),
        "ganancia_kappa": files.interval(outcome.difference),
        "ganancia_detectable": None if outcome.detectable is None else files.rounded(outcome.detectable),
        "graves": {"casos": outcome.graves, "antes": outcome.grave[0], "despues": outcome.grave[1]},
        "fallo": [condition.value for condition in outcome.failed],
    }
