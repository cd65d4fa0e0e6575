"""How often the gate lets a candidate pass that is no better, worse or better, where the truth is known.

    uv run --extra distrito python tests/benchmarks/gate_simulation.py [--runs 200]

Readings are those of the second hospital in `tests/cases/triage-ktas.csv`; the table in use is the program's own, the
candidate the one learned from the first hospital. Each verdict is drawn: that of one table, that of the other, or
any, with shares that make the true difference in kappa what the row says. Clinics are of unequal size, and those that
are not alike have shares of their own. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from math import ceil
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.clinical.model import load
from core.district.learning import figures, gate, points
from core.district.learning.ascent import Ascent
from core.district.learning.cases import LEVELS
from tests.district.learning import triage

if TYPE_CHECKING:
    from core.district.learning.gate import Triple

INFORMED: Final = 0.5
"""Share of verdicts that are those of one of the tables; the others are drawn from `ANY`."""
ANY: Final = (0.25, 0.25, 0.22, 0.16, 0.12)
UNLIKE: Final = 0.05
"""Standard deviation of the candidate's share among clinics that are not alike: some 0.06 in kappa."""
ROWS: Final = (
    (9, 0.0, 500, -0.03),
    (9, 0.0, 500, 0.0),
    (9, 0.0, 500, 0.05),
    (9, 0.0, 500, 0.08),
    (9, 0.0, 2000, 0.05),
    (30, 0.0, 500, 0.0),
    (30, 0.0, 500, 0.08),
    (30, UNLIKE, 500, -0.03),
    (30, UNLIKE, 500, 0.0),
    (30, UNLIKE, 500, 0.08),
    (30, UNLIKE, 2000, 0.0),
    (30, UNLIKE, 2000, 0.08),
    (12, UNLIKE, 500, 0.0),
    (12, UNLIKE, 500, 0.08),
)
"""Clinics, how unlike they are, held-out verdicts, true difference in kappa."""


def tables() -> list[tuple[int, int]]:
    """Return the levels that both tables give to each reading."""
    model = load()
    old = points.of_model(model)
    first, second = triage.hospital("1"), triage.hospital("2")
    new = Ascent(old, points.rules_of(model)).fit(first).table
    return [(old.level(old.score(values)), new.level(new.score(values))) for values, _ in second]


def difference(pairs: Counter[tuple[int, int]], share: float) -> float:
    """Return the true difference in kappa where the candidate's verdicts are this share."""
    old = [[0.0] * len(LEVELS) for _ in LEVELS]
    new = [[0.0] * len(LEVELS) for _ in LEVELS]
    for (a, b), number in pairs.items():
        for said in range(len(LEVELS)):
            weight = number * ((INFORMED - share) * (said == a) + share * (said == b) + (1 - INFORMED) * ANY[said])
            old[a][said] += weight
            new[b][said] += weight
    return figures.kappa(new) - figures.kappa(old)  # type: ignore[arg-type]


def share_for(pairs: Counter[tuple[int, int]], wanted: float) -> float:
    """Return the candidate's share that makes the true difference `wanted`."""
    low, high = 0.0, INFORMED
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if difference(pairs, middle) < wanted else (low, middle)
    return low


def sample(
    random: Random, pairs: list[tuple[int, int]], share: float, row: tuple[int, float, int, float]
) -> dict[str, list[Triple]]:
    """Draw held-out verdicts by clinic, in clinics of unequal size."""
    clinics, unlike, number, _ = row
    sizes = [random.uniform(0.4, 1.6) for _ in range(clinics)]
    found: dict[str, list[Triple]] = {}
    for place, size in enumerate(sizes):
        of_clinic = min(INFORMED, max(0.0, share + random.gauss(0, unlike)))
        found[str(place)] = [_verdict(random, pairs, of_clinic) for _ in range(ceil(number * size / sum(sizes)))]
    return found


def _verdict(random: Random, pairs: list[tuple[int, int]], share: float) -> Triple:
    a, b = random.choice(pairs)
    drawn = random.random()
    if drawn < INFORMED:
        return a, b, b if drawn < share else a
    return a, b, random.choices(range(len(LEVELS)), ANY)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    random = Random(7)
    pairs = tables()
    counted = Counter(pairs)
    print(f"Both tables agree on {sum(n for (a, b), n in counted.items() if a == b) / len(pairs):.0%} of readings.\n")
    print("| clinics | alike | verdicts | true difference | passes | better, by its interval |")
    print("| --- | --- | --- | --- | --- | --- |")
    for row in ROWS:
        clinics, unlike, number, wanted = row
        share = share_for(counted, wanted)
        outcomes = [
            gate.decide(sample(random, pairs, share, row), alarms_kept=True, first_of_quarter=True)
            for _ in range(options.runs)
        ]
        passed = sum(one.passed for one in outcomes) / options.runs
        better = sum(gate.Condition.BETTER not in one.failed for one in outcomes) / options.runs
        alike = "no" if unlike else "yes"
        print(f"| {clinics} | {alike} | {number} | {wanted:+.2f} | {passed:.1%} | {better:.1%} |", flush=True)


if __name__ == "__main__":
    main()
