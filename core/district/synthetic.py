"""Twelve invented clinics and a year of their records: every value is drawn, none is a patient's.

Eight clinics are sound. Four each have one fault that a district should find. The draws depend on the seed, on the
last day only the dates and ids.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from enum import Enum, auto
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from core.clinical.vitals import Reading
from core.journal.entry import stamp
from core.notes import verdicts, voids
from core.notes.verdicts import Verdict
from core.records.record import new_record
from core.vocabulary import Category, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.clinical.model import Model
    from core.records.record import Record

SEED: Final = 2026
DAYS: Final = 365
ZONE: Final = timezone(timedelta(hours=-5))

TOO_WARM_C: Final = 0.3
TOO_WARM_DAYS: Final = 60
"""How far the faulty thermometer is off, and for how many days at the end of the year."""
ROUNDED: Final = 0.85
"""The share of pressures that the rounding clinic writes as tens."""
_VOIDED: Final = 0.004
_JUDGED: Final = 0.1
"""Share of records with a clinician's blind verdict, in the clinics that give them."""
_AGREES: Final = 0.62
"""Share of verdicts that are the category shown; most others are a neighbour."""
_SUNDAY_SHARE: Final = 0.35
_OPENS, _CLOSES = 7 * 3600, 17 * 3600
_FEVERISH: Final = 0.22


class Fault(Enum):
    """The fault of a clinic that a district should find."""

    LATE = auto()
    SILENT = auto()
    ROUNDS = auto()
    TOO_WARM = auto()


class Clinic(NamedTuple):
    """An invented clinic. `patients` is its mean number a weekday; `missing_days` are those not yet delivered.

    `is_asked`: whether its clinicians are asked for their verdict.
    """

    code: str
    name: str
    patients: int
    fault: Fault | None = None
    missing_days: int = 0
    is_asked: bool = True

    def last_day(self, end: date) -> date:
        """Return the day of its last backup, in the year that ends with the day `end`."""
        return end - timedelta(days=self.missing_days)


CLINICS: Final = (
    Clinic("E01", "Hospital Santa Rosa", 30),
    Clinic("E02", "Centro de Salud San Martín", 18),
    Clinic("E03", "Puesto de Salud El Mirador", 9, is_asked=False),
    Clinic("E04", "Centro de Salud La Unión", 16, Fault.ROUNDS),
    Clinic("E05", "Puesto de Salud Río Claro", 8),
    Clinic("E06", "Centro de Salud Las Palmas", 14, Fault.LATE, 16),
    Clinic("E07", "Hospital Nuestra Señora del Valle", 26),
    Clinic("E08", "Puesto de Salud Loma Alta", 7, Fault.SILENT, 48),
    Clinic("E09", "Centro de Salud Buenavista", 15),
    Clinic("E10", "Centro de Salud El Porvenir", 20, Fault.TOO_WARM),
    Clinic("E11", "Puesto de Salud Peña Blanca", 10, is_asked=False),
    Clinic("E12", "Centro de Salud Tres Esquinas", 12),
)


class Year:
    """A clinic's year up to the Sunday `end`, drawn: its records in order of entry, and which of them were voided."""

    def __init__(self, clinic: Clinic, model: Model, end: date, seed: int = SEED) -> None:
        self._clinic = clinic
        self._end = end
        self._random = Random(f"{seed} {clinic.code}")  # noqa: S311 - a year that can be drawn again, no secret
        self._ids = Random(f"{seed} {clinic.code} {end}")  # noqa: S311 - likewise
        self._verdicts = Random(f"{seed} {clinic.code} criterios")  # noqa: S311 - likewise
        self.workplace = f"{Random(clinic.code).getrandbits(32):08x}"  # noqa: S311 - likewise
        """The `puesto` of its records."""
        self._predict = lru_cache(maxsize=None)(model.predict)

    def days(self) -> Iterator[list[Record]]:
        """Yield the records of each day up to the clinic's last one, also of days that have none."""
        first = self._end - timedelta(days=DAYS - 1)
        for number in range(DAYS - self._clinic.missing_days):
            day = first + timedelta(days=number)
            yield [self._record(day, second) for second in self._times(day)]

    def voids_of(self, records: list[Record]) -> Iterator[voids.Event]:
        """Yield the voids of some of `records`, each made a few minutes after its record."""
        for record in records:
            if self._random.random() < _VOIDED:
                time, zone = stamp(record.local_time.replace(tzinfo=ZONE) + timedelta(minutes=3))
                reason = self._random.choice((Reason.TYPING_ERROR, Reason.DUPLICATE, Reason.TEST))
                yield voids.Event(time, zone, self._id(), str(record.id), voids.Action.VOID, reason, ())

    def verdicts_of(self, records: list[Record]) -> Iterator[Verdict]:
        """Yield the clinicians' verdicts of some of `records`, given before the result was shown."""
        draws = self._verdicts
        categories = list(Category)
        for record in records:
            if self._clinic.is_asked and draws.random() < _JUDGED:
                shown = categories.index(Category(record.resultado))
                said = shown
                if draws.random() > _AGREES:
                    said = min(max(shown + draws.choice((-2, -1, -1, 1, 1, 2)), 0), len(categories) - 1)
                time, zone = stamp(record.local_time.replace(tzinfo=ZONE) + timedelta(seconds=20))
                yield Verdict(
                    time,
                    zone,
                    self._id(),
                    str(record.id),
                    verdicts.Action.GIVE,
                    categories[said],
                    record.resultado,
                    record.modelo,
                    a_ciegas=True,
                    tras=(),
                )

    def _times(self, day: date) -> list[int]:
        """Return the seconds of the day at which patients are seen, ascending."""
        expected = self._clinic.patients * (_SUNDAY_SHARE if day.isoweekday() == 7 else 1)  # noqa: PLR2004 - Sunday
        number = max(0, round(self._random.gauss(expected, expected**0.5)))
        return sorted(self._random.randrange(_OPENS, _CLOSES) for _ in range(number))

    def _record(self, day: date, second: int) -> Record:
        at = datetime(day.year, day.month, day.day, tzinfo=ZONE) + timedelta(seconds=second)
        return replace(new_record(self._predict(self._reading(day)), at, self.workplace), id=self._id())

    def _reading(self, day: date) -> Reading:
        gauss = self._random.gauss
        is_feverish = self._random.random() < _FEVERISH
        temperature_c = gauss(38.4, 0.6) if is_feverish else gauss(36.7, 0.35)
        heart_rate = gauss(78, 11) + 8 * max(0.0, temperature_c - 37)
        systolic = gauss(122, 16)
        if self._clinic.fault is Fault.TOO_WARM and (self._end - day).days < TOO_WARM_DAYS:
            temperature_c += TOO_WARM_C
        if self._clinic.fault is Fault.ROUNDS and self._random.random() < ROUNDED:
            systolic = 10 * round(systolic / 10)
        return Reading.from_numbers(
            {
                "fiebre": round(min(max(temperature_c, 34.5), 41.5), 1),
                "presion": round(min(max(systolic, 62), 230)),
                "frecuencia_cardiaca": round(min(max(heart_rate, 38), 190)),
            }
        )

    def _id(self) -> str:
        return f"{self._ids.getrandbits(128):032x}"
