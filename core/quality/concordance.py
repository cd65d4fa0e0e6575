"""Agreement with clinicians over records with a verdict, in all and by model. Figures count blind verdicts only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from core.quality.agreement import Agreement, agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Judged(NamedTuple):
    """A record that counts and has a standing verdict.

    `day` is its local date, `model` the model that it names, "" for none, `shown` its category; `blind` is the
    category of its blind verdict, None if there is none.
    """

    day: str
    model: str
    shown: str
    blind: str | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """`total` records with a verdict; `agreement` is that of the blind ones. Models are in order of occurrence."""

    total: int
    agreement: Agreement
    by_model: Mapping[str, Concordance]


def concordance(judged: Iterable[Judged]) -> Concordance:
    """Return the agreement of records, of all together and by model."""
    records = list(judged)
    models: dict[str, list[Judged]] = {}
    for record in records:
        models.setdefault(record.model, []).append(record)
    return _of(records, {model: _of(those, {}) for model, those in models.items()})


def _of(records: list[Judged], by_model: Mapping[str, Concordance]) -> Concordance:
    counts = Counter((record.shown, record.blind) for record in records if record.blind is not None)
    return Concordance(len(records), agreement(counts), by_model)
