"""`metricas`: the metrics of each clinic of the lake, a file for each, for a textfile collector."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.cli import answers
from core.district import metrics, watching
from core.district.reporting import Asked, Clinics, consolidate
from core.district.session import asking
from core.system.clock import local_now
from core.system.status import DONE

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Write the files into `options.salida` and say how many. Raises LakeError, ReadError or SaveError."""
    now = local_now()
    with asking(options.lago, options.motor) as (engine, manifest):
        report = consolidate(engine, manifest, Asked(), now, "")
        days = watching.span(None, None, now.date())
        found = metrics.figures(report, watching.watched(engine, Clinics(manifest, {}), days))
    metrics.write(options.salida, found)
    answers.answer({"carpeta": str(options.salida), "establecimientos": len(found)})
    return DONE
