"""`ejemplo`: the backups of twelve invented clinics, as twelve sticks would bring them."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from core.clinical import model
from core.district.synthetic import CLINICS, DAYS, SEED, ZONE, Year
from core.district.weeks import last_sunday
from core.exchange.backup import Backup
from core.journal.writer import Journal
from core.notes import verdicts, voids
from core.records import record
from core.system import disk, establishment
from core.system.establishment import Establishment
from core.system.paths import LOG_NAME, RETRACTIONS_NAME, VERDICTS_NAME
from core.system.work import Work

if TYPE_CHECKING:
    from datetime import date

    from core.district.synthetic import Clinic


class Made(NamedTuple):
    """What was written: the names of the backups, the number of records in them, and the last day of the year."""

    names: tuple[str, ...]
    records: int
    end: date


class Example(Work):
    """The task that writes the example's backups into the folder `target`, which is made if it is missing.

    The year ends with the last Sunday before `today`, so that what a district finds depends on no date.
    """

    def __init__(self, target: Path, today: date, seed: int = SEED) -> None:
        super().__init__()
        self._target = target
        self._end = last_sunday(today)
        self._seed = seed
        self._model = model.load()
        self.total = DAYS * len(CLINICS)

    def run(self) -> Made:
        """Write the backups, each whole or not at all. Raises SaveError, BackupKeptError or StoppedError."""
        try:
            disk.make_directory(self._target)
            with TemporaryDirectory(prefix=".ejemplo-", dir=self._target) as work:
                made = [self._make(clinic, Path(work) / clinic.code) for clinic in CLINICS]
        except OSError as error:
            raise disk.save_error(error, self._target) from error
        return Made(tuple(name for name, _ in made), sum(records for _, records in made), self._end)

    def _make(self, clinic: Clinic, data_dir: Path) -> tuple[str, int]:
        name = f"{clinic.code} {clinic.name}.zip"
        disk.make_directory(data_dir)
        records = self._write(clinic, data_dir)
        now = datetime.combine(clinic.last_day(self._end), time(18, 0), ZONE)
        Backup(data_dir, self._target / name, now).run()
        return name, records

    def _write(self, clinic: Clinic, data_dir: Path) -> int:
        year = Year(clinic, self._model, self._end, self._seed)
        records = []
        for day in year.days():
            records += day
            self._advance(1)
        establishment.save(data_dir, Establishment(clinic.code, clinic.name, year.workplace))
        events = list(year.voids_of(records))
        with Journal(data_dir / LOG_NAME, record.classify) as log:
            log.append_all(list(map(record.encode, records)))
        with Journal(data_dir / RETRACTIONS_NAME, voids.classify) as notes:
            notes.append_all(list(map(voids.encode, events)))
        if judged := list(year.verdicts_of(records)):
            with Journal(data_dir / VERDICTS_NAME, verdicts.classify) as notes_of_clinicians:
                notes_of_clinicians.append_all(list(map(verdicts.encode, judged)))
        self._advance(clinic.missing_days)
        return len(records)
