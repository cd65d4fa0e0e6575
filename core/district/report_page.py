"""The consolidated report as its HTML page; the same engine answers the page's other questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.district import calls, watch, watching
from core.district.page.render import render
from core.district.page.view import View

if TYPE_CHECKING:
    from core.district.consolidated import Consolidated
    from core.district.queries import Engine
    from core.district.reporting import Clinics


def as_html(engine: Engine, report: Consolidated, clinics: Clinics) -> bytes:
    """Return the page of a report that `engine` has just counted; watched are the thirty days before its end."""
    filters = report.filters
    days = watching.span(None, filters.last, report.made.date())
    shown = {row.key for row in report.clinics}
    found = tuple(clinic for clinic in watching.watched(engine, clinics, days) if clinic.key in shown)
    view = View(report, calls.calls(report.clinics, found), {}, watch.expected_by_chance(found))
    return render(View(report, view.calls, watching.weeks(engine, clinics, view.last), view.by_chance))
