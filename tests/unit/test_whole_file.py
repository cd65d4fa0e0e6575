"""A file appears whole or not at all, and what stood there before is lost only to a whole new one."""

from __future__ import annotations

import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from core import disk
from core.errors import ReadError, SaveError, SaveFailure
from core.paths import CHECKPOINT_NAME, HOLDER_NAME, LOCK_NAME, LOG_NAME, SETTINGS_NAME, VOIDS_NAME
from core.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD, NEW = b"lo de antes\n", [b"lo ", b"nuevo\n"]


def failure(path: Path, parts: list[bytes]) -> SaveFailure:
    with pytest.raises(SaveError) as caught:
        write_whole(path, parts)
    assert caught.value.path == path
    return caught.value.failure


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_a_new_file_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "reporte.json"
    write_whole(path, NEW)
    assert path.read_bytes() == b"lo nuevo\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["reporte.json"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "reporte.json"
    path.write_bytes(OLD)
    write_whole(path, NEW)
    assert path.read_bytes() == b"lo nuevo\n"
    assert names(tmp_path) == ["reporte.json"]


def test_the_old_file_is_there_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "reporte.json"
    path.write_bytes(OLD)

    def parts() -> Iterator[bytes]:
        yield b"la primera parte\n" * 10_000
        assert path.read_bytes() == OLD
        raise ReadError(SaveFailure.DEVICE, path)

    with pytest.raises(ReadError):
        write_whole(path, parts())
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["reporte.json"]


def test_a_full_disk_keeps_the_old_file(small_disk: Path) -> None:
    path = small_disk / "reporte.json"
    path.write_bytes(OLD)
    assert failure(path, [b"x" * 1024] * 100) is SaveFailure.FULL
    assert path.read_bytes() == OLD
    assert names(small_disk) == ["reporte.json"]
    write_whole(path, NEW)
    assert path.read_bytes() == b"lo nuevo\n"


def test_a_disk_that_may_not_be_written_keeps_the_old_file(small_disk: Path) -> None:
    path = small_disk / "reporte.json"
    path.write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert failure(path, NEW) is SaveFailure.READ_ONLY
    assert path.read_bytes() == OLD


def test_a_directory_that_is_gone_is_said_so(tmp_path: Path) -> None:
    assert failure(tmp_path / "usb" / "reporte.json", NEW) is SaveFailure.GONE
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not hold root back")
def test_a_directory_without_permission_is_said_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert failure(tmp_path / "reporte.json", NEW) is SaveFailure.NO_PERMISSION


def test_only_a_regular_file_is_ever_replaced(tmp_path: Path) -> None:
    directory = tmp_path / "carpeta"
    directory.mkdir()
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    root = type(tmp_path)("/")
    for path in (directory, fifo, root, type(tmp_path)()):
        assert failure(path, NEW) is SaveFailure.NOT_A_FILE
    assert names(tmp_path) == ["carpeta", "fifo"]
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(OLD)
    assert failure(tmp_path / "archivo" / "reporte.json", NEW) is SaveFailure.NOT_A_FILE


def test_a_file_is_written_only_when_its_name_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reporte.json"
    synced: list[tuple[Path, bytes]] = []
    monkeypatch.setattr(disk, "sync_directory", lambda directory: synced.append((directory, path.read_bytes())))
    write_whole(path, NEW)
    assert synced == [(tmp_path, b"lo nuevo\n")]


OURS = [LOG_NAME, VOIDS_NAME, LOCK_NAME, HOLDER_NAME, CHECKPOINT_NAME, SETTINGS_NAME]


@pytest.mark.parametrize("name", [*OURS, LOG_NAME.upper(), f"{LOG_NAME}. "])
def test_what_the_program_keeps_is_never_replaced_by_an_export(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    assert failure(path, NEW) is SaveFailure.PROTECTED
    assert path.read_bytes() == OLD
