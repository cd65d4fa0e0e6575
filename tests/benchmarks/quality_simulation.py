"""How often the checks of quality alarm without cause and with one, and how often the intervals cover the truth.

    uv run python tests/benchmarks/quality_simulation.py [--runs 1000] [--seed 1]

All values are drawn here, from distributions that are written down here: nobody's data. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.quality import checks, drift
from core.quality.agreement import agreement
from core.quality.agreement import kappa as weighted_kappa
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MEAN: Final = 125.0
SPREAD: Final = 20.0
"""Systolic pressures of a clinic, in mmHg: normal, whole."""

BETWEEN: Final = 4.0
"""Standard deviation between the means of sound clinics, in mmHg."""

ALIKE: Final = 0.45
"""Share of verdicts that name the category shown whatever it is; the others are drawn independently of it."""

OTHERS_ALIKE: Final = (0.2, 0.7)
"""Further such shares: the intervals must cover small and large kappas."""

MANY: Final = 200_000
"""Verdicts from which the true accuracy and kappa are taken."""

_LIMITS: Final = (70.0, 220.0)
_CATEGORIES: Final = tuple(category.value for category in Category)
_SHOWN: Final = (0.30, 0.28, 0.22, 0.14, 0.06)


def pressures(
    chance: random.Random, count: int, *, mean: float = MEAN, spread: float = SPREAD, tens: float = 0.0
) -> Counter[float]:
    """Draw pressures; a share `tens` of them is rounded to tens."""
    drawn = (chance.gauss(mean, spread) for _ in range(count))
    return Counter(float(round(value, -1) if chance.random() < tens else round(value)) for value in drawn)


def share(runs: int, happens: Callable[[], bool]) -> float:
    return sum(happens() for _ in range(runs)) / runs


def drifts(chance: random.Random, runs: int) -> Iterator[tuple[str, float]]:
    """False alarms and power of both measures of drift."""
    for number, before in ((50, 100), (50, 1000), (200, 1000), (1000, 9000)):
        pairs = [(pressures(chance, number), pressures(chance, before)) for _ in range(max(100, runs // 4))]
        measures = [(drift.stability(*pair), drift.mean_shift(*pair, _LIMITS, 1)) for pair in pairs]
        found = [(index, shift) for index, shift in measures if index is not None and shift is not None]
        what = f"no change, {number} values against {before}"
        for limit in (0.1, 0.25):
            yield f"{what}: PSI over {limit}", sum(index.value > limit for index, _ in found) / len(found)
        yield f"{what}: PSI over its scaled limit", sum(index.is_alarm for index, _ in found) / len(found)
        yield f"{what}: z over 3.29", sum(shift.is_alarm for _, shift in found) / len(found)
    own = pressures(chance, 3000)

    def alarms(now: Counter[float], before: Counter[float]) -> bool:
        index, shift = drift.stability(now, before), drift.mean_shift(now, before, _LIMITS, 1)
        return bool(index and shift and (index.is_alarm or shift.is_alarm))

    yield (
        "a cuff 5 mmHg too high, 300 against 3000: alarm",
        share(runs // 4, lambda: alarms(pressures(chance, 300, mean=MEAN + 5), own)),
    )
    yield (
        "half rounded to tens, 300 against 3000: alarm",
        share(runs // 4, lambda: alarms(pressures(chance, 300, tens=0.5), own)),
    )
    pool = Counter[float]()
    for _ in range(40):
        pool += pressures(chance, 500, mean=chance.gauss(MEAN, BETWEEN))
    yield (
        "sound clinics, 200 values against a pool of 40: alarm",
        share(runs // 4, lambda: alarms(pressures(chance, 200, mean=chance.gauss(MEAN, BETWEEN)), pool)),
    )


def zeros(chance: random.Random, runs: int) -> Iterator[tuple[str, float]]:
    """False alarms and power of the check of last digits."""
    for number in (50, 200, 500):
        yield (
            f"nobody rounds, {number} values: zeros alarm",
            share(
                runs,
                lambda n=number: checks.zeros(pressures(chance, n)).is_alarm,  # type: ignore[misc]
            ),
        )
        yield (
            f"three of ten round to tens, {number} values: zeros alarm",
            share(
                runs,
                lambda n=number: checks.zeros(pressures(chance, n, tens=0.3)).is_alarm,  # type: ignore[misc]
            ),
        )


def verdict(chance: random.Random, copied: float = 0.0, alike: float = ALIKE) -> tuple[str, str]:
    """Draw a category shown and a clinician's verdict of it; a share `copied` only repeats what is shown."""
    shown, said = chance.choices(_CATEGORIES, _SHOWN, k=2)
    return shown, shown if chance.random() < copied or chance.random() < alike else said


def intervals(chance: random.Random, runs: int) -> Iterator[tuple[str, float]]:
    """Coverage of both intervals, and the effect of copied verdicts on kappa."""
    truth, copied = (agreement(Counter(verdict(chance, part) for _ in range(MANY))) for part in (0.0, 0.5))
    accuracy, kappa = truth.accuracy, weighted_kappa(truth.matrix)
    seeming = weighted_kappa(copied.matrix)
    if accuracy is None or kappa is None or seeming is None:
        raise RuntimeError("too few verdicts were drawn")
    for number in (30, 100, 500):
        found = [agreement(Counter(verdict(chance) for _ in range(number))) for _ in range(runs)]
        yield (
            f"{number} verdicts: Wilson's interval covers the accuracy",
            sum(one.accuracy is not None and one.accuracy.low <= accuracy.value <= one.accuracy.high for one in found)
            / runs,
        )
        yield (
            f"{number} verdicts: the interval covers kappa",
            sum(one.kappa is not None and one.kappa.low <= kappa.value <= one.kappa.high for one in found) / runs,
        )
    yield from other_kappas(chance, runs)
    yield "kappa of blind verdicts", kappa.value
    yield "kappa if half of them are copied from the screen", seeming.value


def other_kappas(chance: random.Random, runs: int) -> Iterator[tuple[str, float]]:
    """Coverage of smaller and larger kappas; without bias in both margins kappa is the share itself."""
    for alike in OTHERS_ALIKE:
        for number in (30, 50, 100):
            found = (
                agreement(Counter(verdict(chance, alike=alike) for _ in range(number))).kappa for _ in range(runs)
            )
            covered = sum(one is not None and one.low <= alike <= one.high for one in found)
            yield f"{number} verdicts: the interval covers a kappa of {alike}", covered / runs


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - a simulation
    print("| what | share |\n| --- | --- |")  # noqa: T201 - this is the answer
    for simulate in (drifts, zeros, intervals):
        for what, value in simulate(chance, options.runs):
            print(f"| {what} | {value:.3f} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
