"""How often the 95 % intervals of an evaluation cover the truth: `interval_coverage.py [--runs 1000]`.

Scores of cases and of others are drawn from normal distributions, rounded to whole points, so that they have the ties
of a table; agreement as by chance and by a share that is copied. The truth is that of 200 000 draws. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.district.learning import figures
from core.district.learning.evaluation import summary

if TYPE_CHECKING:
    from core.quality.agreement import Interval

MANY: Final = 200_000
APART: Final = 1.2
"""How far the mean score of cases is from that of others, whose standard deviations are 2."""
SIZES: Final = ((5, 200), (20, 200), (50, 500))
"""Numbers of cases and of others."""
SAID: Final = (0.30, 0.28, 0.22, 0.14, 0.06)
ALIKE: Final = 0.3
_LEVELS: Final = range(5)


def ranks(random: Random, cases: int, others: int) -> tuple[Counter[int], Counter[int]]:
    """Draw scores of cases and of others."""
    return (
        Counter(round(random.gauss(APART, 2)) for _ in range(cases)),
        Counter(round(random.gauss(0, 2)) for _ in range(others)),
    )


def pairs(random: Random, number: int) -> list[tuple[int, int]]:
    """Draw levels of a table and of a clinician."""
    said = random.choices(_LEVELS, SAID, k=number)
    any_level = random.choices(_LEVELS, SAID, k=number)
    return [
        (level if random.random() < ALIKE else other, level) for level, other in zip(said, any_level, strict=True)
    ]


def covered(intervals: list[Interval], truth: float) -> float:
    """Return the share of intervals that have the truth in them."""
    return sum(one.low <= truth <= one.high for one in intervals) / len(intervals)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    runs = parser.parse_args().runs
    random = Random(5)
    print("| figure | cases | covers | mean width |\n| --- | --- | --- | --- |")
    for cases, others in SIZES:
        drawn = [ranks(random, cases, others) for _ in range(runs)]
        share = cases / (cases + others)
        whole = ranks(random, round(MANY * share), round(MANY * (1 - share)))
        for name, figure in (("ROC-AUC", figures.roc_auc), ("PR-AUC", figures.pr_auc)):
            tell(name, f"{cases} of {cases + others}", [figure(*one) for one in drawn], figure(*whole).value)
    whole_pairs = summary(pairs(random, MANY))
    for number in (30, 100, 500):
        summaries = [summary(pairs(random, number)) for _ in range(runs)]
        for name in ("accuracy", "kappa"):
            truth = getattr(whole_pairs, name).value
            tell(name, str(number), [getattr(one, name) for one in summaries], truth)
    for number in (100, 500):
        drawn_f1 = [figures.macro_f1_interval(summary(pairs(random, number)).counts) for _ in range(runs // 10)]
        tell("macro F1", str(number), drawn_f1, figures.macro_f1(whole_pairs.counts))


def tell(name: str, cases: str, intervals: list[Interval], truth: float) -> None:
    """Print a row."""
    width = sum(one.high - one.low for one in intervals) / len(intervals)
    print(f"| {name} | {cases} | {covered(intervals, truth):.3f} | {width:.2f} |", flush=True)


if __name__ == "__main__":
    main()
