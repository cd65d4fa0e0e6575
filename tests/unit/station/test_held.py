"""A record that is held is on the disk, and nothing shows it before it is released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.notes import verdicts
from core.notes.verdicts import Said
from core.records.period import Period
from core.station.details import Details
from core.vocabulary import Category
from tests.stations import READINGS, loaded, save

if TYPE_CHECKING:
    from core.station.station import Draft, Station


def hold(station: Station, number: int = 2) -> Draft:
    draft = station.draft(READINGS[number])
    station.save(draft, is_held=True)
    return draft


def counted(station: Station) -> int:
    report = station.report(Period())
    assert report is not None
    return report.total


def test_it_is_in_the_log_and_not_counted_until_it_is_released(station: Station) -> None:
    loaded(station)
    save(station)
    end = station.end
    draft = hold(station)
    assert station.log.read_bytes().endswith(draft.line)
    assert (counted(station), station.end) == (1, end)
    station.release()
    station.release()
    assert (counted(station), station.end) == (2, end + len(draft.line))


def test_the_next_save_releases_it(station: Station) -> None:
    loaded(station)
    hold(station)
    save(station)
    assert counted(station) == 2


def test_a_load_counts_it_once(station: Station) -> None:
    loaded(station)
    hold(station)
    loaded(station)
    assert counted(station) == 1
    station.release()
    assert counted(station) == 1


def test_it_can_be_judged_meanwhile(station: Station) -> None:
    loaded(station)
    draft = hold(station)
    target = station.last
    assert target is not None
    station.note(target, verdicts.give(draft.record, Said(Category.MILD, is_blind=True)))
    assert counted(station) == 0
    station.release()
    assert counted(station) == 1
    notes = station.notes
    assert notes is not None
    blind = verdicts.blind(notes.folds["criterios.log"].decisions, target.key)
    assert blind is not None
    assert blind.criterio is Category.MILD


def test_where_another_program_has_written_nothing_is_held(station: Station) -> None:
    loaded(station)
    save(station)
    with station.log.open("ab") as file:
        file.write(b"\n")
    station.ledgers["predicciones.log"].forget()
    hold(station)
    assert station.needs_load
    station.release()
    loaded(station)
    assert counted(station) == 2


def test_the_details_of_a_record_have_its_verdict(station: Station) -> None:
    loaded(station)
    draft = save(station)
    target = station.last
    assert target is not None
    assert Details.of(station, draft.record, target.offset).verdicts == ()
    station.note(target, verdicts.give(draft.record, Said(Category.MILD, is_blind=False)))
    (verdict,) = Details.of(station, draft.record, target.offset).verdicts
    assert verdict.criterio is Category.MILD
