"""The search for a table: what it keeps, that it finds the same everywhere, and how it does on another hospital."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from core.clinical.model import load
from core.district.learning import cuts, points
from core.district.learning.ascent import Ascent
from core.district.learning.points import Bands, Example, Table, counted
from tests.district.learning import triage

ROOT = Path(__file__).parents[3]
IN_USE = points.of_model(load())
RULES = points.rules_of(load())


def kappa(table: Table, cases: list[Example]) -> float:
    return float(cuts.kappa(counted(table, Counter(cases)), table.cuts))


@pytest.mark.parametrize(("here", "there"), [("1", "2"), ("2", "1")])
def test_on_another_hospital_it_does_at_least_as_well_as_new_cuts_alone(here: str, there: str) -> None:
    train, test = triage.hospital(here), triage.hospital(there)
    learned = Ascent(IN_USE, RULES).fit(train)
    only_cuts = Ascent(IN_USE, RULES, is_cuts_only=True).fit(train)
    assert kappa(learned.table, test) >= kappa(only_cuts.table, test) >= kappa(IN_USE, test)
    assert learned.kappa > only_cuts.kappa > learned.before


FIVE_THOUSAND = """
import time
from random import Random
from core.district.learning.ascent import Ascent
from tests.district.learning import triage
from tests.district.learning.test_ascent import IN_USE, RULES
cases = Random(1).choices(triage.hospital("1") + triage.hospital("2"), k=5000)
begin = time.process_time()
assert Ascent(IN_USE, RULES).fit(cases).steps > 3
print(time.process_time() - begin)
"""


def test_five_thousand_labels_take_no_more_than_three_seconds_of_a_processor() -> None:
    """In a process of its own, whose lines are not counted: that would make it four times as slow."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    words = [sys.executable, "-c", FIVE_THOUSAND]
    ran = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=300)
    assert float(ran.stdout) <= 3


@pytest.mark.parametrize("seed", range(6))
def test_whatever_the_verdicts_the_table_keeps_the_rules(seed: int) -> None:
    random = Random(seed)
    cases = [(values, random.randrange(5)) for values, _ in random.choices(triage.hospital("1"), k=400)]
    table = Ascent(IN_USE, RULES).fit(cases).table
    for place, bands in enumerate(table.vitals):
        normal = bands.points.index(0)
        assert list(bands.points[:normal]) == sorted(bands.points[:normal], reverse=True)
        assert list(bands.points[normal:]) == sorted(bands.points[normal:])
        assert len(bands.points) <= 8
        assert points.alarms_of(bands, 3) == points.alarms_of(IN_USE.vitals[place], 3)
        assert bands.of((367, 125, 70)[place]) == 0
    reached = {table.level(score) for score in table.scores}
    assert reached == {0, 1, 2, 3, 4}


def test_the_order_of_the_cases_changes_nothing() -> None:
    cases = triage.hospital("2")
    assert Ascent(IN_USE, RULES).fit(cases) == Ascent(IN_USE, RULES).fit(cases[::-1])


def test_below_two_hundred_cases_only_the_cuts_are_learned() -> None:
    found = Ascent(IN_USE, RULES).fit(triage.hospital("1")[:199])
    assert found.table.vitals == IN_USE.vitals
    assert found.steps == 0


class TestMoves:
    BANDS = Bands((350, 374, 389), (3, 0, 1, 3))

    def test_a_bound_goes_to_the_neighbouring_threshold(self) -> None:
        found = points.moves(self.BANDS, (344, 349, 359, 374, 379, 389))
        assert Bands((349, 374, 389), (3, 0, 1, 3)) in found
        assert Bands((359, 374, 389), (3, 0, 1, 3)) in found
        assert Bands((350, 379, 389), (3, 0, 1, 3)) in found
        assert all(bands.ends == tuple(sorted(set(bands.ends))) for bands in found)

    def test_a_point_up_or_down_joins_equal_neighbours(self) -> None:
        found = points.moves(self.BANDS, ())
        assert Bands((350, 389), (3, 0, 3)) in found
        assert Bands((350, 374), (3, 0, 3)) not in found
        assert Bands((350, 374, 389), (3, 0, 2, 3)) in found
        assert self.BANDS not in found

    def test_what_falls_outwards_or_changes_an_alarm_is_not_allowed(self) -> None:
        rules = points.Rules(3, ((350, 389),), (362,))
        assert rules.allow(0, self.BANDS)
        assert rules.allow(0, Bands((350, 374, 389), (4, 0, 2, 5)))
        for refused in (
            Bands((350, 374, 389), (3, 0, 2, 1)),
            Bands((350, 374, 389), (2, 0, 1, 3)),
            Bands((350, 374, 389), (3, 0, 3, 3)),
            Bands((350, 374, 389), (3, 1, 1, 3)),
            Bands((350, 361, 374, 389), (3, 0, 1, 2, 3)),
            Bands((350, 374, 389), (3, 0, 1, 10)),
            Bands((344, 374, 389), (3, 0, 1, 3)),
            Bands((*range(300, 350, 7), 350, 374, 389), (3,) * 9 + (0, 1, 3)),
        ):
            assert not rules.allow(0, refused)
