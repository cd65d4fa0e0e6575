"""The gate: what lets a candidate pass, and each single thing that does not."""

from __future__ import annotations

from random import Random

import pytest
from scipy import stats

from core.district.learning import gate
from core.district.learning.gate import Condition, Triple


def verdicts(number: int, old: float, new: float, clinics: int = 12, seed: int = 1) -> dict[str, list[Triple]]:
    """Verdicts of which each table names so many shares, and otherwise any category."""
    random = Random(seed)
    found: dict[str, list[Triple]] = {str(place): [] for place in range(clinics)}
    for place in range(number):
        said = random.randrange(5)
        levels = [said if random.random() < share else random.randrange(5) for share in (old, new)]
        found[str(place % clinics)].append((levels[0], levels[1], said))
    return found


def decide(by_clinic: dict[str, list[Triple]], **changes: bool) -> gate.Outcome:
    return gate.decide(by_clinic, **({"alarms_kept": True, "first_of_quarter": True} | changes))


def test_a_much_better_one_passes_and_the_same_outcome_again() -> None:
    found = decide(verdicts(600, 0.2, 0.6))
    assert found.passed
    assert found.failed == ()
    assert (found.verdicts, found.clinics) == (600, 12)
    assert found.difference is not None
    assert 0 < found.difference.low < found.difference.value < found.difference.high
    assert decide(verdicts(600, 0.2, 0.6)) == found


@pytest.mark.parametrize("clinics", [6, 12])
def test_one_that_is_no_better_or_worse_does_not(clinics: int) -> None:
    assert decide(verdicts(600, 0.4, 0.4, clinics)).failed == (Condition.BETTER,)
    assert Condition.BETTER in decide(verdicts(600, 0.6, 0.2, clinics)).failed


def test_below_five_hundred_there_is_no_figure() -> None:
    found = decide(verdicts(499, 0.2, 0.6))
    assert found.failed == (Condition.ENOUGH, Condition.BETTER)
    assert found.difference is None


def test_all_five_categories_have_to_be_given() -> None:
    found = verdicts(600, 0.2, 0.7)
    merged = {key: [(a, min(b, 3), said) for a, b, said in those] for key, those in found.items()}
    assert decide(merged).failed == (Condition.FIVE,)


def test_the_gravest_are_missed_no_more_than_before() -> None:
    found = verdicts(600, 0.2, 0.9)
    # The old table sees every grave case, the new one all but one in ten.
    swapped = {
        key: [
            (4, 0 if place % 10 == 0 else said, said) if said >= 3 else (a, said, said)
            for place, (a, _, said) in enumerate(those)
        ]
        for key, those in found.items()
    }
    assert decide(swapped).failed == (Condition.GRAVE,)
    few = {key: [one for one in those if one[2] < 3][:60] for key, those in verdicts(2000, 0.2, 0.9).items()}
    few["0"] += [(4, 4, 4)] * 10 + [(3, 3, 3)] * 9
    assert Condition.GRAVE in decide(few).failed
    few["0"] += [(3, 3, 3)]
    assert Condition.GRAVE not in decide(few).failed


def test_alarms_and_the_quarter() -> None:
    assert decide(verdicts(600, 0.2, 0.6), alarms_kept=False).failed == (Condition.ALARMS,)
    assert decide(verdicts(600, 0.2, 0.6), first_of_quarter=False).difference is None


def test_clinics_that_differ_widen_the_interval() -> None:
    """The same verdicts, once spread over the clinics and once with all the gain in one of them."""
    triples = [one for those in verdicts(600, 0.2, 0.35).values() for one in those]
    by_gain = sorted(triples, key=lambda one: abs(one[1] - one[2]) - abs(one[0] - one[2]))
    spread = gate.paired([by_gain[place::12] for place in range(12)])
    apart = gate.paired([by_gain[50 * place : 50 * place + 50] for place in range(12)])
    assert spread.value == pytest.approx(apart.value)
    assert apart.low < spread.low


def test_the_widening_is_students() -> None:
    """Twelve clinics with equal verdicts differ in nothing: the interval is that of the verdicts."""
    same = verdicts(50, 0.2, 0.6, 1)["0"]
    assert gate.paired([same] * 12) == gate.paired([same * 12])
    ratio = stats.t.ppf(0.975, 11) / stats.norm.ppf(0.975)
    assert ratio == pytest.approx(gate.student(11) / gate.student(None), abs=0.003)
