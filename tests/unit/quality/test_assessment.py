"""The assessment of a period: each alarm by its code, and none of too few values."""

from __future__ import annotations

import random
from collections import Counter

from core.quality.assessment import Alarm, Typed, assess


def values(
    count: int, *, seed: int = 1, systolic: float = 125, rounds_to: int = 1, temperature: float = 36.9
) -> dict[str, Counter[float]]:
    chance = random.Random(seed)  # noqa: S311 - samples
    return {
        "fiebre": Counter(round(chance.gauss(temperature, 0.6), 1) for _ in range(count)),
        "presion": Counter(round(chance.gauss(systolic, 20) / rounds_to) * rounds_to for _ in range(count)),
        "frecuencia_cardiaca": Counter(round(chance.gauss(82, 14)) for _ in range(count)),
    }


def alarms(now: Typed, before: Typed) -> list[tuple[Alarm, ...]]:
    return [vital.alarms for vital in assess(now, before).vitals]


BEFORE = Typed(values(2000), pairs=1999)


def test_a_sound_clinic_alarms_nowhere() -> None:
    now = Typed(values(400, seed=2), pairs=399, equal=1, fahrenheit=2)
    found = assess(now, BEFORE)
    assert found.is_sufficient
    assert found.alarms == ()
    assert [vital.alarms for vital in found.vitals] == [(), (), ()]
    assert [(vital.total, vital.total_before) for vital in found.vitals] == [(400, 2000)] * 3


def test_pressures_rounded_to_tens_end_in_zero_and_are_distributed_otherwise() -> None:
    assert alarms(Typed(values(400, rounds_to=10)), BEFORE) == [(), (Alarm.DISTRIBUTION, Alarm.ZEROS), ()]


def test_a_cuff_that_reads_high_moves_mean_and_distribution() -> None:
    assert alarms(Typed(values(400, systolic=137)), BEFORE) == [(), (Alarm.MEAN, Alarm.DISTRIBUTION), ()]


def test_temperatures_in_whole_degrees_end_in_zero() -> None:
    now = values(400)
    now["fiebre"] = Counter({37.0: 300, 38.0: 100})
    assert Alarm.ZEROS in alarms(Typed(now), BEFORE)[0]


def test_repeated_records_and_fahrenheit_alarm_for_the_whole() -> None:
    now = Typed(values(400), pairs=399, equal=40, fahrenheit=30)
    found = assess(now, BEFORE)
    assert found.alarms == (Alarm.FAHRENHEIT, Alarm.REPEATED)
    assert found.fahrenheit is not None
    assert found.fahrenheit.total == 430, "refused temperatures were typed too"


def test_too_few_records_say_nothing() -> None:
    found = assess(Typed(values(49), pairs=48, equal=48, fahrenheit=48), BEFORE)
    assert not found.is_sufficient
    assert (found.total, found.repeated, found.fahrenheit, found.alarms) == (49, None, None, ())
    assert [(vital.shift, vital.stability, vital.zeros) for vital in found.vitals] == [(None, None, None)] * 3
    assert assess(Typed(), Typed()).total == 0


def test_without_earlier_months_digits_are_checked_and_drift_is_not() -> None:
    found = assess(Typed(values(400, rounds_to=10)), Typed())
    assert [vital.alarms for vital in found.vitals] == [(), (Alarm.ZEROS,), ()]
    assert [(vital.shift, vital.stability) for vital in found.vitals] == [(None, None)] * 3
