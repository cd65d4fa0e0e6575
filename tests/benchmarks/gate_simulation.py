"""How often the gate lets a candidate pass that is no better, worse or better: `gate_simulation.py [--runs 400]`.

Cases are drawn from the second hospital of `tests/cases/triage-ktas.csv`, with what the table in use and the one
learned from the first hospital say of them, and weights that make the difference in kappa over all possible clinics
what the row says. Clinics that are not alike have weights of their own. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from math import ceil, exp
from pathlib import Path
from random import Random
from statistics import NormalDist, pstdev
from typing import TYPE_CHECKING, Final, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.clinical.model import load
from core.district.learning import figures, gate, points
from core.district.learning.ascent import Ascent
from tests.district.learning import triage

if TYPE_CHECKING:
    from core.district.learning.gate import Triple

UNLIKE: Final = 0.08
"""Standard deviation of the tilt among clinics that are not alike; `deviation` is that of the difference in kappa."""
_STEPS: Final = 40


class Row(NamedTuple):
    """Clinics, how unlike they are, the logarithm's deviation of their sizes, held-out verdicts, true difference."""

    clinics: int
    unlike: float
    unequal: float
    verdicts: int
    difference: float


ROWS: Final = (
    Row(1, UNLIKE, 0.35, 500, 0.0),
    Row(3, UNLIKE, 0.35, 500, 0.0),
    Row(9, 0.0, 0.35, 500, -0.03),
    Row(9, UNLIKE, 0.35, 500, -0.03),
    Row(9, 0.0, 0.35, 500, 0.0),
    Row(9, UNLIKE, 0.35, 500, 0.0),
    Row(9, UNLIKE, 1.0, 500, 0.0),
    Row(9, 0.0, 0.35, 500, 0.05),
    Row(9, 0.0, 0.35, 500, 0.08),
    Row(9, UNLIKE, 0.35, 500, 0.08),
    Row(9, 0.0, 0.35, 650, 0.08),
    Row(9, UNLIKE, 0.35, 750, 0.08),
    Row(12, 0.0, 0.35, 500, 0.0),
    Row(12, 0.0, 0.35, 500, 0.08),
    Row(12, 0.0, 0.35, 650, 0.08),
    Row(12, UNLIKE, 0.35, 500, -0.03),
    Row(12, UNLIKE, 0.35, 500, 0.0),
    Row(12, UNLIKE, 1.0, 500, 0.0),
    Row(12, UNLIKE, 0.35, 500, 0.08),
    Row(12, UNLIKE, 0.35, 800, 0.08),
    Row(30, 0.0, 0.35, 500, 0.08),
    Row(30, 0.0, 0.35, 550, 0.08),
    Row(30, UNLIKE, 0.35, 500, -0.03),
    Row(30, UNLIKE, 0.35, 500, 0.0),
    Row(30, UNLIKE, 1.0, 500, 0.0),
    Row(30, UNLIKE, 0.35, 500, 0.08),
    Row(30, UNLIKE, 0.35, 600, 0.08),
)


@cache
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


def difference(those: list[Triple], tilt: float, unlike: float) -> float:
    """Return the true difference in kappa: that of the verdicts of ever more clinics, taken together."""
    steps = range(_STEPS) if unlike else range(1)
    tilts = [tilt + unlike * NormalDist().inv_cdf((step + 0.5) / len(steps)) for step in steps]
    both = [[[0.0] * 5 for _ in range(5)] for _ in range(2)]
    for one in tilts:
        found = weights(those, one)
        whole = sum(found)
        for (old, new, said), weight in zip(those, found, strict=True):
            both[0][old][said] += weight / whole
            both[1][new][said] += weight / whole
    return figures.kappa(both[1]) - figures.kappa(both[0])


def deviation(those: list[Triple], wanted: float) -> float:
    """Return the standard deviation of the true difference among clinics that are not alike."""
    tilt = tilt_for(those, wanted, UNLIKE)
    steps = [tilt + UNLIKE * NormalDist().inv_cdf((step + 0.5) / _STEPS) for step in range(_STEPS)]
    return pstdev(difference(those, one, 0.0) for one in steps)


def tilt_for(those: list[Triple], wanted: float, unlike: float) -> float:
    """Return the tilt that makes the true difference `wanted`."""
    low, high = -1.0, 0.4  # the difference rises from one to the other
    for _ in range(25):
        middle = (low + high) / 2
        low, high = (middle, high) if difference(those, middle, unlike) < wanted else (low, middle)
    return low


def sample(random: Random, those: list[Triple], tilt: float, row: Row) -> dict[str, list[Triple]]:
    """Draw held-out verdicts by clinic."""
    sizes = [random.lognormvariate(0, row.unequal) for _ in range(row.clinics)]
    return {
        str(place): random.choices(
            those, weights(those, tilt + random.gauss(0, row.unlike)), k=ceil(row.verdicts * size / sum(sizes))
        )
        for place, size in enumerate(sizes)
    }


def line(row: Row, runs: int) -> str:
    """Return the row of the table, by random numbers of its own."""
    random = Random(repr(row))
    those = patients()
    tilt = tilt_for(those, row.difference, row.unlike)
    passed = sum(
        gate.decide(sample(random, those, tilt, row), alarms_kept=True, first_of_quarter=True).passed
        for _ in range(runs)
    )
    alike, equal = ("no" if row.unlike else "yes"), ("no" if row.unequal >= 1 else "nearly")
    return f"| {row.clinics} | {alike} | {equal} | {row.verdicts} | {row.difference:+.2f} | {passed / runs:.1%} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    options = parser.parse_args()
    print("| clinics | alike | of one size | verdicts | true difference | passes |")
    print("| --- | --- | --- | --- | --- | --- |")
    with ProcessPoolExecutor() as pool:
        for text in pool.map(line, ROWS, [options.runs] * len(ROWS)):
            print(text, flush=True)
    for wanted in (0.0, 0.08):
        print(
            f"Unlike clinics, true difference {wanted:+.2f}: standard deviation {deviation(patients(), wanted):.3f}"
        )


if __name__ == "__main__":
    main()
