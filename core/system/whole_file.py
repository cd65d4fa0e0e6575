"""Writing a file so that it appears whole or not at all, and is still there after a power cut."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import SaveError, SaveFailure
from core.system import disk, interrupt
from core.system.paths import PROTECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

PRIVATE: Final = 0o600
READABLE: Final = 0o644
"""The modes of a new file: for its owner alone, or to be read by all."""

_MOST_LINKS: Final = 40
"""Linux's own limit on symbolic links in a path."""


def write_whole(path: Path, parts: Iterable[bytes], *, is_ours: bool = False, mode: int = PRIVATE) -> None:
    """Write `parts` to `path` atomically (`whole_file`). Errors raised by `parts` itself pass through."""
    with whole_file(path, is_ours=is_ours, mode=mode) as file:
        file.writelines(parts)


def write_out(path: Path, parts: Iterable[bytes], mode: int = PRIVATE) -> None:
    """Write `parts` to the output of a command: atomically to a file, in sequence to a stream.

    A new file gets `mode`.

    A stream is a FIFO with a reader, a character device such as `/dev/null`, or an open file of this process such
    as `/dev/stdout`. Raises SaveError, NO_READER for a FIFO without a reader; or BrokenPipeError if the reader has
    closed the stream.
    """
    try:
        stream = _open_stream(path)
        if stream is not None:
            with os.fdopen(stream, "wb") as file:
                file.writelines(parts)
            return
    except BrokenPipeError:
        raise
    except OSError as error:
        raise disk.save_error(error, path) from error
    write_whole(path, parts, mode=mode)


@contextlib.contextmanager
def whole_file(path: Path, *, is_ours: bool = False, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """Yield a temporary file that replaces `path` atomically at the end. On any error an old file stays as it was.

    A new file gets `mode`. A symbolic link stays: its target is replaced and keeps owner and mode. Raises SaveError:
    NOT_A_FILE if `path` is anything but a regular file, PROTECTED if it has the name of a file of the data directory
    and `is_ours` (the program's own files) is not set, or the failure of the disk. Other exceptions of the block pass
    through.
    """
    try:
        target = follow(path)
        if not is_ours and (_is_protected(path) or _is_protected(target)):
            raise SaveError(SaveFailure.PROTECTED, path)
        if _own_descriptor(path) is not None or (target.exists() and not target.is_file()):
            raise SaveError(SaveFailure.NOT_A_FILE, path)
        temporary = target.parent / f".{target.name}.{os.urandom(4).hex()}.tmp"
        with interrupt.raised():
            fd = disk.open_regular(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
            try:
                with os.fdopen(fd, "w+b") as file:
                    yield file
                    file.flush()
                    if not is_ours:
                        _keep_rights(fd, target)
                    os.fsync(fd)
                temporary.replace(target)
                disk.sync_directory(target.parent)
            except BaseException:
                with contextlib.suppress(OSError):
                    temporary.unlink()
                raise
    except OSError as error:
        raise disk.save_error(error, path) from error


def follow(path: Path) -> Path:
    """Return the final target of a symbolic link, which may not exist; any other path is returned unchanged.

    Raises OSError for a circle of links.
    """
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return target


def _is_protected(path: Path) -> bool:
    return path.name.lower().rstrip(" .") in PROTECTED  # Windows drops dots and spaces at the end of a name


def _keep_rights(fd: int, old: Path) -> None:
    """Copy owner and mode of the replaced file to the new one, as far as the system permits."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        status = old.stat()
        with contextlib.suppress(OSError):
            os.fchown(fd, status.st_uid, status.st_gid)
        os.fchmod(fd, stat.S_IMODE(status.st_mode))


def _open_stream(path: Path) -> int | None:
    """Open a FIFO, a character device or this process's own descriptor for writing; None for any other path.

    Raises OSError, or SaveError for a FIFO without a reader, rather than block.
    """
    if sys.platform == "win32":
        return None
    own = _own_descriptor(path)
    if own is not None:
        return os.dup(own)  # opening it again would start at offset 0
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    if not (stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
        return None
    try:
        fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO and stat.S_ISFIFO(mode):
            raise SaveError(SaveFailure.NO_READER, path) from error
        raise
    os.set_blocking(fd, True)
    return fd


def _own_descriptor(path: Path) -> int | None:
    """Return the descriptor of this process that a path such as `/dev/stdout` resolves to; None if none."""
    names = re.compile(rf"/(?:dev|proc/{os.getpid()}(?:/task/\d+)?)/fd/(\d+)")
    for _ in range(_MOST_LINKS):
        path = Path(os.path.realpath(path.parent), path.name)
        if found := names.fullmatch(str(path)):
            return int(found[1])
        if not path.is_symlink():
            break
        path = path.parent / path.readlink()
    return None
