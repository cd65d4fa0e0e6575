"""Benchmark of agreement, quality and drift over a year of records: seconds, and against counting the same log."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

from core.journal import reader
from core.notes import verdicts
from core.notes.verdicts import Action, Verdict
from core.quality.assessment import assess
from core.quality.concordance import concordance
from core.records import lines
from core.station.load import Load
from core.station.survey import Survey
from core.system.paths import VERDICTS_NAME
from core.vocabulary import Category

if TYPE_CHECKING:
    from pathlib import Path

TIMES = 5

JUDGED_ONE_IN = 5
"""One in so many records has a blind verdict, as where *Preguntar mi criterio* is set to one in five."""


def judge(log: Path) -> None:
    """Write a blind verdict of one record in JUDGED_ONE_IN beside a log: of the next category in turn."""
    categories = list(Category)
    found = (line.entry for line in lines.read(log) if line.number % JUDGED_ONE_IN == 0)
    (log.parent / VERDICTS_NAME).write_bytes(
        b"".join(
            verdicts.encode(
                Verdict(
                    one.fecha,
                    one.zona or "-05:00",
                    f"{number:032x}",
                    one.id,
                    Action.GIVE,
                    categories[number % len(categories)],
                    one.resultado,
                    one.modelo,
                    a_ciegas=True,
                    tras=(),
                )
            )
            for number, one in enumerate(found)
            if one is not None and one.id is not None
        )
    )


def seconds(log: Path) -> tuple[float, float]:
    """Return the least processor time of the measures of a log whose year ends in 2025, and that of counting it."""
    measured, counted = [], []
    for _ in range(TIMES):
        began = time.process_time()
        load = Load(log, reader.size(log))
        load.run()
        counted.append(time.process_time() - began)
        if load.result is None:
            raise RuntimeError("a load that has ended has a result")
        began = time.process_time()
        survey = Survey(log, load.end, load.result.notes, (), date(2025, 12, 2), date(2025, 12, 31)).run()
        assess(survey.now.typed(), survey.before.typed())
        concordance(survey.judged)
        measured.append(time.process_time() - began)
    return min(measured), min(counted)
