"""The metrics of each clinic of a lake as files of their own, for a textfile collector."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from core.monitoring.figures import Figures, alarms, encode
from core.system.whole_file import READABLE, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from core.district.consolidated import ClinicRow, Consolidated
    from core.district.watch import Watched

PREFIX: Final = "predictor-medico-distrito-"
"""What the names of the files begin with: those of clinics that are gone are found by it."""
_SUFFIX: Final = ".prom"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]")
_MARK_LENGTH: Final = 8


def figures(report: Consolidated, watched: Iterable[Watched]) -> list[Figures]:
    """Return the figures of each clinic of a report of all days; alarms are of those that are `watched`."""
    found = {one.key: alarms(one.quality) for one in watched}
    return [_of_clinic(row, found.get(row.key, {})) for row in report.clinics]


def write(folder: Path, clinics: Iterable[Figures]) -> None:
    """Write a file for each clinic, whole or not at all, then remove those of clinics that are not among them.

    The folder must be there. Raises SaveError, or OSError where a file cannot be removed.
    """
    written = set()
    for clinic in clinics:
        path = folder / file_name(clinic.clinic)
        write_whole(path, [encode([clinic])], mode=READABLE)
        written.add(path.name)
    for path in folder.glob(f"{PREFIX}*{_SUFFIX}"):
        if path.name not in written:
            path.unlink(missing_ok=True)


def file_name(clinic: str) -> str:
    """Return the name of a clinic's file: its key, with a mark where some characters cannot stand in a name."""
    safe = _UNSAFE.sub("_", clinic)
    if safe != clinic or clinic != clinic.lower():  # names may be the same in both cases
        safe += "." + hashlib.sha256(clinic.encode()).hexdigest()[:_MARK_LENGTH]
    return f"{PREFIX}{safe}{_SUFFIX}"


def _of_clinic(row: ClinicRow, found: dict[tuple[str, str], bool]) -> Figures:
    return Figures(
        row.key,
        records=row.counts,
        damaged={"": row.damaged_lines},
        alarms=found,
        last_delivery=None if row.received is None else row.received.timestamp(),
        delivered_until=None if row.covered_until is None else row.covered_until.timestamp(),
        delivery_alarms=tuple(alarm.value for alarm in row.alarms),
    )
