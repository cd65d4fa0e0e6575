"""The limits of alarm signs agree with the model on every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.clinical import model
from core.clinical.alarms import AlarmRules
from core.clinical.vitals import VITALS, Reading
from tests.samples import a_record

if TYPE_CHECKING:
    from decimal import Decimal

MODEL = model.load()
RULES = AlarmRules(MODEL)


def values(place: int) -> st.SearchStrategy[Decimal]:
    vital = VITALS[place]
    return st.decimals(vital.minimum, vital.maximum, places=vital.decimals)


@given(values(0), values(1), values(2))
def test_each_vital_is_an_alarm_sign_where_the_model_says_so(
    temperature_c: Decimal, systolic_mmhg: Decimal, heart_rate_bpm: Decimal
) -> None:
    prediction = MODEL.predict(Reading(temperature_c, systolic_mmhg, heart_rate_bpm))
    limits = RULES.limits(MODEL.name)
    found = [limit.is_alarm(float(part.value)) for limit, part in zip(limits, prediction.parts, strict=True)]
    assert found == [part.alarm for part in prediction.parts]


def test_a_model_without_alarms_has_no_limits() -> None:
    never = AlarmRules(MODEL._replace(alarm_points=100))
    assert not any(limit.is_alarm(value) for limit in never.limits(MODEL.name) for value in (0.0, 50.0, 1000.0))


def test_the_model_that_made_a_record_decides_and_else_the_one_in_use() -> None:
    strict = MODEL._replace(version="2.0", alarm_points=1)
    rules = AlarmRules(MODEL, strict)
    assert rules.limits(strict.name)[0].is_alarm(37.6)
    for name in (MODEL.name, "unknown-1.0+00000000", None):
        assert not rules.limits(name)[0].is_alarm(37.6)
        assert rules.limits(name)[0].is_alarm(38.0)


def test_the_alarm_signs_of_a_record_are_those_of_the_model_that_made_it() -> None:
    strict = MODEL._replace(version="2.0", alarm_points=1)
    rules = AlarmRules(MODEL, strict)
    made = replace(a_record(), fiebre=37.6, presion=120, frecuencia_cardiaca=80, modelo=strict.name)
    assert rules.alarms(made) == (VITALS[0],)
    assert rules.alarms(replace(made, modelo=MODEL.name)) == ()


def test_another_model_in_use_decides_for_records_of_unknown_ones() -> None:
    strict = MODEL._replace(version="2.0", alarm_points=1)
    rules = AlarmRules(MODEL)
    rules.use(strict)
    assert rules.limits("unknown-1.0+00000000")[0].is_alarm(37.6)
    assert not rules.limits(MODEL.name)[0].is_alarm(37.6)
