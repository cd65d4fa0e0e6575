"""Drift by a second opinion: the same values through Evidently, as figures and as its page; the extra `deriva`."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.clinical.vitals import VITALS
from core.quality.drift import are_sufficient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame

    from core.quality.assessment import Typed

TEST: Final = "ks"
"""The test of Kolmogorov and Smirnov: of whole distributions, without bins."""
LIMIT: Final = 0.001
"""The p-value below which a vital sign has moved, as for the mean in `core.quality.drift`."""


class Opinion(NamedTuple):
    """What Evidently says: of each clinic with enough values, by vital sign, `p` and `limite`; and its page."""

    signs: dict[str, dict[str, dict[str, float]]]
    page: bytes


def compare(now: Mapping[str, Typed], before: Mapping[str, Typed]) -> Opinion | None:
    """Compare each clinic's values, by its key, with those before; None where no clinic has SUFFICIENT of both.

    The page needs no network. Raises ModuleNotFoundError without the extra.
    """
    names = {
        f"{key} · {vital.name}": (key, vital.name)
        for key in sorted(now)
        for vital in VITALS
        if key in before and are_sufficient(now[key].values[vital.name], before[key].values[vital.name])
    }
    if not names:
        return None
    os.environ["DO_NOT_TRACK"] = "1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from evidently import DataDefinition, Dataset, Report  # noqa: PLC0415 - an extra of its own
        from evidently.presets import DataDriftPreset  # noqa: PLC0415 - likewise

        kinds = DataDefinition(numerical_columns=list(names))
        frames = [Dataset.from_pandas(_frame(names, typed), kinds) for typed in (now, before)]
        # Each column is a clinic's own: one that moved is worth the headline.
        drift = DataDriftPreset(num_method=TEST, num_threshold=LIMIT, drift_share=1 / len(names))
        found = Report([drift]).run(*frames)
        signs: dict[str, dict[str, dict[str, float]]] = {}
        for metric in found.dict()["metrics"]:
            if (place := names.get(metric["config"].get("column"))) is not None:
                signs.setdefault(place[0], {})[place[1]] = {"p": float(metric["value"]), "limite": LIMIT}
        return Opinion(signs, found.get_html_str(as_iframe=False).encode())


def _frame(names: Mapping[str, tuple[str, str]], typed: Mapping[str, Typed]) -> DataFrame:
    """Return a column for each clinic and vital sign, as long as the longest of them."""
    from pandas import DataFrame, Series  # noqa: PLC0415 - an extra of its own

    columns: dict[str, Any] = {}
    for name, (key, vital) in names.items():
        counts = typed[key].values[vital]
        columns[name] = Series([float(value) for value, number in counts.items() for _ in range(number)])
    return DataFrame(columns)
