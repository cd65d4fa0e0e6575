"""`metricas`: the metrics of this PC as a file, for a textfile collector that carries them to a Prometheus."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from core.models import catalogue
from core.monitoring import figures
from core.station.survey import of_last_days
from core.system.paths import APP_ID, LOG_NAME
from core.system.whole_file import READABLE, write_out

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from core.station.snapshot import Snapshot


def write(target: Path, data_dir: Path, found: Snapshot, today: date) -> None:
    """Write the file, whole or not at all; a collector, which runs as another user, may read it.

    Raises SaveError or ReadError.
    """
    quality = of_last_days(data_dir / LOG_NAME, found, today).run().quality()
    here = figures.of_directory(data_dir, found, catalogue.in_use(data_dir), quality)
    write_out(target, [figures.text([here], version(APP_ID))], READABLE)
