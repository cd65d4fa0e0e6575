"""One writer for each data directory: the window holds the lock while it is open, the command line for one call.

The system releases the lock when its holder ends, in any way. On a disk without such locks nothing is written; why
there is no lock file instead: CONTRIBUTING.md, "One writer".

A small file beside the lock names the holder and is removed with it; without that file nobody holds the lock.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from core.errors import SaveError, SaveFailure
from core.system import disk
from core.system.paths import HOLDER_AT_MOST, HOLDER_NAME, LOCK_NAME

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path


_NO_LOCKS: Final = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)


class DirectoryLock:
    """The lock of a data directory. `role` names the holder: `ventana`, or the command's name."""

    def __init__(self, data_dir: Path, role: str) -> None:
        self._path = data_dir / LOCK_NAME
        self._holder = data_dir / HOLDER_NAME
        self._role = role
        self._identity: tuple[int, ...] = ()
        self._lock = FileLock(self._path, mode=0o600, thread_local=False, fallback_to_soft=False)

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock.is_locked

    def acquire(self, wait_s: float) -> None:
        """Take the lock, waiting at most `wait_s` seconds.

        Raises SaveError: IN_USE with the holder's name; NO_LOCKS if the disk has no such locks; GONE, once, if the
        whole directory was removed, which the next call makes again; or the failure of the disk. A held lock whose
        file was removed or replaced excludes nobody and is taken again.
        """
        if self.is_held and self._identity == self._read_identity():
            return
        try:
            if self.is_held:
                self._lock.release()
                if not self._path.parent.is_dir():
                    raise SaveError(SaveFailure.GONE, self._path.parent)
            disk.make_directory(self._path.parent)
            self._make_file()
            self._lock.acquire(timeout=wait_s, poll_interval=0.02)
        except Timeout:
            raise SaveError(SaveFailure.IN_USE, self._path, holder=self._read_holder()) from None
        except OSError as error:
            if sys.platform != "win32" and error.errno in _NO_LOCKS and self._is_refused_by_disk():
                raise SaveError(SaveFailure.NO_LOCKS, self._path.parent, error.strerror or "") from error
            raise disk.save_error(error, self._path) from error
        self._identity = self._read_identity()
        self._write_holder()

    def release(self) -> None:
        """Release the lock if it is held; errors of the disk are ignored, as the process's end releases it too."""
        if self.is_held and self._identity == self._read_identity():
            with contextlib.suppress(OSError):  # a stale name does no harm: the lock decides
                self._holder.unlink()
        with contextlib.suppress(OSError):
            self._lock.release()

    def _make_file(self) -> None:
        """Make the lock's file with the directory's owner; filelock would leave it to the process's user."""
        with contextlib.suppress(FileExistsError):
            os.close(disk.open_regular(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL))

    def _is_refused_by_disk(self) -> bool:
        """Return whether `flock` itself fails for lack of support: other calls can fail with the same code."""
        try:
            fd = disk.open_regular(self._path, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in _NO_LOCKS
        finally:
            os.close(fd)
        return False

    def _read_identity(self) -> tuple[int, ...]:
        return disk.look(self._path)[:2]

    def _write_holder(self) -> None:
        """Write the holder's name for processes that wait; errors are ignored, as only messages use it."""
        with contextlib.suppress(OSError):
            fd = disk.open_regular(self._holder, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            with os.fdopen(fd, "w", encoding="utf-8") as file:
                file.write(f"{self._role} {os.getpid()}\n")

    def _read_holder(self) -> str:
        try:
            return disk.read_small(self._holder, HOLDER_AT_MOST).decode().strip()
        except (OSError, UnicodeDecodeError):
            return ""
