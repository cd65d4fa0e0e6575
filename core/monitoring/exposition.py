"""Prometheus' text format 0.0.4: families of samples, and histograms."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""The media type of the text, for HTTP."""

Labels = tuple[tuple[str, str], ...]
"""Names and values of labels, in the order of the text; a blank value is the same as no label."""


class Kind(StrEnum):
    """The types of families."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


class Family(NamedTuple):
    """A metric: name with its unit, type, and the sentence that explains it, the same wherever it is told."""

    name: str
    kind: Kind
    about: str


class Sample(NamedTuple):
    """A value of a family; `suffix` is `_bucket`, `_sum` or `_count` in a histogram."""

    family: Family
    value: float
    labels: Labels = ()
    suffix: str = ""


@dataclass(slots=True)
class Histogram:
    """Counts of observed values by their upper bounds, which ascend."""

    bounds: Sequence[float]
    sum: float = 0.0
    counts: list[int] = field(default_factory=list)
    """Values up to each bound and above the one before; the last count has those above all bounds."""

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def observe(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value

    def samples(self, family: Family, labels: Labels = ()) -> Iterator[Sample]:
        """Yield the buckets, each with all values up to its bound, the sum and the count."""
        for bound, count in zip((*self.bounds, inf), accumulate(self.counts), strict=True):
            yield Sample(family, count, (*labels, ("le", _number(bound))), "_bucket")
        yield Sample(family, self.sum, labels, "_sum")
        yield Sample(family, sum(self.counts), labels, "_count")


def render(samples: Iterable[Sample]) -> bytes:
    """Return the text of samples: each family once, in order of first occurrence."""
    by_family: dict[Family, list[Sample]] = {}
    for sample in samples:
        by_family.setdefault(sample.family, []).append(sample)
    return "".join(line for family, found in by_family.items() for line in _lines(family, found)).encode()


def _lines(family: Family, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# HELP {family.name} {family.about}\n"
    yield f"# TYPE {family.name} {family.kind}\n"
    for sample in samples:
        said = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels if value)
        labels = f"{{{said}}}" if said else ""
        yield f"{family.name}{sample.suffix}{labels} {_number(sample.value)}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    if value == inf:
        return "+Inf"
    return str(int(value)) if value == int(value) else repr(float(value))
