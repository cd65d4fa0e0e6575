"""Where the files of a lake lie: a folder. Each file is written once, whole or not at all, and never changed.

What is new is made in `staging`, on the same disk, and then published; `create` puts all of it on the disk first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from core.district.errors import LakeError, LakeFault
from core.district.files import S3
from core.system import disk
from core.system.lock import DirectoryLock
from core.system.paths import HOLDER_NAME, LOCK_NAME, expanded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from core.district.files import Store

_STAGING: Final = ".en-curso"
_WAIT_S: Final = 5.0


def open_store(given: str) -> Store:
    """Return the store of a place given on the command line, which may not exist yet."""
    if given.startswith(S3):
        from core.district.s3 import BucketStore  # noqa: PLC0415 - obstore is for these alone

        return BucketStore(given)
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
    def is_shared(self) -> bool:
        """The lock keeps others out."""
        return False

    @property
    def staging(self) -> Path:
        """A folder inside the lake's."""
        return self._root / _STAGING

    @contextlib.contextmanager
    def writing(self, role: str) -> Iterator[None]:
        """Hold the folder's lock inside the block. Leftovers of a killed writer in `staging` are removed."""
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

    def names(self, folder: str, after: str = "") -> list[str]:
        """Return the names of the regular files in a folder of the lake, ascending; none if there is no folder."""
        try:
            with os.scandir(self._root / folder if folder else self._root) as found:
                names = [entry.name for entry in found if entry.is_file(follow_symlinks=False)]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise disk.read_error(error, self._root / folder) from error
        own = (LOCK_NAME, HOLDER_NAME)
        whole = sorted(f"{folder}/{name}" if folder else name for name in names if folder or name not in own)
        return whole[bisect_right(whole, after) :]

    def read(self, name: str) -> bytes:
        """Return the content of a file."""
        path = self._root / name
        with disk.reading(path), os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
            return file.read()

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
