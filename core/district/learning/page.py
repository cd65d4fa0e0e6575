"""An evaluation as one HTML page that needs no network: the limits first, then every figure with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from core.cli.say import Say
from core.district.learning import page_words as words
from core.district.page import charts, render
from core.district.say import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.district.learning.dataset import DataSet
    from core.district.learning.evaluation import Evaluation, Summary
    from core.district.learning.page_words import About
    from core.quality.agreement import Interval

_LOW, _HIGH = -0.2, 1.0
_WIDTH: Final = 240
_STYLE: Final = "evaluation.css"


def html(found: Evaluation, data_set: DataSet, about: About) -> bytes:
    """Return the page, UTF-8."""
    return render.page("evaluation.html.j2", _STYLE, words.PAGE, _contents(found, data_set, about))


def _contents(found: Evaluation, data_set: DataSet, about: About) -> dict[str, Any]:
    return {
        "period": words.subject(about, data_set),
        "lead": words.lead(found),
        "limits": words.limits(found),
        "tiles": _tiles(found),
        "compared": _compared(found, about),
        "levels": [{"name": name, "symbol": charts.symbol(place)} for place, name in enumerate(words.SHORT)],
        "matrix": _matrix(found.summary),
        "categories": [
            {
                "name": words.SHORT[place],
                "symbol": charts.symbol(place),
                "cases": one.cases,
                "roc": words.interval(one.roc),
                "pr": words.interval(one.pr),
            }
            for place, one in enumerate(found.levels)
        ],
        "scores": [
            {
                "score": one.score,
                "cases": sum(one.counts),
                "mix": charts.mix(one.counts, sum(one.counts)),
                "counts": one.counts,
                "grave": words.percent(one.grave),
            }
            for one in found.by_score
        ],
        "parts": [
            {"name": name, "unit": unit, "rows": _rows(parts)}
            for name, unit, parts in (
                (words.PAGE["by_clinic"], words.PAGE["clinic"], found.by_clinic),
                (words.PAGE["by_month"], words.PAGE["month"], found.by_month),
                (words.PAGE["by_age"], words.PAGE["months"], found.by_age),
            )
        ],
        "items": words.tripod(found, data_set, about),
        "made": words.made(about, data_set),
    }


def _tiles(found: Evaluation) -> list[dict[str, Any]]:
    hits, graves, _ = found.grave
    return [
        {
            "name": words.PAGE["kappa"],
            "value": words.number(found.summary.kappa),
            "note": words.span(found.summary.kappa),
        },
        {
            "name": words.PAGE["accuracy"],
            "value": words.percent_value(found.summary.accuracy),
            "note": words.percent_span(found.summary.accuracy),
        },
        {
            "name": words.PAGE["graves"],
            "value": Say(*(f"{grouped(hits)} / {grouped(graves)}",) * 2),
            "note": words.percent(found.grave[2]),
        },
        {
            "name": words.PAGE["verdicts"],
            "value": Say(*(grouped(found.summary.total),) * 2),
            "note": words.clinics(len(found.by_clinic)),
        },
    ]


def _compared(found: Evaluation, about: About) -> list[dict[str, Any]]:
    name = Say(about.model, about.model) if about.model else words.PAGE["method"]
    rows = [{"name": name, **_row(found.summary), "gain": Say("", "")}]
    for one in found.compared:
        which = words.PAGE["in_use" if one.name == about.in_use else "built_in"]
        shown = words.RULES.get(one.name, Say(*(f"{text}: {one.name}" for text in which)))
        rows.append({"name": shown, **_row(one.summary), "gain": words.interval(one.gain, is_signed=True)})
    return rows


def _rows(parts: Mapping[str, Summary]) -> list[dict[str, Any]]:
    return [{"name": Say(name, name), **_row(one)} for name, one in parts.items()]


def _row(one: Summary) -> dict[str, Any]:
    return {
        "cases": one.total,
        "kappa": words.interval(one.kappa),
        "drawing": drawing(one.kappa),
        "accuracy": words.percent(one.accuracy),
    }


def _matrix(one: Summary) -> list[dict[str, Any]]:
    rows = []
    most = max(map(max, one.counts)) or 1
    for shown, row in enumerate(one.counts):
        cells = [{"count": count, "shade": -(-count * 4 // most) if count else 0} for count in row]
        rows.append({"name": words.SHORT[shown], "symbol": charts.symbol(shown), "cells": cells, "total": sum(row)})
    return rows


def drawing(found: Interval | None) -> Markup:
    """Return an interval on the scale of kappa, from -0.2 to 1, with a line at 0; nothing without one."""
    if found is None:
        return Markup("")
    left, middle, right = (_place(number) for number in (found.low, found.value, found.high))
    return Markup(  # noqa: S704 - numbers
        f'<svg class="interval" viewBox="0 0 {_WIDTH} 16" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="zero" d="M{_place(0):.0f} 0v16"/><path class="reach" d="M{left:.1f} 8H{right:.1f}"/>'
        f'<path class="point" d="M{middle:.1f} 3v10"/></svg>'
    )


def _place(number: float) -> float:
    return _WIDTH * (min(max(number, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)
