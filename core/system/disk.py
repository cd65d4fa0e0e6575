"""What the operating system is asked for: opening without surprises, syncing, and reasons for its refusals."""

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
    """Say in the program's terms why the system refused."""
    if error.errno == errno.ENXIO and error.filename is None:  # not of opening a socket or a FIFO: that has a name
        return SaveFailure.GONE
    return _REASONS.get(error.errno or 0, SaveFailure.DEVICE)


def save_error(error: OSError, path: Path) -> SaveError:
    """Return the SaveError for what the system said of `path`."""
    return SaveError(reason(error), path, error.strerror or "")


def read_error(error: OSError, path: Path) -> ReadError:
    """Return the ReadError for what the system said of `path`."""
    return ReadError(reason(error), path, error.strerror or "")


def open_regular(path: Path, flags: int, mode: int = 0o600) -> int:
    """Open a regular file, never a link, and never wait on a FIFO; return the descriptor. Raises OSError.

    One that is made belongs to whoever owns its directory, where the system allows that: root does, so that what an
    administrator writes into a nurse's directory can be read and written by the nurse.
    """
    return open_known(path, flags, mode)[0]


def open_known(path: Path, flags: int, mode: int = 0o600) -> tuple[int, os.stat_result]:
    """Open a regular file as `open_regular` does; return the descriptor and the file's status. Raises OSError."""
    if sys.platform == "win32" and path.is_symlink():  # it has no O_NOFOLLOW
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    fd = os.open(path, flags | _FLAGS, mode)
    status = os.fstat(fd)
    if not stat.S_ISREG(status.st_mode):
        os.close(fd)
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    # A file of two names may have its other one, and its owner, in a place that is not for this directory's owner.
    if flags & os.O_CREAT and status.st_nlink == 1:
        _give_to_owner_of(path.parent, fd)
    return fd, status


def _give_to_owner_of(directory: Path, path: Path | int) -> None:
    """Give a file or a directory the owner and the group of the directory that it was made in.

    What cannot be given stays with its maker: only root may give, and some disks know no owners.
    """
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            owner = directory.stat()
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=isinstance(path, int))


def read_at(fd: int, start: int, length: int) -> bytes:
    """Return that part of a file, or what there is of it. Raises OSError."""
    os.lseek(fd, start, os.SEEK_SET)
    return _read_on(fd, length)


def _read_on(fd: int, length: int) -> bytes:
    found = os.read(fd, length) if length > 0 else b""
    while 0 < len(found) < length and (more := os.read(fd, length - len(found))):
        found += more
    return found


def read_small(path: Path, at_most: int) -> bytes:
    """Return what is in a regular file, or its first `at_most` bytes. Raises OSError."""
    fd, status = open_known(path, os.O_RDONLY)
    try:
        return _read_on(fd, min(at_most, status.st_size))
    finally:
        os.close(fd)


def look(path: Path) -> tuple[int, ...]:
    """Return what is another when a file was replaced or written to; nothing where there is none to be seen."""
    try:
        status = path.lstat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def sync_data(fd: int) -> None:
    """Return only once the file's content and size are on the disk. Raises OSError."""
    if sys.platform == "darwin":
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # fsync stops at the disk's own cache there
    elif sys.platform == "win32":
        os.fsync(fd)
    else:
        os.fdatasync(fd)


def sync_directory(path: Path) -> None:
    """Return only once the names in the directory are on the disk; Windows does that by itself. Raises OSError."""
    if sys.platform == "win32":
        return
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that has no such thing
            raise
    finally:
        os.close(fd)


def make_directory(path: Path) -> None:
    """Make a directory for its owner alone (0700), with its parents, durably. Raises OSError.

    Its owner is that of the directory that it is made in, as with files (`open_regular`).
    """
    if path.is_dir():
        return
    if path.parent == path:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))  # a drive that is not there
    make_directory(path.parent)
    try:
        path.mkdir(mode=0o700)
        _give_to_owner_of(path.parent, path)
    except FileExistsError:
        if not path.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    sync_directory(path.parent)


def sync_names(path: Path) -> None:
    """Return only once a file, made in a directory that may be new itself, will be found again. Raises OSError."""
    sync_directory(path.parent)
    with contextlib.suppress(PermissionError):  # not ours to read, so not ours to have made the directory in
        sync_directory(path.parent.parent)
