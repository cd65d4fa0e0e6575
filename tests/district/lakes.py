"""Steps of tests with a lake: deliver, take in, report; and the clinic's own report of the same log."""

from __future__ import annotations

import itertools
import json
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.district import manifest, reporting
from core.district.duck import Duck
from core.district.receive import Receive, Received
from core.district.reporting import Asked
from core.district.store import open_store
from core.exchange import export
from core.exchange.backup import Backup
from core.journal import reader
from core.records.period import Period
from core.station.load import Load
from core.system.paths import LOG_NAME

if TYPE_CHECKING:
    from core.district.consolidated import Consolidated

NOW = datetime(2025, 11, 27, 15, 0, tzinfo=UTC)
"""A Thursday, 13 days after the clock of the other tests."""


@dataclass
class Lake:
    """A lake on a disk, or wherever `place` says."""

    place: str
    now: datetime = NOW
    received: list[Received] = field(default_factory=list)

    def take(self, *paths: Path) -> list[Received]:
        """Receive deliveries; return the outcome of each path that was not passed over."""
        store = open_store(self.place)
        with store.writing("recibir"):
            work = Receive(store, list(paths), lambda: self.now)
            work.run()
        self.received = work.received
        return [one for one in work.received if not one.is_passed_over]

    @property
    def manifest(self) -> manifest.Manifest:
        """The manifest as it is now."""
        return manifest.load(open_store(self.place))

    def report(self, asked: Asked | None = None) -> Consolidated:
        """The consolidated report."""
        store = open_store(self.place)
        with tempfile.TemporaryDirectory() as spill:
            engine = Duck(Path(spill))
            try:
                reporting.open_tables(engine, store, self.manifest)
                return reporting.consolidate(engine, self.manifest, asked or Asked(), self.now, "1")
            finally:
                engine.close()

    @property
    def counts(self) -> dict[str, int]:
        """Predictions by category."""
        return dict(self.report().counts)


def stop_after(work: Receive, steps: int) -> None:
    """Cancel a receiving at the first progress that it tells beyond so many."""
    told = itertools.count(1)
    work.on_progress = lambda: work.cancel() if next(told) > steps else None


def clinic_report(data_dir: Path) -> dict[str, Any]:
    """The output of the clinic's `reporte` on a data directory."""
    log = data_dir / LOG_NAME
    tally = Load(log, reader.size(log)).run().tally
    found: dict[str, Any] = json.loads(export.report_json(tally.report(Period())))
    return found


def clinic_counts(data_dir: Path) -> dict[str, int]:
    """The clinic's predictions by category."""
    counts: dict[str, int] = clinic_report(data_dir)["total_por_categoria"]
    return counts


def a_clinic(data_dir: Path, *lines: bytes, voids: bytes = b"") -> Path:
    """Write a data directory."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / LOG_NAME).write_bytes(b"".join(lines))
    if voids:
        (data_dir / "anulaciones.log").write_bytes(voids)
    return data_dir


def a_backup(data_dir: Path, target: Path, now: datetime = NOW) -> Path:
    """Make a backup of a data directory."""
    target.parent.mkdir(parents=True, exist_ok=True)
    Backup(data_dir, target, now).run()
    return target
