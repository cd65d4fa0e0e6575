"""Counters of one running program since its start. The methods may be called from any thread."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, Final

from core.clinical.vitals import VITALS
from core.errors import SaveFailure
from core.monitoring import families
from core.monitoring.exposition import Histogram, Sample
from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.monitoring.exposition import Family

NO_FIELD: Final = "ninguno"
"""The field of a refusal that is about none: a body that is no JSON, say."""

_FIELDS: Final = (*(vital.name for vital in VITALS), NO_FIELD)


class Counters:
    """The counts of a program that was `started` at that time, in seconds since 1970.

    What can be counted of a closed list stands there from the start, with 0: a rate is then right from the first.
    """

    def __init__(self, started: float) -> None:
        self._started = started
        self._lock = Lock()
        self._predictions: Counter[str] = Counter({category.value: 0 for category in Category})
        self._refusals: Counter[str] = Counter(dict.fromkeys(_FIELDS, 0))
        self._failures: Counter[str] = Counter(dict.fromkeys(map(str, SaveFailure), 0))
        self._appends = Histogram(families.SECONDS)
        self._requests: dict[tuple[str, int], Histogram] = {}

    def predicted(self, category: str) -> None:
        """Count a prediction that is saved."""
        with self._lock:
            self._predictions[category] += 1

    def refused(self, field: str | None) -> None:
        """Count a refused request; a `field` that is no vital sign counts as NO_FIELD."""
        with self._lock:
            self._refusals[field if field in _FIELDS else NO_FIELD] += 1

    def failed(self, reason: SaveFailure) -> None:
        """Count a prediction that could not be saved."""
        with self._lock:
            self._failures[reason.value] += 1

    def appended(self, seconds: float) -> None:
        """Count one write with its sync."""
        with self._lock:
            self._appends.observe(seconds)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count an answer; `route` is one of a few names, never a path as it was asked for."""
        with self._lock:
            found = self._requests.setdefault((route, status), Histogram(families.SECONDS))
            found.observe(seconds)

    def samples(self) -> list[Sample]:
        """Return all counts of one moment."""
        with self._lock:
            return list(self._samples())

    def _samples(self) -> Iterator[Sample]:
        yield from _counted(families.PREDICTIONS, "category", self._predictions)
        yield from _counted(families.REFUSALS, "field", self._refusals)
        yield from _counted(families.SAVE_FAILURES, "reason", self._failures)
        yield from self._appends.samples(families.APPEND_SECONDS)
        for (route, status), histogram in self._requests.items():
            yield from histogram.samples(families.REQUEST_SECONDS, (("route", route), ("status", str(status))))
        yield Sample(families.STARTED, self._started)


def _counted(family: Family, label: str, counts: Counter[str]) -> Iterator[Sample]:
    for name, count in counts.items():
        yield Sample(family, count, ((label, name),))
