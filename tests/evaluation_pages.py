"""A page of an evaluation, of the real triage of two hospitals."""

from __future__ import annotations

from datetime import date

from core.clinical.model import load
from core.district.learning import dataset, page, points, training
from core.district.learning.dataset import Asked, DataSet, Manifest
from core.district.learning.page_words import About
from tests.district.learning import triage
from tests.district.learning.clinics import as_cases


def evaluation_page(model: str = "distrito-1.0.0+00000000") -> str:
    """The table in use, on one whole hospital and on 15 cases of another, whose name needs escaping."""
    cases = [*as_cases("E1", triage.hospital("1")), *as_cases("E<2>", triage.hospital("2")[:15])]
    manifest = Manifest(
        dataset.FORMAT, 1, Asked(), len(cases), len(cases), len(cases), 3, "2026-01-01", "2026-09-01", {}, "", ()
    )
    table = points.of_model(load())
    found = training.evaluate(training.scored(table, cases), {"reglas-1.0.2+08e2b106": table}, 2)
    about = About(model, "reglas-1.0.2+08e2b106", date(2026, 11, 25), "1")
    return page.html(found, DataSet("ab" * 32, manifest, tuple(cases)), about).decode()
