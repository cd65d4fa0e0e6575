"""The rows of a data set: one record each, with the verdict that a clinician gave of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from core.vocabulary import Category

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS: Final = tuple(Category)
"""The five categories, mildest first; a level is a place in it."""
GRAVEST: Final = (3, 4)
"""The levels of the two gravest categories."""


class Case(NamedTuple):
    """A record. Names and order of the fields are those of the columns in Parquet.

    `fecha` is local time to the second, as text; °C with one decimal, mmHg, beats per minute; `categoria` and
    `modelo` are what was shown, `criterio` is the verdict, "" for none.
    """

    registro: str
    establecimiento: str
    fecha: str
    fiebre: float
    presion: int
    frecuencia_cardiaca: int
    categoria: str
    modelo: str
    criterio: str
    a_ciegas: bool

    @property
    def level(self) -> int:
        """The verdict as a level, 0 to 4."""
        return LEVELS.index(Category(self.criterio))

    @property
    def values(self) -> tuple[int, int, int]:
        """Tenths of °C, mmHg, beats per minute."""
        return round(self.fiebre * 10), self.presion, self.frecuencia_cardiaca


def judged(cases: Iterable[Case]) -> list[Case]:
    """Return the cases that decide: those with a blind verdict."""
    return [case for case in cases if case.criterio and case.a_ciegas]


def by_clinic(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the cases of each clinic, in order of its key."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.establecimiento, []).append(case)
    return dict(sorted(found.items()))
