"""The page as bytes: the template filled in, with style and script inside and a policy that forbids all else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from core.cli.say import CATEGORIES, Say
from core.district.page import charts, words
from core.district.page.view import State
from core.district.say import decimal, grouped
from core.report.shares import shares
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.district.page.view import Column, Row, View

_HERE: Final = Path(__file__).parent
_MOST_CALLS: Final = 25
"""Clinics in the list of calls; all of them stand in the table."""
_TICKS: Final = 12
_WEEK: Final = 7
_TALL: Final = 6
"""Weeks of deliveries from which their table is as tall as the categories with the latest predictions below."""
_ICONS: Final = {
    "ok": '<path d="M4 8.5l3 3 5.5-6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "warn": '<path d="M8 2a6 6 0 1 0 .01 0zM8 4.5V8l2.5 2" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "bad": '<path d="M4 4l8 8M12 4l-8 8" fill="none" stroke="currentColor" stroke-width="2"/>',
    "plain": '<path d="M4 8h8" fill="none" stroke="currentColor" stroke-width="2"/>',
    "alarm": '<path d="M8 2L15 14H1z" fill="currentColor"/>',
}
_TONES: Final = {
    State.ON_TIME: "ok",
    State.LATE: "warn",
    State.DUE: "plain",
    State.MISSING: "warn",
    State.SILENT: "bad",
    State.NEVER: "bad",
    State.UNLISTED: "plain",
}
_COLUMNS: Final = (
    ("code", "text", "code"),
    ("name", "text", "name"),
    ("predictions", "number", "num"),
    ("mix", "", "pic"),
    ("course", "", "pic course"),
    ("last", "date", "day"),
    ("delivered", "date", "day"),
    ("state", "state", "state"),
    ("why", "", "why"),
)


def render(view: View) -> bytes:
    """Return the report, UTF-8."""
    return page("report.html.j2", "", words.PAGE, {"view": view, **_contents(view)})


def page(template: str, more_style: str, texts: Mapping[str, Say], contents: Mapping[str, Any]) -> bytes:
    """Return a page, UTF-8: a template of this folder, its style, a further one if it is named, and its contents."""
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"say": say, "number": grouped, "words": SimpleNamespace(**texts)}
    style = "".join(_inline(name) for name in ("report.css", more_style) if name)
    script = _inline("report.js")
    text: str = environment.get_template(template).render(
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        style_hash=_hash(style),
        script_hash=_hash(script),
        **contents,
    )
    return text.encode()


def say(text: Say) -> Markup:
    """Return a text in both languages, of which the style shows one."""
    if text.es == text.en:
        return escape(text.es)
    return Markup('<span class="es" lang="es">{}</span><span class="en" lang="en">{}</span>').format(*text)


def _contents(view: View) -> dict[str, Any]:
    counts, rows, weeks = view.counts, view.rows(), _weeks(view)
    has_weeks, most = weeks[0]["expected"] > 0, max((row.clinic.total for row in rows), default=0)
    return {
        "period": words.period(view),
        "lead": words.lead(view, rows),
        "made": words.made(view),
        "filters": words.filters(view),
        "chance": words.by_chance(view),
        "undrawn": words.undrawn(view),
        "tiles": words.tiles(view, rows),
        "categories": [
            {
                "name": name,
                "symbol": charts.symbol(place),
                "bar": charts.bar(count, max(counts), place),
                "count": count,
                "share": Say(*(f"{text}\u00a0%" for text in decimal(share / 10))),
            }
            for place, (name, count, share) in enumerate(
                zip(CATEGORIES.values(), counts, shares(counts, 1000), strict=True)
            )
        ],
        "latest": _latest(view),
        "charts": _charts(view) if view.report.total else [],
        "calls": [_call(view, place) for place in range(min(_MOST_CALLS, len(view.calls)))],
        "more": words.more_calls(len(view.calls) - _MOST_CALLS),
        "weeks": weeks,
        "has_weeks": has_weeks,
        "is_latest_below": not has_weeks or len(weeks) >= _TALL,
        "rows": [_row(row, most) for row in rows],
        "states": _states(rows),
        "orders": _orders(),
        "columns": [
            {"name": words.PAGE[name], "kind": kind, "css": css, "sorted": "descending" if kind == "number" else ""}
            for name, kind, css in _COLUMNS
        ],
        "last_label": _label("last"),
        "delivered_label": _label("delivered"),
    }


def _inline(name: str) -> str:
    text = (_HERE / name).read_text(encoding="utf-8")
    return text if name.endswith("js") else text.replace("\n", "")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _icon(name: str) -> Markup:
    return Markup(f'<svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">{_ICONS[name]}</svg>')  # noqa: S704


def _label(name: str) -> Markup:
    return Markup(' data-es="{}:" data-en="{}:"').format(*words.PAGE[name])


def _latest(view: View) -> list[dict[str, Any]]:
    """Return the last predictions, the latest first."""
    names = {row.key: row.name or row.code or row.key for row in view.report.clinics}
    places = {category.value: place for place, category in enumerate(Category)}
    return [
        {
            "time": last.time[:16],
            "clinic": names.get(last.clinic, last.clinic),
            "symbol": charts.symbol(places[last.category]),
            "category": CATEGORIES[Category(last.category)],
        }
        for last in reversed(view.report.last)
    ]


def _charts(view: View) -> list[dict[str, Any]]:
    """Return one chart of a short period by day, or two of a longer one: by week, and its last days by day."""
    days = view.by_day()
    if view.is_by_day:
        return [_chart(days, words.PAGE["days"], words.PAGE["day"], charts.FULL)]
    weeks = view.by_week()
    return [
        _chart(weeks, words.PAGE["weeks"], words.PAGE["week"], charts.HALF),
        _chart(days, words.last_days(len(days)), words.PAGE["day"], charts.HALF),
    ]


def _chart(columns: list[Column], name: Say, unit: Say, width: int) -> dict[str, Any]:
    is_by_week = unit is words.PAGE["week"]
    return {
        "name": name,
        "unit": unit,
        "drawing": charts.days([column.counts for column in columns], _ticks(columns, is_by_week=is_by_week), width),
        "rows": [
            {"name": _week(column.first) if is_by_week else column.first.isoformat(), "counts": column.counts}
            for column in reversed(columns)
        ],
    }


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}W{week:02}"


def _ticks(columns: list[Column], *, is_by_week: bool) -> list[charts.Tick]:
    """Return the labels below a chart: beginnings of months, or Mondays, as many as fit."""
    if is_by_week:
        places = [place for place in range(1, len(columns)) if columns[place].first.day <= _WEEK]
    else:
        places = [place for place, column in enumerate(columns) if not column.first.weekday()]
    every = -(-len(places) // (_TICKS if is_by_week else _TICKS // 2)) or 1
    return [charts.Tick(place, *words.tick(columns[place].first, is_month=is_by_week)) for place in places[::every]]


def _weeks(view: View) -> list[dict[str, Any]]:
    return [
        {
            "name": week.name,
            "expected": week.expected,
            "arrived": week.arrived,
            "on_time": week.on_time,
            "zero": week.zero,
            "bar": charts.shares((week.on_time, week.arrived - week.on_time, week.expected - week.arrived)),
        }
        for week in view.weeks()
    ]


def _call(view: View, place: int) -> dict[str, Any]:
    call = view.calls[place]
    return {
        "name": call.name or call.code or call.key,
        "code": call.code if call.name else "",
        "reasons": [
            {"icon": _icon("bad" if reason.is_grave else "alarm"), "found": reason.found, "advice": reason.advice}
            for reason in call.reasons
        ],
    }


def _row(row: Row, most: int) -> dict[str, Any]:
    clinic = row.clinic
    tone = _TONES[row.state]
    return {
        "code": clinic.code or clinic.key,
        "name": clinic.name or clinic.code or clinic.key,
        "total": clinic.total,
        "mix": charts.mix(row.counts, most),
        "spark": charts.spark(row.weeks),
        "last": clinic.last_day.isoformat() if clinic.last_day else "",
        "delivered": clinic.covered_until.date().isoformat() if clinic.covered_until else "",
        "badge": Markup('<span class="badge {}">{}{}</span>').format(tone, _icon(tone), say(words.STATES[row.state])),
        "states": f"{row.state.value}{' alarm' if row.has_alarm else ''}{' zero' if clinic.is_zero else ''}",
        "order": list(State).index(row.state),
        "reasons": [reason.short for reason in row.alarms],
    }


def _states(rows: list[Row]) -> list[Mapping[str, Any]]:
    """Return the choices of the filter, those that would show nothing left out."""
    found: list[Mapping[str, Any]] = []
    if any(row.has_alarm for row in rows):
        found.append({"key": "alarm", "name": words.PAGE["with_alarm"]})
    if any(row.clinic.is_zero for row in rows):
        found.append({"key": "zero", "name": words.PAGE["zero_week"]})
    found += [
        {"key": state.value, "name": words.STATES[state]}
        for state in State
        if any(row.state is state for row in rows)
    ]
    return found


def _orders() -> list[Mapping[str, Any]]:
    return [
        {"key": f"{place} {-1 if kind == 'number' else 1}", "name": words.PAGE[name], "is_first": kind == "number"}
        for place, (name, kind, _) in enumerate(_COLUMNS)
        if kind
    ]
