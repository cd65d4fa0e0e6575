"""A file appears whole or not at all; the former one is replaced only by a whole one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from core.errors import ReadError, SaveError, SaveFailure
from core.system import disk, settings
from core.system.paths import CHECKPOINT_NAME, HOLDER_NAME, LOCK_NAME, LOG_NAME, RETRACTIONS_NAME, SETTINGS_NAME
from core.system.whole_file import write_out, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

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


@pytest.mark.skipif(os.name != "posix", reason="there are no FIFOs there")
def test_a_fifo_that_nobody_reads_is_said_so(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with pytest.raises(SaveError) as caught:
        write_out(fifo, NEW)
    assert (caught.value.failure, caught.value.path) == (SaveFailure.NO_READER, fifo)


@pytest.mark.skipif(os.name != "posix", reason="there are no FIFOs there")
def test_a_fifo_that_cannot_be_opened_is_said_so(tmp_path: Path) -> None:
    import resource

    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        with pytest.raises(SaveError) as caught:
            write_out(fifo, NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert caught.value.failure is SaveFailure.DEVICE


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    (tmp_path / "archivo").write_bytes(OLD)
    assert failure(tmp_path / "archivo" / "reporte.json", NEW) is SaveFailure.NOT_A_FILE


def test_a_file_is_written_only_when_its_name_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reporte.json"
    synced: list[tuple[Path, bytes]] = []
    monkeypatch.setattr(disk, "sync_directory", lambda directory: synced.append((directory, path.read_bytes())))
    write_whole(path, NEW)
    assert synced == [(tmp_path, b"lo nuevo\n")]


OURS = [LOG_NAME, RETRACTIONS_NAME, LOCK_NAME, HOLDER_NAME, CHECKPOINT_NAME, SETTINGS_NAME]


@pytest.mark.parametrize("name", [*OURS, LOG_NAME.upper(), f"{LOG_NAME}. "])
def test_what_the_program_keeps_is_never_replaced_by_an_export(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    assert failure(path, NEW) is SaveFailure.PROTECTED
    assert path.read_bytes() == OLD


needs_links = pytest.mark.skipif(os.name != "posix", reason="links need a right on Windows, and it has no streams")


@needs_links
class TestLinks:
    def test_what_a_chain_of_links_leads_to_is_replaced(self, tmp_path: Path) -> None:
        shared = tmp_path / "compartida"
        shared.mkdir()
        path = shared / "reporte.json"
        path.write_bytes(OLD)
        (tmp_path / "otro.json").symlink_to(path)
        link = tmp_path / "reporte.json"
        link.symlink_to("otro.json")
        write_whole(link, NEW)
        assert path.read_bytes() == b"lo nuevo\n"
        assert link.is_symlink()
        assert names(tmp_path) == ["compartida", "otro.json", "reporte.json"]
        assert names(shared) == ["reporte.json"]

    def test_a_link_to_nothing_yet_makes_the_file(self, tmp_path: Path) -> None:
        link = tmp_path / "reporte.json"
        link.symlink_to("nuevo.json")
        write_whole(link, NEW)
        assert link.is_symlink()
        assert (tmp_path / "nuevo.json").read_bytes() == b"lo nuevo\n"

    def test_a_link_into_a_folder_that_is_gone_is_said_so(self, tmp_path: Path) -> None:
        link = tmp_path / "reporte.json"
        link.symlink_to("memoria/reporte.json")
        assert failure(link, NEW) is SaveFailure.GONE
        assert names(tmp_path) == ["reporte.json"]

    def test_links_in_a_circle_and_links_to_what_is_no_file(self, tmp_path: Path) -> None:
        (tmp_path / "uno").symlink_to("dos")
        (tmp_path / "dos").symlink_to("uno")
        (tmp_path / "tres").symlink_to(tmp_path)
        for name in ("uno", "dos", "tres"):
            assert failure(tmp_path / name, NEW) is SaveFailure.NOT_A_FILE
        assert names(tmp_path) == ["dos", "tres", "uno"]

    @pytest.mark.parametrize("name", OURS)
    def test_a_link_to_what_the_program_keeps_does_not_replace_it(self, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_bytes(OLD)
        link = tmp_path / "reporte.json"
        link.symlink_to(name)
        assert failure(link, NEW) is SaveFailure.PROTECTED
        assert (tmp_path / name).read_bytes() == OLD

    def test_a_file_keeps_its_mode_and_its_owner(self, tmp_path: Path) -> None:
        path = tmp_path / "reporte.json"
        path.write_bytes(OLD)
        path.chmod(0o664)
        if os.geteuid() == 0:
            os.chown(path, 1234, 4321)
        before = path.stat()
        write_whole(path, NEW)
        after = path.stat()
        assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)

    def test_settings_behind_a_link_are_read_and_written_there(self, tmp_path: Path) -> None:
        data_dir = tmp_path / "datos"
        data_dir.mkdir()
        kept = tmp_path / "mis-ajustes.json"
        (data_dir / SETTINGS_NAME).symlink_to(kept)
        settings.save(data_dir, settings.Settings(language="en"))
        assert (data_dir / SETTINGS_NAME).is_symlink()
        assert b'"en"' in kept.read_bytes()
        assert settings.load(data_dir).language == "en"


@needs_links
class TestStreams:
    """Paths on a command line that are no regular files: `/dev/stdout`, a FIFO, a device.

    Always by a link in a folder of the test: as root a fault could replace the system's own.
    """

    def link(self, folder: Path, name: str) -> Path:
        if not os.path.lexists(name):
            pytest.skip(f"there is no {name} here")
        link = folder / f"enlace{name.replace('/', '-')}"
        link.symlink_to(name)
        return link

    def export(self, run_program: Run, path: object, form: str = "json") -> subprocess.CompletedProcess[bytes]:
        return run_program("exportar", "--formato", form, "--salida", str(path))

    @pytest.fixture(autouse=True)
    def _one_record(self, run_program: Run) -> None:
        assert run_program("predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")

    @pytest.mark.parametrize("name", ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "/proc/thread-self/fd/1"])
    def test_the_standard_output(self, run_program: Run, tmp_path: Path, name: str) -> None:
        done = self.export(run_program, self.link(tmp_path, name))
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == run_program("reporte").stdout

    def test_the_standard_output_where_it_is_a_file_is_gone_on_with(self, data_dir: Path, tmp_path: Path) -> None:
        link = self.link(tmp_path, "/dev/stdout")
        program = f"{sys.executable} -m gui --data-dir {data_dir} exportar --formato json --salida {link}"
        path = tmp_path / "todo.txt"
        done = subprocess.run(
            ["sh", "-c", f"{{ echo antes; {program}; echo después; }} > {path}"], check=True, capture_output=True
        )
        assert done.stderr == b""
        lines = path.read_text(encoding="utf-8").splitlines()
        assert (lines[0], lines[-1]) == ("antes", "después")
        assert len(lines) > 3

    @pytest.mark.parametrize("form", ["registros", "pdf"])
    def test_a_fifo_that_is_read(self, run_program: Run, tmp_path: Path, form: str) -> None:
        fifo = tmp_path / "fifo"
        os.mkfifo(fifo)
        with subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE) as reader, fifo.open("wb", buffering=0):
            done = self.export(run_program, fifo, form)
        assert reader.stdout is not None
        assert (done.returncode, done.stderr) == (0, b"")
        assert stat.S_ISFIFO(fifo.stat().st_mode)

    def test_a_fifo_that_nobody_reads_is_not_waited_for(self, run_program: Run, tmp_path: Path) -> None:
        fifo = tmp_path / "fifo"
        os.mkfifo(fifo)
        done = self.export(run_program, fifo)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().endswith(f"{fifo}: es una tubería que nadie lee\n")

    @pytest.mark.parametrize("form", ["registros", "pdf"])
    def test_devices(self, run_program: Run, tmp_path: Path, form: str) -> None:
        full, null = self.link(tmp_path, "/dev/full"), self.link(tmp_path, "/dev/null")
        done = self.export(run_program, full, form)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().endswith(f"{full}: el disco está lleno\n")
        assert done.stderr.count(b"\n") == 1
        assert self.export(run_program, null, form).returncode == 0
        assert full.is_symlink()
        assert null.is_symlink()

    def test_a_reader_that_has_gone_needs_no_reason(self, data_dir: Path, tmp_path: Path) -> None:
        read, write = os.pipe()
        os.close(read)
        link = self.link(tmp_path, "/dev/stdout")
        words = [sys.executable, "-m", "gui", "--data-dir", str(data_dir), "exportar", "--formato", "json"]
        done = subprocess.run(
            [*words, "--salida", str(link)], stdout=write, stderr=subprocess.PIPE, check=False, timeout=300
        )
        os.close(write)
        assert (done.returncode, done.stderr) == (1, b"")

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can make a device")
    def test_a_disk_is_no_stream(self, tmp_path: Path) -> None:
        path = tmp_path / "disco"
        os.mknod(path, stat.S_IFBLK | 0o600, os.makedev(7, 250))
        with pytest.raises(SaveError) as caught:
            write_out(path, NEW)
        assert caught.value.failure is SaveFailure.NOT_A_FILE
        assert stat.S_ISBLK(path.stat().st_mode)

    def test_links_in_a_circle_lead_to_no_stream(self, tmp_path: Path) -> None:
        link = tmp_path / "uno"
        link.symlink_to("uno")
        with pytest.raises(SaveError) as caught:
            write_out(link, NEW)
        assert caught.value.failure is SaveFailure.NOT_A_FILE

    def test_windows_has_no_streams_and_no_modes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fifo, path = tmp_path / "fifo", tmp_path / "reporte.json"
        os.mkfifo(fifo)
        path.write_bytes(OLD)
        monkeypatch.setattr(sys, "platform", "win32")
        with pytest.raises(SaveError) as caught:
            write_out(fifo, NEW)
        assert caught.value.failure is SaveFailure.NOT_A_FILE
        write_out(path, NEW)
        assert path.read_bytes() == b"lo nuevo\n"

    def test_a_backup_is_no_stream(self, run_program: Run, tmp_path: Path) -> None:
        fifo = tmp_path / "fifo"
        os.mkfifo(fifo)
        for path in (self.link(tmp_path, "/dev/stdout"), self.link(tmp_path, "/dev/null"), fifo):
            done = run_program("respaldar", "--salida", str(path))
            assert (done.returncode, done.stdout) == (1, b"")
            assert done.stderr.decode().endswith(f"{path}: no es un archivo normal\n")


@needs_links
def test_a_backup_follows_links_and_removes_what_killed_ones_left_there(run_program: Run, tmp_path: Path) -> None:
    assert run_program("predecir", "--fiebre", "38", "--presion", "120", "--frecuencia-cardiaca", "90")
    stick = tmp_path / "memoria"
    stick.mkdir()
    left = stick / ".copia.zip.0123abcd.tmp"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    link = tmp_path / "copia.zip"
    link.symlink_to(stick / "copia.zip")
    assert run_program("respaldar", "--salida", str(link)).returncode == 0
    assert link.is_symlink()
    assert names(stick) == ["copia.zip"]
    (tmp_path / "uno.zip").symlink_to("uno.zip")
    for command in (("respaldar", "--salida"), ("restaurar",)):
        done = run_program(*command, str(tmp_path / "uno.zip"))
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.decode().endswith("uno.zip: no es un archivo normal\n")
