"""All that can be shown of a record: its explanation, and the note that retracts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.records.explain import Explained
from core.station.details import Details
from core.vocabulary import Reason
from tests.stations import loaded, save, void

if TYPE_CHECKING:
    from core.station.station import Station


def test_a_record_with_a_place_can_be_changed_and_says_what_retracts_it(station: Station) -> None:
    save(station, 1)
    target = station.last
    assert target is not None
    before = Details.of(station, target.record, target.offset)
    assert (before.retraction, before.can_change) == (None, True), "the notes are not read yet"
    assert isinstance(before.explained, Explained)
    loaded(station)
    assert Details.of(station, target.record, target.offset).retraction is None
    void(station, target, Reason.TEST)
    retraction = Details.of(station, target.record, target.offset).retraction
    assert retraction is not None
    assert retraction.motivo is Reason.TEST


def test_a_record_without_a_place_is_only_shown(station: Station) -> None:
    save(station, 1)
    target = station.last
    assert target is not None
    details = Details.of(station, target.record)
    assert (details.retraction, details.can_change) == (None, False)
