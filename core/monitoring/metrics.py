"""All metrics of one moment as text: figures of the disk, and counters of a running program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.monitoring import families
from core.monitoring.exposition import Sample, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.monitoring.figures import Figures
    from core.monitoring.process import Counters


def text(here: Iterable[Figures], version: str = "", counters: Counters | None = None) -> bytes:
    """Return the exposition: the figures of data directories, and the program's version and counts where it has any.

    Of several texts that one collector reads, only one may have a version.
    """
    samples = [sample for figures in here for sample in figures.samples()]
    if version:
        samples.append(Sample(families.BUILD, 1, (("version", version),)))
    return render(samples if counters is None else [*samples, *counters.samples()])
