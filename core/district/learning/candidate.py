"""A learned table as a model file of format 2: its bands with their sources, its categories, its card."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.clinical.vitals import VITALS
from core.district.learning import files
from core.district.learning.cases import LEVELS, by_clinic
from core.district.learning.points import SCALES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.clinical.model import Band, Model, Source
    from core.district.learning.cases import Case
    from core.district.learning.evaluation import Evaluation
    from core.district.learning.points import Bands, Table

ID: Final = "distrito"
SHOWN: Final = 8
"""Digits of a data set's id in the source of a band."""

LITTLE: Final = {
    "es": "Tres signos vitales dicen poco: frente a expertos de otro hospital, un kappa de 0,1 a 0,22.",
    "en": "Three vital signs say little: against experts of another hospital, a kappa of 0.1 to 0.22.",
}
"""What `threshold_grids.py` in tests/benchmarks measures, from the table in use to the best of the learned ones."""
_WHAT: Final = {
    "es": f"Tabla de puntos simulada, ajustada a lo que juzgan clínicos. No es un dispositivo médico. {LITTLE['es']}",
    "en": f"A simulated table of points, fitted to what clinicians judge. Not a medical device. {LITTLE['en']}",
}
_OUTCOME: Final = {
    "es": "La categoría que juzgó el clínico antes de ver el resultado.",
    "en": "The category that the clinician judged before seeing the result.",
}
_FOR: Final = {
    "es": "Establecimientos del distrito cuyos clínicos dieron los criterios; personas adultas.",
    "en": "Clinics of the district whose clinicians gave the verdicts; adults.",
}
_NOT_FOR: Final = {
    "es": "Niños, embarazo, urgencias, y cualquier decisión sobre una persona.",
    "en": "Children, pregnancy, emergencies, and any decision about a person.",
}
_LIMITS: Final = {
    "es": "Aprende lo que los clínicos juzgan, también sus errores; los aparatos y el redondeo de cada lugar pesan.",
    "en": "It learns what clinicians judge, their errors too; each place's devices and rounding weigh in.",
}
_UNCHANGED: Final = {
    "es": "; sin cambio con los criterios del distrito",
    "en": "; unchanged by the district's judgements",
}
_NOT_EVALUATED: Final = {"es": "No evaluada", "en": "Not evaluated"}
_CONTACT: Final = {
    "es": "La oficina del distrito que firmó la respuesta",
    "en": "The district office that signed the answer",
}


class Made(NamedTuple):
    """How a table was made: data set, method, its cases, and the clinics that were held out.

    `inherited` are the clinics that the table at the beginning was made from.
    """

    data_set: str
    method: str
    train: Sequence[Case]
    held_out: tuple[str, ...]
    program: str
    inherited: tuple[str, ...] = ()


def content(table: Table, parent: Model, version: str, made: Made, evaluation: Evaluation | None) -> bytes:
    """Return the model file."""
    vitals = {
        vital.name: [_band(bands, place, number, parent, made.data_set) for number in range(len(bands.points))]
        for place, (vital, bands) in enumerate(zip(VITALS, table.vitals, strict=True))
    }
    model = {
        "format": 2,
        "id": ID,
        "version": version,
        "alarm_points": parent.alarm_points,
        "vitals": vitals,
        "grades": _grades(table),
        "parent": parent.digest,
        "card": card(made, evaluation),
    }
    return (json.dumps(model, ensure_ascii=False, indent=1) + "\n").encode()


def card(made: Made, evaluation: Evaluation | None) -> dict[str, Any]:
    """Return what a model says of itself; every number comes from its data and its evaluation."""
    days = [case.fecha[:10] for case in made.train]
    return {
        "que_es": _WHAT,
        "conjunto": made.data_set,
        "metodo": made.method,
        "resultado": _OUTCOME,
        "criterios": len(made.train),
        "establecimientos": sorted({*by_clinic(made.train), *made.inherited}),
        "desde": min(days),
        "hasta": max(days),
        "apartados": list(made.held_out),
        "evaluacion": files.short(evaluation) if evaluation is not None else _NOT_EVALUATED,
        "para": _FOR,
        "no_para": _NOT_FOR,
        "limites": _LIMITS,
        "programa": made.program,
        "licencia": "MIT",
        "contacto": _CONTACT,
    }


def trained_on(model: Model) -> tuple[str, ...]:
    """Return the clinics whose verdicts a model was made from, as its card says; none if it was not learned.

    Those that its parent was made from are among them.
    """
    said = model.card.get("establecimientos")
    return tuple(str(one) for one in said) if isinstance(said, list) else ()


def data_set_of(model: Model) -> str:
    """Return the id of the data set that a model was made from, "" if it was not learned."""
    return str(model.card.get("conjunto", ""))


def _band(bands: Bands, place: int, number: int, parent: Model, data_set: str) -> dict[str, Any]:
    vital, scale = VITALS[place], SCALES[place]
    first = bands.ends[number - 1] + 1 if number else None
    last = bands.ends[number] if number < len(bands.ends) else None
    found: dict[str, Any] = {}
    if first is not None:
        found["from"] = first / scale if vital.decimals else first
    if last is not None:
        found["to"] = last / scale if vital.decimals else last
    points = bands.points[number]
    same = next(
        (band for band in parent.bands[place] if _is(band, first, last, scale) and band.points == points), None
    )
    return found | {"points": points, "source": _source(same.source if same is not None else None, data_set)}


def _source(kept: Source | None, data_set: str) -> dict[str, str]:
    """Return where a band came from in words, then the data set; `kept` is the source of one that stays as it was."""
    name = data_set[:SHOWN]
    if kept is None:
        return {
            "es": f"Aprendido de los criterios del distrito (conjunto {name})",
            "en": f"Learned from the district's judgements (data set {name})",
        }
    kept = kept.without_data_set()
    return {
        "es": f"{_first(kept.es)}{_UNCHANGED['es']} (conjunto {name})",
        "en": f"{_first(kept.en)}{_UNCHANGED['en']} (data set {name})",
    }


def _first(source: str) -> str:
    """Return a source, that names no data set, without the words that one has left the band as it was."""
    return source.removesuffix(_UNCHANGED["es"]).removesuffix(_UNCHANGED["en"])


def _is(band: Band, first: int | None, last: int | None, scale: int) -> bool:
    bounds = tuple(None if bound is None else int(bound * scale) for bound in (band.first, band.last))
    return bounds == (first, last)


def _grades(table: Table) -> list[dict[str, Any]]:
    firsts = (0, *table.cuts)
    return [
        {"from": first, **({"to": firsts[level + 1] - 1} if level + 1 < len(firsts) else {}), "resultado": name.value}
        for level, (first, name) in enumerate(zip(firsts, LEVELS, strict=True))
    ]
