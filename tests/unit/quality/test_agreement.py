"""Agreement: equal to scikit-learn and statsmodels, and only counts where verdicts are few."""

from __future__ import annotations

from collections import Counter
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, cohen_kappa_score, confusion_matrix
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from core.quality.agreement import EVENLY, SUFFICIENT, agreement, wilson
from tests.samples import CATEGORIES

pairs = st.lists(
    st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)), min_size=SUFFICIENT, max_size=200
)


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


@given(pairs)
def test_the_figures_are_those_of_the_libraries(verdicts: list[tuple[str, str]]) -> None:
    assume(len({category for pair in verdicts for category in pair}) > 1)
    shown, said = ([CATEGORIES.index(pair[side]) for pair in verdicts] for side in (0, 1))
    found = agreement(Counter(verdicts))

    matrix = confusion_matrix(shown, said, labels=range(5))
    assert [list(row) for row in found.matrix] == matrix.tolist()
    assert found.total == len(verdicts)
    assert found.is_sufficient
    assert found.accuracy is not None
    assert found.accuracy.value == close(accuracy_score(shown, said))
    low, high = proportion_confint(int(np.trace(matrix)), len(verdicts), method="wilson")
    assert (found.accuracy.low, found.accuracy.high) == (close(low), close(high))

    assert found.kappa is not None
    assert found.kappa.value == close(cohen_kappa_score(shown, said, labels=range(5), weights="quadratic"))
    with np.errstate(invalid="ignore"):  # its other results may be of 0 by 0
        assert found.kappa.value == close(cohens_kappa(matrix, wt="quadratic").kappa)
    theirs = cohens_kappa(matrix + EVENLY / 25, wt="quadratic")
    reach = NormalDist().inv_cdf(0.975) * theirs.std_kappa / (1 - theirs.kappa**2)
    low, high = (np.tanh(np.arctanh(theirs.kappa) + side * reach) for side in (-1, 1))
    assert (found.kappa.low, found.kappa.high) == (
        close(min(low, found.kappa.value)),
        close(max(high, found.kappa.value)),
    )


@pytest.mark.parametrize("hits", [0, 1, 15, 30])
def test_the_interval_of_a_share_stays_between_none_and_all(hits: int) -> None:
    found = wilson(hits, 30)
    low, high = proportion_confint(hits, 30, method="wilson")
    assert (found.value, found.low, found.high) == (hits / 30, close(low), close(high))
    assert 0 <= found.low <= found.value <= found.high <= 1


def test_full_agreement_is_a_kappa_of_one() -> None:
    found = agreement({(category, category): 8 for category in CATEGORIES}).kappa
    assert found is not None
    assert (found.value, found.high) == (close(1), close(1))
    assert 0.5 < found.low < 0.8, "40 verdicts do not prove it"


def test_where_one_category_is_all_there_is_kappa_means_nothing() -> None:
    found = agreement({("ENFERMEDAD LEVE", "ENFERMEDAD LEVE"): 80})
    assert found.kappa is None
    assert found.accuracy is not None
    assert found.accuracy.value == 1


def test_below_thirty_there_are_only_counts() -> None:
    found = agreement({("ENFERMEDAD LEVE", "ENFERMEDAD AGUDA"): SUFFICIENT - 1})
    assert not found.is_sufficient
    assert (found.accuracy, found.kappa) == (None, None)
    assert found.matrix[1] == (0, 0, SUFFICIENT - 1, 0, 0)
    assert agreement({}).total == 0
