"""Drift by a second opinion: the same values through Evidently, as figures and as its page; the extra `deriva`."""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from core.clinical.vitals import VITALS
from core.quality.drift import are_sufficient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame, Series

    from core.quality.assessment import Typed

TEST: Final = "ks"
"""The test of Kolmogorov and Smirnov: of whole distributions, without bins."""
LIMIT: Final = 0.001
"""The p-value below which a vital sign has moved, as for the mean in `core.quality.drift`."""
ON_PAGE: Final = 30
"""Clinics on the page, those that moved most: a page of 400 has 70 MB."""

Columns = dict[str, tuple[str, str]]
"""Clinic and vital sign, by the name of their column."""


class Opinion(NamedTuple):
    """What Evidently says: of each clinic with enough values, by vital sign, `p` and `limite`; and its page."""

    signs: dict[str, dict[str, dict[str, float]]]
    page: bytes


def compare(now: Mapping[str, Typed], before: Mapping[str, Typed]) -> Opinion | None:
    """Compare each clinic's values, by its key, with those before; None where no clinic has SUFFICIENT of both.

    The page is of ON_PAGE clinics at most and needs no network. Raises ModuleNotFoundError without the extra.
    """
    columns: dict[str, Columns] = {}
    for key in sorted(now):
        vitals = [vital.name for vital in VITALS if _suffice(key, vital.name, now, before)]
        if vitals:
            columns[key] = {f"{key} · {vital}": (key, vital) for vital in vitals}
    if not columns:
        return None
    os.environ["DO_NOT_TRACK"] = "1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        signs = {
            key: {vital: _tested(now[key], before[key], vital) for _, vital in columns[key].values()}
            for key in columns
        }
        most = sorted(columns, key=lambda key: min(sign["p"] for sign in signs[key].values()))[:ON_PAGE]
        report = _report(_joined(columns, sorted(most)), now, before)
        return Opinion(signs, report.get_html_str(as_iframe=False).encode())


def _suffice(key: str, vital: str, now: Mapping[str, Typed], before: Mapping[str, Typed]) -> bool:
    return key in before and are_sufficient(now[key].values[vital], before[key].values[vital])


def _joined(columns: Mapping[str, Columns], keys: list[str]) -> Columns:
    return {name: place for key in keys for name, place in columns[key].items()}


def _report(names: Columns, now: Mapping[str, Typed], before: Mapping[str, Typed]) -> Any:
    """Return Evidently's report of these columns."""
    from evidently import DataDefinition, Dataset, Report  # noqa: PLC0415 - an extra of its own
    from evidently.presets import DataDriftPreset  # noqa: PLC0415 - likewise

    kinds = DataDefinition(numerical_columns=list(names))
    frames = [Dataset.from_pandas(_frame(names, typed), kinds) for typed in (now, before)]
    # Each column is a clinic's own: one that moved is worth the headline.
    drift = DataDriftPreset(num_method=TEST, num_threshold=LIMIT, drift_share=1 / len(names))
    return Report([drift]).run(*frames)


def _tested(now: Typed, before: Typed, vital: str) -> dict[str, float]:
    """Return what Evidently's test says of a vital sign; a report draws each, which takes nearly all of its time."""
    from evidently.legacy.calculations.stattests import ks_stat_test  # noqa: PLC0415 - an extra of its own
    from evidently.legacy.core import ColumnType  # noqa: PLC0415 - likewise

    found = ks_stat_test(_series(before, vital), _series(now, vital), ColumnType.Numerical, LIMIT)
    return {"p": float(found.drift_score), "limite": LIMIT}


def _frame(names: Mapping[str, tuple[str, str]], typed: Mapping[str, Typed]) -> DataFrame:
    """Return a column for each clinic and vital sign, as long as the longest of them."""
    from pandas import DataFrame  # noqa: PLC0415 - an extra of its own

    return DataFrame({name: _series(typed[key], vital) for name, (key, vital) in names.items()})


def _series(typed: Typed, vital: str) -> Series:
    from pandas import Series  # noqa: PLC0415 - an extra of its own

    counts = typed.values[vital]
    return Series([float(value) for value, number in counts.items() for _ in range(number)])
