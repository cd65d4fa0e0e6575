"""Invented clinics whose clinicians judge by a table of their own, with some noise: a pattern to learn."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from core.clinical.model import Model, load
from core.clinical.vitals import Reading
from core.district.learning.cases import Case
from core.exchange.backup import Backup
from core.journal.entry import stamp
from core.journal.writer import Journal
from core.notes import verdicts
from core.notes.verdicts import Verdict
from core.records import record
from core.records.record import Record, new_record
from core.system import establishment
from core.system.establishment import Establishment
from core.system.paths import LOG_NAME, VERDICTS_NAME
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from core.district.learning.points import Example

ZONE = timezone(timedelta(hours=-5))
BEGIN = datetime(2026, 9, 1, 8, 0, tzinfo=ZONE)
LEVELS = tuple(Category)


@cache
def readings() -> list[Reading]:
    """The thousand readings of the sample."""
    path = Path(__file__).parents[2] / "cases" / "vitals-1000.csv"
    with path.open(encoding="utf-8") as file:
        return [
            Reading.from_numbers(
                {
                    "fiebre": float(row["fiebre"]),
                    "presion": int(row["presion"]),
                    "frecuencia_cardiaca": int(row["frecuencia_cardiaca"]),
                }
            )
            for row in csv.DictReader(file)
        ]


def pulse_counts_more(reading: Reading) -> Category:
    """The clinicians' own table: a fast or slow pulse weighs more, a high pressure less, than in the table."""
    rate, systolic, temperature = reading.heart_rate_bpm, reading.systolic_mmhg, reading.temperature_c
    points = (rate > 80) + 2 * (rate > 95) + 2 * (rate > 115)
    points += 2 * (systolic <= 110) + 2 * (systolic <= 95) + (temperature >= 38) + (temperature >= 39)
    return LEVELS[min(4, points)]


def as_cases(clinic: str, examples: Iterable[Example]) -> list[Case]:
    """Cases of one clinic, judged blind, of what a search sees."""
    return [
        Case(
            f"{clinic}-{number}",
            clinic,
            f"2026-0{1 + number % 9}-01 10:00:00",
            values[0] / 10,
            values[1],
            values[2],
            LEVELS[level].value,
            "reglas-1.0.2+08e2b106",
            LEVELS[level].value,
            a_ciegas=True,
        )
        for number, (values, level) in enumerate(examples)
    ]


class Clinic:
    """A data directory with `number` records, all judged blind: by `judge`, one in five a category away."""

    def __init__(
        self,
        data_dir: Path,
        code: str,
        number: int,
        judge: Callable[[Reading], Category] = pulse_counts_more,
        model: Model | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.code = code
        self.workplace = f"{Random(code).getrandbits(32):08x}"
        self._random = Random(f"{code} {number}")
        self._model = model or load()
        self._begin = BEGIN
        data_dir.mkdir(parents=True)
        establishment.save(data_dir, Establishment(code, f"Puesto {code}", self.workplace))
        self.add(number, judge)

    def add(self, number: int, judge: Callable[[Reading], Category] = pulse_counts_more) -> list[Record]:
        """Add records with their verdicts."""
        records = []
        for place in range(number):
            at = self._begin + timedelta(minutes=7 * place)
            reading = self._random.choice(readings())
            made = new_record(self._model.predict(reading), at, self.workplace)
            records.append(replace(made, id=self._id()))
        self._begin += timedelta(days=30)
        with Journal(self.data_dir / LOG_NAME, record.classify) as log:
            log.append_all(list(map(record.encode, records)))
        self.say([self.verdict(one, self._noisy(judge(one.reading()))) for one in records])
        return records

    def verdict(
        self, of: Record, said: Category | None, *, blind: bool = True, tras: tuple[str, ...] = ()
    ) -> Verdict:
        """A verdict of a record, or its withdrawal, 20 seconds after it."""
        time, zone = stamp(of.local_time.replace(tzinfo=ZONE) + timedelta(seconds=20 + 60 * len(tras)))
        action = verdicts.Action.GIVE if said else verdicts.Action.WITHDRAW
        shown = (of.resultado, of.modelo, blind) if said else (None, None, None)
        return Verdict(time, zone, self._id(), str(of.id), action, said, *shown, tras=tras)

    def say(self, said: list[Verdict]) -> None:
        """Append verdicts."""
        with Journal(self.data_dir / VERDICTS_NAME, verdicts.classify) as journal:
            journal.append_all(list(map(verdicts.encode, said)))

    @property
    def said(self) -> dict[str, Verdict]:
        """The last verdict of each record."""
        found = {}
        for line in (self.data_dir / VERDICTS_NAME).read_bytes().splitlines():
            note = verdicts.classify(line)[1]
            assert note is not None
            found[note.registro] = note
        return found

    def backup(self, folder: Path) -> Path:
        """Its backup in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{self.code}.zip"
        Backup(self.data_dir, target, datetime(2026, 11, 22, 18, 0, tzinfo=UTC)).run()
        return target

    def _noisy(self, said: Category) -> Category:
        if self._random.random() > 0.2:
            return said
        return LEVELS[min(4, max(0, LEVELS.index(said) + self._random.choice((-1, 1))))]

    def _id(self) -> str:
        return f"{self._random.getrandbits(128):032x}"
