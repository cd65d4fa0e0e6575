"""Days as programs write them."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import DateRefusedError
from core.records.period import day
from core.refusals import DateRefusal


def test_a_day_is_read_in_the_form_of_iso_8601() -> None:
    assert day("2026-11-30") == date(2026, 11, 30)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11",
        "20261130",
        "2026-W48-1",
        "2026-11-31",
        "2026-1-1",
        "30/11/2026",
        "2026-11-30 ",
        "２０２６-11-30",
    ],
)
def test_any_other_form_and_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(DateRefusedError) as refused:
        day(text)
    assert refused.value.refusal is DateRefusal.NOT_A_DATE
