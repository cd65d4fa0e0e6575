"""Requests to the operating system."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from core.errors import SaveFailure
from core.system import disk


@pytest.mark.parametrize(
    ("number", "failure"),
    [
        (errno.ENOSPC, SaveFailure.FULL),
        (errno.EDQUOT, SaveFailure.FULL),
        (errno.EFBIG, SaveFailure.FULL),
        (errno.EROFS, SaveFailure.READ_ONLY),
        (errno.EACCES, SaveFailure.NO_PERMISSION),
        (errno.ENOENT, SaveFailure.GONE),
        (errno.EISDIR, SaveFailure.NOT_A_FILE),
        (errno.ENAMETOOLONG, SaveFailure.NAME_TOO_LONG),
        (errno.EIO, SaveFailure.DEVICE),
        (None, SaveFailure.DEVICE),
    ],
)
def test_every_refusal_has_a_reason(number: int | None, failure: SaveFailure) -> None:
    error = OSError() if number is None else OSError(number, os.strerror(number))
    assert disk.reason(error) is failure
    assert disk.save_error(error, Path("x")).failure is failure
    assert disk.read_error(error, Path("x")).detail == ("" if number is None else os.strerror(number))


def test_a_device_that_has_gone_is_not_taken_for_a_socket() -> None:
    gone = OSError(errno.ENXIO, os.strerror(errno.ENXIO))  # of a write or a sync: only what is opened has a name
    assert disk.reason(gone) is SaveFailure.GONE


@pytest.mark.skipif(sys.platform == "win32", reason="sockets are no files there")
def test_a_socket_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as served:
        served.bind("socket")
        with pytest.raises(OSError, match="No such device") as caught:
            disk.open_regular(tmp_path / "socket", os.O_RDWR)
    assert disk.reason(caught.value) is SaveFailure.NOT_A_FILE


def test_a_part_of_a_file_is_read_whole_or_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    fd = disk.open_regular(path, os.O_RDONLY)
    try:
        assert disk.read_at(fd, 3, 4) == b"3456"
        assert disk.read_at(fd, 8, 4) == b"89"
        assert disk.read_at(fd, 20, 4) == b""
        assert disk.read_at(fd, 0, 0) == b""
    finally:
        os.close(fd)


def test_a_disk_that_gives_little_at_a_time_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    real = os.read
    monkeypatch.setattr(os, "read", lambda fd, length: real(fd, min(length, 3)))
    assert disk.read_small(path, 100) == b"0123456789"
    assert disk.read_small(path, 8) == b"01234567"


def test_a_drive_that_is_not_there_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda _path: False)
    with pytest.raises(FileNotFoundError):
        disk.make_directory(Path("/"))


def test_a_directory_that_somebody_makes_at_the_same_moment_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.mkdir

    def mkdir(path: Path, mode: int = 0o777) -> None:
        real(path, mode)
        raise FileExistsError(errno.EEXIST, "File exists")

    monkeypatch.setattr(Path, "mkdir", mkdir)
    disk.make_directory(tmp_path / "datos")
    assert (tmp_path / "datos").is_dir()


def test_each_new_directory_is_acknowledged_only_when_its_name_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[Path, bool]] = []
    made = [tmp_path / "clínica", tmp_path / "clínica" / "datos"]
    monkeypatch.setattr(disk, "sync_directory", lambda path: synced.append((path, any(path.iterdir()))))
    disk.make_directory(made[1])
    assert synced == [(path.parent, True) for path in made]


def test_a_small_file_is_read_to_its_end_or_to_the_bound(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert disk.read_small(path, 100) == b"0123456789"
    assert disk.read_small(path, 4) == b"0123"


def test_a_file_is_no_directory_to_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "file", tmp_path / "file" / "datos"):
        with pytest.raises(OSError, match="directory") as caught:
            disk.make_directory(path)
        assert disk.reason(caught.value) is SaveFailure.NOT_A_FILE


@pytest.mark.skipif(sys.platform == "win32", reason="directories are not synced there")
@pytest.mark.parametrize(
    ("number", "raised"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.ENOSYS, False), (errno.EIO, True)]
)
def test_a_file_system_that_cannot_sync_directories_is_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, raised: bool
) -> None:
    def fsync(_fd: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)
    if raised:
        with pytest.raises(OSError, match="Input/output"):
            disk.sync_directory(tmp_path)
    else:
        disk.sync_directory(tmp_path)


def test_on_windows_the_whole_file_is_synced_and_directories_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(sys, "platform", "win32")
    disk.sync_directory(tmp_path)
    disk.sync_data(7)
    assert synced == [7]


def test_on_windows_nothing_is_given_to_anybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr(os, "chown", raising=False)
    disk.make_directory(tmp_path / "datos")
    os.close(disk.open_regular(tmp_path / "datos" / "archivo", os.O_WRONLY | os.O_CREAT))
    assert (tmp_path / "datos" / "archivo").exists()


@pytest.mark.parametrize("platform", [sys.platform, "win32"])
def test_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("file")
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(OSError, match="symbolic links") as caught:
        disk.open_regular(tmp_path / "link", os.O_RDWR)
    assert disk.reason(caught.value) is SaveFailure.NOT_A_FILE


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fcntl there")
def test_on_a_mac_the_disk_is_told_to_empty_its_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda fd, command: asked.append((fd, command)))
    monkeypatch.setattr(sys, "platform", "darwin")
    disk.sync_data(7)
    assert asked == [(7, 51)]
