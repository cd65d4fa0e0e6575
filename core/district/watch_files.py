"""The answers of `calidad` and `deriva` as JSON: each clinic's figures with their limits, and whom to call first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from core.cli.judging import check, measure
from core.district.watch import DRIFT, QUALITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.district.calls import Call
    from core.district.watch import Watched
    from core.district.watching import Span
    from core.quality.assessment import VitalQuality


class Who(Protocol):
    """Whose figures they are."""

    @property
    def key(self) -> str:
        """The clinic's key in the report."""

    @property
    def code(self) -> str:
        """Its code; "" where there is none."""

    @property
    def name(self) -> str:
        """Its name; "" where there is none."""


def quality(days: Span, found: Sequence[tuple[Who, Watched]], calls: Iterable[Call]) -> dict[str, Any]:
    """Return the answer of `calidad`."""
    return _answer(
        days,
        [
            {
                **_who(who),
                "registros": clinic.quality.total,
                "suficiente": clinic.quality.is_sufficient,
                "signos": {
                    one.vital.name: {"n": one.total, "ceros": check(one.zeros)} for one in clinic.quality.vitals
                },
                "repetidos": check(clinic.quality.repeated),
                "alarmas": clinic.alarms(QUALITY),
            }
            for who, clinic in found
        ],
        calls,
    )


def drift(days: Span, found: Sequence[tuple[Who, Watched]], calls: Iterable[Call]) -> dict[str, Any]:
    """Return the answer of `deriva`."""
    return _answer(
        days,
        [
            {
                **_who(who),
                "registros": clinic.quality.total,
                "suficiente": clinic.is_compared,
                "signos": {one.vital.name: _drift(one, clinic) for one in clinic.quality.vitals},
                "alarmas": clinic.alarms(DRIFT),
            }
            for who, clinic in found
        ],
        calls,
    )


def _answer(days: Span, clinics: list[dict[str, Any]], calls: Iterable[Call]) -> dict[str, Any]:
    return {
        "desde": days.first.isoformat(),
        "hasta": days.last.isoformat(),
        "antes_desde": days.before.isoformat(),
        "establecimientos": clinics,
        "llamar_primero": [
            {
                **_who(call),
                "razones": [
                    {"codigo": reason.code, "hallazgo": reason.found.es, "que_hacer": reason.advice.es}
                    for reason in call.reasons
                ],
            }
            for call in calls
        ],
    }


def _who(who: Who) -> dict[str, Any]:
    return {"codigo": who.code, "nombre": who.name, "clave": who.key}


def _drift(found: VitalQuality, clinic: Watched) -> dict[str, Any]:
    return {
        "n": found.total,
        "n_antes": found.total_before,
        "cambio": clinic.changes.get(found.vital.name),
        "z": measure(found.shift),
        "psi": measure(found.stability),
    }
