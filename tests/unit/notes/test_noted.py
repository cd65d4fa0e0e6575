"""Which records a journal of notes says something of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.notes import verdicts
from core.notes.verdicts import Said
from core.records import find
from core.system.paths import RETRACTIONS_NAME, VERDICTS_NAME
from core.vocabulary import Category
from tests import stations

if TYPE_CHECKING:
    from core.station.station import Station


def test_records_with_a_standing_note_are_given_with_it_by_their_place(station: Station) -> None:
    for number in range(3):
        stations.save(station, number)
    stations.loaded(station)
    for number in (1, 3):
        target = find.by_name(station.log, f"linea:{number}")
        assert target is not None
        station.note(target, verdicts.give(target.record, Said(Category.MILD, is_blind=True)))
    station.note(target, verdicts.withdraw())
    notes = station.notes
    assert notes is not None
    ((offset, verdict),) = notes.noted(VERDICTS_NAME)
    assert (offset, verdict.criterio) == (0, Category.MILD)
    assert list(notes.noted(RETRACTIONS_NAME)) == []
