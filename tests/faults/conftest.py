"""Shared by the fault tests: the real program fed on stdin, and the tools that make disks and processes fail.

With `PREDICTOR_MEDICO_ALL_FAULTS` in the environment a test that would be skipped fails: where all tools and rights
are, as in CI, one that is missing would go unnoticed. A file system that the kernel does not know is no such thing:
its tests are skipped there too.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import struct
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pytest

from core.records import lines as lines_module
from core.system.paths import LOG_NAME
from tests.conftest import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from core.records.record import Record

UNKNOWN_TO_KERNEL = "this kernel does not know"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail skipped tests if `PREDICTOR_MEDICO_ALL_FAULTS` is set, except for file systems unknown to the kernel."""
    report = yield
    if report.skipped and os.environ.get("PREDICTOR_MEDICO_ALL_FAULTS"):
        reason = report.longrepr[2]
        if UNKNOWN_TO_KERNEL not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped where no fault may be: {reason}"
    return report


def reading(number: int) -> dict[str, object]:
    """Return a reading that encodes `number`."""
    return {"fiebre": 37.0, "presion": 60 + number % 200, "frecuencia_cardiaca": 40 + number // 200 % 200}


def number_of(record: Record) -> int:
    """Return the number encoded by `reading`."""
    return int(record.presion) - 60 + 200 * (int(record.frecuencia_cardiaca) - 40)


@dataclass
class Feed:
    """A running `predecir` that answers each line of its stdin."""

    process: subprocess.Popen[bytes]
    answers: list[dict[str, object]] = field(default_factory=list)

    def send(self, *numbers: int) -> None:
        """Send readings without waiting for answers."""
        assert self.process.stdin is not None
        lines = b"".join(json.dumps(reading(number)).encode() + b"\n" for number in numbers)
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(lines)
            self.process.stdin.flush()

    def answer(self) -> dict[str, object] | None:
        """Wait for the next complete answer; None at the end of the output."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            return None
        self.answers.append(json.loads(line))
        return self.answers[-1]

    def ask(self, number: int) -> dict[str, object] | None:
        """Send a reading and wait for its answer."""
        self.send(number)
        return self.answer()

    def ask_each(self, *numbers: int) -> None:
        """Send readings, each after the answer to the one before: none of them waits, so each has its own sync."""
        for number in numbers:
            if self.ask(number) is None:
                return

    def end(self) -> int:
        """Close stdin, read the last answers and return the exit status."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        while self.answer() is not None:
            pass
        return self.process.wait(timeout=300)

    @property
    def acknowledged(self) -> int:
        """Number of readings acknowledged as saved."""
        return sum("resultado" in answer for answer in self.answers)


@pytest.fixture
def feed() -> Iterator[Callable[..., Feed]]:
    """Return a function that starts `predecir` on a data directory, optionally under another command (`strace …`).

    `program` is what stands for the program itself.
    """
    started: list[subprocess.Popen[bytes]] = []

    def start(
        data_dir: Path,
        before: Sequence[str] = (),
        env: dict[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> Feed:
        process = subprocess.Popen(
            [*before, *program, "--data-dir", str(data_dir), "predecir"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | (env or {}),
        )
        started.append(process)
        return Feed(process)

    yield start
    for process in started:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                stream and stream.close()


@pytest.fixture
def found() -> Callable[[Path], tuple[list[int], list[str]]]:
    """Return a function that reads a log: the numbers of its readings, and the kinds of its damaged lines."""

    def read(data_dir: Path) -> tuple[list[int], list[str]]:
        lines = list(lines_module.read(data_dir / LOG_NAME))
        numbers = [number_of(line.entry) for line in lines if line.entry is not None]
        return numbers, [line.kind.value for line in lines if line.kind.is_damage]

    return read


@pytest.fixture
def fill() -> Callable[[Path], Path]:
    """Return a function that fills the disk of a directory and returns the file to remove afterwards."""

    def write(directory: Path) -> Path:
        ballast = directory / "ballast"
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 512)
        return ballast

    return write


@pytest.fixture(scope="session")
def strace() -> str:
    """The path of strace, which makes system calls fail."""
    path = shutil.which("strace")
    if path is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run([path, "-o", os.devnull, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"strace may not trace here: {tried.stderr.strip()}")
    return path


class Kind(NamedTuple):
    """A kind of file system: its name, the least size in bytes for its `mkfs`, and its mount options."""

    name: str
    size: int
    options: str = "loop"


EXT4 = Kind("ext4", 16 << 20)
XFS = Kind("xfs", 300 << 20, "loop,nouuid")


@dataclass
class Disk:
    """A file system in an image, whose power can be cut."""

    kind: Kind
    image: Path
    root: Path

    def mount(self) -> None:
        """Mount the image."""
        words = ["mount", "-t", self.kind.name, "-o", self.kind.options, self.image, self.root]
        subprocess.run(words, check=True, capture_output=True)

    def unmount(self) -> None:
        """Unmount lazily: at once, or when the last process has closed its files."""
        subprocess.run(["umount", "--lazy", self.root], check=True, capture_output=True)

    def restart(self) -> None:
        """Mount a copy of the image as it was at the power cut; the file system recovers here.

        A copy, as another mount namespace may still hold the file system that was shut down.
        """
        self.unmount()
        old, self.image = self.image, self.image.with_name(f"image-{time.monotonic_ns()}")
        subprocess.run(["cp", "--sparse=always", old, self.image], check=True)
        old.unlink()
        self.mount()

    def cut_power(self, process: subprocess.Popen[bytes], flag: int) -> None:
        """Stop process and disk: flag 2 loses everything unsynced, flag 1 only data, while sizes survive.

        The process is killed first, by microseconds: a sync during the shutdown may return success although it
        failed, and after a real power cut no process is left to report that.
        """
        fd = os.open(self.root, os.O_RDONLY)
        try:
            process.kill()
            fcntl.ioctl(fd, 0x8004587D, struct.pack("I", flag))
        finally:
            os.close(fd)


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory, own_mounts: None) -> Iterator[Disk]:  # noqa: ARG001
    """An ext4 file system on a loop device in memory; the power cut separates it from the device."""
    yield from _disk(EXT4, tmp_path_factory)


@pytest.fixture(scope="session")
def xfs_disk(tmp_path_factory: pytest.TempPathFactory, own_mounts: None) -> Iterator[Disk]:  # noqa: ARG001
    """An XFS file system, otherwise as `disk`."""
    yield from _disk(XFS, tmp_path_factory)


@pytest.fixture(params=["disk", "xfs_disk"], ids=["ext4", "xfs"])
def any_disk(request: pytest.FixtureRequest) -> Disk:
    """Each of the two file systems in turn."""
    found: Disk = request.getfixturevalue(request.param)
    return found


def _disk(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Disk]:
    make = f"mkfs.{kind.name}"
    if shutil.which(make) is None:
        pytest.skip(f"{make} is not installed")
    memory = tmp_path_factory.mktemp("memory")
    root = tmp_path_factory.mktemp("disk")
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", memory], check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    made = Disk(kind, memory / "image", root)
    try:
        with made.image.open("wb") as file:
            file.truncate(kind.size)
        subprocess.run([make, "-q", made.image], check=True, capture_output=True)
        try:
            made.mount()
        except subprocess.CalledProcessError as error:
            if "unknown filesystem" in error.stderr.decode():
                pytest.skip(f"{UNKNOWN_TO_KERNEL} {kind.name}")
            pytest.skip(f"no loop device here: {error.stderr.decode().strip()}")
        yield made
        made.unmount()
    finally:
        subprocess.run(["umount", "--lazy", memory], check=False, capture_output=True)
