"""Calls of the operating system on files: opening, syncing, and the reason why one failed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, Final

from core.errors import ReadError, SaveError, SaveFailure

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS: Final = (
    getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)

_REASONS: Final = {
    errno.ENOSPC: SaveFailure.FULL,
    errno.EDQUOT: SaveFailure.FULL,
    errno.EFBIG: SaveFailure.FULL,
    errno.EROFS: SaveFailure.READ_ONLY,
    errno.EACCES: SaveFailure.NO_PERMISSION,
    errno.EPERM: SaveFailure.NO_PERMISSION,
    errno.ENOENT: SaveFailure.GONE,
    errno.ENODEV: SaveFailure.GONE,
    errno.ENXIO: SaveFailure.NOT_A_FILE,
    errno.ESTALE: SaveFailure.GONE,
    errno.ENOTDIR: SaveFailure.NOT_A_FILE,
    errno.EISDIR: SaveFailure.NOT_A_FILE,
    errno.ELOOP: SaveFailure.NOT_A_FILE,
    errno.EEXIST: SaveFailure.CHANGED,
    errno.ENAMETOOLONG: SaveFailure.NAME_TOO_LONG,
}


def reason(error: OSError) -> SaveFailure:
    """Map a system error to a SaveFailure; DEVICE for codes without an entry."""
    if error.errno == errno.ENXIO and error.filename is None:  # from I/O on an open file; open() sets the filename
        return SaveFailure.GONE
    return _REASONS.get(error.errno or 0, SaveFailure.DEVICE)


def save_error(error: OSError, path: Path) -> SaveError:
    """Return the SaveError for a system error at `path`."""
    return SaveError(reason(error), path, error.strerror or "")


def read_error(error: OSError, path: Path) -> ReadError:
    """Return the ReadError for a system error at `path`."""
    return ReadError(reason(error), path, error.strerror or "")


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Convert system errors inside the block to ReadError at `path`."""
    try:
        yield
    except OSError as error:
        raise read_error(error, path) from error


def open_regular(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open a regular file and return its descriptor; refuses links and never blocks on a FIFO. Raises OSError.

    With O_CREAT the file gets its directory's owner and group where the system allows it (as root), so that a nurse
    can read and write the files that an administrator makes in the nurse's directory.
    """
    return open_known(path, flags, mode)[0]


def open_known(path: Path, flags: int, mode: int = 0o600) -> tuple[int, os.stat_result]:
    """Open a regular file as `open_regular` does; return the descriptor and the file's status. Raises OSError."""
    if sys.platform == "win32" and path.is_symlink():  # Windows has no O_NOFOLLOW
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    fd = os.open(path, flags | _FLAGS, mode)
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode):
        os.close(fd)
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    # A file with several hard links may belong to another directory, and rightly to another owner.
    if flags & os.O_CREAT and status.st_nlink == 1:
        _give_to_owner_of(path.parent, fd)
    return fd, status


def _give_to_owner_of(directory: Path, path: Path | int) -> None:
    """Give a file or a directory the owner and the group of the directory that it was made in.

    Refusals are ignored: only root may change owners, and some file systems have none.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            owner = directory.stat()
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=isinstance(path, int))


def read_at(fd: int, start: int, length: int) -> bytes:
    """Return `length` bytes from offset `start`, fewer at the end of the file. Raises OSError."""
    os.lseek(fd, start, os.SEEK_SET)
    return _read_on(fd, length)


def _read_on(fd: int, length: int) -> bytes:
    found = os.read(fd, length) if length > 0 else b""
    while 0 < len(found) < length and (more := os.read(fd, length - len(found))):
        found += more
    return found


def read_small(path: Path, at_most: int) -> bytes:
    """Return the content of a regular file, cut off after `at_most` bytes. Raises OSError."""
    fd, status = open_known(path, os.O_RDONLY)
    try:
        return _read_on(fd, min(at_most, status.st_size))
    finally:
        os.close(fd)


def look(path: Path) -> tuple[int, ...]:
    """Return device, inode, size and mtime (ns), which tell a replaced or modified file; () if it cannot be read."""
    try:
        status = path.lstat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def sync_data(fd: int) -> None:
    """Return only once the file's content and size are on the disk. Raises OSError."""
    if sys.platform == "darwin":
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # on macOS fsync leaves data in the drive's cache
    elif sys.platform == "win32":
        os.fsync(fd)
    else:
        os.fdatasync(fd)


def sync_directory(path: Path) -> None:
    """Return only once the directory's entries are on the disk; a no-op on Windows. Raises OSError."""
    if sys.platform == "win32":
        return
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):  # file system without directory fsync
            raise
    finally:
        os.close(fd)


def make_directory(path: Path) -> None:
    """Make a directory with mode 0700, and its parents, durably. Raises OSError.

    It gets its parent's owner and group, as files do (`open_regular`).
    """
    if path.is_dir():
        return
    if path.parent == path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))  # missing drive
    make_directory(path.parent)
    try:
        path.mkdir(mode=0o700)
        _give_to_owner_of(path.parent, path)
    except FileExistsError:
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    sync_directory(path.parent)


def prepare_directory(path: Path) -> None:
    """Make a directory as `make_directory` does. Raises SaveError."""
    try:
        make_directory(path)
    except OSError as error:
        raise save_error(error, path) from error


def sync_names(path: Path) -> None:
    """Sync the entry of a new file and that of its directory, which may be new too. Raises OSError."""
    sync_directory(path.parent)
    with contextlib.suppress(PermissionError):  # unreadable, so this process cannot have made the directory in it
        sync_directory(path.parent.parent)
