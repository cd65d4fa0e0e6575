"""Correcting the last record: the new one names the former, which is void then, with any failure in between."""

from __future__ import annotations

import errno
import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from core.clinical.vitals import Reading, Refusal, RefusedError
from core.errors import ReadError, SaveError, SaveFailure
from core.exchange.backup import Backup
from core.notes import corrections, voids
from core.notes.notes import Notes
from core.notes.voids import Action, Event
from core.records import find, lines
from core.records.period import Period
from core.records.record import Record, encode
from core.station import checkpoint, state
from core.station.station import Station
from core.system import disk
from core.system.paths import RETRACTIONS_NAME
from core.vocabulary import LineKind, Reason
from tests.samples import BARE, a_record
from tests.stations import READINGS, loaded, reasons, reinstate, save, void

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from core.station.station import Draft
    from tests.conftest import Clock

pytestmark = pytest.mark.usefixtures("few")


def correct(station: Station, number: int = 2) -> Draft:
    """Correct the last record, as the window does."""
    draft = station.draft(READINGS[number], station.last)
    station.save(draft)
    station.retract_corrected(draft)
    return draft


def counted(station: Station) -> list[float]:
    """The temperatures of the records that count, oldest first."""
    report = station.report(Period())
    assert report is not None
    return [record.fiebre for record in report.last]


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def fail(*_arguments: object) -> None:
    raise OSError(errno.EIO, "fault")


def voids_log(station: Station) -> Path:
    return station.data_dir / RETRACTIONS_NAME


def say(notes: Notes, event: Event) -> None:
    notes.apply(RETRACTIONS_NAME, event, voids.encode(event), 0)


def block(path: Path) -> None:
    """Make a journal impossible to write."""
    path.mkdir()


def test_the_new_record_names_the_one_that_it_replaces_and_that_one_is_void(station: Station) -> None:
    loaded(station)
    first, second = save(station, 1), correct(station)
    assert [line.get("origen") for line in lines_of(station.log)] == [None, {"corrige": first.record.id}]
    assert list(lines_of(station.log)[1])[-2:] == ["origen", "crc"]
    (event,) = lines_of(voids_log(station))
    assert (event["registro"], event["accion"], event["motivo"]) == (first.record.id, "anular", "error de digitación")
    assert counted(station) == [second.record.fiebre]
    assert station.corrections_due == 0


def test_only_the_last_record_of_this_run_can_be_corrected(station: Station, start: Callable[..., Station]) -> None:
    assert station.last is None
    save(station, 1)
    last = save(station, 2)
    assert station.last is not None
    assert (station.last.key, station.last.record.fiebre) == (last.record.id, last.record.fiebre)
    station.close()
    assert start().last is None


def test_a_correction_can_be_corrected(station: Station) -> None:
    loaded(station)
    save(station, 1)
    correct(station, 2)
    third = correct(station, 3)
    assert counted(station) == [third.record.fiebre]
    assert {event["registro"] for event in lines_of(voids_log(station))} == {
        line["id"] for line in lines_of(station.log)[:2]
    }


@pytest.mark.parametrize("is_loaded", [True, False])
def test_a_void_that_could_not_be_saved_is_made_at_the_next_start(
    station: Station, start: Callable[..., Station], is_loaded: bool
) -> None:
    if is_loaded:
        loaded(station)
    save(station, 1)
    block(voids_log(station))
    draft = station.draft(READINGS[2], station.last)
    station.save(draft)
    with pytest.raises((SaveError, ReadError)) as caught:
        station.retract_corrected(draft)
    assert caught.value.failure is SaveFailure.NOT_A_FILE
    station.close()
    voids_log(station).rmdir()
    later = start()
    later.open()
    loaded(later)
    assert later.needs_load, "the report is counted again"
    loaded(later)
    assert counted(later) == [float(READINGS[2].temperature_c)]
    assert later.corrections_due == 0
    assert len(lines_of(voids_log(later))) == 1


