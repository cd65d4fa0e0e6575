"""An evaluation as JSON: numbers rounded to three places, intervals as value, from, to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from core.district.learning.cases import LEVELS

if TYPE_CHECKING:
    from core.district.learning.evaluation import Evaluation, Summary
    from core.district.learning.figures import Matrix
    from core.quality.agreement import Interval

PLACES: Final = 3


def interval(found: Interval | None) -> dict[str, float] | None:
    """Return an interval; None where there were too few cases."""
    if found is None:
        return None
    return {"valor": rounded(found.value), "desde": rounded(found.low), "hasta": rounded(found.high)}


def matrix(counts: Matrix) -> dict[str, dict[str, int]]:
    """Return a matrix: by category of the table, then of the clinician."""
    return {
        LEVELS[shown].value: {LEVELS[said].value: number for said, number in enumerate(row)}
        for shown, row in enumerate(counts)
    }


def summary(found: Summary) -> dict[str, Any]:
    """Return agreement in short."""
    return {"criterios": found.total, "exactitud": interval(found.accuracy), "kappa": interval(found.kappa)}


def short(found: Evaluation) -> dict[str, Any]:
    """Return what a model's card says of its evaluation."""
    hits, cases, share = found.grave
    return {
        **summary(found.summary),
        "establecimientos": len(found.by_clinic),
        "graves": {"casos": cases, "hallados": hits, "sensibilidad": interval(share)},
        "comparados": {one.name: interval(one.summary.kappa) for one in found.compared},
    }


def whole(found: Evaluation) -> dict[str, Any]:
    """Return all figures."""
    hits, cases, share = found.grave
    return {
        **summary(found.summary),
        "f1_macro": interval(found.macro_f1),
        "matriz": matrix(found.summary.counts),
        "graves": {"casos": cases, "hallados": hits, "sensibilidad": interval(share)},
        "por_categoria": {
            LEVELS[level].value: {"casos": one.cases, "roc_auc": interval(one.roc), "pr_auc": interval(one.pr)}
            for level, one in enumerate(found.levels)
        },
        "por_puntaje": [
            {
                "puntaje": one.score,
                "criterios": {LEVELS[level].value: number for level, number in enumerate(one.counts)},
                "graves": interval(one.grave),
            }
            for one in found.by_score
        ],
        "por_establecimiento": {key: summary(part) for key, part in found.by_clinic.items()},
        "por_mes": {key: summary(part) for key, part in found.by_month.items()},
        "por_meses_del_modelo": {key: summary(part) for key, part in found.by_age.items()},
        "establecimientos_distrito": found.district,
        "establecimientos_del_campeon": found.known,
        "comparados": {
            one.name: {**summary(one.summary), "ganancia_kappa": interval(one.gain)} for one in found.compared
        },
    }


def rounded(number: float) -> float:
    """Return a number as it stands in JSON."""
    return round(number, PLACES) + 0.0  # no minus zero
