"""The figures of a data directory, or of a clinic in the district's lake, at one moment, and their samples."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from core.journal.entry import instant, local_time
from core.monitoring import families
from core.monitoring.exposition import Sample, render
from core.quality.assessment import Alarm
from core.records.period import Period
from core.system import establishment, settings
from core.system.clock import to_local
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from core.models.catalogue import InUse
    from core.monitoring.exposition import Family, Labels
    from core.monitoring.process import Counters
    from core.quality.assessment import Quality
    from core.quality.checks import Check
    from core.quality.drift import Measure
    from core.records.record import Record
    from core.station.snapshot import Snapshot

ALL_ALARMS: Final = frozenset(Alarm)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures; None where there is nothing to say. Times are in seconds since 1970.

    `clinic` names whose they are: its code, else the PC's `puesto`. `records` is by category, `damaged` by file,
    `alarms` by vital sign ("" for whole records) and code, True where it alarms.
    """

    clinic: str
    records: Mapping[str, int] = field(default_factory=dict)
    damaged: Mapping[str, int] = field(default_factory=dict)
    alarms: Mapping[tuple[str, str], bool] = field(default_factory=dict)
    retracted: int | None = None
    last_record: float | None = None
    last_backup: float | None = None
    model: InUse | None = None
    disk_free: int | None = None
    last_delivery: float | None = None
    delivered_until: float | None = None
    delivery_alarms: tuple[str, ...] = ()

    def samples(self) -> Iterator[Sample]:
        """Yield the samples; every one has the label `clinic`."""
        whose = (("clinic", self.clinic),)
        for category in Category:
            yield Sample(
                families.RECORDS, self.records.get(category.value, 0), (*whose, ("category", category.value))
            )
        for file, lines in self.damaged.items():
            yield Sample(families.DAMAGED_LINES, lines, (*whose, ("file", file)))
        for (vital, alarm), is_active in self.alarms.items():
            yield Sample(families.ALARM, is_active, (*whose, ("vital", vital), ("alarm", alarm)))
        for alarm in self.delivery_alarms:
            yield Sample(families.DELIVERY_ALARM, 1, (*whose, ("alarm", alarm)))
        for family, value in self._single():
            if value is not None:
                yield Sample(family, value, whose)
        if self.model is not None:
            yield from _model(self.model, whose)

    def _single(self) -> tuple[tuple[Family, float | None], ...]:
        return (
            (families.RETRACTED, self.retracted),
            (families.LAST_RECORD, self.last_record),
            (families.LAST_BACKUP, self.last_backup),
            (families.DISK_FREE, self.disk_free),
            (families.LAST_DELIVERY, self.last_delivery),
            (families.DELIVERED_UNTIL, self.delivered_until),
        )


def of_directory(data_dir: Path, found: Snapshot, model: InUse, quality: Quality | None) -> Figures:
    """Return the figures of a data directory whose journals come to `found`. Raises ReadError.

    `quality` is of the last days (`core.station.survey`); None leaves its alarms out. It takes a reading of the whole
    log; all else is at hand or stands in small files.
    """
    here = establishment.load(data_dir)
    report = found.tally.report(Period())
    return Figures(
        clinic=here.codigo or here.puesto,
        records=report.counts,
        damaged={name: health.damaged_count for name, health in found.healths.items()},
        alarms={} if quality is None else alarms(quality),
        retracted=len(found.notes.offsets),
        last_record=_time_of(report.last[-1]) if report.last else None,
        last_backup=_last_backup(data_dir),
        model=model,
        disk_free=_free(data_dir),
    )


def encode(here: Iterable[Figures], version: str = "", counters: Counters | None = None) -> bytes:
    """Return the exposition: the figures of data directories, and the program's version and counts where it has any.

    Of several texts that one collector reads, only one may have a version.
    """
    samples = [sample for one in here for sample in one.samples()]
    if version:
        samples.append(Sample(families.BUILD, 1, (("version", version),)))
    return render(samples if counters is None else [*samples, *counters.samples()])


def alarms(quality: Quality, kinds: frozenset[Alarm] = ALL_ALARMS) -> dict[tuple[str, str], bool]:
    """Return whether each alarm of these kinds is on, by vital sign ("" for whole records) and code.

    Those for which there are too few values are left out.
    """
    found: dict[tuple[str, Alarm], Check | Measure | None] = {}
    for one in quality.vitals:
        found |= {(one.vital.name, alarm): measure for alarm, measure in one.measures}
    found |= {("", Alarm.REPEATED): quality.repeated, ("", Alarm.FAHRENHEIT): quality.fahrenheit}
    return {
        (vital, alarm.value): measure.is_alarm
        for (vital, alarm), measure in found.items()
        if measure is not None and alarm in kinds
    }


def _model(found: InUse, whose: Labels) -> Iterator[Sample]:
    model = found.model
    yield Sample(
        families.MODEL, 1, (*whose, ("model", model.name), ("id", model.id), ("model_version", model.version))
    )
    yield Sample(families.MODEL_MISSING, bool(found.missing), whose)


def _time_of(record: Record) -> float:
    time = to_local(record.local_time) if record.zona is None else instant(record.fecha, record.zona)
    return time.timestamp()


def _last_backup(data_dir: Path) -> float:
    try:
        made = local_time(settings.load(data_dir).last_backup)
    except ValueError:  # there was none
        return 0.0
    return to_local(made).timestamp()


def _free(data_dir: Path) -> int | None:
    try:
        return shutil.disk_usage(data_dir).free
    except OSError:
        return None
