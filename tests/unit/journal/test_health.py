"""Marks of damage and copies: they change with the lines that they are about, and with nothing else."""

from __future__ import annotations

from array import array

import pytest

from core.journal.entry import Sealed
from core.journal.health import Health
from core.journal.reader import LineOf
from core.vocabulary import LineKind


def damaged(*offsets: int) -> Health:
    health = Health(listed=2)
    for number, offset in enumerate(offsets, 1):
        health.add(LineOf[Sealed](number, offset, 5, LineKind.NOT_JSON, None))
    return health


def test_without_damage_and_copies_there_are_no_marks() -> None:
    assert (Health().damage_mark, Health().copies_mark) == ("", "")


def test_the_same_damage_has_the_same_mark() -> None:
    assert damaged(3, 9).damage_mark == damaged(3, 9).damage_mark


@pytest.mark.parametrize("other", [(3,), (3, 10), (3, 9, 20)])
def test_other_damage_has_another_mark(other: tuple[int, ...]) -> None:
    assert damaged(*other).damage_mark not in ("", damaged(3, 9).damage_mark)


def test_other_copies_and_conflicts_have_another_mark() -> None:
    marks = {
        Health(copies=array("q", offsets), conflicts=conflicts, listed=2).copies_mark
        for offsets, conflicts in (([1, 2], 0), ([1, 3], 0), ([1, 2, 3], 0), ([1, 2], 1))
    }
    assert len(marks) == 4
    assert "" not in marks
