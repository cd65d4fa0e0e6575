"""Invented patients, for pictures."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from core.clinical import model
from core.clinical.vitals import Reading
from core.records.record import encode, new_record

if TYPE_CHECKING:
    from pathlib import Path


def write_log(data_dir: Path, patients: int = 640, days: int = 34, rounded_days: int = 0) -> None:
    """Write a log, busier by day than by night and on weekdays than at weekends.

    The pressures of the last `rounded_days` days are rounded to tens.
    """
    chance = random.Random(20)  # noqa: S311 - nothing is kept secret by it
    now = datetime.now().astimezone().replace(microsecond=0)
    times: list[datetime] = []
    while len(times) < patients:
        moment = now - timedelta(minutes=chance.uniform(5, days * 24 * 60))
        busy = (0.35 if moment.weekday() > 4 else 1.0) * (1.0 if 7 <= moment.hour < 19 else 0.3)  # noqa: PLR2004
        if chance.random() < busy:
            times.append(moment)
    given = model.load()
    data_dir.mkdir(parents=True)
    with (data_dir / "predicciones.log").open("wb") as log:
        for moment in sorted(times):
            rounds_to = 10 if now - moment < timedelta(days=rounded_days) else 1
            log.write(encode(new_record(given.predict(patient(chance, rounds_to)), moment, "8f3a01c2")))


def patient(chance: random.Random, rounds_to: int = 1) -> Reading:
    """Return an invented reading, its pressure a multiple of `rounds_to`; one in four is of somebody rather ill."""
    ill = chance.random() < 0.25  # noqa: PLR2004
    return Reading.from_numbers(
        {
            "fiebre": round(min(41.4, max(35.6, chance.gauss(38.4 if ill else 36.9, 0.6))), 1),
            "presion": rounds_to * round(min(200, max(80, chance.gauss(128 if ill else 122, 14))) / rounds_to),
            "frecuencia_cardiaca": round(min(160, max(48, chance.gauss(98 if ill else 78, 12)))),
        }
    )
