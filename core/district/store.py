"""Where the files of a lake lie: a folder. Each file is written once, whole or not at all, and never changed.

What is new is made in `staging`, on the same disk, and then published; `create` puts all of it on the disk first.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from typing import TYPE_CHECKING, Final, Protocol

from core.district.errors import LakeError, LakeFault
from core.system import disk
from core.system.lock import DirectoryLock
from core.system.paths import HOLDER_NAME, LOCK_NAME, expanded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STAGING: Final = ".en-curso"
_WAIT_S: Final = 5.0
_CHUNK: Final = 1024 * 1024


class Store(Protocol):
    """The files of a lake, by names such as `datos/00000017-….parquet`."""

    @property
    def place(self) -> str:
        """The lake's place, for messages."""

    @property
    def staging(self) -> Path:
        """A local folder of mode 0700 for what is being made; there inside `writing` only."""

    def writing(self, role: str) -> contextlib.AbstractContextManager[None]:
        """Be the lake's one writer on this place inside the block. Raises SaveError."""

    def names(self, folder: str) -> list[str]:
        """Return the names of the files in a folder of the lake, ascending. Raises ReadError or LakeError."""

    def read(self, name: str) -> bytes:
        """Return the content of a small file. Raises ReadError or LakeError."""

    def local(self, name: str, sha256: str) -> Path:
        """Return the path of a local file with the content of a lake's file. Raises ReadError or LakeError."""

    def create(self, name: str, content: bytes) -> None:
        """Write a small file that must not exist yet, after all that was published. Raises LakeError (CHANGED)."""

    def publish(self, path: Path, name: str) -> None:
        """Move a file of the staging folder into the lake. Raises SaveError or LakeError."""

    def remove(self, name: str) -> None:
        """Remove a file that no manifest names."""


def open_store(given: str) -> Store:
    """Return the store of a place given on the command line, which may not exist yet."""
    return FolderStore(expanded(given).absolute())


class FolderStore:
    """A lake in a folder: mode 0700, its files 0600."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unsynced: set[Path] = set()

    @property
    def place(self) -> str:
        """The path of the folder."""
        return str(self._root)

    @property
    def staging(self) -> Path:
        """A folder inside the lake's."""
        return self._root / _STAGING

    @contextlib.contextmanager
    def writing(self, role: str) -> Iterator[None]:
        """Hold the folder's lock inside the block. What a killed writer left in `staging` is removed."""
        lock = DirectoryLock(self._root, role)
        lock.acquire(_WAIT_S)
        try:
            try:
                shutil.rmtree(self.staging, ignore_errors=True)
                disk.make_directory(self.staging)
            except OSError as error:
                raise disk.save_error(error, self.staging) from error
            yield
        finally:
            shutil.rmtree(self.staging, ignore_errors=True)
            lock.release()

    def names(self, folder: str) -> list[str]:
        """Return the names of the regular files in a folder of the lake, ascending; none if there is no folder."""
        try:
            with os.scandir(self._root / folder if folder else self._root) as found:
                names = [entry.name for entry in found if entry.is_file(follow_symlinks=False)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise disk.read_error(error, self._root / folder) from error
        own = (LOCK_NAME, HOLDER_NAME)
        return sorted(f"{folder}/{name}" if folder else name for name in names if folder or name not in own)

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        path = self._root / name
        try:
            with os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
                return file.read()
        except OSError as error:
            raise disk.read_error(error, path) from error

    def local(self, name: str, sha256: str) -> Path:  # noqa: ARG002 - a copy of S3 is compared with it
        """Return the path of the file itself."""
        path = self._root / name
        if not disk.look(path):
            raise LakeError(LakeFault.DAMAGED, str(path))
        return path

    def create(self, name: str, content: bytes) -> None:
        """Write a file; it takes its name when it and all that was published are on the disk."""
        temporary = self.staging / f"{os.urandom(4).hex()}.tmp"
        target = self._root / name
        try:
            with os.fdopen(disk.open_regular(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            disk.make_directory(target.parent)
            for folder in sorted(self._unsynced):
                disk.sync_directory(folder)
            self._unsynced.clear()
            if disk.look(target):
                raise LakeError(LakeFault.CHANGED, str(target))
            temporary.rename(target)
            disk.sync_directory(target.parent)
        except OSError as error:
            raise disk.save_error(error, target) from error

    def publish(self, path: Path, name: str) -> None:
        """Sync a file and rename it to its place; `create` syncs the names."""
        target = self._root / name
        try:
            fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(fd)
            finally:
                os.close(fd)
            if target.parent not in self._unsynced:
                disk.make_directory(target.parent)
                self._unsynced.add(target.parent)
            path.replace(target)
        except OSError as error:
            raise disk.save_error(error, target) from error

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(OSError):
            (self._root / name).unlink()


def new_file(path: Path) -> int:
    """Make a file of mode 0600 in a staging folder and return its descriptor. Raises SaveError."""
    try:
        return disk.open_regular(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
    except OSError as error:
        raise disk.save_error(error, path) from error


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex. Raises ReadError."""
    try:
        with os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise disk.read_error(error, path) from error
