"""How often the gate lets a candidate pass that is no better, worse or better: `gate_simulation.py [--runs 200]`.

Cases are drawn from the second hospital of `tests/cases/triage-ktas.csv`, with what the table in use and the one
learned from the first hospital say of them, and weights that make the true difference in kappa what the row says.
Clinics are of unequal size; those that are not alike have weights of their own. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
from math import ceil, exp
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.clinical.model import load
from core.district.learning import figures, gate, points
from core.district.learning.ascent import Ascent
from tests.district.learning import triage

if TYPE_CHECKING:
    from core.district.learning.gate import Triple

UNLIKE: Final = 0.08
"""Standard deviation of the tilt among clinics that are not alike: some 0.04 in the difference in kappa."""
ROWS: Final = (
    (9, 0.0, 500, -0.03),
    (9, 0.0, 500, 0.0),
    (9, 0.0, 500, 0.05),
    (9, 0.0, 500, 0.08),
    (9, 0.0, 2000, 0.05),
    (30, UNLIKE, 500, -0.03),
    (30, UNLIKE, 500, 0.0),
    (30, UNLIKE, 500, 0.08),
    (30, UNLIKE, 2000, 0.0),
    (12, UNLIKE, 500, 0.0),
    (12, UNLIKE, 500, 0.08),
    (12, UNLIKE, 2000, 0.0),
    (12, UNLIKE, 2000, 0.08),
)
"""Clinics, how unlike they are, held-out verdicts, true difference in kappa."""


def patients() -> list[Triple]:
    """Return the levels of both tables and of the expert."""
    model = load()
    old = points.of_model(model)
    new = Ascent(old, points.rules_of(model)).fit(triage.hospital("1")).table
    return [
        (old.level(old.score(values)), new.level(new.score(values)), level) for values, level in triage.hospital("2")
    ]


def weights(those: list[Triple], tilt: float) -> list[float]:
    """Return the weights of patients: above 1 where a tilt above 0 favours the candidate."""
    return [exp(tilt * ((old - said) ** 2 - (new - said) ** 2)) for old, new, said in those]


def difference(those: list[Triple], tilt: float) -> float:
    """Return the true difference in kappa."""
    both = [[[0.0] * 5 for _ in range(5)] for _ in range(2)]
    for (old, new, said), weight in zip(those, weights(those, tilt), strict=True):
        both[0][old][said] += weight
        both[1][new][said] += weight
    return figures.kappa(both[1]) - figures.kappa(both[0])


def tilt_for(those: list[Triple], wanted: float) -> float:
    """Return the tilt that makes the true difference `wanted`."""
    low, high = -1.0, 0.4  # the difference rises from one to the other
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if difference(those, middle) < wanted else (low, middle)
    return low


def sample(
    random: Random, those: list[Triple], tilt: float, row: tuple[int, float, int, float]
) -> dict[str, list[Triple]]:
    """Draw held-out verdicts by clinic."""
    clinics, unlike, number, _ = row
    sizes = [random.uniform(0.4, 1.6) for _ in range(clinics)]
    return {
        str(place): random.choices(
            those, weights(those, tilt + random.gauss(0, unlike)), k=ceil(number * size / sum(sizes))
        )
        for place, size in enumerate(sizes)
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    random = Random(7)
    those = patients()
    print("| clinics | alike | verdicts | true difference | passes | better, by its interval |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in ROWS:
        clinics, unlike, number, wanted = row
        tilt = tilt_for(those, wanted)
        outcomes = [
            gate.decide(sample(random, those, tilt, row), alarms_kept=True, first_of_quarter=True)
            for _ in range(options.runs)
        ]
        passed = sum(one.passed for one in outcomes) / options.runs
        better = sum(gate.Condition.BETTER not in one.failed for one in outcomes) / options.runs
        alike = "no" if unlike else "yes"
        print(f"| {clinics} | {alike} | {number} | {wanted:+.2f} | {passed:.1%} | {better:.1%} |", flush=True)


if __name__ == "__main__":
    main()
