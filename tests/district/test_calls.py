"""Whom to call first: each planted fault is found, no sound clinic is called, and each reason is said in words."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest

from core.district import calls, reasons, watch
from core.district.consolidated import Alarm
from core.district.synthetic import CLINICS, Fault
from core.quality.assessment import Typed
from tests.district_pages import a_row, example_view, watched

CODES = {clinic.fault: clinic.code for clinic in CLINICS if clinic.fault is not None}
NAMES = ("fiebre", "presion", "frecuencia_cardiaca")


def typed(**counts: dict[float, int]) -> Typed:
    return Typed({name: counts.get(name, {}) for name in NAMES}, 0)


def spread(middle: float, step: float, number: int = 300) -> dict[float, int]:
    """Values around a middle, no more of them with a last digit of 0 than by chance."""
    return dict(Counter(round(middle + step * (place % 21 - 10), 1) for place in range(number)))


def test_each_planted_fault_is_found_and_no_sound_clinic_is_called() -> None:
    found = {call.key: [reason.code for reason in call.reasons] for call in example_view().calls}
    assert found == {
        CODES[Fault.SILENT]: ["silencio"],
        CODES[Fault.ROUNDS]: ["presion:ceros"],
        CODES[Fault.TOO_WARM]: ["fiebre:media"],
        CODES[Fault.LATE]: ["falta"],
    }
    assert list(found) == [CODES[fault] for fault in (Fault.SILENT, Fault.ROUNDS, Fault.TOO_WARM, Fault.LATE)]


def test_the_thermometer_is_said_with_its_tenths_in_both_languages() -> None:
    call = next(call for call in example_view().calls if call.key == CODES[Fault.TOO_WARM])
    (reason,) = call.reasons
    assert reason.short == ("Temperatura +0,3\u00a0°C", "Temperature +0.3\u00a0°C")
    assert reason.found.es.startswith("La temperatura media subió 0,3\u00a0°C frente a sus meses anteriores (z ")
    assert reason.found.en.startswith("Mean temperature rose by 0.3\u00a0°C against its earlier months (z ")
    assert "termómetro" in reason.advice.es


def test_a_clinic_with_few_values_gives_no_alarm() -> None:
    few = {"fiebre": {41.0: 49}, "presion": {120: 49}, "frecuencia_cardiaca": {80: 49}}
    (found,) = watch.watch({"E01": typed(**few)}, {"E01": typed(**few)})
    assert not found.is_compared
    assert not reasons.of_values(found)
    assert found.alarms(watch.QUALITY | watch.DRIFT) == []


def test_a_clinic_without_earlier_values_is_only_checked_for_habits() -> None:
    (found,) = watch.watch({"E01": typed(presion={120: 100}, fiebre=spread(36.7, 0.1))}, {})
    assert found.alarms(watch.DRIFT) == []
    assert found.alarms(watch.QUALITY) == ["presion:ceros"]


def test_a_lower_mean_and_another_distribution_are_told_apart() -> None:
    before = typed(fiebre=spread(36.7, 0.1), presion=spread(123, 2), frecuencia_cardiaca=spread(83, 1))
    narrow = {122: 75, 123: 150, 124: 75}
    now = typed(fiebre=spread(36.2, 0.1), presion=narrow, frecuencia_cardiaca=spread(83, 1))
    (found,) = watch.watch({"E01": now}, {"E01": before})
    fever, pressure = reasons.of_values(found)
    assert (fever.code, pressure.code) == ("fiebre:media", "presion:distribucion")
    assert fever.short.es == "Temperatura −0,5\u00a0°C"
    assert "bajó" in fever.found.es
    assert "PSI" in pressure.found.en


def test_repeated_records_and_fahrenheit_are_said() -> None:
    values = typed(fiebre=spread(36.7, 0.1)).values
    (found,) = watch.watch({"E01": Typed(values, pairs=300, equal=40, fahrenheit=30)}, {})
    repeated, fahrenheit = reasons.of_values(found)
    assert "13\u00a0% de los registros" in repeated.found.es
    assert "9\u00a0% of the temperatures" in fahrenheit.found.en


@pytest.mark.parametrize("alarm", list(Alarm))
def test_each_alarm_of_a_delivery_is_a_reason_in_both_languages(alarm: Alarm) -> None:
    (call,) = calls.calls([a_row("E01", alarms=(alarm,), damaged_lines=7)], ())
    (reason,) = call.reasons
    assert reason.code == alarm.value
    assert len({*reason.short, *reason.found, *reason.advice}) == 6, "each text is its own"
    assert ("7" in reason.found.es) == (alarm is Alarm.DAMAGED_LINES)


def test_what_may_be_lost_comes_first_and_lesser_things_last() -> None:
    never = dataclasses.replace(a_row("E05", missing_days=40), covered_until=None)
    rows = [
        a_row("E01", alarms=(Alarm.DAMAGED_LINES,)),
        a_row("E02", missing_days=10, alarms=(Alarm.CLOCK,)),
        a_row("E03", missing_days=40),
        a_row("E04", alarms=(Alarm.CHANGED_PREFIX,)),
        never,
        a_row("E06"),
    ]
    found = calls.calls(rows, ())
    assert [call.key for call in found] == ["E03", "E04", "E05", "E02", "E01"]
    assert [call.reasons[0].is_grave for call in found] == [True, True, True, False, False]
    assert [reason.code for reason in found[3].reasons] == ["falta", "reloj"]
    assert "10 nov" not in found[3].reasons[0].found.es
    assert "12 nov 2026" in found[3].reasons[0].found.es
    assert found[2].reasons[0].found.es == "Nunca ha entregado nada."


def test_so_many_sound_clinics_are_expected_to_alarm() -> None:
    found = watched([clinic.code for clinic in CLINICS])
    compared = sum(clinic.is_compared for clinic in found)
    assert compared == 11, "the silent one has no new values"
    assert watch.expected_by_chance(found) == pytest.approx(0.033 * 11)


def test_a_silent_clinic_is_called_however_many_days_a_delivery_may_take() -> None:
    """With `--plazo 60` no week of the last 30 days is over."""
    silent = dataclasses.replace(a_row("E1", missing_days=40), is_overdue=False)
    assert [reason.code for reason in reasons.of_delivery(silent)] == ["silencio"]
    assert reasons.of_delivery(dataclasses.replace(silent, is_expected=False)) == []
