"""How a learned table does by the thresholds it may choose from: `threshold_grids.py`, some seconds, prints Markdown.

On the two hospitals of `tests/cases/triage-ktas.csv`, trained on one and tried on the other; also with the grid that
ten folds within the training hospital alone would have chosen.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.clinical.model import load
from core.district.learning import cuts, points
from core.district.learning.ascent import Ascent
from tests.district.learning import triage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from fractions import Fraction

    from core.district.learning.points import Example, Table

    Grid = Sequence[Sequence[int]]


def grid(tenths: int, step: int) -> Grid:
    """Return a grid with so many tenths of a degree, and mmHg or beats, between thresholds."""
    return tuple(range(344, 410, tenths)), tuple(range(69, 220, step)), tuple(range(39, 180, step))


GRIDS: Final = {
    "1 °C, 20": grid(10, 20),
    "0.5 °C, 20": grid(5, 20),
    "0.5 °C, 10 (used)": points.GRID,
    "0.5 °C, 5": grid(5, 5),
    "0.2 °C, 10": grid(2, 10),
    "0.2 °C, 5": grid(2, 5),
}
FOLDS: Final = 10


def kappa(pairs: Iterable[tuple[Table, Example]]) -> Fraction:
    """Return the quadratic weighted kappa of cases, each with the table that scores it."""
    counts = [[0] * 5 for _ in range(5)]
    for table, (values, level) in pairs:
        counts[table.level(table.score(values))][level] += 1
    return cuts.kappa(counts, (1, 2, 3, 4))


def within(cases: Sequence[Example], thresholds: Grid) -> Fraction:
    """Return kappa of a grid by folds of the training hospital's patients."""
    shuffled = Random(1).sample(cases, len(cases))
    folds = [shuffled[place::FOLDS] for place in range(FOLDS)]
    found = []
    for fold in folds:
        others = [case for other in folds if other is not fold for case in other]
        table = learned(others, thresholds)
        found += [(table, case) for case in fold]
    return kappa(found)


def learned(cases: Iterable[Example], thresholds: Grid) -> Table:
    """Return the table found for cases."""
    model = load()
    return Ascent(points.of_model(model), points.rules_of(model), grid=thresholds).fit(cases).table


def main() -> None:
    """Print the table."""
    model = load()
    in_use, rules = points.of_model(model), points.rules_of(model)
    hospitals = {name: triage.hospital(name) for name in ("1", "2")}
    ways = (("1", "2"), ("2", "1"))
    print("| thresholds | 1 → 2 | 2 → 1 | folds within 1 | folds within 2 |")
    print("| --- | --- | --- | --- | --- |")
    plain = [kappa((in_use, case) for case in hospitals[there]) for _, there in ways]
    anew = [
        Ascent(in_use, rules, is_cuts_only=True).fit(Counter(hospitals[here]).elements()).table for here, _ in ways
    ]
    others = [kappa((table, case) for case in hospitals[there]) for table, (_, there) in zip(anew, ways, strict=True)]
    for name, those in (("none: the table in use", plain), ("none: its cuts chosen anew", others)):
        print(f"| {name} | {float(those[0]):.3f} | {float(those[1]):.3f} | | |")
    for name, thresholds in GRIDS.items():
        apart = [
            kappa((table, case) for case in hospitals[there])
            for here, there in ways
            for table in [learned(hospitals[here], thresholds)]
        ]
        inside = [within(cases, thresholds) for cases in hospitals.values()]
        print("| " + " | ".join([name, *(f"{float(one):.3f}" for one in (*apart, *inside))]) + " |", flush=True)


if __name__ == "__main__":
    main()