def test_a_void_that_could_not_be_saved_is_made_as_soon_as_it_can_be(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(station)
    save(station, 1)
    draft = station.draft(READINGS[2], station.last)
    station.save(draft)
    with monkeypatch.context() as fault:
        fault.setattr(disk, "sync_data", fail)
        fault.setattr(disk, "sync_names", fail)
        for finish in (partial(station.retract_corrected, draft), station.finish_corrections):
            with pytest.raises(SaveError):
                finish()
            assert station.corrections_due == 1
    station.finish_corrections()
    loaded(station)
    assert (counted(station), station.corrections_due) == ([draft.record.fiebre], 0)
    station.finish_corrections()
    assert len(lines_of(voids_log(station))) == 1, "nothing is left to do"


def test_a_correction_that_could_not_be_saved_voids_nothing(station: Station) -> None:
    loaded(station)
    first = save(station, 1)
    draft = station.draft(READINGS[2], station.last)
    moved = station.log.with_suffix(".old")
    station.log.rename(moved)
    with pytest.raises(SaveError):
        station.save(draft)
    assert not voids_log(station).exists()
    moved.rename(station.log)
    station.save(draft)
    station.retract_corrected(draft)
    loaded(station)
    assert counted(station) == [draft.record.fiebre]
    assert first.record.id == lines_of(voids_log(station))[0]["registro"]


def test_the_last_record_is_forgotten_when_its_log_is_another_one(station: Station) -> None:
    save(station, 1)
    station.log.unlink()
    with pytest.raises(SaveError):
        station.save(station.draft(READINGS[2]))
    assert station.last is None


def test_a_record_that_was_voided_meanwhile_is_left_as_it_is(station: Station) -> None:
    loaded(station)
    save(station, 1)
    target = station.last
    assert target is not None
    draft = station.draft(READINGS[2], target)
    void(station, target, Reason.TEST)
    station.save(draft)
    station.retract_corrected(draft)
    assert [event["motivo"] for event in lines_of(voids_log(station))] == ["prueba"]
    assert station.corrections_due == 0


def unfinished(station: Station) -> Draft:
    """Leave a correction half done, as a power cut between its two files does, and close."""
    save(station, 1)
    draft = station.draft(READINGS[2], station.last)
    station.save(draft)
    station.close()
    return draft


def test_the_sidecar_never_hides_a_correction_that_is_unfinished(
    station: Station, start: Callable[..., Station], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "CHECKPOINT_EVERY", 1)
    loaded(station)
    draft = unfinished(station)
    assert checkpoint.read(station.log, station.log.stat().st_size) is not None
    later = start()
    later.open()
    loaded(later)
    loaded(later)
    assert counted(later) == [draft.record.fiebre]


@pytest.mark.parametrize("command", ["reporte", "exportar"])
def test_the_command_line_finishes_a_correction_too(
    station: Station, run_program: Callable[..., object], command: str, tmp_path: Path
) -> None:
    draft = unfinished(station)
    more = ("--formato", "json", "--salida", str(tmp_path / "r.json")) if command == "exportar" else ()
    answered = run_program(command, *more)
    answer = json.loads((tmp_path / "r.json").read_bytes() if more else answered.stdout)  # type: ignore[attr-defined]
    assert [record["fiebre"] for record in answer["ultimas_5_predicciones"]] == [draft.record.fiebre]
    assert len(lines_of(voids_log(station))) == 1


def test_the_command_line_leaves_it_to_the_program_that_has_the_directory(
    station: Station, start: Callable[..., Station], run_program: Callable[..., object]
) -> None:
    unfinished(station)
    holder = start()
    holder.open()
    answer = json.loads(run_program("reporte").stdout)  # type: ignore[attr-defined]
    assert len(answer["ultimas_5_predicciones"]) == 2
    assert not voids_log(station).exists()


def test_a_station_that_may_not_write_leaves_it_unfinished(station: Station, start: Callable[..., Station]) -> None:
    unfinished(station)
    reader = start()
    loaded(reader)
    assert reader.corrections_due == 1
    assert not voids_log(station).exists()


def test_what_was_decided_later_is_not_overruled(
    station: Station, start: Callable[..., Station], clock: Clock
) -> None:
    """Someone has voided the corrected record by hand and reinstated it before the correction was finished."""
    draft = unfinished(station)
    clock.advance(minutes=1)
    by_hand = start()
    by_hand.open()
    target = draft.corrects
    assert target is not None
    void(by_hand, target, Reason.TEST)
    reinstate(by_hand, target)
    loaded(by_hand)
    assert by_hand.corrections_due == 0
    assert len(counted(by_hand)) == 2


def test_two_pcs_finish_one_correction_with_one_event(
    station: Station, start: Callable[..., Station], clock: Clock, tmp_path: Path
) -> None:
    unfinished(station)
    backup = tmp_path / "copia.zip"
    Backup(station.data_dir, backup, clock()).run()
    here = start()
    here.open()
    loaded(here)
    clock.advance(days=3)
    with Station(tmp_path / "otro", here.model, clock, "otro") as there:
        restore = there.begin_restore(backup)
        restore.run()
        there.finish_merge()
        loaded(there)
        assert voids_log(there).read_bytes() == voids_log(here).read_bytes()


def test_a_correction_whose_former_record_is_elsewhere_waits_for_it(
    station: Station, start: Callable[..., Station]
) -> None:
    draft = unfinished(station)
    whole = station.log.read_bytes().splitlines(keepends=True)
    station.log.write_bytes(whole[1])
    one = start()
    one.open()
    loaded(one)
    loaded(one)
    assert counted(one) == [draft.record.fiebre]
    one.close()
    station.log.write_bytes(b"".join(whole))
    again = start()
    again.open()
    loaded(again)
    assert counted(again) == [draft.record.fiebre]


@pytest.mark.parametrize(
    "origin",
    ["texto", 5, [], {}, {"corrige": 5}, {"corrige": ""}, {"sha256": "ab", "linea": 3}, {"corrige": "f" * 32}],
)
def test_another_origin_corrects_nothing_and_is_no_damage(station: Station, origin: object) -> None:
    record = Record(
        **{**{key: getattr(a_record("f" * 32), key) for key in Record.__struct_fields__}, "origen": origin}
    )
    assert record.corrects == ""
    station.close()
    station.log.write_bytes(encode(record))
    (line,) = lines.read(station.log)
    assert (line.kind, line.entry and line.entry.origen) == (LineKind.VALID, origin)
    station.open()
    loaded(station)
    assert station.corrections_due == 0


def test_a_record_without_id_or_zone_corrects_nothing(data_dir: Path) -> None:
    notes = Notes.read(data_dir)
    for lost in ("id", "zona"):
        fields = {key: getattr(a_record(1), key) for key in Record.__struct_fields__}
        record = Record(**{**fields, lost: None, "origen": {"corrige": "a" * 32}})
        assert not corrections.is_unfinished(record, notes)


def test_an_earlier_reinstatement_does_not_keep_a_correction_from_being_finished(data_dir: Path) -> None:
    notes = Notes.read(data_dir)
    new = Record(
        **{**{key: getattr(a_record(2), key) for key in Record.__struct_fields__}, "origen": {"corrige": "a" * 32}}
    )
    say(notes, Event("2025-11-13 22:00:00", "-05:00", "e" * 32, "a" * 32, Action.REINSTATE))
    assert corrections.is_unfinished(new, notes)
    event = voids.classify(corrections.retract(new, notes).removesuffix(b"\n"))[1]
    assert event is not None
    assert event.tras == ("e" * 32,)
    say(notes, event)
    assert reasons(notes) == {"a" * 32: Reason.TYPING_ERROR}
    assert not corrections.is_unfinished(new, notes)


def test_a_record_with_an_origin_is_found_as_any_other(station: Station) -> None:
    save(station, 1)
    draft = correct(station)
    target = find.by_name(station.log, str(draft.record.id))
    assert target == station.last


def test_the_reading_of_a_record_is_what_was_typed() -> None:
    assert a_record().reading() == Reading.from_numbers({"fiebre": 38, "presion": 120, "frecuencia_cardiaca": 90})


def test_a_record_of_the_original_service_may_have_no_reading(station: Station) -> None:
    station.close()
    station.log.write_bytes(BARE.replace(b"120", b"999"))
    (line,) = lines.read(station.log)
    assert line.entry is not None
    with pytest.raises(RefusedError) as caught:
        line.entry.reading()
    assert caught.value.refusal is Refusal.OUT_OF_RANGE


def test_where_nothing_was_corrected_nothing_is_written(station: Station) -> None:
    save(station)
    loaded(station)

    station.retract_corrected(save(station))
    station.finish_corrections()

    assert not voids_log(station).exists()
    assert len(counted(station)) == 2


def test_a_void_that_another_program_made_meanwhile_is_not_made_again(station: Station) -> None:
    save(station, 1)
    loaded(station)
    draft = station.draft(READINGS[2], station.last)
    station.save(draft)
    assert station.corrections_due == 1
    line = corrections.retract(draft.record, Notes.read(station.data_dir))
    voids_log(station).write_bytes(line)

    station.finish_corrections()

    assert voids_log(station).read_bytes() == line
