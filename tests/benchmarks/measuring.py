"""How long agreement, quality and drift of a year take, against counting the same log."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from core.journal import reader
from core.quality.assessment import assess
from core.quality.concordance import concordance
from core.station.load import Load
from core.station.survey import Survey

if TYPE_CHECKING:
    from pathlib import Path

TIMES = 5


def seconds(log: Path) -> tuple[float, float]:
    """Return the shortest time of the measures of a log whose year ends in 2025, and that of counting it."""
    measured, counted = [], []
    for _ in range(TIMES):
        began = time.perf_counter()
        load = Load(log, reader.size(log))
        load.run()
        counted.append(time.perf_counter() - began)
        if load.result is None:
            raise RuntimeError("a load that has ended has a result")
        began = time.perf_counter()
        survey = Survey(log, load.end, load.result.notes, (), date(2025, 12, 2), date(2025, 12, 31)).run()
        assess(survey.now.typed(), survey.before.typed())
        concordance(survey.judged)
        measured.append(time.perf_counter() - began)
    return min(measured), min(counted)
