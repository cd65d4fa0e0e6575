"""Which clinics a table is made from, and which are held out: never single records, since a clinic's are alike."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from core.district.learning.cases import by_clinic, judged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from core.district.learning.cases import Case


class Split(NamedTuple):
    """Blind verdicts to train on and those held out."""

    train: list[Case]
    held_out: list[Case]


def choose(clinics: Iterable[str], learned: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the clinics to hold out: half of them, every second one in an order that nobody chose; none of one.

    Never one of `learned`, that the table at the beginning was made from: rather fewer than half.
    """
    shuffled = sorted(clinics, key=lambda key: hashlib.sha256(key.encode()).digest())
    others = [key for key in shuffled if key not in set(learned)]
    return tuple(sorted([*others[1::2], *others[::2]][: len(shuffled) // 2]))


def split(cases: Iterable[Case], held_out: Sequence[str]) -> Split:
    """Return the blind verdicts by whether their clinic is held out."""
    found = judged(cases)
    apart = set(held_out)
    return Split(
        [case for case in found if case.establecimiento not in apart],
        [case for case in found if case.establecimiento in apart],
    )


def folds(cases: Iterable[Case], most: int = 10) -> list[Split]:
    """Return splits that hold out each clinic once, in up to `most` groups of about the same size."""
    found = judged(cases)
    clinics = sorted(by_clinic(found).items(), key=lambda pair: (-len(pair[1]), pair[0]))
    groups: list[list[str]] = [[] for _ in range(min(most, len(clinics)))]
    sizes = [0] * len(groups)
    for key, those in clinics:
        place = sizes.index(min(sizes))
        groups[place].append(key)
        sizes[place] += len(those)
    return [split(found, group) for group in groups]
