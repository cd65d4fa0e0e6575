"""A preview of a restore gives the restore's own counts, and writes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from core.errors import BackupRefusedError
from core.exchange.archive import Archive
from core.exchange.backup import Backup
from core.exchange.restore import Restore
from core.station.station import Station
from core.system import settings
from core.system.establishment import Establishment
from core.system.settings import Settings
from core.vocabulary import Reason
from tests.stations import loaded, save, void

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Clock


@pytest.fixture
def backup(station: Station, clock: Clock, tmp_path: Path) -> Path:
    """A backup of three records, one of them void, of a clinic with a name."""
    loaded(station)
    station.establishment.change("05-001", "La Unión")
    settings.save(station.data_dir, Settings(language="en"))
    for number in range(3):
        save(station, number)
    assert station.last is not None
    void(station, station.last, Reason.TEST)
    station.close()
    path = tmp_path / "copia.zip"
    Backup(station.data_dir, path, clock()).run()
    return path


@pytest.fixture
def there(tmp_path: Path, station: Station, clock: Clock) -> Station:
    return Station(tmp_path / "otro", station.model, clock, "otro")


def content(data_dir: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(data_dir.iterdir())} if data_dir.exists() else {}


def test_it_counts_what_the_restore_then_does(backup: Path, there: Station) -> None:
    preview = Restore(backup, there.data_dir)
    expected = preview.run()
    assert not there.data_dir.exists()
    restore = there.begin_restore(backup)
    done = restore.run()
    there.finish_merge()
    there.close()
    assert expected == done
    assert (expected.records_added, expected.records_known, expected.has_establishment) == (3, 0, True)
    assert expected.has_settings
    assert preview.manifest is not None
    assert preview.manifest.fecha == "2025-11-14 22:31:10"
    assert preview.manifest.establecimiento.nombre == "La Unión"


def test_of_what_is_here_already_nothing_is_new(backup: Path, station: Station) -> None:
    before = content(station.data_dir)
    expected = Restore(backup, station.data_dir).run()
    assert (expected.records_added, expected.records_known, sum(expected.added.values())) == (0, 3, 0)
    assert content(station.data_dir) == before


def test_an_open_archive_that_was_checked_can_be_counted(backup: Path, there: Station) -> None:
    with Archive(backup) as archive:
        archive.check(lambda _: None)
        assert Restore(archive, there.data_dir).run().records_added == 3


def test_a_damaged_backup_is_refused_before_it_is_counted(backup: Path, there: Station) -> None:
    whole = bytearray(backup.read_bytes())
    whole[whole.index(b"predicciones.log") + 60] ^= 1  # in the records: other bytes of a ZIP may be any
    backup.write_bytes(whole)
    with pytest.raises(BackupRefusedError):
        Restore(backup, there.data_dir).run()


def test_the_window_may_be_open_meanwhile(
    backup: Path, there: Station, run_program: Callable[..., Any], station: Station
) -> None:
    station.open()
    answered = run_program("--data-dir", str(station.data_dir), "restaurar", str(backup), "--simular")
    assert answered.returncode == 0, answered.stderr
    answer = json.loads(answered.stdout)
    assert answer["copia"] == {
        "fecha": "2025-11-14 22:31:10",
        "zona": "-05:00",
        "establecimiento": station.establishment.current._asdict(),
    }
    assert (answer["registros_nuevos"], answer["registros_ya_presentes"]) == (0, 3)
    assert Establishment(**answer["copia"]["establecimiento"]).puesto
    elsewhere = run_program("--data-dir", str(there.data_dir), "restaurar", str(backup), "--simular")
    assert json.loads(elsewhere.stdout)["registros_nuevos"] == 3
    assert not there.data_dir.exists()


def test_what_is_no_backup_is_refused_on_the_command_line_too(
    run_program: Callable[..., Any], tmp_path: Path
) -> None:
    wrong = tmp_path / "otra.zip"
    wrong.write_bytes(b"no")
    answered = run_program("restaurar", str(wrong), "--simular")
    assert (answered.returncode, answered.stdout) == (2, b"")
