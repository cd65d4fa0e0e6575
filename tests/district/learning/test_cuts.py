"""The best cuts of a score: compared with all cuts that there are, and kappa with scikit-learn's."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from sklearn.metrics import cohen_kappa_score

from core.district.learning import cuts


def some_counts(seed: int, scores: int = 9) -> list[list[int]]:
    random = Random(seed)
    return [[random.choice((0, 0, 1, 3, 8)) for _ in range(5)] for _ in range(scores)]


@pytest.mark.parametrize("seed", range(30))
def test_no_other_cuts_are_better(seed: int) -> None:
    counts = some_counts(seed)
    all_cuts = list(combinations(range(1, 9), 4))
    found = cuts.best(counts, range(9))
    assert found is not None
    assert found.kappa == max(cuts.kappa(counts, tried) for tried in all_cuts)
    assert cuts.kappa(counts, found.cuts) == found.kappa
    assert cuts.best(counts, range(9), found.kappa) is None
    assert cuts.best(counts, range(9), found.kappa - Fraction(1, 10**6)) == found


def test_only_scores_that_readings_reach_begin_a_category() -> None:
    found = cuts.best(some_counts(3, 12), (0, 2, 4, 6, 8, 11))
    assert found is not None
    assert set(found.cuts) <= {2, 4, 6, 8, 11}
    assert cuts.best(some_counts(3), (0, 1, 2, 3)) is None


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_that_of_scikit_learn(seed: int) -> None:
    counts = some_counts(seed)
    tried = (2, 3, 5, 7)
    pairs = [
        (sum(score >= cut for cut in tried), level)
        for score, row in enumerate(counts)
        for level, number in enumerate(row)
        for _ in range(number)
    ]
    shown, said = zip(*pairs, strict=True)
    theirs = cohen_kappa_score(shown, said, weights="quadratic", labels=range(5))
    assert float(cuts.kappa(counts, tried)) == pytest.approx(theirs)


def test_where_all_is_one_category_kappa_is_0() -> None:
    counts = [[5, 0, 0, 0, 0]] + [[0] * 5 for _ in range(6)]
    found = cuts.best(counts, range(7))
    assert found is not None
    assert found.kappa == 0
    assert cuts.kappa(counts, found.cuts) == 0
