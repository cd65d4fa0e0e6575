"""Every figure compared with the library that the field uses for it."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, cohen_kappa_score, f1_score, roc_auc_score
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from core.district.learning import figures
from core.district.learning.evaluation import summary


def some_pairs(seed: int, number: int = 300) -> list[tuple[int, int]]:
    random = Random(seed)
    said = random.choices(range(5), (30, 28, 22, 14, 6), k=number)
    return [(level if random.random() < 0.4 else random.randrange(5), level) for level in said]


def some_ranks(seed: int) -> tuple[Counter[int], Counter[int]]:
    random = Random(seed)
    cases = Counter(round(random.gauss(1, 2)) for _ in range(40))
    return cases, Counter(round(random.gauss(0, 2)) for _ in range(160))


def labelled(cases: Counter[int], others: Counter[int]) -> tuple[list[int], list[int]]:
    ranks = [*cases.elements(), *others.elements()]
    return [1] * cases.total() + [0] * others.total(), ranks


@pytest.mark.parametrize("seed", range(5))
def test_agreement(seed: int) -> None:
    pairs = some_pairs(seed)
    shown, said = zip(*pairs, strict=True)
    found = summary(pairs)
    assert found.accuracy is not None
    assert found.kappa is not None
    hits = sum(a == b for a, b in pairs)
    assert (found.accuracy.low, found.accuracy.high) == pytest.approx(
        proportion_confint(hits, len(pairs), method="wilson")
    )
    theirs = cohens_kappa(np.array(found.counts), wt="quadratic")
    assert found.kappa.value == pytest.approx(theirs.kappa)
    assert (found.kappa.low, found.kappa.high) == pytest.approx((theirs.kappa_low, theirs.kappa_upp), abs=0.01)
    assert figures.kappa(found.counts) == pytest.approx(cohen_kappa_score(shown, said, weights="quadratic"))
    assert figures.macro_f1(found.counts) == pytest.approx(f1_score(said, shown, average="macro"))
    interval = figures.macro_f1_interval(found.counts)
    assert interval.low < interval.value < interval.high
    assert interval == figures.macro_f1_interval(found.counts)


@pytest.mark.parametrize("seed", range(5))
def test_one_category_against_the_rest(seed: int) -> None:
    cases, others = some_ranks(seed)
    truth, ranks = labelled(cases, others)
    roc, precision = figures.roc_auc(cases, others), figures.pr_auc(cases, others)
    assert roc.value == pytest.approx(roc_auc_score(truth, ranks))
    assert precision.value == pytest.approx(average_precision_score(truth, ranks))
    assert 0 < roc.low < roc.value < roc.high < 1
    assert 0 < precision.low < precision.value < precision.high < 1


def test_the_interval_of_the_roc_curve_is_delongs() -> None:
    cases, others = some_ranks(9)
    x, y = np.array(list(cases.elements())), np.array(list(others.elements()))
    over = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    error = np.sqrt(over.mean(1).var(ddof=1) / len(x) + over.mean(0).var(ddof=1) / len(y))
    value = over.mean()
    middle, reach = np.log(value / (1 - value)), 1.959964 * error / (value * (1 - value))
    found = figures.roc_auc(cases, others)
    assert (found.low, found.high) == pytest.approx(
        [1 / (1 + np.exp(-middle - s * reach)) for s in (-1, 1)], abs=1e-6
    )


def test_a_perfect_order_is_not_called_certain() -> None:
    found = figures.roc_auc(Counter({1: 20}), Counter({0: 30}))
    assert found.value == 1
    assert found.low < 0.9
    worst = figures.roc_auc(Counter({0: 20}), Counter({1: 30}))
    assert (worst.value, worst.low) == (0, 0)
    assert worst.high > 0.1


def test_below_twenty_there_are_counts_only() -> None:
    assert summary(some_pairs(1, 19)).kappa is None
    assert summary(some_pairs(1, 19)).total == 19
    assert summary(some_pairs(1, 20)).kappa is not None


def test_the_two_gravest_are_found_where_either_is_shown() -> None:
    counts = figures.matrix({(3, 4): 2, (4, 3): 1, (2, 4): 3, (0, 0): 9, (4, 0): 1})
    assert figures.sensitivity(counts) == (3, 6)
    assert figures.kappa(figures.matrix({(2, 2): 30})) == 0
