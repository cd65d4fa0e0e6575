"""Models in a backup: all of them go into it; a PC that has none takes those whose signatures fit its own key."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from core.clinical.model import load
from core.exchange import answer, receive
from core.exchange.backup import Backup
from core.models import catalogue
from core.station.station import Station
from tests.answers import STAMP, District, model_file
from tests.stations import save

if TYPE_CHECKING:
    from pathlib import Path

    from core.exchange.restore import Restored
    from tests.conftest import Clock


@pytest.fixture
def backup(data_dir: Path, tmp_path: Path, clock: Clock) -> Path:
    """The backup of a PC that has two models of the district, the second one in use."""
    district = District()
    with Station(data_dir, load(), clock, "prueba") as station:
        save(station)
        district.write_key(data_dir / "distrito.pub")
        for version in ("1.1.0", "1.2.0"):
            path = district.write(tmp_path / "r.zip", station.establishment.workplace, b"", model_file(version))
            taken = receive.receive(data_dir, path, clock())
        assert taken.model is not None
        catalogue.activate(data_dir, taken.model.name, clock())
        Backup(data_dir, tmp_path / "copia.zip", clock()).run()
    return tmp_path / "copia.zip"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    (tmp_path / "otro").mkdir()
    return tmp_path / "otro"


def restored(path: Path, data_dir: Path, clock: Clock) -> Restored:
    with Station(data_dir, load(), clock, "restaurar") as station:
        restoring = station.begin_restore(path)
        restoring.run()
        station.finish_merge()
        return restoring.done_so_far


def versions(data_dir: Path) -> list[str]:
    return [found.model.version for found in catalogue.installed(data_dir)]


def test_they_are_all_in_it_and_the_manifest_names_the_one_in_use(backup: Path, data_dir: Path) -> None:
    in_use = catalogue.in_use(data_dir).model.name
    with zipfile.ZipFile(backup) as archive:
        assert f"modelos/{in_use}.json" in archive.namelist()
        assert sum(name.startswith("modelos/") for name in archive.namelist()) == 6
        assert "modelos.log" in archive.namelist()
        assert "distrito.pub" not in archive.namelist()
        assert json.loads(archive.read("manifiesto.json"))["modelo"] == in_use


def test_a_pc_with_the_same_key_and_no_model_takes_them_and_the_choice(
    backup: Path, there: Path, clock: Clock, data_dir: Path
) -> None:
    District().write_key(there / "distrito.pub")
    assert restored(backup, there, clock).models == 2
    assert versions(there) == [load().version, "1.1.0", "1.2.0"]
    assert catalogue.in_use(there).model == catalogue.in_use(data_dir).model
    assert (there / "modelos.log").read_bytes() == (data_dir / "modelos.log").read_bytes()
    assert restored(backup, there, clock).models == 0


@pytest.mark.parametrize("seed", [None, 2])
def test_without_the_key_or_with_another_one_none_is_taken(
    backup: Path, there: Path, clock: Clock, seed: int | None
) -> None:
    if seed is not None:
        District(seed).write_key(there / "distrito.pub")
    assert restored(backup, there, clock).models == 0
    assert not (there / "modelos").exists()


def test_a_pc_that_has_models_keeps_its_own(backup: Path, there: Path, clock: Clock) -> None:
    District().write_key(there / "distrito.pub")
    catalogue.install(there, model_file("3.0"), {}, clock())
    assert restored(backup, there, clock).models == 0
    assert versions(there) == [load().version, "3.0"]


@pytest.mark.parametrize("suffix", [".json", ".manifiesto.json", ".manifiesto.json.minisig"])
def test_one_that_was_changed_is_left_out_and_the_choice_with_it(
    data_dir: Path, backup: Path, there: Path, clock: Clock, suffix: str
) -> None:
    path = data_dir / "modelos" / (catalogue.in_use(data_dir).model.name + suffix)
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    Backup(data_dir, backup, clock()).run()
    District().write_key(there / "distrito.pub")
    assert restored(backup, there, clock).models == 1
    assert versions(there) == [load().version, "1.1.0"]
    assert catalogue.in_use(there).model == load()
    assert catalogue.in_use(there).missing == ""


def test_what_is_signed_and_no_model_is_left_out(data_dir: Path, backup: Path, there: Path, clock: Clock) -> None:
    manifest = answer.manifest_of("", [], STAMP, {"modelo.json": b"{}"})
    contents = (b"{}", manifest, District().sign(manifest))
    for suffix, content in zip((".json", *catalogue.PROOFS), contents, strict=True):
        (data_dir / "modelos" / f"raro-1+00000000{suffix}").write_bytes(content)
    Backup(data_dir, backup, clock()).run()
    District().write_key(there / "distrito.pub")
    assert restored(backup, there, clock).models == 2
    assert versions(there) == [load().version, "1.1.0", "1.2.0"]


def test_a_backup_that_was_packed_again_in_a_folder_has_them(
    backup: Path, there: Path, clock: Clock, tmp_path: Path
) -> None:
    packed = tmp_path / "otra.zip"
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(f"copia/{name}", source.read(name))
    District().write_key(there / "distrito.pub")
    assert restored(packed, there, clock).models == 2
