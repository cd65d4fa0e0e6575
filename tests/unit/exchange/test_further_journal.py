"""A further journal is one row and one type: it is backed up, restored, verified and missed with the others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from core.cli import commands
from core.cli import main as cli
from core.clinical.model import load
from core.notes import journals
from core.records import find
from core.records.period import Period
from core.records.record import Record, encode
from core.station import checkpoint
from core.station.station import Station
from core.system.paths import LOG_NAME
from tests.further_journal import FOLLOW_UPS, a_follow_up, follow_up
from tests.stations import loaded, save

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from tests.conftest import Clock


@pytest.fixture(autouse=True)
def _further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "JOURNALS", (*journals.JOURNALS, FOLLOW_UPS))
    monkeypatch.setattr(commands, "WAIT_S", 0.0)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, object]]]:
    def run(data_dir: Path, *arguments: str) -> tuple[int, dict[str, object]]:
        status = cli.main(["--data-dir", str(data_dir), *arguments], lambda _: 1, lambda *_: None)
        return status, json.loads(capsys.readouterr().out)

    return run


def test_it_is_backed_up_restored_and_verified(
    tmp_path: Path, run: Callable[..., tuple[int, dict[str, object]]]
) -> None:
    one, other, target = tmp_path / "uno", tmp_path / "otro", str(tmp_path / "copia.zip")
    one.mkdir()
    (one / "predicciones.log").write_bytes(encode(Record("2025-11-13 22:31:10", 38.0, 120, 90, "NO ENFERMO", id="a")))
    (one / FOLLOW_UPS.name).write_bytes(
        a_follow_up("1", 8) + b"torn\n" + a_follow_up("2", 9, "1") + a_follow_up("1", 8)
    )
    status, answer = run(one, "respaldar", "--salida", target)
    assert (status, answer["registros"], answer["seguimientos"], answer["lineas_danadas"]) == (1, 1, 2, 1)
    _, answer = run(other, "restaurar", target)
    assert (answer["seguimientos_nuevos"], answer["seguimientos_ya_presentes"]) == (2, 0)
    assert (other / FOLLOW_UPS.name).read_bytes() == a_follow_up("1", 8) + a_follow_up("2", 9, "1")
    _, answer = run(other, "restaurar", target)
    assert (answer["seguimientos_nuevos"], answer["seguimientos_ya_presentes"]) == (0, 2)
    status, answer = run(one, "verificar")
    assert status == 1
    length, copy = (one / FOLLOW_UPS.name).stat().st_size, len(a_follow_up("1", 8))
    assert answer["seguimientos"] == {
        "eventos": 2,
        "registros_con_seguimiento": 1,
        "lineas_en_blanco": 0,
        "lineas_copiadas": 1,
        "lineas_danadas": 1,
        "danos": [{"linea": 2, "posicion": len(a_follow_up("1", 8)), "bytes": 5, "tipo": "no es JSON"}],
        "copias": [{"linea": 4, "posicion": length - copy, "bytes": copy, "tipo": "copia de otra línea"}],
    }


def test_a_backup_that_has_more_of_it_is_kept(
    tmp_path: Path, run: Callable[..., tuple[int, dict[str, object]]], capsys: pytest.CaptureFixture[str]
) -> None:
    data_dir, target = tmp_path / "uno", tmp_path / "copia.zip"
    data_dir.mkdir()
    (data_dir / "predicciones.log").write_bytes(b"\n")
    (data_dir / FOLLOW_UPS.name).write_bytes(a_follow_up("1", 8))
    assert run(data_dir, "respaldar", "--salida", str(target))[0] == 0
    (data_dir / FOLLOW_UPS.name).unlink()
    words = ["--data-dir", str(data_dir), "respaldar", "--salida", str(target)]
    assert cli.main(words, lambda _: 1, lambda *_: None) == 2
    assert "copia" in capsys.readouterr().err


def test_what_is_damaged_or_gone_in_it_is_known(tmp_path: Path, clock: Callable[[], datetime]) -> None:
    path = tmp_path / FOLLOW_UPS.name
    path.write_bytes(a_follow_up("1", 8) + a_follow_up("2", 9, "1") + b"torn\n")
    with Station(tmp_path, load(), clock, "ventana") as station:
        for expected in ((2, 1, 0), (0, 0, 2)):
            loading = station.begin_load()
            loading.run()
            station.finish_load(loading)
            ledger = station.ledgers[FOLLOW_UPS.name]
            assert (ledger.health.records, ledger.health.damaged_count, ledger.losses.lost.records) == expected
            path.unlink(missing_ok=True)


@pytest.fixture
def noted(tmp_path: Path, clock: Clock) -> Station:
    """Three records, two of them with a note; the program is open."""
    station = Station(tmp_path, load(), clock, "ventana")
    station.open()
    loaded(station)
    for number in range(3):
        save(station, number)
    for number in (1, 2):
        clock.advance(minutes=1)
        station.note(target(station, number), follow_up("mejor"))
    return station


def target(station: Station, number: int) -> find.Target:
    found = find.by_name(station.log, f"linea:{number}")
    assert found is not None
    return found


def test_its_notes_count_nothing_and_are_known_after_a_restart(noted: Station, clock: Clock) -> None:
    assert not noted.needs_load
    report = noted.report(Period())
    assert report is not None
    assert report.total == 3
    clock.advance(minutes=1)
    noted.note(target(noted, 1), follow_up(""))
    noted.close()
    with Station(noted.data_dir, noted.model, clock, "ventana") as again:
        loading = loaded(again)
        assert loading.result is not None
        assert loading.result.fresh == 0, "the sidecar had all"
        assert again.notes is not None
        assert again.notes.standing(FOLLOW_UPS.name) == 1
        assert again.notes.offsets == []
        assert sorted(again.notes.places.keys) == [0, target(again, 2).offset]


def test_a_sidecar_of_other_notes_is_not_used(noted: Station, clock: Clock) -> None:
    noted.close()
    with (noted.data_dir / FOLLOW_UPS.name).open("ab") as file:
        file.write(a_follow_up("later", 23, record=str(target(noted, 3).key)))
    with Station(noted.data_dir, noted.model, clock, "ventana") as again:
        loading = loaded(again)
        assert loading.result is not None
        assert loading.result.fresh == 3
        assert again.notes is not None
        assert again.notes.standing(FOLLOW_UPS.name) == 3


def test_what_is_gone_of_it_since_the_last_session_is_known_once(noted: Station, clock: Clock) -> None:
    noted.close()
    (noted.data_dir / FOLLOW_UPS.name).unlink()
    for expected in ({FOLLOW_UPS.name: 2}, {}):
        with Station(noted.data_dir, noted.model, clock, "ventana") as again:
            again.open()
            loaded(again)
            assert again.drops == expected
    assert checkpoint.path_beside(noted.log).exists()


def test_what_is_gone_of_it_while_the_program_runs_is_known(noted: Station) -> None:
    (noted.data_dir / FOLLOW_UPS.name).unlink()
    save(noted)
    assert noted.needs_load
    loaded(noted)
    assert (noted.lost(FOLLOW_UPS.name).records, noted.lost(LOG_NAME).records) == (2, 0)
