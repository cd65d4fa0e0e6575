"""`calidad` and `deriva`: the typed values of each clinic of a lake, its alarms, and whom to call first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.cli import answers, progress
from core.district import reasons, watching
from core.district.arguments import PROGRAM
from core.district.calls import Call, in_order
from core.district.reporting import Clinics
from core.district.session import asking
from core.district.watch import watch
from core.system.clock import local_now
from core.system.status import DONE, FAILED

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from core.district.watch import Watched
    from core.district.watch_files import Who
    from core.district.watching import Span
    from core.quality.assessment import Alarm, Typed

    SecondOpinion = Callable[[Mapping[str, Typed], Mapping[str, Typed]], Mapping[str, dict[str, Any]]]
    Answer = Callable[[Span, Sequence[tuple[Who, Watched]], Iterable[Call]], dict[str, Any]]


def run(
    options: argparse.Namespace, kinds: frozenset[Alarm], answer: Answer, second: SecondOpinion | None = None
) -> int:
    """Print what `answer` makes of the clinics; return FAILED if one has an alarm of these kinds.

    `second` adds its own to each clinic of the answer. Raises LakeError or ReadError, and what `second` raises.
    """
    days = watching.span(options.desde, options.hasta, local_now().date())
    with progress.shown("Comparando…"):
        with asking(options.lago, options.motor) as (engine, manifest):
            clinics = Clinics(manifest, {})
            typed = watching.typed(engine, clinics, days)
            found = [(clinics.by_key[clinic.key], clinic) for clinic in watch(*typed)]
        opinions = None if second is None else second(*typed)
    calls = in_order(
        Call(who.key, who.code, who.name, [reason for reason in reasons.of_values(clinic) if reason.code in alarms])
        for who, clinic in found
        if (alarms := clinic.alarms(kinds))
    )
    said = answer(days, found, calls)
    if opinions is not None:
        for clinic in said["establecimientos"]:
            clinic.update(opinions[clinic["clave"]])
    answers.answer_text(answers.document(said))
    if not calls:
        return DONE
    names = ", ".join(call.name or call.code or call.key for call in calls[:3])
    more = "…" if len(calls) > 3 else ""  # noqa: PLR2004 - as many as a line holds
    of = f"{len(calls)} de los {len(found)} establecimientos con registros en esos días"
    return answers.fail(f"dan alarma {of}: {names}{more}", FAILED, PROGRAM)
