"""How often the gate lets a candidate pass that is no better, worse or better: `gate_simulation.py [--runs 400]`.

Cases are drawn from the second hospital of `tests/cases/triage-ktas.csv`, with what the table in use and the one
learned from the first hospital say of them, and weights that make the difference in kappa over all clinics of the
district, drawn anew in each run, what the row says. Clinics that are not alike have weights of their own. Prints
Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
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
    from collections.abc import Sequence

    from core.district.learning.gate import Triple

UNLIKE: Final = 0.08
"""Standard deviation of the tilt among clinics that are not alike; `deviation` is that of the difference in kappa."""
EVER_MORE: Final = 10**9
"""Clinics of a district so large that its true difference is that of all possible clinics."""
LEAST: Final = 0.03
"""Difference below which the gate is not asked: its standard error is 0.02 or more, its interval reaches below 0."""
MORE_RUNS: Final = 4
"""How many times as many runs there are of tables that are no better."""
_STEPS: Final = 40


class Row(NamedTuple):
    """Clinics seen, of how many, how unlike, the logarithm's deviation of their sizes, verdicts, true difference."""

    clinics: int
    district: int
    unlike: float
    unequal: float
    verdicts: int
    difference: float


ROWS: Final = (
    Row(12, 12, UNLIKE, 0.35, 500, 0.0),
    Row(12, 12, 0.0, 0.35, 500, 0.08),
    Row(12, 24, UNLIKE, 0.35, 500, 0.0),
    Row(12, 24, 0.0, 0.35, 500, 0.08),
    Row(12, 24, UNLIKE, 0.35, 500, 0.08),
    Row(9, 9, UNLIKE, 0.35, 500, 0.0),
    Row(9, 9, UNLIKE, 0.35, 500, 0.08),
    Row(9, 9, UNLIKE, 0.35, 500, -0.03),
    Row(30, 30, UNLIKE, 0.35, 500, 0.0),
    Row(30, 30, UNLIKE, 0.35, 500, 0.08),
    Row(6, 12, UNLIKE, 0.35, 500, 0.0),
    Row(6, 12, UNLIKE, 0.35, 500, 0.08),
    Row(3, 3, UNLIKE, 0.35, 500, 0.0),
    Row(9, 9, UNLIKE, 1.0, 500, 0.0),
    Row(12, 24, UNLIKE, 1.0, 500, 0.0),
    Row(30, 60, UNLIKE, 0.35, 500, 0.0),
    Row(30, 60, UNLIKE, 0.35, 500, 0.08),
    Row(12, EVER_MORE, UNLIKE, 0.35, 500, 0.0),
    Row(9, 12, UNLIKE, 0.35, 500, 0.0),
    Row(9, 12, UNLIKE, 0.35, 500, 0.08),
    Row(12, 40, UNLIKE, 0.35, 500, 0.0),
    Row(9, EVER_MORE, UNLIKE, 0.35, 750, 0.08),
    Row(30, EVER_MORE, 0.0, 0.35, 550, 0.08),
    Row(30, EVER_MORE, UNLIKE, 0.35, 600, 0.08),
    Row(3, 3, UNLIKE, 0.35, 500, 0.08),
    Row(9, 9, UNLIKE, 0.35, 500, 0.05),
    Row(12, 24, UNLIKE, 0.35, 600, 0.08),
    Row(12, 24, UNLIKE, 0.35, 500, -0.03),
    Row(12, 12, UNLIKE, 0.35, 500, 0.08),
    Row(9, EVER_MORE, UNLIKE, 0.35, 500, 0.0),
    Row(30, EVER_MORE, UNLIKE, 0.35, 500, 0.0),
    Row(12, EVER_MORE, UNLIKE, 0.35, 500, 0.08),
    Row(1, EVER_MORE, UNLIKE, 0.35, 500, 0.0),
    Row(12, 40, UNLIKE, 0.35, 500, 0.08),
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


@cache
def groups() -> dict[int, Counter[Triple]]:
    """Return the patients by how much nearer to the expert the candidate is than the table in use."""
    found: defaultdict[int, Counter[Triple]] = defaultdict(Counter)
    for old, new, said in patients():
        found[(old - said) ** 2 - (new - said) ** 2][old, new, said] += 1
    return dict(found)


def difference(tilts: Sequence[float], shares: Sequence[float]) -> float:
    """Return the true difference in kappa of clinics with these tilts and shares of the verdicts, taken together.

    A tilt above 0 gives patients that favour the candidate weights above 1.
    """
    together: Counter[int] = Counter()
    for tilt, share in zip(tilts, shares, strict=True):
        weights = {nearer: exp(tilt * nearer) for nearer in groups()}
        whole = sum(weights[nearer] * those.total() for nearer, those in groups().items())
        for nearer, weight in weights.items():
            together[nearer] += share * weight / whole  # type: ignore[assignment]
    both = [[[0.0] * 5 for _ in range(5)] for _ in range(2)]
    for nearer, those in groups().items():
        for (old, new, said), number in those.items():
            both[0][old][said] += together[nearer] * number
            both[1][new][said] += together[nearer] * number
    return figures.kappa(both[1]) - figures.kappa(both[0])


def all_possible(unlike: float) -> list[float]:
    """Return the tilts of all possible clinics, in even steps of probability."""
    return [unlike * NormalDist().inv_cdf((step + 0.5) / _STEPS) for step in range(_STEPS)] if unlike else [0.0]


def deviation(wanted: float) -> float:
    """Return the standard deviation of the true difference among clinics that are not alike."""
    apart = all_possible(UNLIKE)
    tilt = tilt_for(wanted, apart, [1 / len(apart)] * len(apart))
    return pstdev(difference([tilt + one], [1.0]) for one in apart)


def tilt_for(wanted: float, apart: Sequence[float], shares: Sequence[float]) -> float:
    """Return the tilt that makes the true difference `wanted`, of clinics that are so far from it."""
    low, high = -1.0, 0.5  # the difference rises from one to the other
    for _ in range(17):
        middle = (low + high) / 2
        is_less = difference([middle + one for one in apart], shares) < wanted
        low, high = (middle, high) if is_less else (low, middle)
    return low


@cache
def tilt_of_all(wanted: float, unlike: float) -> float:
    """Return the tilt that makes the true difference of all possible clinics `wanted`."""
    apart = all_possible(unlike)
    return tilt_for(wanted, apart, [1 / len(apart)] * len(apart))


def sample(random: Random, row: Row) -> dict[str, list[Triple]]:
    """Draw a district, and held-out verdicts of some of its clinics."""
    number = row.clinics if row.district == EVER_MORE else row.district
    sizes = [random.lognormvariate(0, row.unequal) for _ in range(number)]
    apart = [random.gauss(0, row.unlike) for _ in sizes]
    seen = sum(sizes[: row.clinics])
    verdicts = [ceil(row.verdicts * size / seen) for size in sizes[: row.clinics]]
    weights = verdicts if row.clinics == row.district else sizes
    tilt = (
        tilt_of_all(row.difference, row.unlike)
        if row.district == EVER_MORE
        else tilt_for(row.difference, apart, [weight / sum(weights) for weight in weights])
    )
    those = [(nearer, triple, number) for nearer, triples in groups().items() for triple, number in triples.items()]
    triples = [triple for _, triple, _ in those]
    return {
        str(place): random.choices(
            triples, [number * exp((tilt + apart[place]) * nearer) for nearer, _, number in those], k=many
        )
        for place, many in enumerate(verdicts)
    }


def has_passed(random: Random, row: Row) -> bool:
    """Return whether a candidate passes, by verdicts drawn for it."""
    drawn = sample(random, row)
    found = [triple for clinic in drawn.values() for triple in clinic]
    before, after = (figures.matrix(Counter((one[place], one[2]) for one in found)) for place in (0, 1))
    if figures.kappa(after) - figures.kappa(before) < LEAST:
        return False
    return gate.decide(drawn, district=row.district, alarms_kept=True, first_of_quarter=True).passed


def line(row: Row, runs: int) -> str:
    """Return the row of the table, by random numbers of its own."""
    random = Random(repr(row))
    runs *= MORE_RUNS if row.difference <= 0 else 1
    passed = sum(has_passed(random, row) for _ in range(runs))
    alike, equal = ("no" if row.unlike else "yes"), ("no" if row.unequal >= 1 else "nearly")
    district = "ever more" if row.district == EVER_MORE else row.district
    return (
        f"| {row.clinics} | {district} | {alike} | {equal} | {row.verdicts} | {row.difference:+.2f} "
        f"| {passed / runs:.1%} | {runs} |"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    options = parser.parse_args()
    print("| clinics seen | of the district's | alike | of one size | verdicts | true difference | passes | runs |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with ProcessPoolExecutor() as pool:
        for text in pool.map(line, ROWS, [options.runs] * len(ROWS)):
            print(text, flush=True)
    for wanted in (0.0, 0.08):
        print(f"Unlike clinics, true difference {wanted:+.2f}: standard deviation {deviation(wanted):.3f}")


if __name__ == "__main__":
    main()
