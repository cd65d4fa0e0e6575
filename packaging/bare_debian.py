"""A Debian 12 that has nothing else, in a folder: made by debootstrap once, and copied for each rehearsal."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import bundle
from smoke import step, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOOLS: Final = ("debootstrap", "chroot", "mount")
RELEASE: Final = "bookworm"
WORK: Final = bundle.ROOT / "build" / "debian"
PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def base() -> Path:
    """Return the folder of the Debian that is only copied; it is made where it is not there yet."""
    return once(
        RELEASE,
        "makes a Debian 12, this once",
        lambda folder: subprocess.run(
            ["debootstrap", "--variant=minbase", RELEASE, str(folder)], check=True, stdout=subprocess.DEVNULL
        ),
    )


def once(name: str, what: str, make: Callable[[Path], object]) -> Path:
    """Return the folder `name` in WORK, made by `make` where an earlier rehearsal has not finished it."""
    folder = WORK / name
    if not (folder / "made").exists():
        step(what)
        shutil.rmtree(folder, ignore_errors=True)
        make(folder)
        (folder / "made").touch()
    return folder


def copy(source: Path, target: Path) -> None:
    """Copy a Debian."""
    subprocess.run(["cp", "-a", "--reflink=auto", str(source), str(target)], check=True)


@contextmanager
def with_proc(root: Path) -> Iterator[None]:
    """Give a Debian its /proc as long as the block runs."""
    proc = root / "proc"
    subprocess.run(["mount", "-t", "proc", "proc", str(proc)], check=True)
    try:
        yield
    finally:
        wait_for(
            lambda: subprocess.run(["umount", str(proc)], check=False).returncode == 0, "the end of its programs"
        )


@contextmanager
def fresh() -> Iterator[Path]:
    """Make a fresh Debian with a /proc; yield its folder."""
    with tempfile.TemporaryDirectory(prefix="predictor-medico-") as name:
        root = Path(name) / "debian"
        copy(base(), root)
        with with_proc(root):
            yield root
